import type { Position, RecordedEvent } from '@hoso/event-sourcing';
import type { JetStreamClient } from '@nats-io/jetstream';
import { headers as natsHeaders } from '@nats-io/transport-node';
import { toMessage } from './cloud-event.ts';
import { codeOf, streamNameOf } from './event-stream.ts';

/** How much may be on its way, not yet acknowledged. */
export interface PublishWindow {
  readonly messages: number;
  readonly units: number;
  /** An acknowledgement that takes longer is taken for lost. */
  readonly timeoutMs: number;
}

/** The server holds at most 10,000 messages and 128 MB for a stream before it refuses. */
export const publishWindow: PublishWindow = { messages: 512, units: 16 * 1024 * 1024, timeoutMs: 5_000 };

/** The stream's last sequence is another than expected, or is about to be. */
const wrongLastSequence: ReadonlySet<number | undefined> = new Set([10_071, 10_164]);
/** How often in a row others may be faster without anything to show for it. */
const attemptsMax = 5;

/**
 * Publishes a log so that an event's sequence in the stream is its position: each one expects that its predecessor is
 * the last. Whoever comes second is refused by the server, so that several at once do no harm.
 */
export class Publisher {
  readonly #client: Pick<JetStreamClient, 'publish'>;
  readonly #log: string;
  readonly #stream: string;
  readonly #published: () => Promise<Position>;
  readonly #window: PublishWindow;
  readonly #waiting: (() => void)[] = [];
  #messages = 0;
  #units = 0;
  /** Pages are sent one after the other; their acknowledgements are awaited together. */
  #sending: Promise<unknown> = Promise.resolve();

  constructor(
    client: Pick<JetStreamClient, 'publish'>,
    log: string,
    published: () => Promise<Position>,
    window: PublishWindow,
  ) {
    this.#client = client;
    this.#log = log;
    this.#stream = streamNameOf(log);
    this.#published = published;
    this.#window = window;
  }

  async publish(events: readonly RecordedEvent[]): Promise<void> {
    let left = events;
    for (let attempt = 1; left.length > 0; attempt++) {
      const refused = await this.#send(left);
      if (refused === undefined) return;
      const held = await this.#published();
      const before = left.length;
      left = left.filter(({ position }) => position > held);
      const next = left[0]?.position ?? held + 1;
      if (next > held + 1) throw new Error(`the bus expects position ${held + 1} next, not ${next}`);
      if (left.length < before) attempt = 1;
      else if (attempt === attemptsMax) throw refused;
    }
  }

  /** Sends all and waits for all. Answers why the stream did not take the first that it did not. */
  async #send(events: readonly RecordedEvent[]): Promise<unknown> {
    const acknowledged: Promise<void>[] = [];
    const failures: unknown[] = [];
    const sent = this.#sending.then(async () => {
      for (const event of events) {
        const units = event.body.length;
        while (this.#isFull(units)) await new Promise<void>((wake) => this.#waiting.push(wake));
        if (failures.length > 0) return;
        this.#messages += 1;
        this.#units += units;
        acknowledged.push(
          this.#sendOne(event)
            .catch((error: unknown) => void failures.push(error))
            .finally(() => this.#leave(units)),
        );
      }
    });
    this.#sending = sent.catch(() => undefined);
    await sent;
    await Promise.all(acknowledged);
    const fault = failures.find((error) => !wrongLastSequence.has(codeOf(error)));
    if (fault !== undefined) throw fault;
    return failures[0];
  }

  async #sendOne(event: RecordedEvent): Promise<void> {
    const { log, subject, headers, payload, id } = toMessage(event);
    if (log !== this.#log) throw new Error(`event ${id} is of log ${log}, not of ${this.#log}`);
    const sent = natsHeaders();
    for (const [name, value] of headers) sent.append(name, value);
    const { seq } = await this.#client.publish(subject, payload, {
      headers: sent,
      msgID: id,
      expect: { streamName: this.#stream, lastSequence: event.position - 1 },
      timeout: this.#window.timeoutMs,
    });
    if (seq !== event.position)
      throw new Error(`${this.#stream} holds event ${id} at ${seq}, not at ${event.position}`);
  }

  #isFull(units: number): boolean {
    const { messages, units: unitsMax } = this.#window;
    return this.#messages >= messages || (this.#messages > 0 && this.#units + units > unitsMax);
  }

  #leave(units: number): void {
    this.#messages -= 1;
    this.#units -= units;
    this.#waiting.shift()?.();
  }
}
