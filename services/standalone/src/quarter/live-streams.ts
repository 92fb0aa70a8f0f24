import {
  type EncodedAppend,
  encodeAppend,
  type EventStore,
  firstReceipt,
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
  /** Lets go of all streams of a category. */
  forgetCategory(category: string): void;
}

interface Kept {
  readonly events: RecordedEvent[];
  readonly commands: string[];
}

/**
 * Decision: deciders run on the streams of unfinished dossiers in memory, and what they decide goes on to a log's own
 * place in bulk. / Because a quarter holds three million events, of which a few thousand dossiers' matter at a time. /
 * Instead of appending each to its store and waiting until it is durable.
 */
export function liveStreams(log: LogIdentity, clock: () => number): LiveStreams {
  const streams = new Map<StreamName, Kept>();
  const ofDossier = new Map<string, Set<StreamName>>();
  const byCommand = new Map<string, readonly RecordedEvent[]>();
  let head = 0;
  let stampedAt = 0;
  let fresh: RecordedEvent[] = [];

  function write(append: EncodedAppend, dossier: string | undefined): Receipt {
    for (const { stream, expected } of append.writes) {
      const actual = streams.get(stream)?.events.length ?? 0;
      if (actual !== expected) throw new VersionConflict(stream, expected, actual);
    }
    stampedAt = Math.max(clock(), stampedAt);
    const written: RecordedEvent[] = [];
    for (const { stream, events } of append.writes) {
      const kept = streams.get(stream) ?? { events: [], commands: [] };
      for (const { partition, body } of events) {
        const event = { position: ++head, recordedAt: stampedAt, partition, body };
        kept.events.push(event);
        written.push(event);
        fresh.push(event);
      }
      kept.commands.push(append.commandId);
      streams.set(stream, kept);
      // The day's numbers belong to no dossier.
      if (dossier !== undefined && stream.includes(dossier)) {
        ofDossier.set(dossier, (ofDossier.get(dossier) ?? new Set()).add(stream));
      }
    }
    byCommand.set(append.commandId, written);
    const [subject] = append.writes;
    const version = (subject?.expected ?? 0) + (subject?.events.length ?? 0);
    return { id: streamId(subject?.stream ?? ''), version, position: head };
  }

  function forget(stream: StreamName): void {
    for (const command of streams.get(stream)?.commands ?? []) byCommand.delete(command);
    streams.delete(stream);
  }

  const opened = { stream: logStream(log.id), expected: 0, events: [logOpened(log, instantOf(clock()))] };
  write(encodeAppend(log.id, [opened]), undefined);
  return {
    store: {
      log,
      readStream: async (stream, after, limit) => streams.get(stream)?.events.slice(after, after + limit) ?? [],
      append: async (writes: readonly StreamWrite[]) => {
        const append = encodeAppend(log.id, writes);
        const earlier = byCommand.get(append.commandId);
        return earlier ? firstReceipt(earlier, append) : write(append, writes[0]?.events[0]?.dossierId);
      },
      findCommand: async (commandId) => byCommand.get(commandId) ?? [],
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
      for (const stream of ofDossier.get(dossier) ?? []) forget(stream);
      ofDossier.delete(dossier);
    },
    forgetCategory: (category) => {
      for (const stream of [...streams.keys()]) if (streamCategory(stream) === category) forget(stream);
    },
  };
}

/** What is still held of the log, in the one order. */
function pageOf(
  kept: readonly Kept[],
  after: Position,
  limit: number,
  partition: Partition | undefined,
): readonly RecordedEvent[] {
  return kept
    .flatMap(({ events }) => events)
    .filter((event) => event.position > after && (partition === undefined || event.partition === partition))
    .sort((one, other) => one.position - other.position)
    .slice(0, limit);
}
