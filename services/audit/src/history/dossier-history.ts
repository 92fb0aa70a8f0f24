import {
  type Envelope,
  type EventStore,
  envelopeOf,
  streamCategory,
  type StreamName,
  streamName,
} from '@hoso/event-sourcing';

const pageSize = 1_000;
/** Agencies and shipments of one dossier are counted from 1; more than this were never seen. */
const handlingsMax = 999;
/** So many events of dossiers that were looked at last are kept: who drags a slider asks for one again and again. */
const keptEventsMax = 25_000;

/** Streams of which a dossier has one, and those that are counted, one for each handling or shipment. */
const [single, counted] = [
  ['dossier', 'seal', 'petitionbook'],
  ['case', 'shipment'],
] as const;
const categories: ReadonlySet<string> = new Set([...single, ...counted]);

/**
 * Whether a stream is a part of some dossier's history. Others belong to a dossier, too, and to the office's own
 * keeping: whose turn it was in the day's numbers, what was sent to whom.
 */
export function isOfHistory(stream: StreamName): boolean {
  return categories.has(streamCategory(stream));
}

/** What of a log has to be at hand. */
type ReadableStreams = Pick<EventStore, 'log' | 'readStream'>;

/** Reads the histories of dossiers. */
export interface Histories {
  /**
   * All events of a dossier, `dossier-<id>`, `case-<id>-1` …, `shipment-<id>-1` …, `seal-<id>`, `petitionbook-<id>`, in
   * the order of the log; none if it is unknown. Only these streams are read, and of those read before only what was
   * added.
   */
  of(store: ReadableStreams, id: string): Promise<readonly Envelope[]>;
}

interface Kept {
  /** How many events of each stream are in `events`. */
  readonly versions: ReadonlyMap<StreamName, number>;
  readonly events: readonly Envelope[];
}

/** Streams only ever grow, so that what was read of one stays true. `eventsMax` bounds what is kept. */
export function histories(eventsMax = keptEventsMax): Histories {
  const kept = new Map<string, Kept>();
  let total = 0;

  const forget = (key: string): void => {
    total -= kept.get(key)?.events.length ?? 0;
    kept.delete(key);
  };
  const keep = (key: string, history: Kept): void => {
    forget(key);
    if (history.events.length === 0 || history.events.length > eventsMax) return;
    kept.set(key, history);
    total += history.events.length;
    // The one that was not asked for the longest stands first.
    for (const oldest of kept.keys()) {
      if (total <= eventsMax) break;
      forget(oldest);
    }
  };

  return {
    of: async (store, id) => {
      const key = `${store.log.id} ${id}`;
      const history = await readOn(store, id, kept.get(key) ?? { versions: new Map(), events: [] });
      keep(key, history);
      return history.events;
    },
  };
}

async function readOn(store: ReadableStreams, id: string, { versions, events }: Kept): Promise<Kept> {
  const now = new Map(versions);
  const added: Envelope[] = [];
  const read = async (stream: StreamName): Promise<boolean> => {
    const before = now.get(stream) ?? 0;
    const more = await streamAfter(store, stream, before);
    added.push(...more);
    if (more.length > 0) now.set(stream, before + more.length);
    return now.has(stream);
  };
  for (const category of single) await read(streamName(category, id));
  for (const category of counted) {
    for (let count = 1; count <= handlingsMax; count++) {
      if (!(await read(streamName(category, `${id}-${count}`)))) break;
    }
  }
  if (added.length === 0) return { versions, events };
  return { versions: now, events: [...events, ...added].sort((one, other) => one.position - other.position) };
}

async function streamAfter(store: ReadableStreams, stream: StreamName, version: number): Promise<Envelope[]> {
  const events: Envelope[] = [];
  for (;;) {
    const page = await store.readStream(stream, version + events.length, pageSize);
    for (const recorded of page) events.push(envelopeOf(recorded));
    if (page.length < pageSize) return events;
  }
}
