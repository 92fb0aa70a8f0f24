import type { petitionEventTypes } from '@hoso/contracts';
import { figures } from '../src/numbers/figures.view.ts';
import type { CountedDocument } from '../src/numbers/counted-dossier.ts';
import { type FiguresReader, followedPetitions, followedRows } from '../src/numbers/followed-rows.ts';
import { petitionFigures } from '../src/numbers/petition-figures.view.ts';
import {
  type Envelope,
  type EventOf,
  type EventStore,
  type PageQuery,
  rebuildInto,
  streamName,
  uuidV8,
  type ViewGeneration,
  type ViewStore,
} from '@hoso/event-sourcing';
import { memoryEventStore, memoryViewStore } from '@hoso/event-sourcing/testing';
import { streamOf, type Told, toldEnvelope } from './story.ts';

/** The log's clock stands there. */
export const now = '2022-03-23T00:00:00.000Z';
export const idOf = (index: number): string => uuidV8('counted', index);

/** One event of one of several dossiers. */
export interface Happening {
  readonly dossier: number;
  readonly event: Told;
}

export async function keep(store: EventStore, { dossier, event }: Happening): Promise<void> {
  const id = idOf(dossier);
  const stream = streamOf(event).replace(/^([a-z]+)-.{36}/, `$1-${id}`);
  const version = (await store.readStream(stream, 0, 1_000)).length;
  const { type, data, occurredAt, actor } = toldEnvelope(event, 0);
  const commandId = uuidV8('tell', await store.head());
  const said = { commandId, commandType: 'Tell', correlationId: commandId, schemaVersion: 1, dossierId: id };
  const sealed = type === 'DossierSubmitted' ? { sealed: ['/applicant'] } : {};
  await store.append([{ stream, expected: version, events: [{ ...said, type, data, occurredAt, actor, ...sealed }] }]);
}

/** What a petition says of itself at first. */
export const petition = {
  ...{ kind: 'petition', topic: 'delay', channel: 'online', unit: 'ha-long-office', receivedBy: 'ha-long-office' },
  ...{ petitioner: 'sealed', text: 'sealed', awaits: 'answer', law: { id: 'petitions', version: 1 } },
};

export interface PetitionTold {
  readonly type: EventOf<(typeof petitionEventTypes)[number]>['type'];
  readonly data: object;
  readonly at?: string;
}

/** One event of one of several petitions. */
export async function keepPetition(store: EventStore, number: number, told: PetitionTold): Promise<void> {
  const id = uuidV8('petition', number);
  const stream = streamName('petition', id);
  const expected = (await store.readStream(stream, 0, 1_000)).length;
  const commandId = uuidV8('tell', await store.head());
  const { type, data, at: occurredAt = '2022-03-14T03:00:00.000Z' } = told;
  const said = { commandId, commandType: 'Tell', correlationId: commandId, schemaVersion: 1, dossierId: id };
  const actor = { id: 'officer-0802', role: 'officer', unit: 'ha-long-office' };
  await store.append([{ stream, expected, events: [{ ...said, type, data, occurredAt, actor }] }]);
}

/** A log with the view that follows it, and what reads both. */
export async function shelf() {
  const [store, views] = [memoryEventStore(), memoryViewStore()];
  let live = await views.live(figures);
  const build = (generation: ViewGeneration<CountedDocument>) =>
    rebuildInto({ view: figures, generation, store, clock: () => 0 });
  const fresh = async () => ({ completeUpTo: await store.head(), lagMs: 0, held: [] });
  const reader: FiguresReader = {
    generation: async () => live.generation,
    page: async (query) => ({ ...(await fresh()), ...(await pageOf(live, query)) }),
    find: async (key) => ({ document: await live.find(key) }),
  };
  const due = await views.live(petitionFigures);
  const petitions = followedPetitions(async (query) => ({ ...(await fresh()), ...(await pageOf(due, query)) }));
  const ports = { rows: followedRows(reader), find: reader.find, petitions, clock: () => Date.parse(now) };
  return {
    ...{ store, ports },
    follow: async () => {
      await build(live);
      await rebuildInto({ view: petitionFigures, generation: due, store, clock: () => 0 });
    },
    rebuild: async () => {
      live = await flipped(views, build);
    },
  };
}
const pageOf = async <Document>(live: ViewGeneration<Document>, query: PageQuery) => {
  const { items, next } = await live.page(query);
  return { items: [...items], ...(next === undefined ? {} : { next }) };
};
async function flipped(views: ViewStore, build: (to: ViewGeneration<CountedDocument>) => Promise<unknown>) {
  const next = await views.begin(figures);
  await build(next);
  await views.flip(figures.name, next.generation);
  return next;
}
export async function envelopesIn(store: EventStore): Promise<readonly Envelope[]> {
  return (await store.readAll(0, 1_000)).map((recorded) => {
    const { position, recordedAt, body } = recorded;
    return { ...JSON.parse(body), position, recordedAt: new Date(recordedAt).toISOString() };
  });
}

export type Shelf = Awaited<ReturnType<typeof shelf>>;
