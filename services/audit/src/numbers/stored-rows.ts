import { petitionEvents, refuse } from '@hoso/contracts';
import { allPartitions, type EventStore, type Envelope, envelopeOf, type Partition } from '@hoso/event-sourcing';
import type { Histories } from '../history/dossier-history.ts';
import { standingEvents } from '../history/standing-events.ts';
import type { NamedLog } from '../logs/named-log.ts';
import { type CountedDocument, countedAfter } from './counted-dossier.ts';
import { CountedRows } from './counted-rows.ts';
import { endOfDay, startOfDay } from './local-days.ts';
import { type CountedPetition, petitionAfter } from './petition-figures.view.ts';
import type { FigurePorts } from './show-figures.ts';

const pageSize = 250;

/** Numbers of a log that nobody follows. */
export type StoredNumbers = (log: NamedLog) => Promise<FigurePorts>;

/**
 * Such a log is read as a whole at its first question, a partition at a time, so that the documents of a sixteenth of
 * it are held at once; what was counted last is kept as long as the log stays as it is. Its clock stands at its last
 * event.
 */
export function storedNumbers(histories: Histories): StoredNumbers {
  let kept: { readonly log: string; readonly head: number; readonly counted: Promise<Counted> } | undefined;
  return async ({ store }) => {
    const head = await store.head();
    if (kept?.log !== store.log.id || kept.head !== head)
      kept = { log: store.log.id, head, counted: readAll(store, head) };
    const { counted } = kept;
    // What could not be read is read anew at the next question.
    counted.catch(() => {
      if (kept?.counted === counted) kept = undefined;
    });
    const [last] = await store.readAll(head - 1, 1);
    const fresh = { completeUpTo: head, lagMs: 0, held: [] };
    return {
      rows: async (atLeast = 0) => {
        if (atLeast > head) refuse('NotYetComplete', { atLeast });
        return { rows: (await counted).rows, fresh };
      },
      petitions: async (fromDay, toDay) => {
        const [from, below] = [startOfDay(fromDay), endOfDay(toDay)];
        const { petitions } = await counted;
        return { petitions: petitions.filter(({ dueAt = '' }) => dueAt >= from && dueAt < below), fresh };
      },
      find: async (dossier) => ({ document: folded(await histories.of(store, dossier), undefined) }),
      clock: () => last?.recordedAt ?? 0,
    };
  };
}

interface Counted {
  readonly rows: CountedRows;
  readonly petitions: readonly CountedPetition[];
}

async function readAll(store: EventStore, head: number): Promise<Counted> {
  const rows = new CountedRows();
  const petitions = new Map<string, CountedPetition | undefined>();
  for (const partition of allPartitions) {
    const documents = new Map<string, CountedDocument>();
    for await (const page of pagesOf(store, head, partition)) {
      for (const envelope of page) {
        const { dossierId } = envelope;
        if (dossierId === undefined) continue;
        const document = folded([envelope], documents.get(dossierId));
        if (document) documents.set(dossierId, document);
        const event = petitionEvents.read(envelope);
        if (event) petitions.set(dossierId, petitionAfter(petitions.get(dossierId), event));
      }
    }
    for (const document of documents.values()) rows.put(document);
  }
  return { rows, petitions: [...petitions.values()].filter((petition) => petition !== undefined) };
}

function folded(events: readonly Envelope[], begun: CountedDocument | undefined): CountedDocument | undefined {
  return events.reduce<CountedDocument | undefined>((document, envelope) => {
    const event = standingEvents.read(envelope);
    return event ? countedAfter(document, event) : document;
  }, begun);
}

async function* pagesOf(store: EventStore, head: number, partition: Partition): AsyncIterable<readonly Envelope[]> {
  for (let after = 0; after < head; ) {
    const page = await store.readAll(after, pageSize, partition);
    const within = page.filter(({ position }) => position <= head);
    yield within.map(envelopeOf);
    const last = within.at(-1);
    if (!last || page.length < pageSize) return;
    after = last.position;
    // A store may answer at once, every time: others must get their turn while a long log is read.
    await new Promise((resolve) => setImmediate(resolve));
  }
}
