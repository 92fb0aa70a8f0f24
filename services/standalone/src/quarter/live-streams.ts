import {
  encodeAppend,
  type EventStore,
  instantOf,
  type LogIdentity,
  logOpened,
  logStream,
  type Partition,
  type Position,
  type Receipt,
  type RecordedEvent,
  type StreamName,
  streamCategory,
  streamId,
  type StreamWrite,
  VersionConflict,
} from '@hoso/event-sourcing';
import type { EventPlace, KeptEvents } from './kept-events.ts';

/** The streams of a log that is being simulated, as far as something may still happen in them. */
export interface LiveStreams {
  readonly store: EventStore;
  /** What was appended since this was last asked, in the one order. */
  taken(): readonly RecordedEvent[];
  /** Lets go of all streams of a dossier: nothing more happens to it. */
  forgetDossier(dossier: string): void;
  /** Lets go of the numbers that were given out: those of a day are given out on that day alone. */
  forgetNumbers(): void;
}

const numbering = 'numbering';

/**
 * Decision: deciders run on the streams of unfinished dossiers in memory, and what they decide goes on to a log's own
 * place in bulk. / Because a quarter holds three million events, of which a few thousand dossiers' matter at a time. /
 * Instead of appending each to its store and waiting until it is durable.
 *
 * Nothing is sent twice: which events a command has led to is not held.
 */
export function liveStreams(log: LogIdentity, clock: () => number, kept: KeptEvents): LiveStreams {
  const streams = new Map<StreamName, EventPlace[]>();
  const ofDossier = new Map<string, StreamName[]>();
  let head = 0;
  let stampedAt = 0;
  let fresh: RecordedEvent[] = [];

  function append(writes: readonly StreamWrite[]): Receipt {
    for (const { stream, expected } of writes) {
      const actual = streams.get(stream)?.length ?? 0;
      if (actual !== expected) throw new VersionConflict(stream, expected, actual);
    }
    stampedAt = Math.max(clock(), stampedAt);
    const dossier = writes[0]?.events[0]?.dossierId;
    const encoded = encodeAppend(log.id, writes).writes;
    for (const { stream, partition, body } of encoded.flatMap(({ events }) => events)) {
      const event = { position: ++head, recordedAt: stampedAt, partition, body };
      fresh.push(event);
      hold(stream, event, dossier);
    }
    const [subject] = encoded;
    const version = (subject?.expected ?? 0) + (subject?.events.length ?? 0);
    return { id: streamId(subject?.stream ?? ''), version, position: head };
  }

  function hold(stream: StreamName, event: RecordedEvent, dossier: string | undefined): void {
    const place = kept.put(event);
    const known = streams.get(stream);
    if (known) {
      known.push(place);
      return;
    }
    streams.set(stream, [place]);
    // The day's numbers belong to no dossier, whichever took one.
    if (dossier === undefined || streamCategory(stream) === numbering) return;
    ofDossier.set(dossier, [...(ofDossier.get(dossier) ?? []), stream]);
  }

  function letGo(stream: StreamName): void {
    for (const place of streams.get(stream) ?? []) kept.drop(place);
    streams.delete(stream);
  }

  const opened = { stream: logStream(log.id), expected: 0, events: [logOpened(log, instantOf(clock()))] };
  append([opened]);
  return {
    store: {
      log,
      readStream: async (stream, after, limit) => (streams.get(stream) ?? []).slice(after, after + limit).map(kept.get),
      append: async (writes) => append(writes),
      findCommand: async () => [],
      readAll: async (after, limit, partition) => pageOf(kept, [...streams.values()].flat(), after, limit, partition),
      head: async () => head,
      waitPast: async () => head,
      close: async () => {
        streams.clear();
        kept.close();
      },
    },
    taken: () => {
      const taken = fresh;
      fresh = [];
      return taken;
    },
    forgetDossier: (dossier) => {
      for (const stream of ofDossier.get(dossier) ?? []) letGo(stream);
      ofDossier.delete(dossier);
    },
    forgetNumbers: () => {
      for (const stream of [...streams.keys()]) if (streamCategory(stream) === numbering) letGo(stream);
    },
  };
}

/** What is still held of the log, in the one order. */
function pageOf(
  kept: KeptEvents,
  places: readonly EventPlace[],
  after: Position,
  limit: number,
  partition: Partition | undefined,
): readonly RecordedEvent[] {
  return places
    .map(kept.get)
    .filter((event) => event.position > after && (partition === undefined || event.partition === partition))
    .sort((one, other) => one.position - other.position)
    .slice(0, limit);
}
