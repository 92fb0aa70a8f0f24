import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Actor } from '@hoso/contracts';
import {
  type Bus,
  envelopeOf,
  type EventStore,
  isDomainError,
  LogTail,
  type Policy,
  type PolicyOutcome,
  type RecordedEvent,
  rebuildInto,
  type Sealer,
  uuidV8,
  type ViewStore,
} from '@hoso/event-sourcing';
import { intake } from '@hoso/intake';
import { inProcessBus } from '@hoso/messaging';
import type { ServiceParts } from '@hoso/nest';
import { noNotices } from '@hoso/notices';
import { postalDelivery } from '@hoso/postal-delivery';
import { processing } from '@hoso/processing';
import { publishSeed, registry, seedCommands } from '@hoso/registry';
import { listen, platformActor, type SystemVoice, systemVoice } from '@hoso/runtime';
import { sqliteViewStore } from '@hoso/views';
import { unitCommands } from './province-units.ts';

/** Nobody outside takes part: who somebody is needs no secret. */
const tokenOf = (actor: Actor): string => JSON.stringify(actor);
const verify = async (token = ''): Promise<Actor> => Actor.parse(JSON.parse(token));

/** The services at work on streams in memory, and what policies make of what happens there. */
export interface SimulatedPlatform {
  readonly bus: Pick<Bus, 'request'>;
  /** The token of somebody; it is his for as long as the simulation goes. */
  readonly tokenOf: (actor: Actor) => string;
  /** Sends what policies make of an event, one command after the other; answers what came of them. */
  readonly answer: (event: RecordedEvent) => Promise<readonly PolicyOutcome[]>;
  close(): Promise<void>;
}

/** Nobody follows a simulated dossier with the secret of its receipt. */
const noTracking = { secretOf: () => '', matches: () => false };
/** No carrier takes part: what it would tell is told for it. */
const noCarrier = async (): Promise<string> => '';
/** Nor does anybody ask for a person to be forgotten. */
const nobodyForgotten = (): Promise<never> => Promise.reject(new Error('a simulation destroys no key'));

/** The log as far as the other services' views follow it. */
const nothing: Pick<EventStore, 'head' | 'readAll'> = { head: async () => 0, readAll: async () => [] };

const services = [intake, processing, postalDelivery];
/** Of all these services. */
export const policies: readonly Policy[] = services.flatMap((service) => service.policies);

/**
 * Starts the services over `store`, with the registry seeded.
 *
 * Decision: services answer as they always do, over a bus and by their own modules. / Because what is simulated is then
 * what the platform does, whatever becomes of it. / Instead of calling their deciders from here with facts of our own.
 */
export async function simulatedPlatform(
  store: EventStore,
  sealer: Sealer,
  clock: () => number,
): Promise<SimulatedPlatform> {
  const closers: (() => Promise<void> | void)[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'hoso-simulation-'));
  closers.push(() => rmSync(folder, { recursive: true, force: true }));
  const close = async (): Promise<void> => {
    for (const closer of closers.toReversed()) await closer();
  };
  try {
    const bus = inProcessBus({ publishedUpTo: 0 });
    closers.push(async () => void (await bus.close()));
    const views = sqliteViewStore(folder);
    closers.push(() => views.close());
    const own = tokenOf(platformActor);
    const voice = systemVoice(bus, async () => own);
    const parts: ServiceParts = {
      ...{ store, views, sealer, clock, verify, tail: new LogTail(store) },
      reads: { record: async () => undefined },
      ask: systemVoice(remembering(bus), async () => own).ask,
    };
    await publishSeed(parts, [...seedCommands(), ...unitCommands]);
    const seeded = await frozen(store);
    await fill(seeded, views);
    // Of all views the registry's alone are filled, and how fresh they are is told from what they hold.
    const registryParts = { ...parts, store: { ...store, ...seeded }, tail: new LogTail(seeded) };
    const noUploads = { open: () => Promise.reject(new Error('a simulation takes no files')) };
    closers.push(await listen(bus, registry.name, registry.module({ ...registryParts, uploads: noUploads })));
    const given = {
      ...{ ...parts, tail: new LogTail(nothing) },
      tracking: noTracking,
      notices: noNotices,
      markOf: () => '',
      carrierSecret: noCarrier,
      destroyKey: nobodyForgotten,
      uploads: noUploads,
    };
    for (const service of services) closers.push(await listen(bus, service.name, service.module(given)));
    return { bus, tokenOf, close, answer: (event) => answer(voice, event) };
  } catch (error) {
    await close();
    throw error;
  }
}

const answersMax = 600;

/** What the registry has answered: it does not change any more, and is asked the same thousands of times a day. */
function remembering(bus: Pick<Bus, 'request'>): Pick<Bus, 'request'> {
  const known = new Map<string, Promise<unknown>>();
  return {
    request: async (subject, message, timeoutMs) => {
      if (!subject.startsWith(`${registry.name}.queries.`)) return await bus.request(subject, message, timeoutMs);
      const question = `${subject} ${JSON.stringify(message)}`;
      const answer = known.get(question) ?? bus.request(subject, message, timeoutMs);
      // Some ask for a day: what is not asked for any more makes room.
      if (known.size >= answersMax) known.clear();
      known.set(question, answer);
      return await answer;
    },
  };
}

/** What a log holds now, and nothing that comes later: the registry does not change any more. */
async function frozen(store: EventStore): Promise<Pick<EventStore, 'head' | 'readAll'>> {
  const head = await store.head();
  const events = await store.readAll(0, head);
  return {
    head: async () => head,
    readAll: async (after, limit, partition) =>
      events
        .filter((event) => event.position > after && (partition === undefined || event.partition === partition))
        .slice(0, limit),
  };
}

async function fill(store: Pick<EventStore, 'head' | 'readAll'>, views: ViewStore): Promise<void> {
  for (const view of registry.views) {
    await rebuildInto({ view, generation: await views.live(view), store, clock: () => performance.now() });
  }
}

/** As a policy's follower does it: the same command ids, the same words for what came of them. */
async function answer({ send }: SystemVoice, event: RecordedEvent): Promise<readonly PolicyOutcome[]> {
  const envelope = envelopeOf(event);
  const outcomes: PolicyOutcome[] = [];
  for (const policy of policies) {
    if (!policy.events.types.has(envelope.type)) continue;
    const read = policy.events.read(envelope);
    for (const [ordinal, command] of (read ? policy.whenever(read) : []).entries()) {
      const commandId = uuidV8(policy.name, envelope.id, ordinal);
      const { correlationId, occurredAt } = envelope;
      const sent = send(command, { commandId, causationId: envelope.id, correlationId, occurredAt });
      const outcome = await sent.then(
        () => 'done',
        (error: unknown) => {
          if (isDomainError(error)) return String(error.code);
          throw error;
        },
      );
      outcomes.push({ policy: policy.name, event: event.position, ordinal, commandId, outcome });
    }
  }
  return outcomes;
}
