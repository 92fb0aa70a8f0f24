import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type LogFolder, logFolder } from './log-folder.ts';

let path: string;
let logs: LogFolder;
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'hoso-logs-'));
  logs = logFolder({ folder: path, ending: '.sqlite', clock: Date.now });
});
afterEach(async () => {
  await logs.close();
  rmSync(path, { recursive: true });
});

describe('The logs of a data folder', () => {
  it('are made when asked for, each of its kind, and found again by name', async () => {
    const main = logs.make('main', 'live');
    const receipt = logs.make('receipt', 'imported');
    expect([main.log.kind, receipt.log.kind]).toEqual(['live', 'imported']);
    expect(logs.names()).toEqual(['main', 'receipt']);
    await logs.close();
    logs = logFolder({ folder: path, ending: '.sqlite', clock: Date.now });
    expect(logs.find('receipt')?.log).toEqual(receipt.log);
    expect(logs.find('main')?.log).toEqual(main.log);
  });

  it('are opened once', () => {
    const main = logs.make('main', 'live');
    expect(logs.find('main')).toBe(main);
    expect(logs.make('main', 'live')).toBe(main);
  });

  it('are not there until they are made', () => {
    expect(logs.find('main')).toBeUndefined();
    expect(logs.names()).toEqual([]);
  });

  it.each(['', 'Main', '../main', 'a/b', '-a', 'a'.repeat(33)])('are not called %j', (name) => {
    expect(logs.find(name)).toBeUndefined();
    expect(() => logs.make(name, 'live')).toThrow();
    expect(logs.names()).toEqual([]);
  });

  it('are told from other files', () => {
    logs.make('main', 'live');
    writeFileSync(join(path, 'Notes.sqlite'), '');
    writeFileSync(join(path, 'notes.txt'), '');
    expect(logs.names()).toEqual(['main']);
  });

  it('are read one beside another that is damaged', () => {
    const main = logs.make('main', 'live');
    writeFileSync(join(path, 'other.sqlite'), 'no log');
    expect(logs.readable()).toEqual([{ name: 'main', store: main }]);
    expect(logs.unreadable()).toEqual([{ name: 'other', reason: expect.stringContaining('not a log of Hoso') }]);
    expect(logs.names()).toEqual(['main', 'other']);
  });

  it('that are damaged are a clear error, and stay as they are', () => {
    writeFileSync(join(path, 'main.sqlite'), 'this is no log at all, only words. '.repeat(200));
    expect(() => logs.find('main')).toThrow(/main\.sqlite/);
  });
});
