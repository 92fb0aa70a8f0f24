import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { OcelCase } from '../src/ocel.ts';
import { type ReadLogFileOptions, readLogFile } from '../src/read-log-file.ts';
import { writeOcelJson } from '../src/write-ocel-json.ts';
import { writeOcelSqlite } from '../src/write-ocel-sqlite.ts';

export const fromArray = async function* <Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
};

/** In pieces, so that elements, characters and pages are cut anywhere. */
const inPieces = async function* (bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += length) yield bytes.subarray(from, from + length);
};

export const ocelJson = async (cases: readonly OcelCase[]): Promise<string> =>
  (await Array.fromAsync(writeOcelJson(() => fromArray(cases)))).join('');

/** The bytes of an SQLite file that `write` makes. */
export const sqliteFile = async (write: (path: string) => Promise<void> | void): Promise<Uint8Array> => {
  const folder = mkdtempSync(join(tmpdir(), 'hoso-event-log-'));
  try {
    const path = join(folder, 'log.sqlite');
    await write(path);
    return readFileSync(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

export const ocelSqlite = (cases: readonly OcelCase[]): Promise<Uint8Array> =>
  sqliteFile((path) => writeOcelSqlite(path, fromArray(cases)));

/** A file of somebody else's, by its statements. */
export const foreignSqlite = (...statements: readonly string[]): Promise<Uint8Array> =>
  sqliteFile((path) => {
    const database = new DatabaseSync(path);
    for (const statement of statements) database.exec(statement);
    database.close();
  });

/** The cases of a file, without the lines on which they stand. */
export const casesIn = async (
  file: string | Uint8Array,
  options?: ReadLogFileOptions & { readonly piece?: number },
) => {
  const bytes = Buffer.from(file);
  const cases = await Array.fromAsync(readLogFile(inPieces(bytes, options?.piece ?? 10_000), options));
  return cases.map(({ name, attributes, events }) => ({ name, attributes, events }));
};
