import fc from 'fast-check';
import { z } from 'zod';
import { type RecordedEvent, subjectOf } from '../envelope.ts';
import type { EventStore } from '../event-store.ts';
import { type EventOf, eventCatalogue, eventType, type Read } from '../event-type.ts';
import type { Follower } from '../follower.ts';
import { allPartitions } from '../partition.ts';
import type { View } from '../view.ts';
import type { ViewGeneration } from '../view-store.ts';
import { appendTold } from './recorded-events.ts';

const Opened = eventType('Opened', z.strictObject({ title: z.string() }));
const Noted = eventType('Noted', z.strictObject({ points: z.int() }));
const Closed = eventType('Closed', z.strictObject({}));
const NotedNewer = Noted.revisedTo(z.strictObject({ points: z.int() }), (previous) => previous);
const types = [Opened, NotedNewer, Closed] as const;
const known = eventCatalogue(...types);
const knownBefore = eventCatalogue(Opened, Noted, Closed);
type Told = EventOf<(typeof types)[number]>;

/** What followers make of a dossier: everything that has happened to it, in order. */
export interface Story {
  readonly subject: string;
  readonly points: number;
  readonly happened: readonly number[];
}

/**
 * A view in which a single event too many, too few or out of place shows. `fails`: which events it cannot handle;
 * `knowsNewer`: whether it can read all schema versions.
 */
export function stories(
  fails: (event: Read<Told>) => boolean = () => false,
  knowsNewer: () => boolean = () => true,
): View<Story, (typeof types)[number]> {
  return {
    name: 'stories',
    revision: 1,
    indexes: [{ name: 'points', of: ({ points, subject }) => [String(points).padStart(9, '0'), subject] }],
    events: { types: known.types, read: (envelope) => (knowsNewer() ? known : knownBefore).read(envelope) },
    key: (event) => (event.type === 'Opened' && event.data.title === '' ? undefined : subjectOf(event)),
    evolve: (story, event) => {
      if (fails(event)) throw new Error(`cannot handle ${event.type}`);
      const happened = [...(story?.happened ?? []), event.position];
      switch (event.type) {
        case 'Opened':
          return story ?? { subject: subjectOf(event), points: 0, happened };
        case 'Noted':
          return { subject: subjectOf(event), points: (story?.points ?? 0) + event.data.points, happened };
        case 'Closed':
          return undefined;
      }
    },
  };
}

/** One event of a story: of a dossier in one of its streams, or of a stream that belongs to no dossier. */
export interface Happening {
  readonly dossier: number;
  readonly stream: 'dossier' | 'case' | 'unit';
  /** `Newer`: noted, in a newer schema version. */
  readonly kind: 'Opened' | 'Noted' | 'Newer' | 'Closed' | 'Unknown';
  readonly points: number;
}

const happening: fc.Arbitrary<Happening> = fc.record({
  dossier: fc.nat(7),
  stream: fc.constantFrom('dossier', 'dossier', 'case', 'unit'),
  kind: fc.constantFrom('Opened', 'Noted', 'Noted', 'Noted', 'Newer', 'Closed', 'Unknown'),
  points: fc.integer({ min: 1, max: 9 }),
});

/** Stories, told in parts. */
export const toldInParts = fc.array(fc.array(happening, { minLength: 1, maxLength: 12 }), {
  minLength: 1,
  maxLength: 6,
});

/** Appends what happens, and answers it as recorded. */
export async function tell(store: EventStore, happenings: readonly Happening[]): Promise<readonly RecordedEvent[]> {
  const before = await store.head();
  for (const { dossier, stream, kind, points } of happenings) {
    const dossierId = `d${dossier}`;
    await appendTold(store, {
      stream: `${stream}-${dossierId}`,
      type: kind === 'Newer' ? 'Noted' : kind,
      schemaVersion: kind === 'Newer' ? 2 : 1,
      data: kind === 'Noted' || kind === 'Newer' ? { points } : kind === 'Opened' ? { title: `t${points}` } : {},
      ...(stream === 'unit' ? {} : { dossierId }),
    });
  }
  return await store.readAll(before, 10_000);
}

const subjects = Array.from({ length: 8 }, (_, index) => [`d${index}`, `unit-d${index}`]).flat();

/** Everything in a generation, tombstones too. */
export async function contentOf(generation: ViewGeneration<Story>): Promise<Readonly<Record<string, unknown>>> {
  const loaded = await generation.load(subjects);
  return Object.fromEntries([...loaded].sort(([one], [other]) => (one < other ? -1 : 1)));
}

const settledWithinMs = 5_000;

/** Waits until a follower is done with everything up to the head. */
export async function caughtUp(store: EventStore, follower: Follower, partitions = allPartitions): Promise<void> {
  const head = await store.head();
  for (const partition of partitions) {
    if (await follower.settled(partition, head, settledWithinMs)) continue;
    throw new Error(`partition ${partition} did not get to ${head}: ${JSON.stringify(await follower.status())}`);
  }
}
