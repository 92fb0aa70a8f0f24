import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { type Envelope, envelopeOf } from '@hoso/event-sourcing';
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
  }, 120_000);
});

/** One log that is killed, found whole and gone on with. Answers how many appends were acknowledged. */
async function killAgainAndAgain(folder: string, lane: number): Promise<number> {
  const path = join(folder, `log-${lane}.sqlite`);
  const acknowledged = new Map<string, { readonly position: number; readonly count: number }>();
  for (let kill = 0; kill < killsEach; kill++) {
    for (const line of await appendUntilKilled(path, kill * lanes + lane)) {
      const [commandId = '', position, count] = line.split(' ');
      acknowledged.set(commandId, { position: Number(position), count: Number(count) });
    }
    if (!existsSync(path)) {
      // Killed before it was created: then nothing can have been acknowledged.
      expect(acknowledged.size).toBe(0);
      continue;
    }
    const events = await everythingIn(path);
    expect(brokenIn(events)).toEqual([]);
    const positions = Map.groupBy(events, ({ commandId }) => commandId);
    const lost = [...acknowledged].filter(([commandId, { position, count }]) => {
      const found = positions.get(commandId) ?? [];
      return found.length !== count || found.some((event, index) => event.position !== position - count + 1 + index);
    });
    expect(lost).toEqual([]);
  }
  return acknowledged.size;
}

/** Kills at moments spread over creating, opening, recovering and appending. Answers the whole lines it said before. */
async function appendUntilKilled(path: string, turn: number): Promise<readonly string[]> {
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
  return said
    .slice(0, said.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line.includes(' '));
}

async function everythingIn(path: string): Promise<readonly Envelope[]> {
  const store = sqliteEventStore({ path });
  const found: Envelope[] = [];
  for (;;) {
    const page = await store.readAll(found.length, 10_000);
    found.push(...page.map(envelopeOf));
    if (page.length === 0) break;
  }
  expect(found).toHaveLength(await store.head());
  await store.close();
  const db = new DatabaseSync(path, { readOnly: true });
  expect(Object.values(db.prepare('pragma integrity_check').get() ?? {})).toEqual(['ok']);
  db.close();
  return found;
}

/** What is not gapless from 1, went back in time, skipped a version of its stream, or is there twice. */
function brokenIn(events: readonly Envelope[]): readonly Envelope[] {
  const versions = new Map<string, number>();
  const ids = new Set<string>();
  return events.filter(({ id, stream, version, position, recordedAt }, index) => {
    const next = (versions.get(stream) ?? 0) + 1;
    versions.set(stream, version);
    const twice = ids.has(id);
    ids.add(id);
    return twice || version !== next || position !== index + 1 || recordedAt < (events[index - 1]?.recordedAt ?? '');
  });
}
