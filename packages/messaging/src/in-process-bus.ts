import {
  type Answering,
  type Bus,
  type Consumption,
  type Delivery,
  type Handler,
  type Message,
  NoResponder,
  type Partition,
  type Position,
  type RecordedEvent,
  settledWithin,
} from '@hoso/event-sourcing';
import { answerOf, given } from './answer.ts';
import { Consumer, type ConsumerLimits, consumerLimits } from './consumer.ts';

export interface InProcessBusOptions {
  /**
   * The log's head when the bus begins. What lies before it is never delivered: followers begin by reading the store.
   */
  readonly publishedUpTo: Position;
  readonly limits?: Partial<BusLimits>;
}

export interface BusLimits extends ConsumerLimits {
  /** How long what is in hand may take when the bus closes. */
  readonly closeMs: number;
}

export const busLimits: BusLimits = { ...consumerLimits, closeMs: 5_000 };

/**
 * A bus within this process, with a broker's promises and no more: answers and errors cross as JSON, deliveries come at
 * least once while the process lives, and a slow consumer is given a gap instead of all of the memory.
 */
export function inProcessBus(options: InProcessBusOptions): Bus {
  return new InProcessBus(options);
}

class InProcessBus implements Bus {
  readonly #limits: BusLimits;
  /** Handlers by subject, then queue; the first of a queue is the next to answer. */
  readonly #handlers = new Map<string, Map<string, Handler[]>>();
  /** Requests in flight, with their subjects. */
  readonly #answering = new Map<Promise<string>, string>();
  readonly #consumers = new Map<string, Consumer>();
  /** Consumptions, with the names of their consumers. */
  readonly #consumptions = new Map<Consumption, string>();
  #published: Position;
  #closed = false;

  constructor({ publishedUpTo, limits }: InProcessBusOptions) {
    this.#published = publishedUpTo;
    this.#limits = { ...busLimits, ...limits };
  }

  async request(subject: string, message: Message, timeoutMs: number): Promise<unknown> {
    const queues = this.#closed ? undefined : this.#handlers.get(subject);
    if (!queues) throw new NoResponder(subject, 'nobody');
    const text = JSON.stringify(message);
    const answers = Array.from(queues.values(), (handlers) => this.#answer(subject, next(handlers), text));
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new NoResponder(subject, 'timeout')), timeoutMs);
    try {
      return given(await Promise.race([late, ...answers]));
    } finally {
      clearTimeout(timer);
    }
  }

  async reply(subject: string, queue: string, handler: Handler): Promise<Answering> {
    this.#checkOpen();
    const inHand = new Set<Promise<unknown>>();
    // Of its own, since one function may answer twice.
    const answering: Handler = async (message) => {
      const answer = handler(message);
      const done = () => inHand.delete(answer);
      inHand.add(answer);
      answer.then(done, done);
      return answer;
    };
    const queues = this.#handlers.get(subject) ?? new Map<string, Handler[]>();
    this.#handlers.set(subject, queues);
    queues.set(queue, [...(queues.get(queue) ?? []), answering]);
    return {
      close: async () => {
        this.#leave(subject, queue, answering);
        await Promise.allSettled(inHand);
      },
    };
  }

  async publish(events: readonly RecordedEvent[]): Promise<void> {
    this.#checkOpen();
    const fresh = events.filter(({ position }) => position > this.#published);
    for (const [index, { position }] of fresh.entries()) {
      const expected = this.#published + index + 1;
      if (position !== expected) throw new Error(`the bus expects position ${expected} next, not ${position}`);
    }
    this.#published += fresh.length;
    for (const consumer of this.#consumers.values()) consumer.offer(fresh);
  }

  async published(): Promise<Position> {
    return this.#published;
  }

  async consume(
    name: string,
    partitions: readonly Partition[],
    handle: (batch: readonly Delivery[]) => Promise<void>,
  ): Promise<Consumption> {
    this.#checkOpen();
    const consumer = this.#consumers.get(name) ?? new Consumer(partitions, this.#limits);
    if (consumer.partitions.join() !== partitions.join()) {
      throw new Error(`${name} consumes the partitions ${consumer.partitions.join()} already`);
    }
    this.#consumers.set(name, consumer);
    const inner = consumer.add(handle);
    const consumption: Consumption = {
      close: async () => {
        await inner.close();
        this.#consumptions.delete(consumption);
        if (consumer.isIdle && this.#consumers.get(name) === consumer) this.#consumers.delete(name);
      },
    };
    this.#consumptions.set(consumption, name);
    return consumption;
  }

  async close(): Promise<readonly string[]> {
    this.#closed = true;
    const until = performance.now() + this.#limits.closeMs;
    await settledWithin(this.#answering.keys(), this.#limits.closeMs);
    const ending = Array.from(this.#consumptions.keys(), (consumption) => consumption.close());
    await settledWithin(ending, Math.max(0, until - performance.now()));
    this.#handlers.clear();
    return [...new Set([...this.#answering.values(), ...this.#consumptions.values()])];
  }

  #leave(subject: string, queue: string, handler: Handler): void {
    const queues = this.#handlers.get(subject);
    const left = queues?.get(queue)?.filter((each) => each !== handler) ?? [];
    if (left.length > 0) queues?.set(queue, left);
    else queues?.delete(queue);
    if (queues?.size === 0) this.#handlers.delete(subject);
  }

  async #answer(subject: string, handler: Handler, text: string): Promise<string> {
    const answer = answerOf(handler, () => JSON.parse(text));
    this.#answering.set(answer, subject);
    try {
      return await answer;
    } finally {
      this.#answering.delete(answer);
    }
  }

  #checkOpen(): void {
    if (this.#closed) throw new Error('the bus is closed');
  }
}

function next(handlers: Handler[]): Handler {
  const handler = handlers.shift();
  if (!handler) throw new Error('a queue without handlers');
  handlers.push(handler);
  return handler;
}
