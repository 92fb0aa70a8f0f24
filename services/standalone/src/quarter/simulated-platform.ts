import { Actor, type QueryType } from '@hoso/contracts';
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
import { noNotices } from '@hoso/notices/no-notices';
import { postalDelivery } from '@hoso/postal-delivery';
import { processing } from '@hoso/processing';
import { publishSeed, registry, seedCommands } from '@hoso/registry';
import { listen, platformActor, type SystemVoice, systemVoice } from '@hoso/runtime';
import { sqliteViewStore } from '@hoso/views';
import type { z } from 'zod';
import { procedureCommands } from './province-procedures.ts';
import { unitCommands } from './province-units.ts';

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
 * Starts the services over `store`, with the registry seeded and its views in `folder`.
 *
 * Decision: services answer as they always do, over a bus and by their own modules. / Because what is simulated is then
 * what the platform does, whatever becomes of it. / Instead of calling their deciders from here with facts of our own.
 */
export async function simulatedPlatform(
  store: EventStore,
  sealer: Sealer,
  clock: () => number,
  folder: string,
): Promise<SimulatedPlatform> {
  const closers: (() => Promise<void> | void)[] = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.toReversed()) await closer();
  };
  try {
    const bus = inProcessBus({ publishedUpTo: 0 });
    closers.push(async () => void (await bus.close()));
    const views = sqliteViewStore(folder);
    closers.push(() => views.close());
    const { tokenOf, verify } = simulatedTokens();
    const own = tokenOf(platformActor);
    const voice = systemVoice(bus, async () => own);
    const parts: ServiceParts = {
      ...{ store, views, sealer, clock, verify, tail: new LogTail(store) },
      reads: { record: async () => undefined },
      ask: remembering(voice),
    };
    await publishSeed(parts, [...seedCommands(), ...unitCommands, ...procedureCommands]);
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

/** Nobody outside takes part: who somebody is needs no secret. Somebody's token is his for ever. */
function simulatedTokens() {
  const actors = lately<Promise<Actor>>(actorsMax);
  return {
    tokenOf: (actor: Actor): string => JSON.stringify(actor),
    verify: (token = ''): Promise<Actor> => actors(token, async () => Actor.parse(JSON.parse(token))),
  };
}

/** Many name a day, and are asked no more after it; what is answered of a procedure is large. */
const [actorsMax, answersMax] = [1_000, 300];

/** What the registry has answered: it does not change any more, and is asked the same thousands of times a day. */
function remembering({ ask }: SystemVoice): SystemVoice['ask'] {
  const answers = lately<Promise<unknown>>(answersMax);
  return async <Ask extends z.ZodObject, Answer extends z.ZodType>(
    query: QueryType<Ask, Answer>,
    question: z.input<Ask>,
  ) => {
    if (!query.subject.startsWith(`${registry.name}.queries.`)) return await ask(query, question);
    const answer = answers(`${query.subject} ${JSON.stringify(question)}`, () => ask(query, question));
    // The same question of the same query has the same answer.
    return (await answer) as z.output<Answer>;
  };
}

/** What was found for a key, as long as it is among so many that were asked for last or before. */
function lately<Value>(max: number): (key: string, find: () => Value) => Value {
  const known = new Map<string, Value>();
  return (key, find) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    // Some ask for a day: what is not asked for any more makes room.
    if (known.size >= max) known.clear();
    const value = find();
    known.set(key, value);
    return value;
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
  const type = typeOf(event);
  const concerned = policies.filter(({ events }) => events.types.has(type));
  if (concerned.length === 0) return [];
  const envelope = envelopeOf(event);
  const outcomes: PolicyOutcome[] = [];
  for (const policy of concerned) {
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

/** Without reading all of it: in an event's canonical text only its version comes after its type. */
function typeOf({ body }: RecordedEvent): string {
  const type = /"type":"(\w+)","version":\d+\}$/.exec(body.slice(-typeAndVersionMax))?.[1];
  if (type === undefined) throw new Error(`an event without a type: ${body.slice(-typeAndVersionMax)}`);
  return type;
}

const typeAndVersionMax = 130;
