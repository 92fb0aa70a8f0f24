import { StoreUnavailable } from '@hoso/event-sourcing';
import { describe, expect, it } from '@jest/globals';
import { isPassing, mayHaveHappened, unavailable } from './failure.ts';

const said = (code: string) => Object.assign(new Error('said by the server'), { code, severity: 'ERROR' });
const ofNetwork = (code: string) => Object.assign(new Error('said by the network'), { code });

describe('A failure of PostgreSQL', () => {
  it.each([
    ['a connection that breaks', ofNetwork('ECONNRESET'), true, true, 'unreachable'],
    ['a pipe that breaks', ofNetwork('EPIPE'), true, true, 'unreachable'],
    ['a connection that ends', new Error('Connection terminated unexpectedly'), true, true, 'unreachable'],
    ['an answer that does not come', new Error('Query read timeout'), true, true, 'unreachable'],
    ['a server that stops', said('57P01'), true, true, 'unreachable'],
    ['a statement that takes too long', said('57014'), true, false, 'unreachable'],
    ['too many connections', said('53300'), true, false, 'unreachable'],
    ['a server that stands by', said('25006'), true, false, 'unreachable'],
    ['a full disk', said('53100'), false, false, 'full'],
    ['another password', said('28P01'), false, false, 'unreachable'],
  ])('is told apart: %s', (_, error, passes, happened, reason) => {
    expect([isPassing(error), mayHaveHappened(error)]).toEqual([passes, happened]);
    expect(unavailable(error)).toBeInstanceOf(StoreUnavailable);
    expect(unavailable(error)).toMatchObject({ reason, cause: error });
  });

  it('stays itself where it is a fault', () => {
    for (const error of [said('42601'), said('23505'), new TypeError('x is not a function'), 'thrown']) {
      expect(isPassing(error)).toBe(false);
      expect(unavailable(error)).toBe(error);
    }
  });
});
