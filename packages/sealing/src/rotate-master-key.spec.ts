import { copyFileSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { rotateMasterKey } from './rotate-master-key.ts';
import { sealer } from './sealer.ts';
import { sqliteKeyStore } from './sqlite-key-store.ts';

describe('A master key', () => {
  let folder: string;
  let path: string;
  let masterKeyPath: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hoso-rotation-'));
    path = join(folder, 'keys.sqlite');
    masterKeyPath = join(folder, 'master.key');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const context = { eventId: '0190b8a2-7c00-8000-8000-000000000001', pointer: '/applicant' };
  const withKeys = async <Told>(work: (keys: ReturnType<typeof sqliteKeyStore>) => Promise<Told>): Promise<Told> => {
    const keys = sqliteKeyStore(path);
    try {
      return await work(keys);
    } finally {
      await keys.close();
    }
  };
  const sealed = () =>
    withKeys(async (keys) => {
      await keys.keyOf('gone');
      await keys.destroy('gone');
      return await sealer(keys).seal('a', 'Nguyễn Thị Hoa', context);
    });

  it('takes the place of another, and what was sealed before opens as it did', async () => {
    const value = await sealed();
    const before = readFileSync(masterKeyPath, 'utf8');
    const { from, to, keys } = rotateMasterKey(path, masterKeyPath);
    expect([keys, from === to, readFileSync(masterKeyPath, 'utf8') === before]).toEqual([1, false, false]);
    expect(await withKeys((store) => sealer(store).open(value, context))).toEqual({ value: 'Nguyễn Thị Hoa' });
  });

  it('brings no destroyed key back', async () => {
    await sealed();
    rotateMasterKey(path, masterKeyPath);
    expect(await withKeys((store) => store.findKey('gone'))).toBe('destroyed');
  });

  it('opens nothing any more once another has its place', async () => {
    await sealed();
    const old = join(folder, 'old.key');
    copyFileSync(masterKeyPath, old);
    rotateMasterKey(path, masterKeyPath);
    expect(() => sqliteKeyStore(path, { masterKeyPath: old })).toThrow(
      expect.objectContaining({ reason: 'another master key' }),
    );
  });

  it('is put in its place by the next opening, where a rotation was cut off after its last write', async () => {
    const value = await sealed();
    const old = join(folder, 'old.key');
    copyFileSync(masterKeyPath, old);
    rotateMasterKey(path, masterKeyPath);
    // As a kill right before the last step leaves it.
    renameSync(masterKeyPath, `${masterKeyPath}.next`);
    renameSync(old, masterKeyPath);
    expect(await withKeys((store) => sealer(store).open(value, context))).toEqual({ value: 'Nguyễn Thị Hoa' });
  });

  it('stays where a rotation was cut off before, and the next rotation starts anew', async () => {
    const value = await sealed();
    const before = readFileSync(masterKeyPath, 'utf8');
    // Another master key beside it that locks nothing.
    const other = mkdtempSync(join(tmpdir(), 'hoso-rotation-'));
    await sqliteKeyStore(join(other, 'keys.sqlite')).close();
    copyFileSync(join(other, 'master.key'), `${masterKeyPath}.next`);
    rmSync(other, { recursive: true });
    expect(await withKeys((store) => sealer(store).open(value, context))).toEqual({ value: 'Nguyễn Thị Hoa' });
    expect(readFileSync(masterKeyPath, 'utf8')).toBe(before);
    rotateMasterKey(path, masterKeyPath);
    expect(await withKeys((store) => sealer(store).open(value, context))).toEqual({ value: 'Nguyễn Thị Hoa' });
  });

  it('is not made where there are no keys', () =>
    expect(() => rotateMasterKey(path, masterKeyPath)).toThrow(expect.objectContaining({ reason: 'not made' })));
});
