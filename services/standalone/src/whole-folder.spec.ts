import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type DataFolder, dataFolder, FolderError } from './data-folder.ts';
import { requireKeys, requireLog } from './whole-folder.ts';

let folder: DataFolder;
beforeEach(() => {
  folder = dataFolder(mkdtempSync(join(tmpdir(), 'hoso-whole-')));
});
afterEach(() => rmSync(folder.path, { recursive: true }));

describe('A log', () => {
  it('may begin where there was none', async () => {
    requireLog(folder, 'main');
    await mkdir(folder.views('main'));
    requireLog(folder, 'main');
  });

  it('is missed by its views, and is not begun anew', async () => {
    await mkdir(folder.views('main'));
    writeFileSync(join(folder.views('main'), 'catalogue.sqlite'), '');
    expect(() => requireLog(folder, 'main')).toThrow(FolderError);
    expect(readdirSync(folder.logs)).toEqual([]);
    requireLog(folder, 'another');
    writeFileSync(folder.log('main'), '');
    requireLog(folder, 'main');
  });
});

describe('Keys', () => {
  it('may be made beside a log that holds nothing yet', () => requireKeys(folder, 1));
  it('are missed by a log with events', () => {
    expect(() => requireKeys(folder, 2)).toThrow(`${folder.keys} is missing`);
    writeFileSync(folder.keys, '');
    requireKeys(folder, 2);
  });
});
