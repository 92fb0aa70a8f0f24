import { copyFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { copyKeys } from './copy-keys.ts';
import { sqliteKeyStore } from './sqlite-key-store.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hoso-copy-keys-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const path = (name: string) => join(folder, name);

describe('A copy of keys', () => {
  it('made while they are in use opens what they opened, and nothing that was destroyed', async () => {
    const keys = sqliteKeyStore(path('keys.sqlite'));
    const made = await keys.keyOf('dossier');
    await keys.keyOf('erased');
    await keys.destroy('erased');
    copyKeys(path('keys.sqlite'), path('copy.sqlite'));
    await keys.close();
    expect(statSync(path('copy.sqlite')).mode & 0o777).toBe(0o600);
    const again = sqliteKeyStore(path('copy.sqlite'));
    const found = await again.findKey('dossier');
    expect(found !== 'destroyed' && found?.equals(made)).toBe(true);
    expect(await again.findKey('erased')).toBe('destroyed');
    await again.close();
    copyFileSync(path('copy.sqlite'), path('alone.sqlite'));
    rmSync(path('master.key'));
    expect(() => sqliteKeyStore(path('alone.sqlite'))).toThrow('master.key');
  });

  it('is refused where something else lies there', () => {
    writeFileSync(path('keys.sqlite'), 'no keys, only words. '.repeat(20));
    expect(() => copyKeys(path('keys.sqlite'), path('copy.sqlite'))).toThrow('keys.sqlite');
  });
});
