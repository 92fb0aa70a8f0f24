import { StoreUnavailable } from '@hoso/event-sourcing';
import { describe, expect, it } from '@jest/globals';
import { isDiskFull } from './disk-full.ts';

const withCode = (properties: object): Error => Object.assign(new Error('it failed'), properties);

describe('A full disk', () => {
  it.each([
    ['a write to a file', withCode({ code: 'ENOSPC' })],
    ['a quota', withCode({ code: 'EDQUOT' })],
    ['a limit on the size of files', withCode({ code: 'EFBIG' })],
    ['SQLite', withCode({ code: 'ERR_SQLITE_ERROR', errcode: 13 })],
    ['SQLite, at a write', withCode({ code: 'ERR_SQLITE_ERROR', errcode: 778 })],
    ['a store', new StoreUnavailable('full')],
    ['something below', new Error('it cannot go on', { cause: new StoreUnavailable('full') })],
  ])('is known from what %s says', (_, error) => expect(isDiskFull(error)).toBe(true));

  it.each([
    ['another fault of a file', withCode({ code: 'EACCES' })],
    ['another fault of SQLite', withCode({ errcode: 11 })],
    ['a store that is away', new StoreUnavailable('unreachable')],
    ['no error at all', undefined],
  ])('is not %s', (_, error) => expect(isDiskFull(error)).toBe(false));
});
