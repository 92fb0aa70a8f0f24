import { encodeAppend, type EncodedAppend, firstReceipt, streamId } from '../encode-append.ts';
import { type EventBody, instantOf, type Position, type RecordedEvent } from '../envelope.ts';
import { type EventStore, type Receipt, VersionConflict } from '../event-store.ts';
import { type LogIdentity, logOpened, logStream } from '../log-opened.ts';

const log: LogIdentity = { id: '018e4a2b-0000-7000-8000-000000000001', kind: 'live' };

/** A log in memory: nothing is durable, everything else is as the port says. `clock`: milliseconds since 1970. */
export function memoryEventStore(clock: () => number = () => 1_641_258_000_000): EventStore {
  const events: RecordedEvent[] = [];
  const bodies: EventBody[] = [];
  const waiting = new Set<() => void>();
  const versionOf = (stream: string) => bodies.findLast((body) => body.stream === stream)?.version ?? 0;
  const where = (matches: (body: EventBody, position: Position) => boolean, limit = Number.POSITIVE_INFINITY) =>
    events.filter((event, index) => matches(bodyAt(bodies, index), event.position)).slice(0, limit);
  const opened = logOpened(log, instantOf(clock()));
  write(encodeAppend(log.id, [{ stream: logStream(log.id), expected: 0, events: [opened] }]));

  function write(append: EncodedAppend): Receipt {
    for (const { stream, expected } of append.writes) {
      const actual = versionOf(stream);
      if (actual !== expected) throw new VersionConflict(stream, expected, actual);
    }
    const recordedAt = Math.max(clock(), events.at(-1)?.recordedAt ?? 0);
    for (const { id: _, stream: __, version: ___, ...event } of append.writes.flatMap((each) => each.events)) {
      events.push({ position: events.length + 1, recordedAt, ...event });
      bodies.push(JSON.parse(event.body));
    }
    for (const wake of waiting) wake();
    const subject = append.writes[0]?.stream ?? '';
    return { id: streamId(subject), version: versionOf(subject), position: events.length };
  }

  return {
    log,
    readStream: async (stream, after, limit) => where((body) => body.stream === stream && body.version > after, limit),
    append: async (writes) => {
      const append = encodeAppend(log.id, writes);
      const earlier = where(({ commandId }) => commandId === append.commandId);
      return earlier.length > 0 ? firstReceipt(earlier, append) : write(append);
    },
    findCommand: async (commandId) => where((body) => body.commandId === commandId),
    readAll: async (after, limit, partition) =>
      partition === undefined
        ? events.slice(after, after + limit)
        : events.filter((event) => event.position > after && event.partition === partition).slice(0, limit),
    head: async () => events.length,
    waitPast: async (position, timeoutMs) => {
      if (events.length > position) return events.length;
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, timeoutMs);
      const wake = () => {
        if (events.length > position) resolve();
      };
      waiting.add(wake);
      await promise;
      clearTimeout(timer);
      waiting.delete(wake);
      return events.length;
    },
    close: async () => {
      waiting.clear();
    },
  };
}

function bodyAt(bodies: readonly EventBody[], index: number): EventBody {
  const body = bodies[index];
  if (!body) throw new Error(`no event at ${index + 1}`);
  return body;
}
