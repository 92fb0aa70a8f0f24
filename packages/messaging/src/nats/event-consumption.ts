import { backoffMs, type Consumption, type Delivery, pause } from '@hoso/event-sourcing';
import type { ConsumerMessages, JetStreamClient, JetStreamManager, JsMsg } from '@nats-io/jetstream';
import { BusUnusable } from './bus-unusable.ts';
import { fromMessage } from './cloud-event.ts';
import { declareConsumer, type DurableConsumer, durableName, OtherPartitions, replicas } from './durable-consumer.ts';
import { isMissing, missingStream, streamNameOf } from './event-stream.ts';

export interface ConsumptionOptions extends DurableConsumer {
  readonly handle: (batch: readonly Delivery[]) => Promise<void>;
  readonly client: JetStreamClient;
  readonly admin: JetStreamManager;
  /** Told of what went wrong; the consumption goes on. */
  readonly onTrouble: (error: unknown) => void;
}

/** A pull ends before the pin does: asking again is what keeps the pin. */
const pullMs = 2_000;
const heartbeatMs = 500;

/**
 * One replica's share in a durable consumer. While it is the active one it is given the events; when it falls silent
 * another one is. It begins anew by itself when consumer or stream are gone, and says so by a gap in `sequence`.
 */
export class EventConsumption implements Consumption {
  readonly #options: ConsumptionOptions;
  readonly #closing = new AbortController();
  readonly #held = Promise.withResolvers<void>();
  #messages: ConsumerMessages | undefined;
  #running: Promise<void> = Promise.resolve();
  #delivering: Promise<void> | undefined;
  #waiting: JsMsg[] = [];
  #inHand: readonly JsMsg[] = [];
  #wasActive = false;
  #trouble: string | undefined;
  #sequence = 0;
  #lastDelivered: number | undefined;

  constructor(options: ConsumptionOptions) {
    this.#options = options;
  }

  /** Why nothing comes at the moment. */
  get trouble(): string | undefined {
    return this.#trouble;
  }

  /** Resolves once the consumption holds. Rejects where it never can: the name consumes other partitions. */
  async start(): Promise<void> {
    this.#running = this.#run();
    await this.#held.promise;
  }

  /** What comes next may not follow on what came before. */
  interrupted(): void {
    this.#lastDelivered = undefined;
  }

  async close(): Promise<void> {
    if (!this.#closing.signal.aborted) {
      this.#closing.abort();
      await this.#messages?.close();
      // Another replica is to have them now, not after their time.
      for (const message of this.#waiting.splice(0)) message.nak();
    }
    await this.#running;
    await this.#delivering;
    if (this.#wasActive) await this.#unpin();
  }

  async #run(): Promise<void> {
    const { log, consumer, limits, onTrouble } = this.#options;
    const { signal } = this.#closing;
    const keeping = setInterval(() => this.#keepWaiting(), limits.ackWaitMs / 3);
    for (let attempt = 1; !signal.aborted; attempt++) {
      try {
        const messages = await this.#open();
        attempt = 0;
        this.#trouble = undefined;
        this.#held.resolve();
        const ended = await messages.closed();
        if (ended) throw ended;
      } catch (error) {
        if (error instanceof OtherPartitions) {
          this.#held.reject(error);
          break;
        }
        const told = isMissing(error) ? missingStream(log) : error;
        this.#trouble = told instanceof BusUnusable ? told.message : `${consumer}: ${wordsOf(told)}`;
        if (!signal.aborted) onTrouble(told);
      }
      this.interrupted();
      await pause(backoffMs(limits.backoff, Math.max(attempt, 1)), signal);
    }
    clearInterval(keeping);
    this.#held.resolve();
  }

  async #open(): Promise<ConsumerMessages> {
    const { client, admin, log, consumer, limits } = this.#options;
    await declareConsumer(admin, this.#options);
    const pull = await client.consumers.get(streamNameOf(log), durableName(consumer));
    const messages = await pull.consume({
      group: replicas,
      max_messages: limits.pendingMax,
      expires: pullMs,
      idle_heartbeat: heartbeatMs,
      abort_on_missing_resource: true,
      callback: (message) => this.#take(message),
    });
    this.#messages = messages;
    if (this.#closing.signal.aborted) await messages.close();
    return messages;
  }

  #take(message: JsMsg): void {
    this.#wasActive = true;
    this.#waiting.push(message);
    this.#delivering ??= this.#deliver();
  }

  async #deliver(): Promise<void> {
    // What arrives in the same breath goes into one batch.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      this.#inHand = this.#waiting.splice(0, this.#options.limits.batchMax);
      await this.#handle(this.#inHand);
      this.#inHand = [];
    }
    this.#delivering = undefined;
  }

  async #handle(messages: readonly JsMsg[]): Promise<void> {
    const { handle, limits } = this.#options;
    const ours: JsMsg[] = [];
    const batch: Delivery[] = [];
    for (const message of messages) {
      const delivery = this.#deliveryOf(message);
      if (!delivery) continue;
      ours.push(message);
      batch.push(delivery);
    }
    if (batch.length === 0) return;
    try {
      await handle(batch);
      for (const message of ours) message.ack();
    } catch {
      const attempt = Math.max(...ours.map(({ info }) => info.deliveryCount));
      for (const message of ours) message.nak(backoffMs(limits.backoff, attempt));
    }
  }

  /** The delivery, or nothing where the message is no event of the log: it is told and not delivered again. */
  #deliveryOf(message: JsMsg): Delivery | undefined {
    const { log, onTrouble } = this.#options;
    const { subject, headers, redelivered } = message;
    const { deliverySequence, streamSequence: sequence } = message.info;
    this.#sequence += this.#lastDelivered === deliverySequence - 1 ? 1 : 2;
    this.#lastDelivered = deliverySequence;
    const header = (name: string): string => headers?.get(name) ?? '';
    try {
      const event = fromMessage(log, { subject, sequence, header, payload: () => message.string() });
      return { event, sequence: this.#sequence, redelivered };
    } catch (error) {
      onTrouble(error);
      message.term('no event of this log');
      // An event may have been meant to lie there: the follower is to look into the store.
      this.interrupted();
      return undefined;
    }
  }

  /** Tells the server that what waits here is being worked on. */
  #keepWaiting(): void {
    for (const message of [...this.#inHand, ...this.#waiting]) message.working();
  }

  /** Lets another replica begin at once. Where that fails it begins when the pin has timed out. */
  async #unpin(): Promise<void> {
    const { admin, log, consumer, onTrouble } = this.#options;
    await admin.consumers.unpin(streamNameOf(log), durableName(consumer), replicas).catch(onTrouble);
  }
}

function wordsOf(error: unknown): string {
  return Error.isError(error) ? error.message : String(error);
}
