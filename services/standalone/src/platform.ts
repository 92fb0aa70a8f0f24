import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { logFolder, type OpenAuditLog, ownViews, requireAuditLog } from '@hoso/audit/process';
import { folderBlobStore, folderNamedFiles } from '@hoso/blobs';
import type { Actor, LogInfo, Notices, RebuildStatus } from '@hoso/contracts';
import { type SqliteEventStore, sqliteEventStore } from '@hoso/event-store-sqlite';
import { createGateway, defaultLimits, type Limits } from '@hoso/gateway';
import { platformTokens, signInLink } from '@hoso/nest/platform-tokens';
import { noNotices } from '@hoso/notices';
import {
  answerOperations,
  auditLogOf,
  clockSettingOf,
  demoLog,
  type Followers,
  type Later,
  type MovableClock,
  platformOperations,
  recordClock,
  requireFollowable,
  type SimulatedClock,
} from '@hoso/runtime';
import { sqliteKeyStore } from '@hoso/sealing';
import { startTelemetry } from '@hoso/telemetry';
import { sqliteViewStore } from '@hoso/views';
import { announce, type DataFolder, dataFolder, lockFolder, logEnding } from './data-folder.ts';
import { type Played, type PlayOptions, playDemo } from './demo/play-demo.ts';
import { runServices } from './run-services.ts';
import { requireKeys } from './whole-folder.ts';
import { openWorkedOn } from './worked-on-log.ts';

export interface PlatformOptions {
  /** The data folder. */
  readonly data: string;
  /** The log that the services work on; the folder's default unless it is named. */
  readonly log?: string | undefined;
  /** Work on the live log, made where there is none. */
  readonly live?: boolean;
  /** 0: any that is free. */
  readonly port: number;
  /** Whether other processes are told where it listens; otherwise it lives as long as the command that opened it. */
  readonly announced: boolean;
  readonly limits?: Partial<Limits>;
  /** How far views are that have to be filled before it is ready. */
  readonly onFilling?: (progress: RebuildStatus) => void;
  /** The process's clock, and that of live logs. Milliseconds since 1970. */
  readonly clock?: () => number;
  /** How applicants are told what becomes of their dossiers; they are not, unless it is given. On live logs alone. */
  readonly notices?: Notices;
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
  const { clock: processClock = Date.now, onFilling = () => undefined, notices = noNotices } = options;
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
  const own = await openOwnLog(folder, name, store, clock, later);
  const tokens = platformTokens(folder.keyFolder);
  const uploads = folderBlobStore(folder.uploads);
  const address = { url: `sqlite:${logs.pathOf(name)}`, log: name };
  const places = { log: address, viewsUrl: `sqlite:${folder.views(name)}`, keys: { url: `sqlite:${folder.keys}` } };
  const { bus, followers, auditing } = await runServices(
    {
      ...{ name, store, own, clock, keys, views, places, logs, uploads, tokens, processClock, onFilling },
      ledgerFiles: (log) => folderNamedFiles(join(folder.ledgers, log)),
      ...{ viewsPlace: folder.views(name), auditPlaces: folder, notices, telemetry, brief: !options.announced },
    },
    later,
  );
  const { verify, mint } = tokens;
  const moveTo = simulated && movedBy(simulated, store);
  await answerOperations({ at: platformOperations, bus, store, views, name, verify, followers, clock, moveTo });
  const play = { ...options, bus, store, mint, settle: followers.settle, tick: followers.tick };
  if (simulated) await beginTime(simulated, name, auditing, own.store, play);
  // Not while the demo is played, which moves the clock from act to act.
  followers.beginTime();

  const limits = { ...defaultLimits, ...options.limits };
  const notReady = () => whyNotReady(name, store, followers);
  const its = { log: { ...store.log, name }, clock: async () => clock() };
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
  await requireFollowable(store, views, ownViews, viewsPath);
  return { address: { url: `sqlite:${path}`, log: auditLogOf(name) }, store, views };
}

/** Moves a clock that is this process's own, and says so in its log. */
function movedBy(simulated: SimulatedClock, store: SqliteEventStore): MovableClock['moveTo'] {
  return async (to, by) => {
    const version = (await clockSettingOf(store))?.version ?? 0;
    const now = simulated.now();
    await recordClock(store, { to, by, version, now, since: Date.now(), id: randomUUID() });
    // It has run on meanwhile.
    simulated.moveTo(Math.max(to, simulated.now()));
  };
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
