import { describe, expect, it } from '@jest/globals';
import { DomainError, NoResponder } from '@hoso/event-sourcing';
import { errorOf, failureOf } from './failure.ts';

const crossed = (error: unknown) => errorOf(JSON.parse(JSON.stringify(failureOf(error))));

describe('A failure that crosses the bus', () => {
  it('is a refusal again', () => {
    expect(crossed(new DomainError('NotFound', { id: 'x' }))).toEqual(new DomainError('NotFound', { id: 'x' }));
    expect(crossed(new DomainError('NotFound'))).toBeInstanceOf(DomainError);
  });

  it('says what it said', () => {
    const error = crossed(new NoResponder('audit.queries.x', 'timeout'));
    expect(error).toMatchObject({ name: 'NoResponder', subject: 'audit.queries.x', reason: 'timeout' });
    expect(error.message).toBe(new NoResponder('audit.queries.x', 'timeout').message);
  });

  it('leaves its cause, its stack and what has no JSON form behind', () => {
    const error = Object.assign(new Error('outer', { cause: new Error('inner') }), { big: 1n, kept: [1] });
    const { details } = failureOf(error);
    expect(details).toEqual({ kept: [1] });
  });

  it('may be no error at all', () =>
    expect(crossed('just a text')).toMatchObject({ name: 'Error', message: 'just a text' }));
});
