import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sqliteKeyStore } from './sqlite-key-store.ts';

const program = join(import.meta.dirname, '../test/make-keys.mjs');
const kills = 10;

describe('Keys in SQLite', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hoso-durable-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it(`are all there, as they were, after ${kills} kills in the middle of making more`, async () => {
    const told = new Map<string, string>();
    for (let round = 0; round < kills; round++) {
      // The process is killed after another number of keys each time, so also while it creates its files.
      const lines = await run(process.execPath, [program, folder, `${round}`], round * 97);
      for (const [, kid = '', digest = ''] of lines.filter(([word]) => word === 'made')) told.set(kid, digest);
    }
    expect(told.size).toBeGreaterThan(kills * 97);
    const store = sqliteKeyStore(join(folder, 'keys.sqlite'));
    const found = new Map<string, string>();
    for (const kid of told.keys()) {
      const key = await store.findKey(kid);
      if (key && key !== 'destroyed') found.set(kid, createHash('sha256').update(key.export()).digest('hex'));
    }
    await store.close();
    expect(found).toEqual(told);
  }, 60_000);

  it('are refused while the disk is full; the process lives and the keys it has stay', async () => {
    const limited = ['-c', 'ulimit -f 200; exec "$0" "$@"', process.execPath, program, folder, 'full'];
    const lines = await run('/bin/sh', limited, Number.POSITIVE_INFINITY);
    const made = lines.filter(([word]) => word === 'made');
    expect(made.length).toBeGreaterThanOrEqual(64);
    expect(lines.slice(made.length)).toEqual([
      ['refused', 'StoreUnavailable', 'full'],
      ['alive', made.find(([, kid]) => kid === 'full-0')?.[2]],
    ]);
    const store = sqliteKeyStore(join(folder, 'keys.sqlite'));
    for (const [, kid = ''] of made) expect(await store.findKey(kid)).toHaveProperty('type', 'secret');
    expect(await store.keyOf('room again')).toHaveProperty('type', 'secret');
    await store.close();
  }, 60_000);
});

/** What the program told, a list of words a line; it is killed once it has told `linesMax` lines. */
function run(command: string, parameters: readonly string[], linesMax: number): Promise<string[][]> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, { stdio: ['ignore', 'pipe', 'pipe'] });
    let told = '';
    let complaints = '';
    let lines = 0;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      told += text;
      lines += text.split('\n').length - 1;
      if (lines >= linesMax) child.kill('SIGKILL');
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaints += text;
    });
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (signal !== 'SIGKILL' && code !== 0) reject(new Error(complaints));
      // The last line may be cut by the kill.
      else
        resolve(
          told
            .split('\n')
            .slice(0, -1)
            .map((line) => line.split(' ')),
        );
    });
  });
}
