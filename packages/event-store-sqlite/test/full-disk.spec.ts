import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { everything } from '@hoso/event-sourcing/testing';
import { describe, expect, it } from '@jest/globals';
import { sqliteEventStore } from '../src/index.ts';

/**
 * `prlimit` (util-linux) limits the size of a process's files, and lifts the limit while it runs: a full disk without
 * root.
 */
const hasPrlimit = spawnSync('prlimit', ['--version']).status === 0;
const test = hasPrlimit ? it : it.skip;

describe('A process whose disk is full', () => {
  test('lives on, refuses, and works again when there is room (skipped without prlimit)', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hoso-full-'));
    const path = join(folder, 'log.sqlite');
    const script = join(import.meta.dirname, 'append-until-there-is-room.ts');
    const child = spawn('prlimit', ['--fsize=2000000:unlimited', process.execPath, script, path], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: process.env['PATH'] },
    });
    const said: string[] = [];
    for await (const line of createInterface(child.stdout)) {
      said.push(line);
      if (line.startsWith('full')) spawnSync('prlimit', [`--pid=${child.pid}`, '--fsize=unlimited']);
    }
    const [full, done] = said.map((line) => Number(line.split(' ')[1]));
    expect(said.map((line) => line.split(' ')[2])).toEqual(['full', 'undefined']);
    expect(full).toBeGreaterThan(20);
    expect(done).toBe(Number(full) + 200);
    const store = sqliteEventStore({ path });
    expect((await everything(store)).map(({ position }) => position)).toEqual(
      Array.from({ length: Number(done) }, (_, index) => index + 1),
    );
    await store.close();
    await rm(folder, { recursive: true });
  });
});
