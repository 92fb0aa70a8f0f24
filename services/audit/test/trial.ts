import { randomUUID } from 'node:crypto';
import { type Finding, findingEvents, type Judged } from '@hoso/contracts';
import {
  type Actor,
  allPartitions,
  type Bus,
  envelopeOf,
  type EventStore,
  instantOf,
  type Relay,
  relay,
  streamName,
} from '@hoso/event-sourcing';
import { memoryEventStore, memoryViewStore } from '@hoso/event-sourcing/testing';
import { inProcessBus } from '@hoso/messaging';
import type { LawRuleSet } from '@hoso/rules';
import { weekdayCalendar } from '@hoso/working-time';
import type { FindingIntent } from '../src/findings/finding.ts';
import { judgeAgain, type JudgedAgain } from '../src/findings/judge-again.ts';
import { findingRecorder } from '../src/findings/record-findings.ts';
import { type RunningRules, runRules } from '../src/findings/run-rules.ts';
import { lawRules } from './law-rules.ts';
import type { Told } from './story.ts';

/** What is recorded of a finding: its events, oldest first. */
export interface RecordedFinding {
  readonly id: string;
  readonly finding: Omit<Finding, 'status' | 'raisedAt'> & { readonly judged: Judged };
  readonly standing: boolean;
  readonly events: number;
}

/** A log that rules follow, with a clock of its own, and audit's own log beside it. */
export interface Trial {
  readonly store: EventStore;
  readonly audit: EventStore;
  now(): number;
  setClock(epochMs: number): void;
  /** Records events of a dossier one by one, each where its service would have. */
  record(dossier: string, ...events: readonly Told[]): Promise<void>;
  /** Waits until everything recorded was judged. */
  judged(): Promise<void>;
  /** Lets time pass for who waits. */
  tick(): Promise<number>;
  /** Ends the rules and begins again; `lost`: with nothing of what they had put away. `meanwhile`: while they stand. */
  restart(how?: 'lost', meanwhile?: () => Promise<void>): Promise<void>;
  /** By the rules that follow the log, or by others. */
  judgeAgain(
    until?: number,
    by?: readonly LawRuleSet[],
  ): Promise<JudgedAgain & { readonly intents: readonly FindingIntent[] }>;
  /** Brings audit's own log to a judgement. */
  conclude(intents: readonly FindingIntent[]): Promise<void>;
  findings(): Promise<readonly RecordedFinding[]>;
  readonly rules: () => RunningRules;
  close(): Promise<void>;
}

const platform: Actor = { id: 'policy', role: 'system', unit: 'platform' };
const ofCase = /^(Case|Officer|Step|Appraisal|Extension|Apology|ReAppointed|ResultIssued|RefusedAfter)/;

export async function trial(
  rules: readonly LawRuleSet[] = lawRules,
  beginning = '2022-03-14T00:00:00.000Z',
): Promise<Trial> {
  let clockMs = Date.parse(beginning);
  const clock = () => clockMs;
  const store = memoryEventStore(clock);
  const audit = memoryEventStore(clock);
  const record = findingRecorder(audit, clock);
  let views = memoryViewStore();
  let bus: Bus;
  let relaying: Relay;
  let running: RunningRules;
  const start = async (): Promise<void> => {
    bus = inProcessBus({ publishedUpTo: await store.head() });
    running = await runRules({ rules, store, bus, views, record, clock, tickEveryMs: 3_600_000 });
    relaying = relay({ store, bus, batchMax: 100 });
  };
  const stop = async (): Promise<void> => {
    await running.close();
    await relaying.close();
    await bus.close();
  };
  const judged = () => allJudged(running, store);
  await appendTo(store, streamName('calendar', 'quang-ninh'), undefined, {
    type: 'CalendarPublished',
    data: { ...weekdayCalendar(), id: 'quang-ninh', version: 1, knownFrom: 2022, knownTo: 2022 },
    at: beginning,
    by: platform,
  });
  await start();
  return {
    ...{ store, audit, judged },
    now: clock,
    setClock: (epochMs) => {
      clockMs = epochMs;
    },
    record: async (dossier, ...events) => {
      for (const event of events) {
        const stream = ofCase.test(event.type) ? streamName('case', `${dossier}-1`) : streamName('dossier', dossier);
        await appendTo(store, stream, dossier, { by: platform, ...event, at: event.at ?? instantOf(clockMs) });
      }
    },
    tick: async () => {
      await judged();
      return running.tick();
    },
    restart: async (how, meanwhile) => {
      await stop();
      await meanwhile?.();
      if (how === 'lost') views = memoryViewStore();
      await start();
    },
    judgeAgain: async (until = clockMs, by = rules) => {
      const intents: FindingIntent[] = [];
      const again = await judgeAgain({ rules: by, store, audit, until, onDifference: (some) => intents.push(...some) });
      return { ...again, intents };
    },
    conclude: record,
    findings: () => recordedIn(audit),
    rules: () => running,
    close: async () => {
      await stop();
      await store.close();
      await audit.close();
    },
  };
}

/** Waits until the rules have met everything in the log. */
async function allJudged(running: RunningRules, store: EventStore): Promise<void> {
  const head = await store.head();
  for (const partition of allPartitions) {
    if (!(await running.settled(partition, head, 5_000))) throw new Error('not judged within 5 s');
  }
}

interface Appended {
  readonly type: string;
  readonly data: unknown;
  readonly at: string;
  readonly by: Actor;
}

async function appendTo(
  store: EventStore,
  stream: string,
  dossier: string | undefined,
  event: Appended,
): Promise<void> {
  const { length } = await store.readStream(stream, 0, 1_000);
  const commandId = randomUUID();
  const { type, data, at, by } = event;
  await store.append([
    {
      stream,
      expected: length,
      events: [
        {
          ...{ commandId, commandType: 'TellStory', correlationId: commandId },
          ...{ type, schemaVersion: 1, occurredAt: at, actor: by, data },
          ...(dossier === undefined ? {} : { dossierId: dossier }),
        },
      ],
    },
  ]);
}

async function recordedIn(audit: EventStore): Promise<readonly RecordedFinding[]> {
  const found = new Map<string, RecordedFinding>();
  for (const recorded of await audit.readAll(0, 10_000)) {
    const event = findingEvents.read(envelopeOf(recorded));
    if (!event || (event.type !== 'FindingRaised' && event.type !== 'FindingWithdrawn')) continue;
    const { id } = event.data;
    const before = found.get(id);
    const events = (before?.events ?? 0) + 1;
    if (event.type === 'FindingRaised') found.set(id, { id, finding: event.data, standing: true, events });
    else if (before) found.set(id, { ...before, standing: false, events });
  }
  return [...found.values()];
}
