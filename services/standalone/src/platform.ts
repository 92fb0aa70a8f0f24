import { folderBlobStore } from '@hoso/blobs';
import { type KeyObject, randomUUID } from 'node:crypto';
import { audit, judgements, type Logs, recordedReads } from '@hoso/audit';
import { type Actor, type LogInfo, type RebuildStatus, refuse } from '@hoso/contracts';
import { LogFileError, type SqliteEventStore } from '@hoso/event-store-sqlite';
import { readXes } from '@hoso/event-log';
import { type Bus, LogTail, relay } from '@hoso/event-sourcing';
import { createGateway, defaultLimits, type Limits } from '@hoso/gateway';
import type { Tracking } from '@hoso/intake';
import { inProcessBus } from '@hoso/messaging';
import { BusStrategy, RefusalFilter, type ServiceParts } from '@hoso/nest';
import { isTrackingSecret, sealer, sqliteKeyStore, trackingKid, trackingSecret } from '@hoso/sealing';
import { sqliteViewStore } from '@hoso/views';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { auditFolder, type OpenAuditLog } from './audit-logs.ts';
import { announce, dataFolder, lockFolder } from './data-folder.ts';
import { type Played, type PlayOptions, playDemo } from './demo/play-demo.ts';
import { type Followers, followLog } from './follow-log.ts';
import { lawRules } from './law-rules.ts';
import type { SimulatedClock } from './log-clock.ts';
import { type LogFolder, logFolder } from './log-folder.ts';
import { answerOperations } from './operations.ts';
import { personalDataOf } from './personal-data.ts';
import { platformTokens, signInLink } from './platform-tokens.ts';
import { seedRegistry } from './seed-registry.ts';
import { services, serviceViews } from './service-views.ts';
import { systemVoice } from './system-voice.ts';
import { requireFollowable, requireKeys } from './whole-folder.ts';
import { demoLog, liveLog, openWorkedOn } from './worked-on-log.ts';

export interface PlatformOptions {
  /** The data folder. */
  readonly data: string;
  /** The log that the services work on; the folder's default unless it is named. */
  readonly log?: string | undefined;
  /** Work on the live log, made where there is none. */
  readonly live?: boolean;
  /** 0: any that is free. */
  readonly port: number;
  /** Whether other processes are told where it listens. */
  readonly announced: boolean;
  readonly limits?: Partial<Limits>;
  /** How far views are that have to be filled before it is ready. */
  readonly onFilling?: (progress: RebuildStatus) => void;
  /** The process's clock, and that of live logs. Milliseconds since 1970. */
  readonly clock?: () => number;
  /** Told how far the demo is, while it is being played. */
  readonly onDemo?: (played: Played) => void;
}

/** The whole platform in one process. */
export interface Platform {
  readonly url: string;
  readonly log: LogInfo;
  readonly store: SqliteEventStore;
  /** Logs of the folder, beside the one it works on, that cannot be read, each in words. */
  unreadableLogs(): readonly string[];
  /** A token for somebody, with the folder's key. */
  token(actor: Actor, expiresInS: number): Promise<string>;
  /** An address at which somebody is signed in on the page, once, within a few minutes. */
  link(actor: Actor): Promise<string>;
  /** Takes nothing new, finishes what is in hand, lets go of the folder. */
  close(): Promise<void>;
}

const knownViews = serviceViews.map(({ view }) => view);
/** Events handed on to the bus at once. */
const relayBatchMax = 500;

/**
 * Opens a data folder and runs every service on it. What was opened is closed again, in reverse, also when a later step
 * fails.
 */
export async function openPlatform(options: PlatformOptions): Promise<Platform> {
  const undo: (() => void | Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    return await open(options, (step) => undo.push(step), close);
  } catch (error) {
    await close();
    throw error;
  }
}

/** Keeps for the end what undoes a step. */
type Later = (undo: () => void | Promise<void>) => void;

async function open(options: PlatformOptions, later: Later, close: () => Promise<void>): Promise<Platform> {
  const { clock: processClock = Date.now } = options;
  const folder = dataFolder(options.data);
  later(lockFolder(folder));
  const logs = logFolder(folder.logs, processClock);
  later(() => logs.close());
  const { name, store, clock, simulated } = await openWorkedOn(folder, logs, options, processClock);
  requireKeys(folder, await store.head());
  const keys = sqliteKeyStore(folder.keys);
  later(() => keys.close());
  const views = sqliteViewStore(folder.views(name));
  later(() => views.close());
  const bus = inProcessBus({ publishedUpTo: await store.head() });
  later(() => closeBus(bus));

  const tokens = platformTokens(folder.keyFolder);
  const { verify, mint } = tokens;
  const voice = systemVoice(bus, mint);
  const uploads = folderBlobStore(folder.uploads);
  const rules = lawRules();
  await requireFollowable(store, views, [...knownViews, judgements(rules)], folder.views(name));
  const worked = { name, store, bus, views, clock };
  const auditLogs = auditFolder({ folder, logs, worked, rules, clock: processClock });
  later(() => auditLogs.close());
  const auditing = await auditLogs.of(name);
  const shared: ServiceParts = {
    store,
    tail: new LogTail(store),
    views,
    sealer: sealer(keys),
    reads: recordedReads({ store: auditing.store, clock, newId: randomUUID }),
    clock,
    verify,
    ask: voice.ask,
  };
  const tracking = trackingWith(await keys.keyOf(trackingKid));
  const personal = await personalDataOf(keys);
  const given = { ...shared, tracking, uploads, markOf: personal.markOf };
  const auditService = audit({
    ...{ logs: namedLogs(logs, name), uploads, auditLogs, rules },
    readXes: (file) => readXes(file),
  });
  await listen(bus, later, [
    ...services.map((service) => ({ queue: service.name, module: service.module(given) })),
    { queue: auditService.name, module: auditService.module(shared) },
  ]);
  const files = { log: logs.pathOf(name), views: folder.views(name), keys: folder.keys };
  const followers = await followLog({
    ...{ files, store, views, personal, bus, clock, send: voice.send, audit: auditing },
    onFilling: options.onFilling ?? (() => undefined),
  });
  later(() => followers.close());
  await answerOperations({ bus, store, views, name, verify, followers, clock, simulated });
  const relaying = relay({ store, bus, batchMax: relayBatchMax });
  later(() => relaying.close());
  await seedRegistry(bus, mint, clock);
  const play = { ...options, bus, store, mint, settle: followers.settle };
  if (simulated) await beginTime(simulated, name, auditing, play);

  const limits = { ...defaultLimits, ...options.limits };
  const notReady = () => whyNotReady(name, store, followers);
  const its = { log: { ...store.log, name }, clock };
  const gateway = await createGateway({ bus, ...tokens, ...its, uploads, notReady, limits });
  later(() => gateway.close());
  await gateway.listen(options.port, '127.0.0.1');
  const url = await gateway.getUrl();
  if (options.announced) later(announce(folder, { pid: process.pid, url, log: name }));
  const log: LogInfo = { name, id: store.log.id, kind: store.log.kind, head: await store.head(), default: true };
  const unreadableLogs = () => logs.unreadable().map(({ reason }) => reason);
  const link = async (actor: Actor): Promise<string> => signInLink(url, await tokens.mintSecret(actor));
  return { url, log, store, unreadableLogs, token: mint, link, close };
}

/** Every service at its place on the bus. */
async function listen(
  bus: Bus,
  later: Later,
  modules: readonly { readonly queue: string; readonly module: DynamicModule }[],
): Promise<void> {
  for (const { queue, module } of modules) {
    const app = await NestFactory.createMicroservice(module, {
      strategy: new BusStrategy(bus, queue),
      logger: ['error', 'warn'],
    });
    app.useGlobalFilters(new RefusalFilter());
    await app.listen();
    later(() => app.close());
  }
}

async function closeBus(bus: Bus): Promise<void> {
  const left = await bus.close();
  if (left.length > 0) console.error(`left without an answer at the end: ${left.join(', ')}`);
}

async function whyNotReady(
  name: string,
  store: Pick<SqliteEventStore, 'unwritable'>,
  followers: Pick<Followers, 'notReady'>,
): Promise<readonly string[]> {
  const unwritable = await store.unwritable();
  return [...(unwritable ? [`log ${name}: ${unwritable.message}`] : []), ...followers.notReady()];
}

/** Plays the demo, where that is the log, with what is found in it, and lets a simulated clock run. */
async function beginTime(
  clock: SimulatedClock,
  name: string,
  audit: OpenAuditLog,
  play: Pick<PlatformOptions, 'onDemo'> &
    Omit<PlayOptions, 'clock' | 'onPlayed'> & { readonly store: SqliteEventStore },
): Promise<void> {
  const { onDemo: onPlayed = () => {} } = play;
  if (name === demoLog) {
    const played = () => play.store.durableTogether(() => playDemo({ ...play, clock, onPlayed }));
    await audit.store.durableTogether(played);
    await audit.rules?.tick();
  }
  clock.run();
}

/** The secrets printed on receipts, made from the platform's own key. */
function trackingWith(key: KeyObject): Tracking {
  return {
    secretOf: (dossierId) => trackingSecret(key, dossierId),
    matches: (dossierId, given) => isTrackingSecret(key, dossierId, given),
  };
}

/** The folder's logs as audit knows them. */
function namedLogs(logs: LogFolder, defaultName: string): Logs {
  return {
    list: () =>
      Promise.all(
        logs.readable().map(async ({ name, store }) => {
          const { id, kind } = store.log;
          return { name, id, kind, head: await store.head(), default: name === defaultName };
        }),
      ),
    unreadable: () => logs.unreadable().map(({ name }) => name),
    open: (name) => {
      try {
        return logs.find(name);
      } catch (error) {
        if (error instanceof LogFileError) refuse('LogUnreadable', { log: name });
        throw error;
      }
    },
    create: async (name, kind) => {
      // These names are for logs that are worked on: an import of theirs would be in the way.
      if (kind === 'imported' && (name === liveLog || name === demoLog)) return refuse('LogNotImported', { log: name });
      return logs.make(name, kind);
    },
  };
}
