import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type CuttableDisk, cuttableDisk } from '@hoso/backends';
import {
  type Acknowledged,
  brokenIn,
  keepAcknowledged,
  lostFrom,
  wholeLog,
} from '@hoso/event-sourcing/testing/append-for-ever';
import { afterAll, describe, expect, it } from '@jest/globals';
import { sqliteEventStore } from '../src/index.ts';

const cuts = 10;
const disk = await cuttableDisk(512 * 1024 ** 2).catch((error: Error) => error);

describe('A log in SQLite, on a disk that loses what was not synced', () => {
  if (disk instanceof Error) {
    it.skip(`skipped: ${disk.message}`, () => {});
    return;
  }
  let on: CuttableDisk = disk;
  afterAll(() => on.remove());

  it(`holds everything acknowledged after each of ${cuts} power cuts`, async () => {
    const acknowledged: Acknowledged = new Map();
    let losses = 0;
    for (let cut = 0; cut < cuts; cut += 1) {
      const known = acknowledged.size;
      on = await cutAmidAppends(on, acknowledged, cut);
      losses += (await bytesOf(join(on.folder, `unsynced-${cut}`))) === 0 ? 1 : 0;
      expect(acknowledged.size).toBeGreaterThan(known);
      const store = sqliteEventStore({ path: join(on.folder, 'log.sqlite') });
      const events = await wholeLog(store);
      await store.close();
      expect(brokenIn(events)).toEqual([]);
      expect(lostFrom(events, acknowledged)).toEqual([]);
    }
    // That the disk does lose what is not synced.
    expect(losses).toBeGreaterThan(0);
  }, 180_000);
});

/** Appends until some are acknowledged and a while longer, and cuts the power. Answers the disk as it is found. */
async function cutAmidAppends(on: CuttableDisk, acknowledged: Acknowledged, cut: number): Promise<CuttableDisk> {
  const program = join(import.meta.dirname, 'append-until-killed.ts');
  const child = spawn(process.execPath, [program, join(on.folder, 'log.sqlite')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {},
  });
  const gone = new Promise((resolve) => child.once('close', resolve));
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  while (said.length < 2_000 && child.exitCode === null) await setTimeout(5);
  await setTimeout(cut * 37);
  await writeFile(join(on.folder, `unsynced-${cut}`), 'x'.repeat(100_000));
  const after = await on.cut([child.pid ?? 0]);
  await gone;
  keepAcknowledged(acknowledged, said);
  await on.remove();
  return after;
}

async function bytesOf(file: string): Promise<number> {
  return existsSync(file) ? (await stat(file)).size : 0;
}
