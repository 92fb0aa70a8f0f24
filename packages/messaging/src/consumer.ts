import {
  type Backoff,
  backoffMs,
  type Consumption,
  type Delivery,
  type Partition,
  type RecordedEvent,
} from '@hoso/event-sourcing';

/** What bounds the memory that a consumer takes. */
export interface ConsumerLimits {
  /** Events that wait. When more come the oldest are dropped: the gap sends the follower to the store. */
  readonly waitingMax: number;
  /** UTF-16 units in the bodies that wait. */
  readonly waitingUnitsMax: number;
  /** Events in one batch. */
  readonly batchMax: number;
  /** Events refused and to be delivered again; beyond it nothing new is delivered. */
  readonly refusedMax: number;
  /** Before what was refused is delivered again. */
  readonly backoff: Backoff;
}

export const consumerLimits: ConsumerLimits = {
  waitingMax: 4_096,
  waitingUnitsMax: 16 * 1024 * 1024,
  batchMax: 256,
  refusedMax: 1_024,
  backoff: { firstMs: 50, maxMs: 5_000 },
};

type Handle = (batch: readonly Delivery[]) => Promise<void>;

interface Waiting extends Delivery {
  readonly attempt: number;
}

/** One named consumer: what waits for it, and its consumptions, of which the first is active. */
export class Consumer {
  readonly partitions: readonly Partition[];
  readonly #limits: ConsumerLimits;
  readonly #handles: Handle[] = [];
  readonly #timers = new Set<NodeJS.Timeout>();
  #waiting: Waiting[] = [];
  #units = 0;
  #refused = 0;
  #sequence = 0;
  #isDelivering = false;
  #delivering: Promise<void> = Promise.resolve();

  constructor(partitions: readonly Partition[], limits: ConsumerLimits) {
    this.partitions = partitions;
    this.#limits = limits;
  }

  get isIdle(): boolean {
    return this.#handles.length === 0;
  }

  add(handle: Handle): Consumption {
    // Of its own, since one function may consume twice.
    const active: Handle = (batch) => handle(batch);
    this.#handles.push(active);
    this.#deliver();
    return {
      close: async () => {
        const at = this.#handles.indexOf(active);
        if (at === -1) return;
        this.#handles.splice(at, 1);
        if (at === 0) await this.#delivering;
        if (this.isIdle) this.#forget();
        else this.#deliver();
      },
    };
  }

  offer(events: readonly RecordedEvent[]): void {
    for (const event of events) if (this.partitions.includes(event.partition)) this.#wait(event, 1);
    this.#deliver();
  }

  #wait(event: RecordedEvent, attempt: number): void {
    this.#waiting.push({ event, sequence: ++this.#sequence, redelivered: attempt > 1, attempt });
    this.#units += event.body.length;
    const { waitingMax, waitingUnitsMax } = this.#limits;
    let dropped = 0;
    while (
      this.#waiting.length - dropped > waitingMax ||
      (this.#units > waitingUnitsMax && dropped < this.#waiting.length - 1)
    ) {
      this.#units -= this.#waiting[dropped++]?.event.body.length ?? 0;
    }
    if (dropped > 0) this.#waiting.splice(0, dropped);
  }

  #deliver(): void {
    if (this.#isDelivering) return;
    this.#isDelivering = true;
    this.#delivering = this.#deliverAll();
  }

  async #deliverAll(): Promise<void> {
    // What is published in the same breath goes into one batch.
    await Promise.resolve();
    for (;;) {
      const [handle] = this.#handles;
      if (!handle || this.#waiting.length === 0 || this.#refused >= this.#limits.refusedMax) break;
      const batch = this.#waiting.splice(0, this.#limits.batchMax);
      for (const { event } of batch) this.#units -= event.body.length;
      try {
        await handle(batch.map(({ event, sequence, redelivered }) => ({ event, sequence, redelivered })));
      } catch {
        this.#again(batch);
      }
    }
    // In one go with the look that found nothing: what comes next begins anew.
    this.#isDelivering = false;
  }

  #again(batch: readonly Waiting[]): void {
    this.#refused += batch.length;
    const attempt = Math.max(...batch.map((each) => each.attempt));
    const timer = setTimeout(
      () => {
        this.#timers.delete(timer);
        this.#refused -= batch.length;
        for (const { event } of batch) this.#wait(event, attempt + 1);
        this.#deliver();
      },
      backoffMs(this.#limits.backoff, attempt),
    );
    this.#timers.add(timer);
  }

  #forget(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#waiting = [];
    this.#units = 0;
    this.#refused = 0;
  }
}
