import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CaseOpened, DossierSubmitted, TransferredToAgency } from '@hoso/contracts';
import {
  type Actor,
  type AnyEventType,
  type EventStore,
  envelopeOf,
  instantOf,
  type NewEvent,
  type RecordedEvent,
  type StreamWrite,
  type ViewGeneration,
} from '@hoso/event-sourcing';
import { intake } from '@hoso/intake';
import { nodeFlags, openEventStore, openViews } from '@hoso/runtime';
import { settingsOf, startDistributed } from './distributed.ts';
import { applicant } from './dossier-life.ts';
import { inFolder, median, root } from './platform.ts';
import { lookAtProcessors } from './processes.ts';

const dossiers = 1_000;
const replicasMax = 3;
const warmUpDossiers = 200;
const togetherMax = 200;
const withinMs = 120_000;
const pollMs = 20;
const termMs = 3 * 86_400_000;
const clerk: Actor = { id: 'clerk-0702', role: 'clerk', unit: 'ha-long-one-stop' };
const steps = [
  { code: 'verify', name: { vi: 'Thẩm định', en: 'Verify' }, role: 'officer' },
  { code: 'sign', name: { vi: 'Ký duyệt', en: 'Sign' }, role: 'head' },
];

/**
 * A burst of dossiers that are transferred all at once, written into the log as fast as it takes them: the policy of
 * processing opens a case for each, by a command over the bus, with 1, 2 and 3 replicas of processing. `value` is
 * cases a second with the most of them. The lag of a case is the time from its dossier's transfer, both by the store's
 * clock; beside it, how long intake's view of dossiers needs for the same events, with one replica.
 */
export const bench = { name: 'scale', run: () => inFolder(run) };

async function run(folder: string) {
  const ends: (() => Promise<unknown>)[] = [];
  try {
    const platform = await startDistributed(folder, ['--views', 'sqlite']);
    ends.push(platform.stop);
    const { EVENT_STORE_URL = '', VIEWS_URL = '' } = settingsOf(folder, 'intake');
    const log = await openEventStore({ url: EVENT_STORE_URL, log: 'main' }, Date.now);
    ends.push(() => log.close());
    const views = await openViews(VIEWS_URL);
    ends.push(() => views.close());
    const [view] = intake.views;
    if (!view) throw new Error('intake has a view of dossiers');
    const parts = { log, live: await views.live(view) };
    const named = new Map(platform.processes);
    const curve = [];
    for (let replicas = 1; replicas <= replicasMax; replicas++) {
      if (replicas > 1) {
        const { pid, stop } = await oneMore(folder);
        named.set(`processing-${replicas}`, pid);
        ends.push(stop);
      }
      await burst(parts, named, warmUpDossiers);
      curve.push({ replicas, ...(await burst(parts, named, dossiers)) });
    }
    return { value: curve.at(-1)?.casesPerSecond ?? 0, unit: 'cases/s', detail: { dossiers, curve } };
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

/** One more process of processing, which joins as it does where somebody starts it by hand. */
async function oneMore(folder: string) {
  const child = spawn(process.execPath, [...nodeFlags, join(root, 'services', 'processing', 'dist', 'main.js')], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, ...settingsOf(folder, 'processing'), PORT: '0' },
  });
  const ended = once(child, 'exit');
  await Promise.race([once(child, 'message'), ended.then(() => Promise.reject(new Error('a replica ended')))]);
  return {
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

interface Parts {
  readonly log: EventStore;
  /** Intake's view of dossiers, as it stands in its own file. */
  readonly live: Pick<ViewGeneration<unknown>, 'progress'>;
}

async function burst({ log, live }: Parts, named: ReadonlyMap<string, number>, count: number) {
  const head = await log.head();
  const processors = lookAtProcessors(named);
  const began = performance.now();
  for (let index = 0; index < count; index += togetherMax) {
    const together = Array.from({ length: Math.min(togetherMax, count - index) }, () => log.append([transferred()]));
    await Promise.all(together);
  }
  const writtenMs = performance.now() - began;
  const inView = viewHas(live, head + 2 * count, began);
  const events = await untilOpened(log, head, count);
  const transfers = new Map(
    events.filter(isOf(TransferredToAgency)).map((event) => [envelopeOf(event).id, event.recordedAt]),
  );
  const opened = events.filter(isOf(CaseOpened));
  const lags = opened.map((event) => event.recordedAt - (transfers.get(envelopeOf(event).causationId ?? '') ?? 0));
  const tookMs = Math.max(...opened.map(({ recordedAt }) => recordedAt)) - Math.min(...transfers.values());
  return {
    casesPerSecond: Math.round((count / tookMs) * 1_000),
    lagMs: { median: Math.round(median(lags)), max: Math.max(...lags) },
    writtenMs: Math.round(writtenMs),
    inViewMs: Math.round(await inView),
    processorMsPerCase: processors(count),
  };
}

/** A new dossier that was submitted, and goes to its agency at once. */
function transferred(): StreamWrite {
  const dossier = randomUUID();
  const dueAt = instantOf(Date.now() + termMs);
  const now = instantOf(Date.now());
  const submission = { procedure: '1.001612', channel: 'counter', oneStop: 'ha-long-one-stop', returnBy: 'counter' };
  const handed = { agency: 'ha-long-office', oneStop: 'ha-long-one-stop', case: 1, startAt: now, dueAt, steps };
  const commandId = randomUUID();
  const event = ({ name, version }: AnyEventType, data: unknown): NewEvent => ({
    ...{ commandId, correlationId: commandId, commandType: 'TransferAtOnce' },
    ...{ type: name, schemaVersion: version, dossierId: dossier, occurredAt: now, actor: clerk, data },
  });
  const events = [
    event(DossierSubmitted, { ...submission, applicant }),
    event(TransferredToAgency, { ...handed, clerkMayProcess: false, receivedBy: clerk.id }),
  ];
  return { stream: `dossier-${dossier}`, expected: 0, events };
}

function isOf({ name }: AnyEventType): (event: RecordedEvent) => boolean {
  return (one) => envelopeOf(one).type === name;
}

/** How long it takes until the view, which meets events in their order, has met that of a position. */
async function viewHas(live: Parts['live'], position: number, began: number): Promise<number> {
  for (;;) {
    const { checkpoints } = await live.progress();
    const tookMs = performance.now() - began;
    if (Math.max(...checkpoints) >= position) return tookMs;
    if (tookMs > withinMs) throw new Error(`the view has not met event ${position} in ${withinMs} ms`);
    await delay(pollMs);
  }
}

/** All events after a position, once so many cases were opened. */
async function untilOpened(log: EventStore, after: number, count: number): Promise<readonly RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  const until = performance.now() + withinMs;
  for (let opened = 0; opened < count; ) {
    const page = await log.readAll(events.at(-1)?.position ?? after, 1_000);
    events.push(...page);
    opened += page.filter(isOf(CaseOpened)).length;
    if (performance.now() > until) throw new Error(`${opened} of ${count} cases were opened in ${withinMs} ms`);
    if (page.length === 0) await delay(pollMs);
  }
  return events;
}
