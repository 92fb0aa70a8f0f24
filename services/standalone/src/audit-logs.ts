import { existsSync, readdirSync } from 'node:fs';
import { type AuditLog, type AuditLogs, findingRecorder, findings, liveOrFresh, runRules } from '@hoso/audit';
import { refuse } from '@hoso/contracts';
import { type SqliteEventStore, sqliteEventStore } from '@hoso/event-store-sqlite';
import { type Bus, type FollowedView, followedView, LogTail, relay, type ViewStore } from '@hoso/event-sourcing';
import { inProcessBus } from '@hoso/messaging';
import type { LawRuleSet } from '@hoso/rules';
import { sqliteViewStore } from '@hoso/views';
import { type DataFolder, FolderError } from './data-folder.ts';
import { judgeInWorker } from './judge-in-worker.ts';
import type { LogFolder } from './log-folder.ts';
import { requireFollowable } from './whole-folder.ts';

/** The log that the platform works on. */
export interface WorkedOn {
  readonly name: string;
  readonly store: SqliteEventStore;
  readonly bus: Bus;
  readonly views: ViewStore;
  readonly clock: () => number;
}

/** An open audit log with what follows it. */
export interface OpenAuditLog extends AuditLog {
  readonly store: SqliteEventStore;
  readonly followed: FollowedView<unknown>;
  close(): Promise<void>;
}

/** Audit's own logs of a data folder. */
export interface AuditFolder extends AuditLogs {
  of(log: string): Promise<OpenAuditLog>;
  close(): Promise<void>;
}

const relayBatchMax = 500;

export interface AuditFolderOptions {
  readonly folder: DataFolder;
  readonly logs: LogFolder;
  readonly worked: WorkedOn;
  readonly rules: readonly LawRuleSet[];
  /** The process's clock. */
  readonly clock: () => number;
}

/** Opens them one by one, when they are asked for; the rules follow the log that is worked on. */
export function auditFolder({ folder, logs, worked, rules, clock }: AuditFolderOptions): AuditFolder {
  const opened = new Map<string, Promise<OpenAuditLog>>();
  const open = async (name: string): Promise<OpenAuditLog> => {
    if (name === worked.name) return await openAuditLog(folder, name, worked.store, worked.clock, { worked, rules });
    const store = logs.find(name) ?? refuse('LogNotFound', { log: name });
    const standsAt = await lastInstant(store);
    // Time goes on in a live log only; one that nobody works on stands where it was left.
    const ownClock = store.log.kind === 'live' ? clock : () => standsAt;
    return await openAuditLog(folder, name, store, ownClock);
  };
  return {
    of: (name) => {
      const known = opened.get(name) ?? open(name);
      opened.set(name, known);
      known.catch(() => opened.delete(name));
      return known;
    },
    judgeAgain: (name, until, onDifference) =>
      judgeInWorker({ log: logs.pathOf(name), audit: folder.audit(name), until: Math.floor(until) }, onDifference),
    close: async () => {
      for (const one of await Promise.allSettled(opened.values())) {
        if (one.status === 'fulfilled') await one.value.close();
      }
    },
  };
}

async function openAuditLog(
  folder: DataFolder,
  name: string,
  judgedStore: SqliteEventStore,
  clock: () => number,
  live?: { readonly worked: WorkedOn; readonly rules: readonly LawRuleSet[] },
): Promise<OpenAuditLog> {
  const path = folder.audit(name);
  requireAuditLog(path, folder.auditViews(name));
  const store = sqliteEventStore({ path, log: { kind: judgedStore.log.kind }, clock });
  const views = sqliteViewStore(folder.auditViews(name));
  await requireFollowable(store, views, [findings], folder.auditViews(name));
  await liveOrFresh(views, findings);
  const bus = inProcessBus({ publishedUpTo: await store.head() });
  const followed = await followedView({ view: findings, views, store, bus, clock });
  const record = findingRecorder(store, clock);
  const running = live && (await runRules({ ...live.worked, rules: live.rules, record }));
  const relaying = relay({ store, bus, batchMax: relayBatchMax });
  return {
    ...{ store, tail: new LogTail(store), views, clock, judgedStore, followed },
    ...(running ? { rules: running } : {}),
    close: async () => {
      await running?.close();
      await relaying.close();
      await followed.close();
      await bus.close();
      await views.close();
      await store.close();
    },
  };
}

/** Refuses to begin audit's own log anew where one is gone: who read what would be lost without a word. */
function requireAuditLog(path: string, views: string): void {
  if (existsSync(path) || !existsSync(views) || readdirSync(views).length === 0) return;
  throw new FolderError(`${path} is missing, but not its views: put it back, or remove ${views} to begin a new one`);
}

async function lastInstant(store: SqliteEventStore): Promise<number> {
  const [last] = await store.readAll((await store.head()) - 1, 1);
  return last?.recordedAt ?? 0;
}
