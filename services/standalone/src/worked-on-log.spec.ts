import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type DataFolder, dataFolder, FolderError, logEnding } from './data-folder.ts';
import { type LogFolder, logFolder } from '@hoso/audit/process';
import { defaultLogOf, type LogChoice, openWorkedOn, type WorkedOnLog } from './worked-on-log.ts';

const processTime = Date.UTC(2026, 10, 25);
let folder: DataFolder;
let logs: LogFolder;
beforeEach(() => {
  folder = dataFolder(mkdtempSync(join(tmpdir(), 'hoso-worked-on-')));
  logs = logFolder({ folder: folder.logs, ending: logEnding, clock: () => processTime });
});
afterEach(async () => {
  await logs.close();
  rmSync(folder.path, { recursive: true });
});

const open = (choice: LogChoice = {}): Promise<WorkedOnLog> => openWorkedOn(folder, logs, choice, () => processTime);
const opened = async (choice: LogChoice = {}) => {
  const { name, store } = await open(choice);
  return [name, store.log.kind];
};

describe('The log that a folder works on', () => {
  it('is a simulated one, demo, in a new folder', async () => {
    expect(await opened()).toEqual(['demo', 'simulated']);
    expect(defaultLogOf(folder)).toBe('demo');
  });

  it('is the live one, main, once it was asked for, whatever lies beside it', async () => {
    await opened();
    expect(await opened({ live: true })).toEqual(['main', 'live']);
    expect(await opened()).toEqual(['main', 'live']);
    expect(await opened({ log: 'demo' })).toEqual(['demo', 'simulated']);
  });

  it('is any other that is named, live unless it was born otherwise', async () => {
    expect(await opened({ log: 'second' })).toEqual(['second', 'live']);
    logs.make('trial', 'simulated');
    expect(await opened({ log: 'trial' })).toEqual(['trial', 'simulated']);
    expect(defaultLogOf(folder)).toBe('demo');
  });

  it('is never an imported one', async () => {
    logs.make('town', 'imported');
    await expect(open({ log: 'town' })).rejects.toThrow(/town.*imported/);
  });

  it('is missed where only its views are left, instead of a demo in its place', async () => {
    await mkdir(folder.views('main'));
    writeFileSync(join(folder.views('main'), 'catalogue.sqlite'), '');
    await expect(open()).rejects.toThrow(FolderError);
    expect(logs.names()).toEqual([]);
  });
});

describe('Its clock', () => {
  it('is the process’s on a live log', async () => {
    const { clock, simulated, store } = await open({ live: true });
    expect([clock(), simulated]).toEqual([processTime, undefined]);
    expect((await store.readAll(0, 1))[0]?.recordedAt).toBe(processTime);
  });

  it('is its own on a simulated log, of which also recordedAt is told', async () => {
    const { clock, store } = await open();
    expect(new Date(clock()).toISOString()).toBe('2022-03-01T00:00:00.000Z');
    expect((await store.readAll(0, 1))[0]?.recordedAt).toBe(clock());
  });

  it('stands at the last instant of a simulated log that is opened again', async () => {
    const last = Date.UTC(2022, 3, 6, 9, 30);
    logs.make('trial', 'simulated', () => last);
    await logs.close();
    logs = logFolder({ folder: folder.logs, ending: logEnding, clock: () => processTime });
    const { clock, simulated } = await open({ log: 'trial' });
    expect(clock()).toBe(last);
    simulated?.moveTo(last + 1);
    expect(clock()).toBe(last + 1);
  });
});
