import { figures } from '../src/numbers/figures.view.ts';
import type { CountedDocument } from '../src/numbers/counted-dossier.ts';
import { type FiguresReader, followedRows } from '../src/numbers/followed-rows.ts';
import {
  type Envelope,
  type EventStore,
  rebuildInto,
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
  const ports = { rows: followedRows(reader), find: reader.find, clock: () => Date.parse(now) };
  return {
    ...{ store, ports },
    follow: () => build(live),
    rebuild: async () => {
      live = await flipped(views, build);
    },
  };
}
const pageOf = async (live: ViewGeneration<CountedDocument>, query: Parameters<FiguresReader['page']>[0]) => {
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
