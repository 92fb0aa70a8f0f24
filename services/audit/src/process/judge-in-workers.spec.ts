import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, type NewEvent, type StreamName, streamName, uuidV8 } from '@hoso/event-sourcing';
import { type SqliteEventStore, sqliteEventStore } from '@hoso/event-store-sqlite';
import { lawRules } from '../../test/law-rules.ts';
import { clerk, type Told, told } from '../../test/story.ts';
import type { FindingIntent } from '../findings/finding.ts';
import { concluded, judgeAgain, lastRecordedBy, shareJudge } from '../findings/judge-again.ts';
import { findingRecorder } from '../findings/record-findings.ts';
import { weekdayCalendar } from '@hoso/working-time';
import { judgeInWorkers } from './judge-in-workers.ts';

const dossiers = 60;
const until = Date.parse('2022-06-01T00:00:00.000Z');
const second = {
  ...told.supplementRequested,
  at: '2022-03-14T05:00:00.000Z',
  data: { ...told.supplementRequested.data, count: 2 },
};
const lives: readonly (readonly Told[])[] = [
  [told.submitted, told.supplementRequested, second, told.received],
  [told.submitted, told.received, told.transferred],
  [told.submitted, told.scanned, told.refused],
  [told.submitted, second, told.received, told.scanned, told.withdrawn],
];

let folder: string;
let log: SqliteEventStore;
let own: SqliteEventStore;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hoso-workers-'));
  log = sqliteEventStore({ path: join(folder, 'log.sqlite'), log: { kind: 'simulated' }, clock: () => until - 1 });
  own = sqliteEventStore({ path: join(folder, 'own.sqlite'), log: { kind: 'simulated' }, clock: () => until });
  const calendar = { ...weekdayCalendar(), id: 'quang-ninh', version: 1, knownFrom: 2022, knownTo: 2022 };
  await append(streamName('calendar', 'quang-ninh'), [{ type: 'CalendarPublished', data: calendar }]);
  for (let n = 0; n < dossiers; n++) await live(uuidV8('judged by many', n), lives[n % lives.length] ?? []);
  // Half of what there is to be found was found before, and one thing that is no breach any more.
  const record = findingRecorder(own, () => until);
  const { intents } = await inThisThread();
  await record(intents.filter((_, index) => index % 2 === 0));
  const [raise] = intents;
  if (raise?.type !== 'RaiseFinding') throw new Error('something is found');
  await record([{ type: 'RaiseFinding', data: { ...raise.data, id: '0'.repeat(32) } }]);
});
afterAll(async () => {
  await log.close();
  await own.close();
  rmSync(folder, { recursive: true });
});

async function live(dossierId: string, events: readonly Told[]): Promise<void> {
  await append(streamName('dossier', dossierId), events, dossierId);
}

interface Happened {
  readonly type: string;
  readonly data: unknown;
  readonly at?: string;
  readonly by?: Actor;
}

async function append(stream: StreamName, events: readonly Happened[], dossierId?: string): Promise<void> {
  const commandId = randomUUID();
  const said = events.map(
    ({ type, data, at = '2022-03-14T00:00:00.000Z', by = clerk }): NewEvent => ({
      ...{ commandId, commandType: 'TellStory', correlationId: commandId },
      ...{ type, schemaVersion: 1, occurredAt: at, actor: by, data },
      ...(dossierId === undefined ? {} : { dossierId }),
    }),
  );
  await log.append([{ stream, expected: 0, events: said }]);
}

async function inThisThread() {
  const intents: FindingIntent[] = [];
  const onDifference = (some: readonly FindingIntent[]) => void intents.push(...some);
  return { ...(await judgeAgain({ rules: lawRules, store: log, audit: own, until, onDifference })), intents };
}

async function inThreads(workers: number) {
  const addressOf = (name: string) => ({ url: `sqlite:${join(folder, name)}`, log: name });
  const upTo = await lastRecordedBy(log, until);
  const shares = await judgeInWorkers(
    { log: addressOf('log.sqlite'), audit: addressOf('own.sqlite'), until, upTo },
    workers,
  );
  const intents: FindingIntent[] = [];
  const onDifference = (some: readonly FindingIntent[]) => void intents.push(...some);
  return { ...(await concluded({ rules: lawRules, store: log, until, upTo, onDifference }, shares)), intents };
}

describe('A log that several threads judge', () => {
  it.each([1, 2, 3, 16])('comes to what one thread comes to, in the same order: %d', async (workers) => {
    const alone = await inThisThread();
    expect(alone).toMatchObject({ dossiers, withdrawn: 1, same: expect.any(Number) });
    expect(Math.min(alone.raised, alone.same)).toBeGreaterThan(10);
    expect(await inThreads(workers)).toEqual(alone);
  });

  it('is the same in one piece, as a store has it that finds no partition', async () => {
    const upTo = await lastRecordedBy(log, until);
    const options = { rules: lawRules, store: log, until, upTo };
    const judge = await shareJudge({ ...options, audit: own });
    const intents: FindingIntent[] = [];
    const onDifference = (some: readonly FindingIntent[]) => void intents.push(...some);
    const whole = await concluded({ ...options, onDifference }, [await judge('whole')]);
    expect({ ...whole, intents }).toEqual(await inThisThread());
  });

  it('says what went wrong in any of them', async () => {
    const nowhere = { url: `sqlite:${join(folder, 'nowhere.sqlite')}`, log: 'nowhere' };
    await expect(judgeInWorkers({ log: nowhere, audit: nowhere, until, upTo: 1 }, 2)).rejects.toThrow(/nowhere/);
  });
});

describe('The last event recorded by an instant', () => {
  it('is found without reading the log', async () => {
    expect(await lastRecordedBy(log, until)).toBe(await log.head());
    expect(await lastRecordedBy(log, 0)).toBe(0);
  });
});
