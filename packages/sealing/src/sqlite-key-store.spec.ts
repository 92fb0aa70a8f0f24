import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sqliteKeyStore } from './sqlite-key-store.ts';
import { describeKeyStore } from './testing/index.ts';

describeKeyStore('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hoso-keys-'));
  return {
    open: async () => sqliteKeyStore(join(folder, 'keys.sqlite')),
    remove: async () => rmSync(folder, { recursive: true }),
  };
});

describe('A file of keys', () => {
  let folder: string;
  let path: string;
  let masterKeyPath: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hoso-keys-'));
    path = join(folder, 'keys.sqlite');
    masterKeyPath = join(folder, 'master.key');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const modes = () =>
    readdirSync(folder).map((name) => `${name} ${(statSync(join(folder, name)).mode & 0o777).toString(8)}`);
  const bytes = () => readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)).toString('latin1')]);
  const stored = async (kid: string) => {
    const store = sqliteKeyStore(path);
    const key = (await store.keyOf(kid)).export();
    await store.close();
    return key;
  };

  it('is made with its master key on the first run, for its owner only', async () => {
    const store = sqliteKeyStore(path);
    await store.keyOf('a');
    expect(modes().sort()).toEqual(['keys.sqlite 600', 'keys.sqlite-shm 600', 'keys.sqlite-wal 600', 'master.key 600']);
    await store.close();
  });

  it('holds no key in the clear', async () => {
    const key = await stored('a');
    const master = Buffer.from(readFileSync(masterKeyPath, 'utf8').split(' ')[1] ?? '', 'base64');
    expect([key.length, master.length]).toEqual([32, 32]);
    const file = readFileSync(path);
    expect([file.includes(key), file.includes(master), file.includes(master.toString('base64'))]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('takes a master key that lies elsewhere, and keeps it', async () => {
    const elsewhere = join(folder, 'elsewhere.key');
    const text = `hoso-master-key-1 ${Buffer.alloc(32, 1).toString('base64')}`;
    writeFileSync(elsewhere, text, { mode: 0o400 });
    const store = sqliteKeyStore(path, { masterKeyPath: elsewhere });
    const key = (await store.keyOf('a')).export();
    await store.close();
    expect(existsSync(masterKeyPath)).toBe(false);
    expect(readFileSync(elsewhere, 'utf8')).toBe(text);
    const again = sqliteKeyStore(path, { masterKeyPath: elsewhere });
    expect((await again.keyOf('a')).export()).toEqual(key);
    await again.close();
  });

  it('says that the master key is missing, and makes no new one', async () => {
    await stored('a');
    rmSync(masterKeyPath);
    expect(() => sqliteKeyStore(path)).toThrow('put it back');
    expect(readdirSync(folder)).toEqual(['keys.sqlite']);
  });

  it('says that the master key is another one, or none', async () => {
    await stored('a');
    const before = readFileSync(path);
    for (const [text, reason] of [
      [`hoso-master-key-1 ${Buffer.alloc(32, 1).toString('base64')}\n`, 'another master key'],
      [`hoso-master-key-2 ${Buffer.alloc(32, 1).toString('base64')}\n`, 'master key malformed'],
      [`hoso-master-key-1 ${Buffer.alloc(31, 1).toString('base64')}\n`, 'master key malformed'],
      ['', 'master key malformed'],
    ] as const) {
      writeFileSync(masterKeyPath, text);
      expect(thrownBy(() => sqliteKeyStore(path))).toMatchObject({ name: 'KeysUnusable', reason });
      expect(readFileSync(masterKeyPath, 'utf8')).toBe(text);
    }
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('refuses files that are not ours, or newer, and leaves them as they were', () => {
    writeFileSync(masterKeyPath, `hoso-master-key-1 ${Buffer.alloc(32, 1).toString('base64')}\n`);
    const other = () => {
      const db = new DatabaseSync(path);
      db.exec('create table t (x); insert into t values (1)');
      db.close();
    };
    const newer = () => {
      const db = new DatabaseSync(path);
      db.exec(`pragma application_id = ${0x486f734b}; pragma user_version = 2`);
      db.close();
    };
    for (const [make, reason] of [
      [() => writeFileSync(path, 'some notes of somebody '.repeat(100)), 'foreign'],
      [() => writeFileSync(path, 'short'), 'foreign'],
      [() => writeFileSync(path, ''), 'damaged'],
      [other, 'foreign'],
      [newer, 'newer'],
    ] as const) {
      rmSync(path, { force: true });
      make();
      const before = bytes();
      expect(thrownBy(() => sqliteKeyStore(path))).toMatchObject({ name: 'KeysUnusable', reason, path });
      expect(bytes()).toEqual(before);
    }
  });

  it('refuses a file that was cut or overwritten', async () => {
    await stored('a');
    const whole = readFileSync(path);
    for (const damaged of [
      whole.subarray(0, 2_000),
      Buffer.concat([whole.subarray(0, 100), Buffer.alloc(whole.length - 100, 255)]),
    ]) {
      writeFileSync(path, damaged);
      expect(thrownBy(() => sqliteKeyStore(path))).toMatchObject({ name: 'KeysUnusable', reason: 'damaged' });
      expect(readFileSync(path).equals(damaged)).toBe(true);
    }
  });

  it('notices a locked key that was changed or given to another kid', async () => {
    await stored('a');
    await stored('b');
    const db = new DatabaseSync(path);
    db.exec("update key set wrapped = (select wrapped from key where kid = 'b') where kid = 'a'");
    db.exec("update key set wrapped = x'00' where kid = 'b'");
    db.close();
    const store = sqliteKeyStore(path);
    for (const kid of ['a', 'b']) {
      await expect(store.findKey(kid)).rejects.toMatchObject({ name: 'KeysUnusable', reason: 'damaged' });
      await expect(store.keyOf(kid)).rejects.toMatchObject({ name: 'KeysUnusable', reason: 'damaged' });
    }
    expect((await store.keyOf('c')).export()).toHaveLength(32);
    await store.close();
  });

  it('holds nothing of a destroyed key, not even locked, and not in the write-ahead log', async () => {
    const store = sqliteKeyStore(path);
    await Promise.all(['a', 'b', 'c'].map((kid) => store.keyOf(kid)));
    const db = new DatabaseSync(path, { readOnly: true });
    const locked = Buffer.from(
      db.prepare("select hex(wrapped) as x from key where kid = 'b'").get()?.['x']?.toString() ?? '',
      'hex',
    );
    db.close();
    const found = () => readdirSync(folder).some((name) => readFileSync(join(folder, name)).includes(locked));
    expect([locked.length, found()]).toEqual([60, true]);
    await store.destroy('b');
    expect(found()).toBe(false);
    await store.close();
  });

  it('unlocks keys again that were forgotten for want of room', async () => {
    const store = sqliteKeyStore(path, { cachedKeysMax: 2 });
    const kids = ['a', 'b', 'c', 'd', 'e'];
    const made = await Promise.all(kids.map(async (kid) => (await store.keyOf(kid)).export().toString('hex')));
    const found = await Promise.all(kids.map(async (kid) => (await store.keyOf(kid)).export().toString('hex')));
    expect(found).toEqual(made);
    await store.close();
  });
});

function thrownBy(open: () => unknown): unknown {
  try {
    open();
  } catch (error) {
    return error;
  }
  return undefined;
}
