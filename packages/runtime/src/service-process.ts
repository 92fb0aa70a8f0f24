import { randomUUID } from 'node:crypto';
import { type Bus, LogTail, type PersonalData } from '@hoso/event-sourcing';
import { actorOf, type ServiceParts, tokenVerifier } from '@hoso/nest';
import { type KeyStore, sealer } from '@hoso/sealing';
import { log, type Telemetry } from '@hoso/telemetry';
import type { DynamicModule } from '@nestjs/common';
import type { z } from 'zod';
import { agreeingClocks } from './agreeing-clocks.ts';
import { aloneAmong } from './alone.ts';
import { openEventStore, openKeys, openRecorder, openViews, type ServiceEventStore, storeClock } from './adapters.ts';
import type { AuditFollowing, FollowingService } from './follow-options.ts';
import { followServices } from './follow-service.ts';
import { listen } from './listen.ts';
import { auditLogOf } from './log-names.ts';
import { answerOperations, operationsOf } from './operations.ts';
import { type Later, runProcess, type Serving, type Until } from './process.ts';
import { type LogSettings, readServiceSettings, type ServiceSettings } from './process-settings.ts';
import { whyNotReady } from './readiness.ts';
import { personalDataOf } from './personal-data.ts';
import { recordedReads } from './recorded-reads.ts';
import { serviceToken } from './service-token.ts';
import { keepingTime, type SharedClock, sharedClock } from './shared-clock.ts';
import { systemVoice } from './system-voice.ts';

/** What a service that is a process is made of, beside its own. */
export interface ServiceKit {
  readonly parts: ServiceParts;
  readonly store: ServiceEventStore;
  readonly bus: Bus;
  readonly keys: KeyStore;
  readonly personal: PersonalData;
  readonly later: Later;
}

/** A service about to begin. */
export interface BeginningService extends FollowingService {
  readonly module: DynamicModule;
  readonly audit?: AuditFollowing;
  /** Done once the service's views can be asked, before it answers anybody. */
  readonly onFilled?: (settled: () => Promise<void>) => Promise<void>;
}

export interface ServiceProcessOptions<Shape extends z.ZodRawShape> {
  readonly name: string;
  /** `serviceSettings`, and what this service is told beside. */
  readonly settings: z.ZodObject<Shape>;
  /** The address of the module that exports this service's `views`, for workers. */
  readonly viewsModule: string;
  readonly begin: (kit: ServiceKit, settings: z.output<z.ZodObject<Shape>>) => Promise<BeginningService>;
}

/**
 * Runs one service as a process of its own, any number of which may run: nothing is kept in it between two messages.
 * It answers once its views are filled, and policies set nothing in motion before.
 */
export function runService<Shape extends z.ZodRawShape>(options: ServiceProcessOptions<Shape>): Promise<void> {
  const { name, settings } = options;
  return runProcess({ name, settings, open: (...opening) => open(options, ...opening) });
}

async function open<Shape extends z.ZodRawShape>(
  { name, viewsModule, begin }: ServiceProcessOptions<Shape>,
  given: z.output<z.ZodObject<Shape>>,
  later: Later,
  telemetry: Telemetry,
  until: Until,
): Promise<Serving> {
  const settings = readServiceSettings.parse(given);
  const { EVENT_STORE_URL, LOG, VIEWS_URL } = settings;
  const { store, clock, time, clocks, shared } = await openLog(settings, later, telemetry);
  const recorder = await openRecorder({ url: EVENT_STORE_URL, log: auditLogOf(LOG) }, clock, telemetry);
  later(() => recorder.close());
  const keysAddress = { url: settings.KEYS_URL, masterKeyFile: settings.MASTER_KEY_FILE };
  const keys = await openKeys(keysAddress);
  later(() => keys.close());
  const views = await openViews(VIEWS_URL);
  later(() => views.close());
  const personal = await personalDataOf(keys);
  const { bus: plainBus, trouble } = await openBus(name, settings, store.log.id, later);
  until(async () => [trouble() ?? 'its views are being filled']);
  const bus = telemetry.bus(shared ? keepingTime(plainBus, shared) : plainBus);
  const verifyToken = tokenVerifier(settings.TOKEN_PUBLIC_KEY);
  const token = serviceToken(settings.SERVICE_TOKEN_FILE);
  const { send, ask } = systemVoice(bus, token);
  const parts: ServiceParts = {
    ...{ store, views, clock, ask, tail: new LogTail(store), sealer: sealer(keys) },
    reads: recordedReads({ store: recorder, clock, newId: randomUUID }),
    verify: (text) => clocks.agreed(async () => actorOf(await verifyToken(text))),
  };
  const service = await begin({ parts, store, bus, keys, personal, later }, given);
  const followers = await followServices({
    ...{ store, views, personal, bus, clock, send, telemetry, audit: service.audit, services: [service] },
    places: { log: { url: EVENT_STORE_URL, log: LOG }, viewsUrl: VIEWS_URL, keys: keysAddress, viewsModule },
    shared: true,
    alone: aloneAmong(EVENT_STORE_URL, settings.KEYS_URL),
    brief: false,
    onFilling: () => undefined,
    onFilled: async (settled) => {
      await service.onFilled?.(settled);
      later(await listen(bus, name, service.module));
    },
  });
  later(() => followers.close());
  followers.beginTime();
  const operations = { store, views, name: LOG, verify: parts.verify, followers, clock, moveTo: shared?.moveTo };
  const answering = await answerOperations({ ...operations, bus, at: operationsOf(name) });
  later(() => answering.close());
  return {
    notReady: () =>
      whyNotReady({
        ...{
          clock: Date.now,
          busTrouble: trouble,
          storeNow: time.now,
          notReady: followers.notReady,
          unwritable: store.unwritable,
        },
        speaks: async () => verifyToken(await token()),
      }),
  };
}

/** The log and its time: the machine's, or that of a simulated log, which all processes share. */
async function openLog({ EVENT_STORE_URL, LOG }: LogSettings, later: Later, telemetry: Telemetry) {
  let shared: SharedClock | undefined;
  const clock = (): number => shared?.now() ?? Date.now();
  const store = await openEventStore({ url: EVENT_STORE_URL, log: LOG }, clock, telemetry);
  later(() => store.close());
  const time = await storeClock(EVENT_STORE_URL);
  later(() => time.close());
  const clocks = await agreeingClocks({ storeNow: time.now, clock: Date.now });
  later(() => clocks.close());
  if (store.log.kind === 'simulated') {
    shared = await sharedClock({ store, machineClock: Date.now, newId: randomUUID });
    later(shared.close);
  }
  return { store, clock, time, clocks, shared };
}

async function openBus(
  service: string,
  { BUS_URL }: Pick<ServiceSettings, 'BUS_URL'>,
  logId: string,
  later: Later,
): Promise<{ readonly bus: Bus; readonly trouble: () => string | undefined }> {
  const { natsBus } = await import('@hoso/messaging/nats');
  const bus = await natsBus({ url: BUS_URL, service, log: logId, onTrouble: tellTrouble(service) });
  later(async () => {
    const left = await bus.close();
    if (left.length > 0) log.error(`left without an answer at the end: ${left.join(', ')}`);
  });
  return { bus, trouble: () => bus.trouble };
}

function tellTrouble(service: string): (error: unknown) => void {
  let last: string | undefined;
  return (error) => {
    const words = Error.isError(error) ? error.message : String(error);
    if (words !== last) log.error(`${service}: ${words}`);
    last = words;
  };
}
