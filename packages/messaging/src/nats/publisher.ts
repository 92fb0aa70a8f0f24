import type { Position, RecordedEvent } from '@hoso/event-sourcing';
import { createInbox, type Msg, MsgHdrsImpl, type NatsConnection } from '@nats-io/transport-node';
import { z } from 'zod';
import { BusUnusable } from './bus-unusable.ts';
import { toMessage } from './cloud-event.ts';
import { streamNameOf } from './event-stream.ts';

/** How much may be on its way, not yet acknowledged. */
export interface PublishWindow {
  readonly messages: number;
  /** UTF-16 units in the bodies. */
  readonly units: number;
  /** An acknowledgement that takes longer is taken for lost. */
  readonly timeoutMs: number;
}

/** The server holds at most 10,000 messages and 128 MB for a stream before it refuses. */
export const publishWindow: PublishWindow = { messages: 512, units: 16 * 1024 * 1024, timeoutMs: 5_000 };

export interface PublisherOptions {
  readonly connection: Pick<NatsConnection, 'publish' | 'subscribe'>;
  /** Where the user of this connection may hear answers. */
  readonly inboxPrefix: string;
  readonly log: string;
  /** The last position that the stream holds. */
  readonly published: () => Promise<Position>;
  readonly window: PublishWindow;
}

/** Nobody takes what is published: there is no stream for it. */
export class NoStream extends Error {}

/** An event on its way. */
interface Sent {
  readonly position: Position;
  readonly units: number;
  readonly sentAt: number;
  readonly settle: (failure?: Error) => void;
}

/** The stream's last sequence is another than expected, or is about to be. */
class WrongSequence extends Error {}

const wrongSequence: ReadonlySet<number> = new Set([10_071, 10_164]);
const Acknowledgement = z.union([
  z.object({ error: z.object({ err_code: z.number().default(0), description: z.string().default('') }) }),
  z.object({ stream: z.string(), seq: z.number() }),
]);
/** How often in a row others may be faster without anything to show for it. */
const attemptsMax = 5;

/**
 * Publishes a log so that an event's sequence in the stream is its position: each one expects that its predecessor is
 * the last. Whoever comes second is refused by the server, so that several at once do no harm.
 *
 * Decision: one subscription hears all acknowledgements. / Because the driver's `publish` makes a request of every
 * event, with a timer and an error prepared; it was half as fast. / Instead of: `JetStreamClient.publish`.
 */
export class Publisher {
  readonly #options: PublisherOptions;
  readonly #stream: string;
  readonly #inbox: string;
  readonly #sent = new Map<string, Sent>();
  readonly #waiting: (() => void)[] = [];
  #units = 0;
  #tokens = 0;
  /** Pages are sent one after the other; their acknowledgements are awaited together. */
  #sending: Promise<unknown> = Promise.resolve();
  #watch: NodeJS.Timeout | undefined;

  constructor(options: PublisherOptions) {
    this.#options = options;
    this.#stream = streamNameOf(options.log);
    this.#inbox = createInbox(options.inboxPrefix);
    options.connection.subscribe(`${this.#inbox}.*`, {
      callback: (error, message) => (error ? this.fail(error) : this.#acknowledged(message)),
    });
  }

  async publish(events: readonly RecordedEvent[]): Promise<void> {
    let left = events;
    for (let attempt = 1; left.length > 0; attempt++) {
      const refused = await this.#send(left);
      if (refused === undefined) return;
      const held = await this.#options.published();
      const before = left.length;
      left = left.filter(({ position }) => position > held);
      const next = left[0]?.position ?? held + 1;
      if (next > held + 1) throw new Error(`the bus expects position ${held + 1} next, not ${next}`);
      if (left.length < before) attempt = 1;
      else if (attempt === attemptsMax) throw refused;
    }
  }

  /** Takes everything on its way for lost. Whatever has arrived all the same is found out by asking the stream. */
  fail(because: Error): void {
    for (const token of [...this.#sent.keys()]) this.#settle(token, because);
  }

  /** Sends all and waits for all. Answers how the stream refused the first that it did not take. */
  async #send(events: readonly RecordedEvent[]): Promise<WrongSequence | undefined> {
    const failures: Error[] = [];
    const { promise: settled, resolve } = Promise.withResolvers<void>();
    let open = 1;
    const settle = (failure?: Error) => {
      if (failure) failures.push(failure);
      if (--open === 0) resolve();
    };
    this.#sending = this.#sending.then(async () => {
      for (const event of events) {
        while (this.#isFull(event.body.length)) await new Promise<void>((wake) => this.#waiting.push(wake));
        if (failures.length > 0) break;
        open++;
        this.#sendOne(event, settle);
      }
      settle();
    });
    await settled;
    const fault = failures.find((failure) => !(failure instanceof WrongSequence));
    if (fault) throw fault;
    return failures[0];
  }

  #sendOne(event: RecordedEvent, settle: Sent['settle']): void {
    const { connection, log, window } = this.#options;
    const { position } = event;
    const units = event.body.length;
    const token = (++this.#tokens).toString(36);
    this.#sent.set(token, { position, units, sentAt: performance.now(), settle });
    this.#units += units;
    this.#watch ??= setInterval(() => this.#failLate(), window.timeoutMs / 4);
    try {
      const message = toMessage(event);
      if (message.log !== log) throw new Error(`event ${position} is of log ${message.log}, not of ${log}`);
      const expected = { 'Nats-Expected-Stream': this.#stream, 'Nats-Expected-Last-Sequence': String(position - 1) };
      const headers = sentHeaders({ ...message.headers, ...expected });
      connection.publish(message.subject, message.payload, { reply: `${this.#inbox}.${token}`, headers });
    } catch (error) {
      this.#settle(token, Error.isError(error) ? error : new Error(String(error)));
    }
  }

  #acknowledged(message: Msg): void {
    const token = message.subject.slice(this.#inbox.length + 1);
    const sent = this.#sent.get(token);
    if (sent) this.#settle(token, this.#faultIn(message, sent.position));
  }

  #faultIn(message: Msg, position: Position): Error | undefined {
    if (message.headers?.code === 503) return new NoStream(`nothing takes ${this.#stream}`);
    const said = Acknowledgement.safeParse(parsed(message.string())).data;
    if (said === undefined) return new Error(`${this.#stream} answered what is no acknowledgement`);
    if ('error' in said) return refusal(said.error);
    return said.seq === position ? undefined : new Error(`${this.#stream} holds event ${position} at ${said.seq}`);
  }

  #settle(token: string, failure?: Error): void {
    const sent = this.#sent.get(token);
    if (!sent) return;
    this.#sent.delete(token);
    this.#units -= sent.units;
    if (this.#sent.size === 0) {
      clearInterval(this.#watch);
      this.#watch = undefined;
    }
    sent.settle(failure);
    this.#waiting.shift()?.();
  }

  #failLate(): void {
    const { timeoutMs } = this.#options.window;
    const [oldest] = this.#sent.values();
    if (oldest && performance.now() - oldest.sentAt < timeoutMs) return;
    const said = `the NATS server took nothing for ${this.#stream} in ${timeoutMs} ms`;
    const remedy =
      'Look at its disk: where that was full it takes nothing, also with room again, until it is restarted';
    this.fail(new BusUnusable('silent', said, remedy));
  }

  #isFull(units: number): boolean {
    const { messages, units: unitsMax } = this.#options.window;
    return this.#sent.size >= messages || (this.#sent.size > 0 && this.#units + units > unitsMax);
  }
}

function refusal({ err_code, description }: { readonly err_code: number; readonly description: string }): Error {
  return wrongSequence.has(err_code) ? new WrongSequence(description) : new Error(`${description} (${err_code})`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** All at once: set one by one, each is looked up among the others, ten times as slow. */
function sentHeaders(headers: Readonly<Record<string, string>>) {
  return MsgHdrsImpl.fromRecord(Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])));
}
