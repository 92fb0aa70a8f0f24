import {
  type EncodedAppend,
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

/** An event as it is held: with a character for each byte of its body, which takes half the room of the text. */
type Held = Omit<RecordedEvent, 'body'> & { readonly bytes: string };

const numbering = 'numbering';

/**
 * Decision: deciders run on the streams of unfinished dossiers in memory, and what they decide goes on to a log's own
 * place in bulk. / Because a quarter holds three million events, of which a few thousand dossiers' matter at a time. /
 * Instead of appending each to its store and waiting until it is durable.
 *
 * Nothing is sent twice: which events a command has led to is not held.
 */
export function liveStreams(log: LogIdentity, clock: () => number): LiveStreams {
  const streams = new Map<StreamName, Held[]>();
  const ofDossier = new Map<string, StreamName[]>();
  let head = 0;
  let stampedAt = 0;
  let fresh: RecordedEvent[] = [];

  function write(append: EncodedAppend, dossier: string | undefined): Receipt {
    for (const { stream, expected } of append.writes) {
      const actual = streams.get(stream)?.length ?? 0;
      if (actual !== expected) throw new VersionConflict(stream, expected, actual);
    }
    stampedAt = Math.max(clock(), stampedAt);
    for (const { stream, events } of append.writes) {
      for (const { partition, body } of events) {
        const event = { position: ++head, recordedAt: stampedAt, partition, body };
        fresh.push(event);
        hold(stream, event, dossier);
      }
    }
    const [subject] = append.writes;
    const version = (subject?.expected ?? 0) + (subject?.events.length ?? 0);
    return { id: streamId(subject?.stream ?? ''), version, position: head };
  }

  function hold(stream: StreamName, { body, ...event }: RecordedEvent, dossier: string | undefined): void {
    const held = { ...event, bytes: Buffer.from(body).toString('latin1') };
    const known = streams.get(stream);
    if (known) {
      known.push(held);
      return;
    }
    streams.set(stream, [held]);
    // The day's numbers belong to no dossier, whichever took one.
    if (dossier === undefined || streamCategory(stream) === numbering) return;
    ofDossier.set(dossier, [...(ofDossier.get(dossier) ?? []), stream]);
  }

  const opened = { stream: logStream(log.id), expected: 0, events: [logOpened(log, instantOf(clock()))] };
  write(encodeAppend(log.id, [opened]), undefined);
  return {
    store: {
      log,
      readStream: async (stream, after, limit) => (streams.get(stream) ?? []).slice(after, after + limit).map(recorded),
      append: async (writes: readonly StreamWrite[]) =>
        write(encodeAppend(log.id, writes), writes[0]?.events[0]?.dossierId),
      findCommand: async () => [],
      readAll: async (after, limit, partition) => pageOf([...streams.values()], after, limit, partition),
      head: async () => head,
      waitPast: async () => head,
      close: async () => streams.clear(),
    },
    taken: () => {
      const taken = fresh;
      fresh = [];
      return taken;
    },
    forgetDossier: (dossier) => {
      for (const stream of ofDossier.get(dossier) ?? []) streams.delete(stream);
      ofDossier.delete(dossier);
    },
    forgetNumbers: () => {
      for (const stream of [...streams.keys()]) if (streamCategory(stream) === numbering) streams.delete(stream);
    },
  };
}

function recorded({ bytes, ...event }: Held): RecordedEvent {
  return { ...event, body: Buffer.from(bytes, 'latin1').toString() };
}

/** What is still held of the log, in the one order. */
function pageOf(
  held: readonly (readonly Held[])[],
  after: Position,
  limit: number,
  partition: Partition | undefined,
): readonly RecordedEvent[] {
  return held
    .flat()
    .filter((event) => event.position > after && (partition === undefined || event.partition === partition))
    .sort((one, other) => one.position - other.position)
    .slice(0, limit)
    .map(recorded);
}
