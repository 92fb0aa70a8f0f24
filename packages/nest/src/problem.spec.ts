import { refusals } from '@hoso/contracts';
import { DomainError, NoResponder, StoreUnavailable, TooManyConflicts } from '@hoso/event-sourcing';
import { describe, expect, it } from '@jest/globals';
import { HttpException, NotFoundException } from '@nestjs/common';
import { z } from 'zod';
import { edgeRefusals } from './edge-refusals.ts';
import { Fault } from './fault.ts';
import { problemHeaders, problemOf } from './problem.ts';
import { Unauthorised } from './tokens.ts';

const http = (statusCode: number, code: string) => ({
  name: 'FastifyError',
  message: 'Nguyễn Văn A',
  statusCode,
  code,
});

describe('A problem', () => {
  it.each([
    [new DomainError('CommandIdReused', { commandId: 'c' }), 409, 'CommandIdReused'],
    [new DomainError('NotYourDossier'), 403, 'NotYourDossier'],
    [new DomainError('UnitNotFound', { id: 'u' }), 404, 'UnitNotFound'],
    [new DomainError('OccurredInFuture', { occurredAt: 'x' }), 400, 'OccurredInFuture'],
    [new DomainError('StaleVersion', { expected: 1, actual: 2 }), 412, 'StaleVersion'],
    [new DomainError('NotYetComplete', { atLeast: 9 }), 503, 'NotYetComplete'],
    [new DomainError('SomethingNew'), 409, 'SomethingNew'],
    [z.string().safeParse(1).error, 400, 'InvalidInput'],
    [new Unauthorised('TokenMissing'), 401, 'TokenMissing'],
    [new Unauthorised('TokenForged'), 401, 'TokenForged'],
    [new NoResponder('intake', 'nobody'), 503, 'NoResponder'],
    [new TooManyConflicts(), 503, 'TooManyConflicts'],
    [new StoreUnavailable('full'), 503, 'StoreUnavailable'],
    [new NotFoundException('Cannot GET /x'), 404, 'RouteNotFound'],
    [http(400, 'FST_ERR_CTP_INVALID_JSON_BODY'), 400, 'MalformedJson'],
    [http(400, 'FST_ERR_CTP_EMPTY_JSON_BODY'), 400, 'MalformedJson'],
    [http(400, 'FST_ERR_BAD_URL'), 400, 'BadRequest'],
    [http(413, 'FST_ERR_CTP_BODY_TOO_LARGE'), 413, 'BodyTooLarge'],
    [Object.assign(new Error('larger'), { name: 'BlobTooLarge', statusCode: 413 }), 413, 'BodyTooLarge'],
    [http(415, 'FST_ERR_CTP_INVALID_MEDIA_TYPE'), 415, 'UnsupportedMediaType'],
    [Object.assign(new Error('Nguyễn Văn A'), { statusCode: 429 }), 429, 'TooManyRequests'],
    [Object.assign(new Error('a stranger'), { statusCode: 404 }), 500, 'Internal'],
    [http(500, 'FST_ERR_HANDLER_TIMEOUT'), 500, 'Internal'],
    [new HttpException('Nguyễn Văn A', 502), 500, 'Internal'],
    [new TypeError('Nguyễn Văn A'), 500, 'Internal'],
    [new Fault('Unavailable', 'Unheard'), 500, 'Unheard'],
    [undefined, 500, 'Internal'],
  ])('of %s has status %d and code %s, and no foreign words', (error, status, code) => {
    for (const language of ['vi', 'en'] as const) {
      const problem = problemOf(error, language, refusals);
      expect(problem).toMatchObject({ status, code, type: `/problems/${code}` });
      expect(problem.title).not.toBe('');
      expect(problem.detail).not.toBe('');
      expect(JSON.stringify(problem)).not.toMatch(/Nguyễn|Cannot|stack|\{\w+\}/);
    }
  });

  it('names states and commands in words, and instants as the province reads them', () => {
    const state = new DomainError('NotInState', { status: 'supplement-requested', command: 'ReceiveDossier' });
    expect(problemOf(state, 'vi', refusals).detail).toBe(
      'Hồ sơ đang ở trạng thái chờ bổ sung; không thể: Tiếp nhận hồ sơ (ReceiveDossier)',
    );
    expect(problemOf(state, 'en', refusals).detail).toBe(
      'The dossier is supplement-requested: ReceiveDossier is impossible',
    );
    const unknown = new DomainError('NotInState', { status: 'elsewhere', command: 'DoNothing' });
    expect(problemOf(unknown, 'vi', refusals).detail).toBe('Hồ sơ đang ở trạng thái elsewhere; không thể: DoNothing');
    const slip = { slip: 'GH-1', newDueAt: '2022-04-28T10:00:00.000Z' };
    for (const language of ['vi', 'en'] as const) {
      const { detail } = problemOf(new DomainError('SlipSaysEarlier', slip), language, refusals);
      expect(detail).toContain('28/04/2022 17:00');
      const late = { ...slip, newDueAt: '2022-12-31T17:00:00.001Z' };
      expect(problemOf(new DomainError('SlipSaysEarlier', late), language, refusals).detail).toContain(
        '01/01/2023 00:00:00.001',
      );
    }
  });

  it('speaks the language it is asked for, with the values that the refusal names', () => {
    const error = new DomainError('StaleVersion', { expected: 1, actual: 2 });
    expect(problemOf(error, 'vi', refusals).detail).toBe('Dữ liệu đã đổi: phiên bản 2, không phải 1');
    expect(problemOf(error, 'en', refusals).detail).toBe('It has changed: version 2, not 1');
    expect(problemOf(error, 'en', refusals).title).not.toBe(problemOf(error, 'vi', refusals).title);
  });

  it('does not read placeholders out of values', () =>
    expect(problemOf(new DomainError('UnitNotFound', { id: '{id}{x}' }), 'en', refusals).detail).toBe(
      'There is no unit {id}{x}',
    ));

  it('says a reason that is itself a sentence in the language of the reader', () => {
    const error = new DomainError('RulesInvalid', {
      reason: 'version: Must be a number',
      reasonVi: 'version: Phải là số',
    });
    expect(problemOf(error, 'vi', refusals).detail).toBe('Tệp quy tắc sai: version: Phải là số');
    expect(problemOf(error, 'en', refusals).detail).toBe('The rule file is wrong: version: Must be a number');
  });

  it('names the fields that are wrong', () => {
    const { error } = z.object({ procedure: z.string(), n: z.number() }).safeParse({ n: 'x' });
    expect(problemOf(error, 'en', refusals).errors).toEqual([
      { field: 'procedure', reason: 'Required and missing', code: 'invalid_type' },
      { field: 'n', reason: 'Must be a number, not a text', code: 'invalid_type' },
    ]);
    expect(problemOf(error, 'vi', refusals).errors?.[0]?.reason).toBe('Thiếu trường bắt buộc');
  });

  it('words a field by the catalogue where the schema gives a code of it', () => {
    const catalogue = { DayUnknown: { kind: 'invalid', vi: 'Ngày không có', en: 'There is no such day' } } as const;
    const { error } = z
      .object({ day: z.string().refine(() => false, { error: 'DayUnknown' }) })
      .safeParse({ day: '30/2' });
    expect(problemOf(error, 'vi', catalogue).errors).toEqual([
      { field: 'day', reason: 'Ngày không có', code: 'DayUnknown' },
    ]);
  });

  it('has a reference when it is our fault, and the same one as in the log', () =>
    expect(problemOf(new Fault('Internal', 'Internal', { reference: 'abc' }), 'en', refusals).instance).toBe(
      'urn:uuid:abc',
    ));

  it('says when to come again, and how to identify oneself', () => {
    const headersOf = (error: unknown) => problemHeaders(problemOf(error, 'en', refusals), 'en');
    expect(headersOf(new NoResponder('x', 'nobody'))).toMatchObject({ 'retry-after': '1', 'content-language': 'en' });
    expect(headersOf(http(429, ''))).toHaveProperty('retry-after');
    expect(headersOf(new DomainError('NotYourDossier'))).not.toHaveProperty('retry-after');
    expect(headersOf(new Unauthorised('TokenMissing'))).toMatchObject({ 'www-authenticate': 'Bearer realm="hoso"' });
    expect(headersOf(new Unauthorised('TokenExpired'))).toMatchObject({
      'www-authenticate': 'Bearer realm="hoso", error="invalid_token"',
    });
  });

  it('has words in both languages for every refusal there is, with the same values', () => {
    const valuesIn = (words: string) => [...words.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    for (const [code, { vi, en }] of Object.entries({ ...refusals, ...edgeRefusals })) {
      expect({ code, vi, values: valuesIn(vi) }).toEqual({
        code,
        vi: expect.stringMatching(/\S/),
        values: valuesIn(en),
      });
      expect(vi).not.toBe(en);
    }
  });
});
