import { backends } from '@hoso/backends';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { binaryArray } from './binary-array.ts';

const server = await backends.postgres();
const client = new pg.Client({ connectionString: 'url' in server ? server.url : '' });
beforeAll(() => client.connect());
afterAll(() => client.end());

/** What the server makes of the bytes of an array of that type, told as texts. */
async function readBack(type: keyof typeof binaryArray, bytes: Buffer): Promise<readonly string[]> {
  const { rows } = await client.query<{ text: string }>(
    `select ${type === 'bytea' ? "convert_from(e, 'UTF8')" : 'e::text'} as text
      from unnest($1::${type}[]) with ordinality u (e, nth) order by nth`,
    [bytes],
  );
  return rows.map(({ text }) => text);
}

/** Whatever a text of PostgreSQL may hold: Unicode without NUL. */
const text = fc.string({ unit: 'binary' }).map((value) => value.toWellFormed().replaceAll('\0', ''));

describe('An array of bytes is read by PostgreSQL', () => {
  it.each([
    ['text', text, binaryArray.text],
    ['bytea', text, binaryArray.bytea],
    ['uuid', fc.uuid(), binaryArray.uuid],
  ] as const)('as the %s that were given', async (type, values, encode) => {
    await fc.assert(
      fc.asyncProperty(fc.array<string>(values, { maxLength: 40 }), async (given) => {
        expect(await readBack(type, encode(given))).toEqual(given);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['integer', fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), binaryArray.integer],
    ['smallint', fc.integer({ min: -(2 ** 15), max: 2 ** 15 - 1 }), binaryArray.smallint],
  ] as const)('as the %s that were given', async (type, values, encode) => {
    await fc.assert(
      fc.asyncProperty(fc.array(values, { maxLength: 40 }), async (given) => {
        expect(await readBack(type, encode(given))).toEqual(given.map(String));
      }),
      { numRuns: 60 },
    );
  });
});
