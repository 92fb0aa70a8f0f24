import { join } from 'node:path';
import { type Bus, followedView, LogTail, relay, type FollowedView, type Relay } from '@hoso/event-sourcing';
import { memoryViewStore } from '@hoso/event-sourcing/testing';
import { type SqliteEventStore, sqliteEventStore } from '@hoso/event-store-sqlite';
import { inProcessBus } from '@hoso/messaging';
import type { LawRuleSet } from '@hoso/rules';
import type { AuditLog, AuditLogs } from '../src/audit-ports.ts';
import { findings } from '../src/findings/findings.view.ts';
import { compareLaws, withLawsAcross } from '../src/what-if/compare-laws.ts';
import { inspections } from '../src/inspections/inspections.view.ts';
import { gatherSignals } from '../src/signals/gather-signals.ts';
import { judgeAgain } from '../src/findings/judge-again.ts';

/** Audit's own logs beside those of a shelf; nothing follows a log of the shelf by itself. */
export interface AuditShelf extends AuditLogs {
  close(): Promise<void>;
}

export interface AuditShelfOptions {
  readonly folder: string;
  readonly clock: () => number;
  readonly find: (log: string) => SqliteEventStore | undefined;
  readonly rules: readonly LawRuleSet[];
}

interface Open {
  readonly log: AuditLog;
  readonly bus: Bus;
  readonly relaying: Relay;
  readonly followed: readonly FollowedView<unknown>[];
}

export function auditShelf({ folder, clock, find, rules }: AuditShelfOptions): AuditShelf {
  const opened = new Map<string, Promise<Open>>();
  const judged = (name: string): SqliteEventStore => {
    const store = find(name);
    if (!store) throw new Error(`no log ${name} on the shelf`);
    return store;
  };
  const open = async (name: string): Promise<Open> => {
    const judgedStore = judged(name);
    const path = join(folder, `audit-${name}.sqlite`);
    const store = sqliteEventStore({ path, log: { kind: judgedStore.log.kind }, clock });
    const views = memoryViewStore();
    const bus = inProcessBus({ publishedUpTo: await store.head() });
    const followed = [
      await followedView({ view: findings, views, store, bus, clock }),
      await followedView({ view: inspections, views, store, bus, clock }),
    ];
    const log = { store, tail: new LogTail(store), views, clock, judgedStore };
    return { log, bus, followed, relaying: relay({ store, bus, batchMax: 100 }) };
  };
  const of = (name: string): Promise<Open> => {
    const known = opened.get(name) ?? open(name);
    opened.set(name, known);
    return known;
  };
  return {
    of: async (name) => (await of(name)).log,
    judgeAgain: async (name, until, onDifference) => {
      const { store } = (await of(name)).log;
      return await judgeAgain({ rules, store: judged(name), audit: store, until, onDifference });
    },
    compareLaws: async (name, laws) => {
      const store = judged(name);
      return await withLawsAcross(rules, store, laws, [await compareLaws(rules, store, laws, 'whole')]);
    },
    signals: (name, asked) => gatherSignals(judged(name), asked),
    close: async () => {
      for (const { log, bus, relaying, followed } of await Promise.all(opened.values())) {
        await relaying.close();
        for (const view of followed) await view.close();
        await bus.close();
        await log.store.close();
      }
    },
  };
}
