import { existsSync, readdirSync } from 'node:fs';
import { refuse } from '@hoso/contracts';
import { sqliteEventStore } from '@hoso/event-store-sqlite';
import {
  type Bus,
  type EventStore,
  type FollowedView,
  followedView,
  LogTail,
  relay,
  type ViewStore,
} from '@hoso/event-sourcing';
import { inProcessBus } from '@hoso/messaging';
import type { LawRuleSet } from '@hoso/rules';
import { type LogAddress, relayBatchMax, requireFollowable, type ServiceEventStore } from '@hoso/runtime';
import { sqliteViewStore } from '@hoso/views';
import type { AuditLog, AuditLogs } from '../audit-ports.ts';
import { findings } from '../findings/findings.view.ts';
import { concluded, lastRecordedBy } from '../findings/judge-again.ts';
import { inspections } from '../inspections/inspections.view.ts';
import { liveOrFresh } from '../findings/live-or-fresh.ts';
import { findingRecorder } from '../findings/record-findings.ts';
import { runRules } from '../findings/run-rules.ts';
import { compareInWorkers } from './compare-in-workers.ts';
import { gatherInWorker } from './gather-in-worker.ts';
import { withLawsAcross } from '../what-if/compare-laws.ts';
import { judgeInWorkers } from './judge-in-workers.ts';
import type { LogFolder } from './log-folder.ts';

/** The log that the platform works on, and audit's own beside it. Whoever opened them closes them. */
export interface WorkedOn {
  readonly name: string;
  readonly address: LogAddress;
  readonly store: EventStore;
  readonly bus: Pick<Bus, 'consume'>;
  /** Where judged dossiers are put away. */
  readonly views: ViewStore;
  readonly clock: () => number;
  readonly own: { readonly address: LogAddress; readonly store: ServiceEventStore; readonly views: ViewStore };
}

/** A view that follows audit's own log. */
export interface NamedView {
  readonly name: string;
  readonly followed: FollowedView<unknown>;
}

/** The views of audit's own log. */
export const ownViews = [findings, inspections] as const;

/** An open audit log with what follows it. */
export interface OpenAuditLog extends AuditLog {
  readonly followed: readonly NamedView[];
  close(): Promise<void>;
}

/** Audit's own logs. */
export interface OpenAuditLogs extends AuditLogs {
  of(log: string): Promise<OpenAuditLog>;
  close(): Promise<void>;
}

/** Where audit's own log of a log that nobody works on lies, with that log's views. */
export interface AuditPlaces {
  readonly audit: (log: string) => string;
  readonly auditViews: (log: string) => string;
}

export interface AuditLogsOptions {
  readonly places: AuditPlaces;
  readonly logs: LogFolder;
  readonly worked: WorkedOn;
  readonly rules: readonly LawRuleSet[];
  /** The process's clock. */
  readonly clock: () => number;
}

/** Opens them one by one, when they are asked for; the rules follow the log that is worked on. */
export function auditLogs({ places, logs, worked, rules, clock }: AuditLogsOptions): OpenAuditLogs {
  const opened = new Map<string, Promise<OpenAuditLog>>();
  const open = async (name: string): Promise<OpenAuditLog> => {
    if (name === worked.name) return await workedOnLog(worked, rules);
    const store = storeOf(name);
    const standsAt = await lastInstant(store);
    // Time goes on in a live log only; one that nobody works on stands where it was left.
    return await otherLog(places, name, store, store.log.kind === 'live' ? clock : () => standsAt);
  };
  const addressOf = (name: string): LogAddress =>
    name === worked.name ? worked.address : { url: `sqlite:${logs.pathOf(name)}`, log: name };
  const storeOf = (name: string): EventStore =>
    name === worked.name ? worked.store : (logs.find(name) ?? refuse('LogNotFound', { log: name }));
  return {
    of: (name) => {
      const known = opened.get(name) ?? open(name);
      opened.set(name, known);
      known.catch(() => opened.delete(name));
      return known;
    },
    judgeAgain: async (name, until, onDifference, workers) => {
      const own = { url: `sqlite:${places.audit(name)}`, log: name };
      const audit = name === worked.name ? worked.own.address : own;
      const [log, store] = [addressOf(name), storeOf(name)];
      const upTo = await lastRecordedBy(store, until);
      const judged = await judgeInWorkers({ log, audit, until: Math.floor(until), upTo }, workers);
      return await concluded({ rules, store, until, upTo, onDifference }, judged);
    },
    compareLaws: async (name, laws) => {
      const [log, store] = [addressOf(name), storeOf(name)];
      const shares = await compareInWorkers({ log, laws });
      return await withLawsAcross(rules, store, laws, shares);
    },
    signals: (name, asked) => gatherInWorker({ log: addressOf(name), asked }),
    close: async () => {
      for (const one of await Promise.allSettled(opened.values())) {
        if (one.status === 'fulfilled') await one.value.close();
      }
    },
  };
}

async function workedOnLog(worked: WorkedOn, rules: readonly LawRuleSet[]): Promise<OpenAuditLog> {
  const { own, store, clock } = worked;
  const following = await followed(own.store, own.views, clock);
  const running = await runRules({ ...worked, rules, record: findingRecorder(own.store, clock) }).catch(
    async (error: unknown) => {
      await following.close();
      throw error;
    },
  );
  return {
    ...{ store: own.store, tail: new LogTail(own.store), views: own.views, clock, judgedStore: store },
    ...{ followed: following.views, rules: running },
    close: async () => {
      await running.close();
      await following.close();
    },
  };
}

async function otherLog(
  places: AuditPlaces,
  name: string,
  judgedStore: EventStore,
  clock: () => number,
): Promise<OpenAuditLog> {
  const path = places.audit(name);
  requireAuditLog(path, places.auditViews(name));
  const store = sqliteEventStore({ path, log: { kind: judgedStore.log.kind }, clock });
  const views = sqliteViewStore(places.auditViews(name));
  await requireFollowable(store, views, ownViews, places.auditViews(name));
  const following = await followed(store, views, clock);
  return {
    ...{ store, tail: new LogTail(store), views, clock, judgedStore, followed: following.views },
    close: async () => {
      await following.close();
      await views.close();
      await store.close();
    },
  };
}

/** The views that follow audit's own log by a bus of their own: nobody else follows that. */
async function followed(store: EventStore, views: ViewStore, clock: () => number) {
  await liveOrFresh(views, findings);
  await liveOrFresh(views, inspections);
  const bus = inProcessBus({ publishedUpTo: await store.head() });
  const following: readonly NamedView[] = [
    { name: findings.name, followed: await followedView({ view: findings, views, store, bus, clock }) },
    { name: inspections.name, followed: await followedView({ view: inspections, views, store, bus, clock }) },
  ];
  const relaying = relay({ store, bus, batchMax: relayBatchMax });
  return {
    views: following,
    close: async () => {
      await relaying.close();
      for (const { followed: view } of following) await view.close();
      await bus.close();
    },
  };
}

/** Refuses to begin audit's own log anew where one is gone: who read what would be lost without a word. */
export function requireAuditLog(path: string, views: string): void {
  if (existsSync(path) || !existsSync(views) || readdirSync(views).length === 0) return;
  throw new Error(`${path} is missing, but not its views: put it back, or remove ${views} to begin a new one`);
}

async function lastInstant(store: EventStore): Promise<number> {
  const [last] = await store.readAll((await store.head()) - 1, 1);
  return last?.recordedAt ?? 0;
}
