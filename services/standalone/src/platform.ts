import { randomUUID } from 'node:crypto';
import { audit, findings, judgements } from '@hoso/audit';
import {
  auditLogs,
  lawRules,
  logFolder,
  namedLogs,
  type OpenAuditLog,
  requireAuditLog,
  type WorkedOn,
} from '@hoso/audit/process';
import { folderBlobStore } from '@hoso/blobs';
import type { Actor, LogInfo, RebuildStatus } from '@hoso/contracts';
import { type SqliteEventStore, sqliteEventStore } from '@hoso/event-store-sqlite';
import { readXes } from '@hoso/event-log';
import { type Bus, LogTail, relay } from '@hoso/event-sourcing';
import { createGateway, defaultLimits, type Limits } from '@hoso/gateway';
import { inProcessBus } from '@hoso/messaging';
import type { ServiceParts } from '@hoso/nest';
import { platformTokens, signInLink } from '@hoso/nest/platform-tokens';
import { publishSeed } from '@hoso/registry';
import {
  answerOperations,
  auditLogOf,
  type Followers,
  followServices,
  type Later,
  listen,
  personalDataOf,
  platformOperations,
  recordedReads,
  relayBatchMax,
  requireFollowable,
  type SimulatedClock,
  systemVoice,
} from '@hoso/runtime';
import { sealer, sqliteKeyStore, trackingKid, trackingSecrets } from '@hoso/sealing';
import { log, startTelemetry } from '@hoso/telemetry';
import { sqliteViewStore } from '@hoso/views';
import { announce, type DataFolder, dataFolder, lockFolder, logEnding } from './data-folder.ts';
import { type Played, type PlayOptions, playDemo } from './demo/play-demo.ts';
import { ownToken } from './own-token.ts';
import { views as serviceViews, services, viewsModule } from './service-views.ts';
import { requireKeys } from './whole-folder.ts';
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

async function open(options: PlatformOptions, later: Later, close: () => Promise<void>): Promise<Platform> {
  const { clock: processClock = Date.now } = options;
  const telemetry = await startTelemetry({ service: 'hoso' });
  later(() => telemetry.close());
  const folder = dataFolder(options.data);
  later(lockFolder(folder));
  const logs = logFolder({ folder: folder.logs, ending: logEnding, clock: processClock, onBatch: telemetry.onBatch });
  later(() => logs.close());
  const { name, store: ownStore, clock, simulated } = await openWorkedOn(folder, logs, options, processClock);
  const store = telemetry.store(ownStore);
  requireKeys(folder, await store.head());
  const keys = sqliteKeyStore(folder.keys);
  later(() => keys.close());
  const views = sqliteViewStore(folder.views(name));
  later(() => views.close());
  const ownBus = inProcessBus({ publishedUpTo: await store.head() });
  later(() => closeBus(ownBus));
  const bus = telemetry.bus(ownBus);

  const tokens = platformTokens(folder.keyFolder);
  const { verify, mint } = tokens;
  const { send, ask } = systemVoice(bus, ownToken(mint));
  const uploads = folderBlobStore(folder.uploads);
  const rules = lawRules();
  const known = [...serviceViews, judgements(rules)];
  await requireFollowable(store, views, known, folder.views(name));
  const own = await openOwnLog(folder, name, store, clock, later);
  const address = { url: `sqlite:${logs.pathOf(name)}`, log: name };
  const worked: WorkedOn = { ...{ name, address, store, bus, views, clock }, own };
  const opened = auditLogs({ places: folder, logs, worked, rules, clock: processClock });
  later(() => opened.close());
  const auditing = await opened.of(name);
  const parts: ServiceParts = {
    ...{ store, views, clock, verify, ask, tail: new LogTail(store), sealer: sealer(keys) },
    reads: recordedReads({ store: own.store, clock, newId: randomUUID }),
  };
  const personal = await personalDataOf(keys);
  const tracking = trackingSecrets(await keys.keyOf(trackingKid));
  const given = { ...parts, tracking, uploads, markOf: personal.markOf };
  const auditService = audit({
    ...{ logs: namedLogs({ logs, worked, reserved: [liveLog, demoLog] }), uploads, auditLogs: opened, rules },
    readXes: (file) => readXes(file),
  });
  for (const service of services) later(await listen(bus, service.name, service.module(given)));
  later(await listen(bus, auditService.name, auditService.module(parts)));
  const viewsUrl = `sqlite:${folder.views(name)}`;
  const followers = await followServices({
    ...{ store, views, personal, bus, clock, send, telemetry, audit: auditing, shared: false },
    services: [...services, auditService],
    places: { log: address, viewsUrl, keys: { url: `sqlite:${folder.keys}` }, viewsModule },
    onFilling: options.onFilling ?? (() => undefined),
  });
  later(() => followers.close());
  await answerOperations({ at: platformOperations, bus, store, views, name, verify, followers, clock, simulated });
  const relaying = relay({ store, bus, batchMax: relayBatchMax });
  later(() => relaying.close());
  telemetry.relay({ head: () => store.head(), published: () => bus.published() });
  await publishSeed(parts);
  const play = { ...options, bus, store, mint, settle: followers.settle };
  if (simulated) await beginTime(simulated, name, auditing, own.store, play);

  const limits = { ...defaultLimits, ...options.limits };
  const notReady = () => whyNotReady(name, store, followers);
  const its = { log: { ...store.log, name }, clock };
  const gateway = await createGateway({ bus, ...tokens, ...its, uploads, notReady, limits, telemetry });
  later(() => gateway.close());
  await gateway.listen(options.port, '127.0.0.1');
  const url = await gateway.getUrl();
  if (options.announced) later(announce(folder, { pid: process.pid, url, log: name }));
  const log: LogInfo = { name, id: store.log.id, kind: store.log.kind, head: await store.head(), default: true };
  const unreadableLogs = () => logs.unreadable().map(({ reason }) => reason);
  const link = async (actor: Actor): Promise<string> => signInLink(url, await tokens.mintSecret(actor));
  return { url, log, store, unreadableLogs, token: mint, link, close };
}

/** Audit's own log beside the one that is worked on, with that log's views. */
async function openOwnLog(
  folder: DataFolder,
  name: string,
  judged: SqliteEventStore,
  clock: () => number,
  later: Later,
) {
  const [path, viewsPath] = [folder.audit(name), folder.auditViews(name)];
  requireAuditLog(path, viewsPath);
  const store = sqliteEventStore({ path, log: { kind: judged.log.kind }, clock });
  later(() => store.close());
  const views = sqliteViewStore(viewsPath);
  later(() => views.close());
  await requireFollowable(store, views, [findings], viewsPath);
  return { address: { url: `sqlite:${path}`, log: auditLogOf(name) }, store, views };
}

async function closeBus(bus: Bus): Promise<void> {
  const left = await bus.close();
  if (left.length > 0) log.error(`left without an answer at the end: ${left.join(', ')}`);
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
  auditStore: SqliteEventStore,
  play: Pick<PlatformOptions, 'onDemo'> &
    Omit<PlayOptions, 'clock' | 'onPlayed'> & { readonly store: SqliteEventStore },
): Promise<void> {
  const { onDemo: onPlayed = () => {} } = play;
  if (name === demoLog) {
    const played = () => play.store.durableTogether(() => playDemo({ ...play, clock, onPlayed }));
    await auditStore.durableTogether(played);
    await audit.rules?.tick();
  }
  clock.run();
}
