import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogInfo } from '@hoso/contracts';
import { readLogFile, readPnml } from '@hoso/event-log';
import type { LogKind } from '@hoso/event-sourcing';
import { type SqliteEventStore, sqliteEventStore } from '@hoso/event-store-sqlite';
import type { AuditPorts } from '../src/audit-ports.ts';
import { auditShelf } from './audit-shelf.ts';
import { lawParameters } from '../src/process/law-rules.ts';
import { lawRules } from './law-rules.ts';
import { ledgerShelf } from './ledger-shelf.ts';

/** When everything on a shelf is recorded, unless the clock is moved. */
export const shelfTime = Date.parse('2026-11-23T08:00:00.000Z');

/** Real logs and uploads in a folder of their own: what the composition gives to audit. */
export interface LogShelf extends AuditPorts {
  readonly main: SqliteEventStore;
  /** Moves the stores' clock. */
  readonly setClock: (epochMs: number) => void;
  /** Keeps a file as an upload; answers its address. */
  readonly upload: (content: string | Uint8Array) => string;
  readonly close: () => Promise<void>;
}

export function logShelf(startMs = shelfTime): LogShelf {
  const folder = mkdtempSync(join(tmpdir(), 'hoso-audit-'));
  const stores = new Map<string, SqliteEventStore>();
  const files = new Map<string, Uint8Array>();
  let now = startMs;
  const make = (name: string, kind: LogKind): SqliteEventStore => {
    const known = stores.get(name);
    if (known) return known;
    const store = sqliteEventStore({ path: join(folder, `${name}.sqlite`), log: { kind }, clock: () => now });
    stores.set(name, store);
    return store;
  };
  const infoOf = async (name: string, store: SqliteEventStore): Promise<LogInfo> => {
    const { id, kind } = store.log;
    return { name, id, kind, head: await store.head(), default: name === 'main' };
  };
  const auditLogs = auditShelf({ folder, clock: () => now, find: (name) => stores.get(name), rules: lawRules });
  return {
    ...{ auditLogs, rules: lawRules, lawParameters: lawParameters(), ledgers: ledgerShelf(() => now) },
    main: make('main', 'live'),
    setClock: (epochMs) => {
      now = epochMs;
    },
    logs: {
      list: () => Promise.all([...stores].map(([name, store]) => infoOf(name, store))),
      unreadable: () => [],
      open: (name) => stores.get(name),
      create: async (name, kind) => make(name, kind),
    },
    uploads: {
      open: async (sha256) => {
        const bytes = files.get(sha256);
        return bytes && { [Symbol.asyncIterator]: () => inPieces(bytes) };
      },
    },
    readFile: readLogFile,
    readNet: readPnml,
    upload: (content) => {
      const bytes = typeof content === 'string' ? Buffer.from(content) : content;
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      files.set(sha256, bytes);
      return sha256;
    },
    close: async () => {
      await auditLogs.close();
      await Promise.all([...stores.values()].map((store) => store.close()));
      rmSync(folder, { recursive: true });
    },
  };
}

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += 10_000) yield bytes.subarray(from, from + 10_000);
}

/** A case as a test tells it: its name, if it has one, and its activities in file order. */
export interface ToldCase {
  readonly name?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly events: readonly (readonly [activity: string, at: string, resource?: string])[];
}

/** An XES file. */
export function xes(...cases: readonly ToldCase[]): string {
  const text = (key: string, value: string) => `<string key="${key}" value="${value}"/>`;
  const traces = cases.map(({ name, attributes = {}, events }) => {
    const own = Object.entries(attributes).map(([key, value]) => text(key, value));
    const told = events.map(([activity, at, resource]) => {
      const who = resource === undefined ? '' : text('org:resource', resource);
      return `<event>${text('concept:name', activity)}${who}<date key="time:timestamp" value="${at}"/></event>`;
    });
    return `<trace>${name === undefined ? '' : text('concept:name', name)}${own.join('')}${told.join('')}</trace>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?><log>${traces.join('\n')}</log>`;
}
