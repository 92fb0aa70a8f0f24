import type { Partition, Position, RecordedEvent } from './envelope.ts';

/** A request's content (JSON) and headers (`token`, `traceparent`, `language` …). */
export interface Message {
  readonly data: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

export type Handler = (message: Message) => Promise<unknown>;

/** Nobody answers at this subject, or not within the time limit. The request may or may not have been carried out. */
export class NoResponder extends Error {
  override readonly name = 'NoResponder';

  constructor(
    readonly subject: string,
    readonly reason: 'nobody' | 'timeout',
  ) {
    super(reason === 'nobody' ? `no one answers ${subject}` : `no answer from ${subject} in time`);
  }
}

/**
 * An event on its way to a consumer. `sequence` counts the consumer's deliveries: as long as it goes up by one and
 * nothing is `redelivered`, the deliveries MUST be all the consumer's events in position order. Anything else tells it
 * to read the store.
 */
export interface Delivery {
  readonly event: RecordedEvent;
  readonly sequence: number;
  readonly redelivered: boolean;
}

/** A handler at work. `close` takes nothing new and waits for what is in hand; other replicas go on. */
export interface Answering {
  close(): Promise<void>;
}

/** A running consumption. `close` waits for the batch in hand. */
export interface Consumption {
  close(): Promise<void>;
}

/**
 * Commands and queries by request and reply; events from the relay to followers, at least once.
 * Every adapter passes `describeBus`. A bus MAY repeat, reorder and lose deliveries of events: followers mend that from
 * the store.
 */
export interface Bus {
  /** Rejects with `NoResponder`, or with the handler's own error: refusals keep name, code and params. */
  request(subject: string, message: Message, timeoutMs: number): Promise<unknown>;
  /** One of the replicas of `queue` answers. Resolves once the subscription holds. */
  reply(subject: string, queue: string, handler: Handler): Promise<Answering>;
  /**
   * Takes events in position order. Repeats are harmless, also several publishers at once; a hole is refused. A second
   * call MAY begin before the first resolves, and takes effect after it.
   */
  publish(events: readonly RecordedEvent[]): Promise<void>;
  /** The last position that the bus holds. */
  published(): Promise<Position>;
  /**
   * One consumer of some partitions. A batch is acknowledged when `handle` resolves and delivered again, later, when it
   * rejects. Of several consumptions under one name one is active at a time.
   */
  consume(
    consumer: string,
    partitions: readonly Partition[],
    handle: (batch: readonly Delivery[]) => Promise<void>,
  ): Promise<Consumption>;
  /**
   * Stops taking new requests, waits for those in flight, ends consumptions: within a limit that the adapter names, so
   * that a handler which never comes back keeps nothing from closing. Answers what had to be left: the subjects of
   * requests and the names of consumers; nothing where all came to its end.
   */
  close(): Promise<readonly string[]>;
}
