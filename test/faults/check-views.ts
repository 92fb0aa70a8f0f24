import { isDeepStrictEqual } from 'node:util';
import {
  envelopeOf,
  type PersonalData,
  type RecordedEvent,
  type Versioned,
  type View,
  type ViewGeneration,
} from '@hoso/event-sourcing';
import { type Breach, breach } from './breach.ts';

/** What a view must hold: its fold over the whole log, in memory and in order, nothing before it. */
export async function foldedAnew<Document>(
  view: View<Document>,
  log: readonly RecordedEvent[],
  personal: PersonalData,
): Promise<ReadonlyMap<string, Versioned<Document>>> {
  const documents = new Map<string, Versioned<Document>>();
  for (const recorded of log) {
    const event = view.events.read(envelopeOf(recorded));
    const key = event && view.key(event);
    if (!event || key === undefined) continue;
    const marks = view.marks ? await view.marks(event, personal) : undefined;
    const before = documents.get(key)?.document;
    const document = view.evolve(before, event, marks);
    if (document !== before) documents.set(key, { document, position: recorded.position });
  }
  return documents;
}

const loadedAtOnce = 200;

/** A generation against its fold: each document, and the position of its last event. */
export async function checkView<Document>(
  view: View<Document>,
  kept: Pick<ViewGeneration<Document>, 'load'>,
  folded: ReadonlyMap<string, Versioned<Document>>,
): Promise<readonly Breach[]> {
  const breaches: Breach[] = [];
  const keys = [...folded.keys()];
  for (let from = 0; from < keys.length; from += loadedAtOnce) {
    const page = keys.slice(from, from + loadedAtOnce);
    const loaded = await kept.load(page);
    for (const key of page) {
      const [is, should] = [loaded.get(key), folded.get(key)];
      if (isDeepStrictEqual(plain(is), plain(should))) continue;
      const what = `${view.name} ${key}: at ${is?.position ?? 'nothing'}, rebuilt at ${should?.position}`;
      breaches.push(breach('differs', is?.position === should?.position ? `${what}, other content` : what));
    }
  }
  return breaches;
}

/** As it is stored: without members that are `undefined`. */
function plain(versioned: Versioned<unknown> | undefined): unknown {
  return versioned && JSON.parse(JSON.stringify(versioned));
}
