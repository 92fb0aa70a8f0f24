import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { logFolder } from '@hoso/audit/process';
import { folderBlobStore, folderNamedFiles } from '@hoso/blobs';
import { platformTokens } from '@hoso/nest/platform-tokens';
import {
  auditLogOf,
  clockSettingOf,
  demoLog,
  type Later,
  lastInstantOf,
  migratePlatform,
  openEventStore,
  openKeys,
  openViews,
  platformActor,
  recordClock,
  type SimulatedClock,
  simulatedClock,
} from '@hoso/runtime';
import { noNotices } from '@hoso/notices';
import { noTelemetry } from '@hoso/telemetry';
import { logEnding } from '../data-folder.ts';
import { runServices } from '../run-services.ts';
import { demoBegins } from './demo-calendar.ts';
import { type Played, playDemo } from './play-demo.ts';

export interface PlayOnServersOptions {
  /** `postgres:`, of a user who may make logs. */
  readonly eventStoreUrl: string;
  readonly keysUrl: string;
  readonly masterKeyFile: string;
  /** Where the key lies that signs tokens. */
  readonly keyFolder: string;
  readonly onPlayed: (played: Played) => void;
}

/** The log that holds the demo. */
export interface PlayedLog {
  readonly log: string;
  readonly kind: string;
  readonly events: number;
}

/**
 * Makes the log `demo` on a server and plays the demo into it, before anybody else works on it; then lets its clock run
 * from there. Answers the log. One that is played already stays as it is.
 *
 * Decision: by all services in one process, over the adapters of the distributed platform, with views that are thrown
 * away. / Because the play needs a clock that stands between two acts, which processes that share one would have to be
 * told 600 times. / Instead of acts given to services at work.
 */
export async function playOnServers(options: PlayOnServersOptions): Promise<PlayedLog> {
  const scratch = mkdtempSync(join(tmpdir(), 'hoso-demo-'));
  const undo: (() => void | Promise<void>)[] = [() => rmSync(scratch, { recursive: true, force: true })];
  try {
    const { eventStoreUrl, keysUrl, masterKeyFile } = options;
    const born = { log: demoLog, kind: 'simulated', clock: () => demoBegins } as const;
    await migratePlatform({ eventStoreUrl, keysUrl, masterKeyFile, ...born });
    return await play(options, scratch, (step) => undo.push(step));
  } finally {
    for (const step of undo.splice(0).reverse()) await step();
  }
}

async function play(options: PlayOnServersOptions, scratch: string, later: Later): Promise<PlayedLog> {
  const { eventStoreUrl, keysUrl, masterKeyFile, keyFolder, onPlayed } = options;
  const hurried = notWaitingForDisks(eventStoreUrl);
  let simulated = simulatedClock(demoBegins);
  const clock = (): number => simulated.now();
  const address = { url: hurried, log: demoLog };
  const ownAddress = { url: hurried, log: auditLogOf(demoLog) };
  const store = await openEventStore(address, clock);
  later(() => store.close());
  const ownStore = await openEventStore(ownAddress, clock);
  later(() => ownStore.close());
  simulated = simulatedClock((await lastInstantOf(store)) ?? demoBegins);
  const keysAddress = { url: keysUrl, masterKeyFile };
  const keys = await openKeys(keysAddress);
  later(() => keys.close());
  const placeOf = (part: string): string => {
    mkdirSync(join(scratch, part), { recursive: true, mode: 0o700 });
    return join(scratch, part);
  };
  const viewsUrl = `sqlite:${placeOf('views')}`;
  const views = await openViews(viewsUrl);
  later(() => views.close());
  const ownViews = await openViews(`sqlite:${placeOf('audit-views')}`);
  later(() => ownViews.close());
  const logs = logFolder({ folder: placeOf('logs'), ending: logEnding, clock: Date.now });
  later(() => logs.close());
  const tokens = platformTokens(keyFolder);
  const { bus, followers, auditing } = await runServices(
    {
      ...{ name: demoLog, store, clock, keys, views, logs, tokens },
      own: { address: ownAddress, store: ownStore, views: ownViews },
      ...{ viewsPlace: scratch, places: { log: address, viewsUrl, keys: keysAddress } },
      auditPlaces: { audit: () => join(scratch, 'none'), auditViews: () => join(scratch, 'none') },
      ...{ uploads: folderBlobStore(placeOf('uploads')), processClock: Date.now, notices: noNotices },
      // What is signed here is thrown away: audit seals the same events again, to the same roots.
      ledgerFiles: (log) => folderNamedFiles(join(placeOf('ledger'), log)),
      ...{ telemetry: noTelemetry, brief: true, onFilling: () => undefined },
    },
    later,
  );
  await playDemo({
    ...{ bus, store, clock: simulated, settle: followers.settle, tick: followers.tick },
    mint: tokens.mint,
    onPlayed,
  });
  await auditing.rules?.tick();
  await letRun(eventStoreUrl, simulated);
  return { log: demoLog, kind: store.log.kind, events: await store.head() };
}

/** The clock runs. That is on the disk, and with it all before it: a server writes its journal in one order. */
async function letRun(url: string, simulated: SimulatedClock): Promise<void> {
  const store = await openEventStore({ url, log: demoLog }, simulated.now);
  try {
    if (await clockSettingOf(store)) return;
    const now = simulated.now();
    await recordClock(store, { to: now, now, since: Date.now(), version: 0, by: platformActor, id: randomUUID() });
  } finally {
    await store.close();
  }
}

/** What is lost of a simulation with its server is played again. */
function notWaitingForDisks(url: string): string {
  const own = new URL(url);
  own.searchParams.set('options', '-c synchronous_commit=off');
  return own.href;
}
