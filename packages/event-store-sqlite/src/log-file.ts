import { closeSync, existsSync, fstatSync, fsyncSync, openSync, readSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { encodeAppend, instantOf, type LogIdentity, logOpened, logStream } from '@hoso/event-sourcing';
import { appendWriter } from './append-writer.ts';
import { findingDamage, LogFileError } from './log-file-error.ts';
import { logOf } from './log-queries.ts';
import { applicationId, createTables, expectedSchema, schemaOf, schemaVersion } from './schema.ts';

/**
 * Logs up to this size are checked page by page and body by body by whoever would write them; of others the header, the
 * tables and so many events at both ends.
 */
const checkedBytesMax = 128 * 1024 * 1024;
const endsMax = 1_000;
/** How long a statement waits for another connection's lock. */
const busyTimeoutMs = 5_000;
const cacheKib = 32_768;
/** The write-ahead file is moved into the log at so many pages, and cut to so many bytes. */
const walPagesMax = 4_000;
const walBytesMax = 32 * 1024 * 1024;

/**
 * Creates a log at `path` with `LogOpened` at position 1. It is written beside its place and then moved there, so that
 * a log is there as a whole or not at all.
 */
export function createLog(path: string, log: LogIdentity, recordedAt: number): void {
  if (existsSync(`${path}-wal`)) {
    throw new LogFileError('DamagedLog', path, 'its write-ahead file is there, the log itself is not');
  }
  const unfinished = `${path}.unfinished`;
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(unfinished + suffix, { force: true });
  const db = new DatabaseSync(unfinished);
  try {
    db.exec('pragma synchronous = full; begin immediate');
    createTables(db);
    const opened = logOpened(log, instantOf(recordedAt));
    appendWriter(db)(encodeAppend(log.id, [{ stream: logStream(log.id), expected: 0, events: [opened] }]), {
      position: 0,
      units: 0,
      recordedAt,
    });
    db.exec('commit; pragma journal_mode = wal');
  } finally {
    db.close();
  }
  renameSync(unfinished, path);
  syncFolder(dirname(path));
}

/** Opens a log for writing, after a look that changes nothing. Throws `LogFileError`. */
export function openLog(path: string, checkedWholeBytesMax = checkedBytesMax): DatabaseSync {
  lookAt(path, checkedWholeBytesMax);
  const db = new DatabaseSync(path, { timeout: busyTimeoutMs });
  try {
    db.exec(
      `pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -${cacheKib};
       pragma wal_autocheckpoint = ${walPagesMax}; pragma journal_size_limit = ${walBytesMax}`,
    );
    // The first read makes the write-ahead file: from now on others see that the log is open.
    logOf(db, path);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Opens a log for reading only, beside whoever writes it. Throws `LogFileError`. */
export function openLogReadOnly(path: string): DatabaseSync {
  lookAt(path, undefined);
  return new DatabaseSync(path, { readOnly: true, timeout: busyTimeoutMs });
}

/**
 * Reads the header without SQLite, then the rest through a connection that can write nothing. Up to `wholeBytesMax` all
 * of it, beyond that both ends; without it the beginning.
 */
function lookAt(path: string, wholeBytesMax: number | undefined): void {
  const bytes = lookAtHeader(path);
  // Without a write-ahead file nobody has the log open, and `immutable` keeps SQLite from making any file beside it.
  const url = pathToFileURL(path);
  if (!existsSync(`${path}-wal`)) url.searchParams.set('immutable', '1');
  findingDamage(path, () => {
    const db = new DatabaseSync(url, { readOnly: true, timeout: busyTimeoutMs });
    try {
      if (schemaOf(db) !== expectedSchema()) throw damaged(path, 'its tables, indexes or triggers were changed');
      logOf(db, path);
      if (wholeBytesMax === undefined) return;
      if (bytes <= wholeBytesMax) checkWhole(db, path);
      else checkEnds(db, path);
    } finally {
      db.close();
    }
  });
}

function checkWhole(db: DatabaseSync, path: string): void {
  const found = Object.values(db.prepare('pragma quick_check(1)').get() ?? {})[0];
  if (found !== 'ok') throw damaged(path, String(found));
  const gaps = db.prepare('select count(*) <> max(position) or min(position) <> 1 as gaps from events').get();
  if (gaps?.['gaps'] !== 0) throw damaged(path, 'positions are missing');
  checkBodies(db, path, 1, Number.MAX_SAFE_INTEGER);
}

/** What can be had of a long log in a few milliseconds. */
function checkEnds(db: DatabaseSync, path: string): void {
  const head = Number(db.prepare('select max(position) as head from events').get()?.['head']);
  const count = db.prepare('select count(*) as count from events where position between ? and ?');
  for (const [from, to] of [
    [1, Math.min(endsMax, head)],
    [Math.max(1, head - endsMax + 1), head],
  ] as const) {
    const found = Number(count.get(from, to)?.['count']);
    if (found !== to - from + 1) throw damaged(path, `positions between ${from} and ${to} are missing`);
    checkBodies(db, path, from, to);
  }
}

function checkBodies(db: DatabaseSync, path: string, from: number, to: number): void {
  const bad = db
    .prepare(
      `select min(position) as first, max(position) as last from events
       where position between ? and ? and not json_valid(cast(body as text))`,
    )
    .get(from, to);
  if (bad?.['first'] === null) return;
  throw damaged(path, `what lies at positions ${bad?.['first']} to ${bad?.['last']} is no event`);
}

/** The file's size. The layout is SQLite's (sqlite.org/fileformat.html §1.3). */
function lookAtHeader(path: string): number {
  if (!existsSync(path)) throw new LogFileError('NoLog', path, 'there is no log');
  if (!statSync(path).isFile()) throw new LogFileError('NotALog', path, 'not a file');
  const { header, bytes } = readHeader(path);
  if (header.toString('latin1', 0, 16) !== 'SQLite format 3\0' || header.readUInt32BE(68) !== applicationId) {
    throw new LogFileError('NotALog', path, 'not a log of Hoso');
  }
  const version = header.readUInt32BE(60);
  if (version > schemaVersion) {
    throw new LogFileError('NewerLog', path, `a log of version ${version}; this process knows up to ${schemaVersion}`);
  }
  if (version === 0) throw damaged(path, 'it has no version');
  const stored = header.readUInt16BE(16);
  const pageBytes = stored === 1 ? 65_536 : stored;
  if (pageBytes === 0) throw damaged(path, 'it has no size of pages');
  // While a write-ahead file is there, pages may be in it that the log itself lacks, or has half of after a full disk.
  const isWhole = bytes % pageBytes === 0 && bytes >= header.readUInt32BE(28) * pageBytes;
  if (!isWhole && !existsSync(`${path}-wal`)) throw damaged(path, 'its end is missing');
  return bytes;
}

function readHeader(path: string): { readonly header: Buffer; readonly bytes: number } {
  const header = Buffer.alloc(100);
  const file = openSync(path, 'r');
  try {
    readSync(file, header, 0, header.length, 0);
    return { header, bytes: fstatSync(file).size };
  } finally {
    closeSync(file);
  }
}

/** A file's new name is durable once its folder is. Windows cannot open a folder, and needs no such thing. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function damaged(path: string, reason: string): LogFileError {
  return new LogFileError('DamagedLog', path, `the log is damaged: ${reason}`);
}
