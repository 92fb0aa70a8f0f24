import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { announce, dataFolder, existingFolder, FolderError, findRunning, lockFolder } from './data-folder.ts';

let parent: string;
let path: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'hoso-folder-'));
  path = join(parent, 'new', 'data');
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const here = { pid: process.pid, url: 'http://127.0.0.1:8080', log: 'main' };

/** Another process that holds the folder's lock until it is killed. */
async function anotherHolder(lock: string) {
  const source = `
    const { DatabaseSync } = require('node:sqlite');
    const db = new DatabaseSync(${JSON.stringify(lock)});
    db.exec('begin exclusive');
    console.log('held');
    setInterval(() => db.isTransaction, 1000);`;
  const child = spawn(process.execPath, ['--eval', source], { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(child.stdout, 'data');
  return async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
}

describe('A data folder', () => {
  it('is made when it is not there, and nobody else may look into it', () => {
    const folder = dataFolder(path);
    expect([folder.keyFolder, folder.uploads, folder.logs].filter((part) => !existsSync(part))).toEqual([]);
    expect(statSync(path).mode & 0o777).toBe(0o700);
    const names = { log: expect.any(Function), views: expect.any(Function) };
    const own = { audit: expect.any(Function), auditViews: expect.any(Function) };
    expect(dataFolder(path)).toEqual({ ...folder, ...names, ...own });
  });

  it('is closed to others also when it was open before', () => {
    dataFolder(path);
    rmSync(path, { recursive: true });
    rmSync(parent, { recursive: true });
    const open = mkdtempSync(join(tmpdir(), 'hoso-folder-'));
    parent = open;
    dataFolder(open);
    expect(statSync(open).mode & 0o777).toBe(0o700);
  });

  it.each([
    ['where the system takes none', '/proc/nope/data'],
    ['below a file', join(import.meta.filename, 'data')],
  ])('%s is a clear error, at once', (_, nowhere) => {
    expect(() => dataFolder(nowhere)).toThrow(FolderError);
    expect(() => dataFolder(nowhere)).toThrow(`the data folder ${nowhere} cannot be used`);
  });

  it('is not made for who only reads', () => {
    expect(() => existingFolder(path)).toThrow(`the data folder ${path} cannot be used: there is none`);
    writeFileSync(join(parent, 'something'), '');
    expect(() => existingFolder(parent)).toThrow(FolderError);
    expect(readdirSync(parent)).toEqual(['something']);
    dataFolder(path);
    expect(existingFolder(path).logs).toBe(join(path, 'logs'));
    const empty = join(parent, 'empty');
    mkdirSync(empty);
    expect(readdirSync(existingFolder(empty).path)).toContain('logs');
  });

  it('that is a file is a clear error', () => {
    writeFileSync(join(parent, 'new'), '');
    expect(() => dataFolder(path)).toThrow(FolderError);
    expect(() => dataFolder(path)).toThrow(`the data folder ${path} cannot be used`);
  });
});

describe('The lock of a data folder', () => {
  it('lets one in at a time, and the next one when it is let go of', () => {
    const folder = dataFolder(path);
    const unlock = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow(`another process holds ${path}`);
    unlock();
    lockFolder(folder)();
  });

  it('names the process that holds it', () => {
    const folder = dataFolder(path);
    const unlock = lockFolder(folder);
    announce(folder, here);
    expect(() => lockFolder(folder)).toThrow(`another process holds ${path} (process ${here.pid}, ${here.url})`);
    unlock();
  });

  it.each([
    ['something else', (lock: string) => writeFileSync(lock, 'no lock, only words. '.repeat(100))],
    ['a folder', (lock: string) => mkdirSync(lock)],
  ])('that is %s is a clear error, and nobody is said to hold it', (_, spoil) => {
    const folder = dataFolder(path);
    spoil(join(path, 'lock'));
    expect(() => lockFolder(folder)).toThrow(`${join(path, 'lock')} is not the lock of a data folder`);
  });

  it('ends with its process, also when that is killed', async () => {
    const folder = dataFolder(path);
    const kill = await anotherHolder(join(path, 'lock'));
    expect(() => lockFolder(folder)).toThrow(FolderError);
    await kill();
    lockFolder(folder)();
  });
});

describe('Where a platform runs', () => {
  it('is told to other processes until it stops', () => {
    const folder = dataFolder(path);
    expect(findRunning(folder)).toBeUndefined();
    const unlock = lockFolder(folder);
    const withdraw = announce(folder, here);
    expect(findRunning(folder)).toEqual(here);
    withdraw();
    expect(findRunning(folder)).toBeUndefined();
    unlock();
  });

  it.each([
    ['that is half written', '{"pid":1'],
    ['of another form', '{"pid":"1"}'],
  ])('is nowhere by a note %s', (_, text) => {
    const folder = dataFolder(path);
    const unlock = lockFolder(folder);
    writeFileSync(join(path, 'running.json'), text);
    expect(findRunning(folder)).toBeUndefined();
    unlock();
  });

  it('is nowhere by the note of a killed process, even if another process has its number now', () => {
    const folder = dataFolder(path);
    announce(folder, here);
    expect(findRunning(folder)).toBeUndefined();
  });

  it('is not told by an old note while the next one starts', () => {
    const folder = dataFolder(path);
    announce(folder, here);
    const unlock = lockFolder(folder);
    expect(findRunning(folder)).toBeUndefined();
    unlock();
  });
});
