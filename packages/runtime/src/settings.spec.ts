import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { fileSetting, pathOf, readSettings, SettingsError, urlSetting } from './settings.ts';

const settings = z.object({
  STORE_URL: urlSetting(['postgres'], 'Set it to postgres://…'),
  PORT: z.coerce.number('is not a port').default(0).describe('A number'),
});

function mistakes(environment: Record<string, string>): readonly string[] {
  try {
    readSettings(settings, environment);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.mistakes;
    throw error;
  }
}

describe('Settings', () => {
  it('are read from the environment, what is empty as what is not there', () =>
    expect(readSettings(settings, { STORE_URL: 'postgres://a', PORT: '', OTHER: 'x' })).toEqual({
      ...{ STORE_URL: 'postgres://a', PORT: 0 },
    }));

  it('are told all at once where they are wrong, each with its remedy, without their content', () => {
    expect(mistakes({ PORT: 'secret' })).toEqual([
      'STORE_URL: is missing. Set it to postgres://…',
      'PORT: is not a port. A number',
    ]);
    expect(mistakes({ STORE_URL: 'mysql://root:secret@db' })).toEqual([
      'STORE_URL: is not a URL that begins with postgres:. Set it to postgres://…',
    ]);
  });

  it('come from files where these are named, and say what is wrong with them', () => {
    const folder = mkdtempSync(join(tmpdir(), 'hoso-settings-'));
    const file = join(folder, 'store-url');
    writeFileSync(file, 'postgres://a:b@c\n');
    expect(readSettings(settings, { STORE_URL_FILE: file }).STORE_URL).toBe('postgres://a:b@c');
    expect(mistakes({ STORE_URL_FILE: file, STORE_URL: 'postgres://a' })).toEqual([
      'STORE_URL_FILE: STORE_URL is set too. Set only one of them',
    ]);
    rmSync(folder, { recursive: true });
    expect(mistakes({ STORE_URL_FILE: file })).toEqual([
      `STORE_URL_FILE: ${file} cannot be read (ENOENT). Name a file that this process may read`,
    ]);
  });

  it('that name a file to be read later name one that is there', () => {
    const own = z.object({ TOKEN_FILE: fileSetting('Name the file of the token') });
    expect(readSettings(own, { TOKEN_FILE: import.meta.filename })).toEqual({ TOKEN_FILE: import.meta.filename });
    expect(() => readSettings(own, { TOKEN_FILE: '/nowhere' })).toThrow(
      'TOKEN_FILE: /nowhere cannot be read (ENOENT). Name the file of the token',
    );
    expect(() => readSettings(own, {})).toThrow('TOKEN_FILE: is missing. Name the file of the token');
  });

  it('that are URLs of a path name it, with two slashes more or without', () =>
    expect(['sqlite:/a/b', 'sqlite:///a/b', 'file:./a'].map(pathOf)).toEqual(['/a/b', '/a/b', './a']));
});
