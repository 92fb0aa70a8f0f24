import { DomainError, LogDamaged, NoResponder, StoreUnavailable, TooManyConflicts } from '@hoso/event-sourcing';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { Fault, faultLine, faultOf, fieldsOf } from './fault.ts';
import { Unauthorised } from './tokens.ts';

describe('What was thrown', () => {
  it.each([
    [new DomainError('AlreadyReceived', { on: '2022-03-15' }), 'DomainError', 'AlreadyReceived', { on: '2022-03-15' }],
    [new Unauthorised('TokenExpired'), 'Unauthorised', 'TokenExpired', {}],
    [new NoResponder('intake.x', 'timeout'), 'Unavailable', 'NoResponder', {}],
    [new TooManyConflicts('dossier-1: 5 attempts'), 'Unavailable', 'TooManyConflicts', {}],
    [new LogDamaged('main', 3, 9, 'x'), 'Internal', 'LogDamaged', { log: 'main', from: 3, to: 9 }],
    [new StoreUnavailable('full'), 'Unavailable', 'StoreUnavailable', {}],
    [{ name: 'DomainError', code: 'AlreadyReceived', params: { n: 1 } }, 'DomainError', 'AlreadyReceived', { n: 1 }],
    [{ name: 'Internal', code: 'Internal', params: { reference: 'r' } }, 'Internal', 'Internal', { reference: 'r' }],
  ])('crosses as name, code and params: %s', (error, name, code, params) =>
    expect(faultOf(error)).toMatchObject({ name, code, params }),
  );

  it('crosses without anything of its message, stack and cause when nobody expected it', () => {
    for (const error of [new TypeError('Nguyễn Văn A'), 'Nguyễn Văn A', undefined, { name: 'Nguyễn Văn A' }]) {
      const fault = faultOf(error);
      expect(fault).toMatchObject({
        name: 'Internal',
        code: 'Internal',
        params: { reference: expect.stringMatching(/^[0-9a-f-]{36}$/) },
      });
      expect(JSON.stringify({ ...fault, message: fault.message, cause: fault.cause })).not.toContain('Nguyễn');
    }
  });

  it.each([
    ['BusUnusable', 'BusUnusable'],
    ['MalformedAnswer', 'MalformedAnswer'],
    ['AnswerTooLarge', 'AnswerTooLarge'],
    ['BlobsUrlError', 'BlobsUnusable'],
    ['BlobDamaged', 'BlobDamaged'],
  ])('about settings crosses as what it is, and is told to the operator with its remedy: %s', (name, code) => {
    const error = Object.assign(new Error('BUS_URL: its user may not ask a.b. Log in as another one'), { name });
    const fault = faultOf(error);
    expect(fault).toMatchObject({ name: 'Internal', code, params: { reference: expect.any(String) } });
    expect(JSON.stringify(fault.params)).not.toContain('BUS_URL');
    const line = faultLine(error, 'r');
    expect(line).toMatch(new RegExp(`^fault r\n${name}: BUS_URL: its user may not ask a.b. Log in`));
  });

  it('takes the wrong fields along, also through a bus that knows only name, code and params', () => {
    const result = z.object({ a: z.string(), b: z.number() }).safeParse({ a: 1 });
    const { name, code, params } = faultOf(result.error);
    const arrived = faultOf(JSON.parse(JSON.stringify({ name, code, params })));
    expect(fieldsOf(arrived).map(({ field }) => field)).toEqual(['a', 'b']);
    expect(fieldsOf(new Fault('DomainError', 'AlreadyReceived', { fields: '[{"a":1}]' }))).toEqual([]);
  });

  it('is told to the operator by name, code and place, with its causes and without what people entered', () => {
    const cause = Object.assign(new RangeError('Trần Thị B\n    at Trần Thị B (home:1:1)'), { code: 'ERR_X' });
    const line = faultLine(new TypeError('Nguyễn Văn A\n    at Nguyễn Văn A', { cause }), 'the reference');
    expect(line).toMatch(/^fault the reference\nTypeError\n\s+at .*fault\.spec\.ts/);
    expect(line).toMatch(/\nbecause of RangeError ERR_X\n\s+at .*fault\.spec\.ts/);
    expect(line).not.toMatch(/Nguyễn|Trần/);
    expect(faultLine('Nguyễn Văn A', 'r')).toBe('fault r\na thrown string');
  });
});
