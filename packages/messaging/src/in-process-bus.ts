import {
  type Bus,
  type Handler,
  NoResponder,
  type Position,
  type RecordedEvent,
  StoreUnavailable,
} from '@hoso/event-sourcing';
import { type EventConsumer, eventConsumer } from './event-consumer.ts';

export interface InProcessBusOptions {
  /** The position up to which this bus need not hold events: followers read those from the store. By default 0. */
  readonly publishedUpTo?: Position;
  /** Changes what a consumer is given, for tests that redeliver, reorder and lose on purpose. */
  readonly disturb?: (events: readonly RecordedEvent[]) => readonly RecordedEvent[];
}

/** One process talking to itself, with the promises of a broker and no more. */
export function inProcessBus({ publishedUpTo = 0, disturb = (events) => events }: InProcessBusOptions = {}): Bus {
  const handlers = new Map<string, Handler>();
  const inFlight = new Set<Promise<unknown>>();
  const consumers = new Set<EventConsumer>();
  let published = publishedUpTo;
  let closing = false;
  return {
    request: async (subject, message, timeoutMs) => {
      const handler = handlers.get(subject);
      if (!handler || closing) throw new NoResponder(subject, 'nobody');
      // A copy, as over a network: neither side can reach into the other's objects.
      const answer = Promise.resolve(handler(copied(message))).then(copied);
      inFlight.add(answer);
      const done = (): boolean => inFlight.delete(answer);
      answer.then(done, done);
      return within(answer, timeoutMs, () => new NoResponder(subject, 'timeout'));
    },
    reply: async (subject, _queue, handler) => {
      handlers.set(subject, handler);
    },
    publish: async (events) => {
      if (closing) throw new StoreUnavailable('closed');
      const fresh = events.filter(({ position }) => position > published);
      published = fresh.at(-1)?.position ?? published;
      for (const consumer of consumers) consumer.offer(disturb(fresh));
    },
    published: async () => published,
    consume: async (consumer, partitions, handle) => {
      const own = eventConsumer(
        partitions,
        handle,
        () => [...consumers].find((other) => other.name === consumer) === own,
      );
      own.name = consumer;
      consumers.add(own);
      return {
        close: async () => {
          consumers.delete(own);
          await own.close();
        },
      };
    },
    close: async () => {
      closing = true;
      await Promise.allSettled(inFlight);
      await Promise.all([...consumers].map((consumer) => consumer.close()));
      consumers.clear();
    },
  };
}

function copied<Value>(value: Value): Value {
  return value === undefined ? value : JSON.parse(JSON.stringify(value));
}

async function within<Answer>(answer: Promise<Answer>, timeoutMs: number, late: () => Error): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), timeoutMs);
  });
  try {
    return await Promise.race([answer, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
