import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { OCEL_LIMITS, type OcelLimits } from './ocel.ts';
import { DEFAULT_CASE_TYPE } from './ocel-cases.ts';
import { OcelError, ocelReasons } from './ocel-error.ts';
import { type OcelFiledCase, OcelSpool } from './ocel-spool.ts';
import { readOcelJson } from './read-ocel-json.ts';
import { readOcelSqlite } from './read-ocel-sqlite.ts';
import { readXes } from './read-xes.ts';
import type { XesTrace } from './xes-trace.ts';
import { unpacked } from './xes-text.ts';

export interface ReadLogFileOptions {
  /** Of an OCEL file: the type of the objects that are its cases. */
  readonly caseType?: string | undefined;
  /** Of an OCEL file, told before the first case: how many events belong to none. */
  readonly onWithoutCase?: (events: number) => void;
  readonly limits?: Partial<OcelLimits>;
}

/**
 * The cases of an event log, whatever it is: OCEL 2.0 JSON, OCEL 2.0 SQLite, or else XES; plain or gzip. Throws
 * `XesError` or `OcelError` at the first fault, what the input throws passes as it is.
 */
export const readLogFile = async function* (
  input: AsyncIterable<Uint8Array>,
  options: ReadLogFileOptions = {},
): AsyncGenerator<XesTrace | OcelFiledCase, void, undefined> {
  const { opening, bytes } = await unpacked(input);
  if (isSqlite(opening)) yield* ocelCases(bytes, options, spoolSqlite);
  else if (isJson(opening)) yield* ocelCases(bytes, options, spoolJson);
  else yield* readXes(bytes);
};

type Spooling = (bytes: AsyncIterable<Uint8Array>, spool: OcelSpool, limits: OcelLimits) => Promise<void>;

const ocelCases = async function* (
  bytes: AsyncIterable<Uint8Array>,
  { caseType = DEFAULT_CASE_TYPE, onWithoutCase = () => undefined, limits: given }: ReadLogFileOptions,
  put: Spooling,
): AsyncGenerator<OcelFiledCase, void, undefined> {
  const limits = { ...OCEL_LIMITS, ...given };
  const spool = new OcelSpool();
  try {
    await put(bounded(bytes, limits.fileBytesMax), spool, limits);
    spool.finish();
    onWithoutCase(spool.withoutCase(caseType));
    yield* spool.cases(caseType);
  } finally {
    spool.close();
  }
};

const spoolJson: Spooling = async (bytes, spool, limits) => readOcelJson(textOf(bytes), spool, limits);

/** SQLite reads files, and no streams. */
const spoolSqlite: Spooling = async (bytes, spool, limits) => {
  const folder = await mkdtemp(join(tmpdir(), 'hoso-ocel-'));
  try {
    const file = join(folder, 'given.sqlite');
    await pipeline(bytes, createWriteStream(file, { mode: 0o600 }));
    readOcelSqlite(file, spool, limits);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const bounded = async function* (bytes: AsyncIterable<Uint8Array>, max: number) {
  let read = 0;
  for await (const piece of bytes) {
    read += piece.length;
    if (read > max) throw new OcelError(ocelReasons.tooLarge(max));
    yield piece;
  }
};

const textOf = async function* (bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (piece?: Uint8Array): string => {
    try {
      return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true });
    } catch {
      throw new OcelError(ocelReasons.notText);
    }
  };
  for await (const piece of bytes) yield decode(piece);
  yield decode();
};

const isSqlite = (opening: Uint8Array): boolean =>
  Buffer.from(opening).toString('latin1').startsWith('SQLite format 3\0');
const isJson = (opening: Uint8Array): boolean =>
  /^(?:\u00ef\u00bb\u00bf)?\s*[{[]/.test(Buffer.from(opening).toString('latin1'));
