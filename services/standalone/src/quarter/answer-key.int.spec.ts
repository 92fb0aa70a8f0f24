import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FindingIntent, runRules } from '@hoso/audit';
import { concluded, lastRecordedBy } from '@hoso/audit/judge-again';
import { judgeInWorkers } from '@hoso/audit/judge-in-workers';
import { lawRules } from '@hoso/audit/process';
import { allPartitions, type EventStore, relay } from '@hoso/event-sourcing';
import { memoryViewStore } from '@hoso/event-sourcing/testing';
import { type LogReader, openLogReader, sqliteEventStore } from '@hoso/event-store-sqlite';
import { inProcessBus } from '@hoso/messaging';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Breach, compareWithKey } from '../cli/compare-key.ts';
import { dataFolder } from '../data-folder.ts';
import { writeQuarterToFolder } from './write-quarter.ts';

/**
 * A twentieth of the quarter: every kind of breach is in it a few times at least, and it is simulated and judged twice
 * in about a minute. `hoso audit compare-key` does the same at any scale.
 */
const scale = 0.05;
const patienceMs = 1_200_000;

let folder: string;
let path: string;
let key: readonly Breach[];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hoso-key-'));
  const places = dataFolder(join(folder, 'data'));
  const keyFile = join(folder, 'key.jsonl');
  await writeQuarterToFolder(places, { scale, seed: 2, log: 'quarter', keyFile, onProgress: () => undefined });
  path = places.log('quarter');
  key = readFileSync(keyFile, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}, patienceMs);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a pass over the whole log raises, by rule and dossier. */
async function judgedAfterwards(store: LogReader, until: number) {
  const own = join(folder, 'audit.sqlite');
  await sqliteEventStore({ path: own, log: { kind: 'simulated' } }).close();
  const addressOf = (file: string) => ({ url: `sqlite:${file}`, log: 'quarter' });
  const upTo = await lastRecordedBy(store, until);
  const shares = await judgeInWorkers({ log: addressOf(path), audit: addressOf(own), until, upTo });
  const intents: FindingIntent[] = [];
  const onDifference = (some: readonly FindingIntent[]) => void intents.push(...some);
  await concluded({ rules: lawRules(), store, until, upTo, onDifference }, shares);
  return intents.flatMap((intent) => (intent.type === 'RaiseFinding' ? [intent.data] : []));
}

/** What rules raise that follow the log, less what they take back. */
async function foundAsItWent(store: EventStore, until: number): Promise<ReadonlySet<string>> {
  const standing = new Set<string>();
  const bus = inProcessBus({ publishedUpTo: 0 });
  const running = await runRules({
    ...{ rules: lawRules(), store, bus, views: memoryViewStore(), clock: () => until + 1_000, tickEveryMs: patienceMs },
    record: async (intents) => {
      for (const { type, data } of intents) {
        if (type === 'RaiseFinding') standing.add(data.id);
        else standing.delete(data.id);
      }
    },
  });
  const relaying = relay({ store, bus, batchMax: 500 });
  const head = await store.head();
  for (const partition of allPartitions) {
    if (!(await running.settled(partition, head, patienceMs))) throw new Error('the rules do not follow');
  }
  await running.tick();
  await running.close();
  await relaying.close();
  await bus.close();
  return standing;
}

describe('A simulated quarter', () => {
  it(
    'is found to hold every planted breach and no other, rule by rule, as it goes and afterwards',
    async () => {
      const store = openLogReader(path);
      const [last] = await store.readAll((await store.head()) - 1, 1);
      const until = last?.recordedAt ?? 0;
      const raised = await judgedAfterwards(store, until);
      const { rules, all, missed, unplanted } = compareWithKey(key, raised);
      expect([missed, unplanted]).toEqual([[], []]);
      expect(rules.map(({ rule, precision, recall }) => [rule, precision, recall])).toEqual(
        rules.map(({ rule }) => [rule, 1, 1]),
      );
      expect(rules.length).toBeGreaterThan(40);
      expect(all.planted).toBeGreaterThan(800);
      await store.close();
      const worked = sqliteEventStore({ path, log: { kind: 'simulated' } });
      const live = await foundAsItWent(worked, until);
      expect([...live].sort()).toEqual(raised.map(({ id }) => id).sort());
      await worked.close();
    },
    patienceMs,
  );
});
