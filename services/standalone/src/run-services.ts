import { randomUUID } from 'node:crypto';
import { audit, judgements } from '@hoso/audit';
import {
  type AuditLogsOptions,
  auditLogs,
  ledgers,
  lawParameters,
  lawRules,
  type LogFolder,
  namedLogs,
  type OpenAuditLog,
  type WorkedOn,
} from '@hoso/audit/process';
import type { BlobStore, NamedFiles } from '@hoso/blobs';
import type { Notices, RebuildStatus } from '@hoso/contracts';
import { readLogFile, readPnml } from '@hoso/event-log';
import { type Bus, LogTail, relay, type ViewStore } from '@hoso/event-sourcing';
import { intake, intakeFollowing } from '@hoso/intake';
import { inProcessBus } from '@hoso/messaging';
import type { ServiceParts } from '@hoso/nest';
import type { PlatformTokens } from '@hoso/nest/platform-tokens';
import { publishSeed } from '@hoso/registry';
import {
  demoLog,
  type Followers,
  followServices,
  ledgerSeedOf,
  type Later,
  listen,
  liveLog,
  nobodyElse,
  personalDataOf,
  type RebuildPlaces,
  recordedReads,
  relayBatchMax,
  requireFollowable,
  type ServiceEventStore,
  systemVoice,
  tellOfLedger,
} from '@hoso/runtime';
import { carrierSecrets, type KeyStore, sealer, trackingKid, trackingSecrets } from '@hoso/sealing';
import { log, type Telemetry } from '@hoso/telemetry';
import { ownToken } from './own-token.ts';
import { views as serviceViews, services, viewsModule } from './service-views.ts';

/** What all services in one process stand on, whichever adapters these are. */
export interface ServicesOptions {
  /** The log that they work on, and audit's own beside it. */
  readonly name: string;
  readonly store: ServiceEventStore;
  readonly own: WorkedOn['own'];
  readonly clock: () => number;
  readonly keys: KeyStore;
  readonly views: ViewStore;
  /** Where views lie, in words. */
  readonly viewsPlace: string;
  /** For workers. */
  readonly places: Omit<RebuildPlaces, 'viewsModule'>;
  /** Logs beside, and audit's own beside each. */
  readonly logs: LogFolder;
  readonly auditPlaces: AuditLogsOptions['places'];
  readonly uploads: BlobStore;
  /** Where the ledger of a log lies. */
  readonly ledgerFiles: (log: string) => NamedFiles;
  readonly tokens: PlatformTokens;
  /** How applicants are told; on live logs alone. */
  readonly notices: Notices;
  readonly processClock: () => number;
  readonly telemetry: Telemetry;
  /** Whether all of it ends with a command. */
  readonly brief: boolean;
  readonly onFilling: (progress: RebuildStatus) => void;
}

/** All services at work in one process. */
export interface RunningServices {
  readonly bus: Bus;
  readonly followers: Followers;
  readonly auditing: OpenAuditLog;
}

/** Every service on one bus inside this process, seeded, with all that follows the log. */
export async function runServices(options: ServicesOptions, later: Later): Promise<RunningServices> {
  const { name, store, own, clock, keys, views, places, logs, uploads, tokens, notices, processClock, telemetry } =
    options;
  const ownBus = inProcessBus({ publishedUpTo: await store.head() });
  later(() => closeBus(ownBus));
  const bus = telemetry.bus(ownBus);
  const { verify, mint } = tokens;
  const { send, ask } = systemVoice(bus, ownToken(mint));
  const rules = lawRules();
  await requireFollowable(store, views, [...serviceViews, judgements(rules)], options.viewsPlace);
  const worked: WorkedOn = { ...{ name, address: places.log, store, bus, views, clock }, own };
  const opened = auditLogs({ places: options.auditPlaces, logs, worked, rules, clock: processClock });
  later(() => opened.close());
  const auditing = await opened.of(name);
  const parts: ServiceParts = {
    ...{ store, views, clock, verify, ask, tail: new LogTail(store), sealer: sealer(keys) },
    reads: recordedReads({ store: own.store, clock, newId: randomUUID }),
  };
  const personal = await personalDataOf(keys);
  const telling = { ...intake, ...intakeFollowing(notices, store.log.kind) };
  const tracking = trackingSecrets(await keys.keyOf(trackingKid));
  const carrierSecret = carrierSecrets(keys);
  const intakeOwn = { notices, tracking, markOf: personal.markOf, destroyKey: keys.destroy };
  const given = { ...parts, ...intakeOwn, carrierSecret, uploads };
  const sealing = ledgers({
    ...{ files: options.ledgerFiles, seed: await ledgerSeedOf(keys), worked: { name, store }, onTrouble: tellOfLedger },
  });
  later(() => sealing.close());
  const auditService = audit({
    ...{
      logs: namedLogs({ logs, worked, reserved: [liveLog, demoLog] }),
      uploads,
      auditLogs: opened,
      ledgers: sealing,
      ...{ rules, lawParameters: lawParameters() },
    },
    readFile: readLogFile,
    readNet: readPnml,
  });
  for (const service of services) later(await listen(bus, service.name, service.module(given)));
  later(await listen(bus, auditService.name, auditService.module(parts)));
  const followers = await followServices({
    ...{ store, views, personal, bus, clock, send, telemetry, shared: false, alone: nobodyElse },
    audit: { ...auditing, ledgerTrouble: () => sealing.trouble() },
    services: [...services.map((service) => (service === intake ? telling : service)), auditService],
    places: { ...places, viewsModule },
    ...{ brief: options.brief, onFilling: options.onFilling },
  });
  later(() => followers.close());
  const relaying = relay({ store, bus, batchMax: relayBatchMax });
  later(() => relaying.close());
  later(telemetry.relay({ head: () => store.head(), published: () => bus.published() }));
  await publishSeed(parts);
  return { bus, followers, auditing };
}

async function closeBus(bus: Bus): Promise<void> {
  const left = await bus.close();
  if (left.length > 0) log.error(`left without an answer at the end: ${left.join(', ')}`);
}
