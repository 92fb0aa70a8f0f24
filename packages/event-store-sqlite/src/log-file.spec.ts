import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { envelopeOf } from '@hoso/event-sourcing';
import { noted } from '@hoso/event-sourcing/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sqliteEventStore, storeOn } from './event-store.ts';
import { LogFileError, type LogFileErrorCode } from './log-file-error.ts';
import { openLog } from './log-file.ts';
import { openLogReader } from './log-reader.ts';

let folder = '';
let path = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hoso-log-file-'));
  path = join(folder, 'log.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('A log file', () => {
  it('is created with the kind and id given, and keeps them', async () => {
    const log = { id: '0e7d3a52-7f0c-4d0c-9d0a-5a7f1c3b2a10', kind: 'imported' as const };
    const store = sqliteEventStore({ path, log, clock: () => 1_647_309_784_005.9 });
    expect(store.log).toEqual(log);
    expect(await store.readAll(0, 10)).toMatchObject([{ position: 1, recordedAt: 1_647_309_784_005 }]);
    await store.close();
    const again = sqliteEventStore({ path, log: { kind: 'live' } });
    expect(again.log).toEqual(log);
    await again.close();
  });

  it('has a random id where none is given', async () => {
    const ids = ['one', 'other'].map((name) => {
      const store = sqliteEventStore({ path: join(folder, name), log: { kind: 'live' } });
      void store.close();
      return store.log.id;
    });
    expect(new Set(ids).size).toBe(2);
  });

  it('is one file again once it is closed', async () => {
    await writtenLog(5);
    expect(readdirSync(folder)).toEqual(['log.sqlite']);
  });

  it('is created past what an unfinished creation left', async () => {
    for (const name of ['log.sqlite.unfinished', 'log.sqlite.unfinished-journal'])
      writeFileSync(join(folder, name), 'half');
    await writtenLog(1);
    expect(readdirSync(folder)).toEqual(['log.sqlite']);
  });

  it('opens where a full disk cut a page off that its write-ahead file still holds', async () => {
    const store = sqliteEventStore({ path, log: { kind: 'live' } });
    await store.append([{ stream: 'sample-1', expected: 0, events: [noted({ data: { text: 'đã nhận' } })] }]);
    const killed = join(folder, 'killed.sqlite');
    for (const suffix of ['', '-wal']) copyFileSync(path + suffix, killed + suffix);
    await store.close();
    appendFileSync(killed, Buffer.alloc(1_000));
    const again = sqliteEventStore({ path: killed });
    expect(await again.head()).toBe(2);
    await again.close();
  });

  it('holds bodies as bytes, the very ones that are read', async () => {
    await writtenLog(3);
    const store = sqliteEventStore({ path });
    const read = await store.readAll(0, 10);
    await store.close();
    const db = new DatabaseSync(path, { readOnly: true });
    const rows = db.prepare('select typeof(body) as type, lower(hex(body)) as hex from events order by position').all();
    db.close();
    expect(rows.map(({ type }) => type)).toEqual(['blob', 'blob', 'blob', 'blob']);
    expect(rows.map(({ hex }) => hex)).toEqual(read.map(({ body }) => Buffer.from(body).toString('hex')));
    expect(read.at(-1)?.body).toContain('đã nhận 😀');
  });

  it.each([
    'update events set body = body',
    'update events set recorded_at = 0 where position = 2',
    'delete from events',
    'delete from events where position = 3',
    "update policy_outcomes set outcome = 'done'",
    'delete from policy_outcomes',
  ])('refuses: %s', async (statement) => {
    await writtenLog(2);
    const db = new DatabaseSync(path);
    db.exec("insert into policy_outcomes values ('p', 1, 0, 'c', 'WrongState')");
    expect(() => db.exec(statement)).toThrow(/is never (changed|deleted)/);
    db.close();
  });
});

describe('Opening a file that is no log we can open', () => {
  it.each<[string, LogFileErrorCode, () => void]>([
    ['that is not there', 'NoLog', () => undefined],
    ['that is empty', 'NotALog', () => writeFileSync(path, '')],
    ['of text', 'NotALog', () => writeFileSync(path, 'hồ sơ\n'.repeat(1_000))],
    ['that is a folder', 'NotALog', () => mkdirSync(path)],
    [
      'of another application',
      'NotALog',
      () => withDatabase((db) => db.exec('create table t (a); pragma user_version = 1')),
    ],
    ['of another application with a write-ahead file', 'NotALog', () => foreignWithWal()],
    ['cut off in its header', 'NotALog', () => truncateSync(path, 64)],
    ['of a newer version', 'NewerLog', () => withDatabase((db) => db.exec('pragma user_version = 2'))],
    ['without a version', 'DamagedLog', () => withDatabase((db) => db.exec('pragma user_version = 0'))],
    ['cut off at a page', 'DamagedLog', () => truncateSync(path, Math.floor(statSync(path).size / 8192) * 4096)],
    ['cut off within a page', 'DamagedLog', () => truncateSync(path, statSync(path).size - 100)],
    ['whose tables are overwritten', 'DamagedLog', () => overwrite(100, 3_000)],
    ['that lost a trigger', 'DamagedLog', () => withDatabase((db) => db.exec('drop trigger events_never_go'))],
    [
      'that does not begin with LogOpened',
      'DamagedLog',
      () => withoutTriggers("update events set body = '{}' where position = 1"),
    ],
    [
      'whose beginning is no JSON',
      'DamagedLog',
      () => withoutTriggers("update events set body = x'00ff' where position = 1"),
    ],
  ])('%s is %s, and changes nothing', async (what, code, damage) => {
    if (code === 'NewerLog' || code === 'DamagedLog' || what.startsWith('cut')) await writtenLog(200);
    damage();
    const before = folderBytes();
    for (const open of [() => sqliteEventStore({ path }), () => openLogReader(path)]) expectRefusal(open, code, before);
  });

  it.each<[string, () => void]>([
    ['whose events are overwritten', () => overwrite(4096 * 20, 4096 * 5)],
    ['that lost an event', () => withoutTriggers('delete from events where position = 4')],
    ['of which an event is no event any more', overwriteBody],
  ])('%s is DamagedLog for whoever would write it, and changes nothing', async (_, damage) => {
    await writtenLog(200);
    damage();
    expectRefusal(() => sqliteEventStore({ path }), 'DamagedLog', folderBytes());
  });

  it('also when it was to be created where something else lies', () => {
    writeFileSync(path, 'hồ sơ');
    expect(thrownBy(() => sqliteEventStore({ path, log: { kind: 'live' } }))).toMatchObject({ code: 'NotALog' });
    expect(folderBytes()).toEqual(new Map([['log.sqlite', Buffer.from('hồ sơ').toString('base64')]]));
  });

  it('creates nothing where only the write-ahead file of a log is left', () => {
    writeFileSync(`${path}-wal`, 'frames');
    expect(thrownBy(() => sqliteEventStore({ path, log: { kind: 'live' } }))).toMatchObject({ code: 'DamagedLog' });
    expect(readdirSync(folder)).toEqual(['log.sqlite-wal']);
  });

  it.each<[string, () => void]>([
    ['lost one of its last events', () => withoutTriggers('delete from events where position = 190')],
    ['lost one of its first events', () => withoutTriggers('delete from events where position = 4')],
    ['holds what is no event among the last', overwriteBody],
  ])('finds at both ends of a log too long to be read whole that it %s', async (_, damage) => {
    await writtenLog(200);
    openLog(path, 0).close();
    damage();
    expect(thrownBy(() => storeOn(openLog(path, 0), path, Date.now))).toMatchObject({ code: 'DamagedLog' });
  });
});

describe('Damage that is met only when it is read', () => {
  const reading = async (damage: () => void) => {
    await writtenLog(200);
    damage();
    return openLogReader(path);
  };
  const at = (from: number, to: number) => ({ name: 'LogDamaged', log: 'log', from, to });

  it('is told with the positions that were asked for', async () => {
    const reader = await reading(() => overwrite(4096 * 20, 4096 * 5));
    await expect(reader.readAll(0, 1_000)).rejects.toMatchObject(at(1, 201));
    await expect(reader.readAll(0, 150)).rejects.toMatchObject(at(1, 150));
    await reader.close();
  });
  it('is a gap, and never a page without what is missing', async () => {
    const reader = await reading(() => withoutTriggers('delete from events where position between 4 and 6'));
    await expect(reader.readAll(0, 100)).rejects.toMatchObject(at(4, 6));
    await expect(reader.readAll(3, 100)).rejects.toMatchObject(at(4, 6));
    expect((await reader.readAll(0, 3)).length).toBe(3);
    expect((await reader.readAll(6, 1_000)).length).toBe(195);
    await expect(reader.readStream('dossier-1', 0, 100)).rejects.toMatchObject(at(1, 201));
    await reader.close();
  });
  it('is a body that is none', async () => {
    const reader = await reading(overwriteBody);
    const damaged = await Promise.all(
      (await reader.readAll(0, 1_000)).map(async (recorded) => envelopeOf(recorded)),
    ).catch((error: unknown) => error);
    expect(damaged).toMatchObject({ name: 'LogDamaged', from: expect.any(Number), to: expect.any(Number) });
    await reader.close();
  });
});

async function writtenLog(events: number): Promise<void> {
  const store = sqliteEventStore({ path, log: { kind: 'live' } });
  for (let count = 0; count < events; count++) {
    await store.append([
      { stream: 'dossier-1', expected: count, events: [noted({ data: { text: `đã nhận 😀 ${'x'.repeat(400)}` } })] },
    ]);
  }
  await store.close();
}

/** The bytes of one of the last events become something else; the file's own order is not touched. */
function overwriteBody(): void {
  const bytes = readFileSync(path);
  const at = bytes.lastIndexOf(Buffer.from('x'.repeat(300)));
  writeFileSync(path, bytes.fill(0, at, at + 200));
}

function withDatabase(work: (db: DatabaseSync) => void): void {
  const db = new DatabaseSync(path);
  work(db);
  db.close();
}

/** Somebody who knows SQLite and covers his tracks. */
function withoutTriggers(statement: string): void {
  withDatabase((db) => {
    const triggers = db.prepare("select name, sql from sqlite_schema where type = 'trigger'").all();
    for (const { name } of triggers) db.exec(`drop trigger ${name}`);
    db.exec(statement.replace("'{}'", "cast('{}' as blob)"));
    for (const { sql } of triggers) db.exec(String(sql));
  });
}

/** As a process leaves it that is killed: the write-ahead file lies beside it. */
function foreignWithWal(): void {
  const db = new DatabaseSync(join(folder, 'open'));
  db.exec('pragma journal_mode = wal; create table t (a)');
  for (const suffix of ['', '-wal']) writeFileSync(path + suffix, readFileSync(join(folder, `open${suffix}`)));
  db.close();
  rmSync(join(folder, 'open'));
}

function overwrite(from: number, length: number): void {
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.fill('hồ sơ', from, from + length));
}

function folderBytes(): ReadonlyMap<string, string> {
  return new Map(
    readdirSync(folder).map((name) => {
      const file = join(folder, name);
      return [name, statSync(file).isFile() ? readFileSync(file).toString('base64') : 'a folder'];
    }),
  );
}

function expectRefusal(
  open: () => { readonly close: () => Promise<void> },
  code: LogFileErrorCode,
  before: ReadonlyMap<string, string>,
): void {
  const error = thrownBy(open);
  expect(error).toBeInstanceOf(LogFileError);
  expect(error).toMatchObject({ code, path, message: expect.stringContaining(path) });
  expect(folderBytes()).toEqual(before);
}

function thrownBy(work: () => { readonly close: () => Promise<void> }): unknown {
  try {
    void work().close();
  } catch (error) {
    return error;
  }
  return undefined;
}
