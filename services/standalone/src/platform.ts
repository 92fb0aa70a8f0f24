import type { KeyObject } from 'node:crypto';
import { audit, type Logs } from '@hoso/audit';
import { type Actor, type LogInfo, type RebuildStatus, refuse } from '@hoso/contracts';
import { LogFileError, type SqliteEventStore } from '@hoso/event-store-sqlite';
import { readXes } from '@hoso/event-log';
import { type Bus, LogTail, relay } from '@hoso/event-sourcing';
import { createGateway, defaultLimits, type Limits } from '@hoso/gateway';
import type { Tracking } from '@hoso/intake';
import { inProcessBus } from '@hoso/messaging';
import { BusStrategy, mintToken, RefusalFilter, type ServiceParts, tokenKeys, tokenVerifier } from '@hoso/nest';
import { isTrackingSecret, sealer, sqliteKeyStore, trackingKid, trackingSecret } from '@hoso/sealing';
import { sqliteViewStore } from '@hoso/views';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { announce, dataFolder, lockFolder } from './data-folder.ts';
import { type Played, type PlayOptions, playDemo } from './demo/play-demo.ts';
import { type Followers, followLog } from './follow-log.ts';
import type { SimulatedClock } from './log-clock.ts';
import { type LogFolder, logFolder } from './log-folder.ts';
import { answerOperations } from './operations.ts';
import { seedRegistry } from './seed-registry.ts';
import { services, serviceViews } from './service-views.ts';
import { systemVoice } from './system-voice.ts';
import { uploadFolder } from './upload-folder.ts';
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
  await requireFollowable(store, views, knownViews, folder.views(name));
  const bus = inProcessBus({ publishedUpTo: await store.head() });
  later(() => closeBus(bus));

  const tokens = tokenKeys(folder.keyFolder);
  const verifyToken = tokenVerifier(tokens);
  const verify = async (token: string | undefined): Promise<Actor> => (await verifyToken(token)).actor;
  const mint = (actor: Actor, expiresInS: number): Promise<string> => mintToken(tokens, actor, { expiresInS });
  const voice = systemVoice(bus, mint);
  const uploads = uploadFolder(folder.uploads);
  const shared: ServiceParts = {
    store,
    tail: new LogTail(store),
    views,
    sealer: sealer(keys),
    clock,
    verify,
    ask: voice.ask,
  };
  const tracking = trackingWith(await keys.keyOf(trackingKid));
  const auditing = audit({ logs: namedLogs(logs, name), uploads, readXes: (file) => readXes(file) });
  await listen(bus, later, [
    ...services.map((service) => ({ queue: service.name, module: service.module({ ...shared, tracking }) })),
    { queue: auditing.name, module: auditing.module(shared) },
  ]);
  const files = { log: logs.pathOf(name), views: folder.views(name) };
  const followers = await followLog({
    ...{ files, store, views, bus, clock, send: voice.send },
    onFilling: options.onFilling ?? (() => undefined),
  });
  later(() => followers.close());
  await answerOperations({ bus, store, views, name, verify, followers, clock, simulated });
  const relaying = relay({ store, bus, batchMax: relayBatchMax });
  later(() => relaying.close());
  await seedRegistry(bus, mint, clock);
  if (simulated) await beginTime(simulated, name, { ...options, bus, store, mint, settle: followers.settle });

  const limits = { ...defaultLimits, ...options.limits };
  const notReady = () => whyNotReady(name, store, followers);
  const gateway = await createGateway({ bus, verify, uploads, notReady, limits });
  later(() => gateway.close());
  await gateway.listen(options.port, '127.0.0.1');
  const url = await gateway.getUrl();
  if (options.announced) later(announce(folder, { pid: process.pid, url, log: name }));
  const log: LogInfo = { name, id: store.log.id, kind: store.log.kind, head: await store.head(), default: true };
  const unreadableLogs = () => logs.unreadable().map(({ reason }) => reason);
  return { url, log, store, unreadableLogs, token: mint, close };
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

/** Plays the demo, where that is the log, and lets a simulated clock run. */
async function beginTime(
  clock: SimulatedClock,
  name: string,
  play: Pick<PlatformOptions, 'onDemo'> &
    Omit<PlayOptions, 'clock' | 'onPlayed'> & { readonly store: SqliteEventStore },
): Promise<void> {
  const { onDemo: onPlayed = () => {} } = play;
  if (name === demoLog) await play.store.durableTogether(() => playDemo({ ...play, clock, onPlayed }));
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
