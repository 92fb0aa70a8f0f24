import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import type { Envelope } from '@hoso/event-sourcing';
import {
  type Acknowledged,
  brokenIn,
  keepAcknowledged,
  lostFrom,
  wholeLog,
} from '@hoso/event-sourcing/testing/append-for-ever';
import { describe, expect, it } from '@jest/globals';
import { sqliteEventStore } from '../src/index.ts';

const lanes = 6;
const killsEach = 9;

describe('A log whose process is killed in the middle of heavy appends', () => {
  it(`holds everything acknowledged, once and in order, after each of ${lanes * killsEach} kills`, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hoso-crash-'));
    try {
      const acknowledged = await Promise.all(
        Array.from({ length: lanes }, (_, lane) => killAgainAndAgain(folder, lane)),
      );
      expect(Math.min(...acknowledged)).toBeGreaterThan(killsEach);
    } finally {
      await rm(folder, { recursive: true });
    }
  }, 300_000);
});

/** One log that is killed, found whole and gone on with. Answers how many appends were acknowledged. */
async function killAgainAndAgain(folder: string, lane: number): Promise<number> {
  const path = join(folder, `log-${lane}.sqlite`);
  const acknowledged: Acknowledged = new Map();
  for (let kill = 0; kill < killsEach; kill++) {
    keepAcknowledged(acknowledged, await appendUntilKilled(path, kill * lanes + lane));
    if (!existsSync(path)) {
      // Killed before it was created: then nothing can have been acknowledged.
      expect(acknowledged.size).toBe(0);
      continue;
    }
    const events = await everythingIn(path);
    expect(brokenIn(events)).toEqual([]);
    expect(lostFrom(events, acknowledged)).toEqual([]);
  }
  return acknowledged.size;
}

/** Kills at moments spread over creating, opening, recovering and appending. Answers what it said before. */
async function appendUntilKilled(path: string, turn: number): Promise<string> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'append-until-killed.ts'), path], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {},
  });
  let said = '';
  const acknowledging = new Promise<void>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (text.includes(' ')) resolve();
    });
    child.once('exit', () => reject(new Error('it ended by itself')));
  });
  const exit = new Promise((resolve) => child.once('close', resolve));
  const early = turn % 4 === 0;
  if (early) acknowledging.catch(() => undefined);
  else await acknowledging;
  await setTimeout(early ? 60 + turn * 3 : (turn * 37) % 80);
  child.kill('SIGKILL');
  await exit;
  return said;
}

async function everythingIn(path: string): Promise<readonly Envelope[]> {
  const store = sqliteEventStore({ path });
  const found = await wholeLog(store);
  expect(found).toHaveLength(await store.head());
  await store.close();
  const db = new DatabaseSync(path, { readOnly: true });
  expect(Object.values(db.prepare('pragma integrity_check').get() ?? {})).toEqual(['ok']);
  db.close();
  return found;
}
