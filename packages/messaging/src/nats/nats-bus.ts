import type {
  Answering,
  Bus,
  Consumption,
  Delivery,
  Handler,
  Message,
  Partition,
  Position,
  RecordedEvent,
} from '@hoso/event-sourcing';
import { type NatsConnection, PermissionViolationError } from '@nats-io/transport-node';
import { busAddress } from './bus-address.ts';
import { type ConsumptionLimits, consumptionLimits } from './durable-consumer.ts';
import { type LogEvents, logEvents } from './log-events.ts';
import { inboxPrefixOf, openConnection } from './nats-connection.ts';
import { type PublishWindow, publishWindow } from './publisher.ts';
import { Requests } from './requests.ts';

export interface NatsBusOptions {
  /** `BUS_URL`: nats://user:password@host:4222 */
  readonly url: string;
  /** What the server's monitoring calls the connection. */
  readonly service: string;
  /** The log whose events are carried; a process that neither relays nor follows has none. */
  readonly log?: string;
  /** How many servers are to hold the log's stream; 1 unless given. */
  readonly replicas?: number;
  /**
   * The relay makes the log's stream where there is none, and fills it from the position that this answers. Others have
   * no such business and wait until the stream is there.
   */
  readonly declares?: () => Promise<Position>;
  readonly window?: Partial<PublishWindow>;
  readonly limits?: Partial<NatsBusLimits>;
  /** Told of everything that goes wrong behind the scenes. The bus goes on. */
  readonly onTrouble?: (error: unknown) => void;
}

export interface NatsBusLimits extends ConsumptionLimits {
  /** How long what is in hand may take when the bus closes. */
  readonly closeMs: number;
}

export const natsBusLimits: NatsBusLimits = { ...consumptionLimits, closeMs: 5_000 };

/** A bus on a NATS server. */
export interface NatsBus extends Bus {
  /** Why it cannot be used at the moment, for readiness; nothing when it can. */
  readonly trouble: string | undefined;
}

/**
 * Commands and queries as NATS requests to queue groups; events on a JetStream stream, where an event's sequence is its
 * position. Rejects with `BusUnusable` where server or stream are not as they have to be; what is lost later comes
 * back by itself.
 */
export async function natsBus(options: NatsBusOptions): Promise<NatsBus> {
  const { url, service, log, replicas = 1, declares, onTrouble = () => {} } = options;
  const limits = { ...natsBusLimits, ...options.limits };
  const window = { ...publishWindow, ...options.window };
  const connection = await openConnection(url, service);
  try {
    const events =
      log === undefined
        ? undefined
        : await logEvents(connection, {
            stream: { log, replicas },
            declares,
            inboxPrefix: inboxPrefixOf(busAddress(url)),
            window,
            limits,
            onTrouble,
          });
    return new ConnectedBus(connection, events, limits, onTrouble);
  } catch (error) {
    await connection.close();
    throw error;
  }
}

class ConnectedBus implements NatsBus {
  readonly #connection: NatsConnection;
  readonly #requests: Requests;
  readonly #events: LogEvents | undefined;
  readonly #limits: NatsBusLimits;
  readonly #onTrouble: (error: unknown) => void;
  #trouble: string | undefined;
  #closed = false;

  constructor(
    connection: NatsConnection,
    events: LogEvents | undefined,
    limits: NatsBusLimits,
    onTrouble: (error: unknown) => void,
  ) {
    this.#connection = connection;
    this.#requests = new Requests(connection, onTrouble);
    this.#events = events;
    this.#limits = limits;
    this.#onTrouble = onTrouble;
    void this.#watch();
  }

  get trouble(): string | undefined {
    return this.#trouble ?? this.#events?.trouble;
  }

  request(subject: string, message: Message, timeoutMs: number): Promise<unknown> {
    return this.#requests.request(subject, message, timeoutMs);
  }

  reply(subject: string, queue: string, handler: Handler): Promise<Answering> {
    return this.#requests.reply(subject, queue, handler);
  }

  async publish(events: readonly RecordedEvent[]): Promise<void> {
    await this.#ofLog().publish(events);
  }

  async published(): Promise<Position> {
    return await this.#ofLog().published();
  }

  async consume(
    consumer: string,
    partitions: readonly Partition[],
    handle: (batch: readonly Delivery[]) => Promise<void>,
  ): Promise<Consumption> {
    return await this.#ofLog().consume(consumer, partitions, handle);
  }

  async close(): Promise<readonly string[]> {
    if (this.#closed) return [];
    this.#closed = true;
    const { closeMs } = this.#limits;
    const until = performance.now() + closeMs;
    const requests = await this.#requests.close(closeMs);
    const consumers = (await this.#events?.close(Math.max(0, until - performance.now()))) ?? [];
    // What was acknowledged last is on its way, if there is a server to take it.
    if (this.#trouble === undefined) await this.#connection.flush().catch(this.#onTrouble);
    await this.#connection.close();
    return [...new Set([...requests, ...consumers])];
  }

  #ofLog(): LogEvents {
    if (this.#closed) throw new Error('the bus is closed');
    if (!this.#events) throw new Error('this process carries no log: its bus was opened without one');
    return this.#events;
  }

  async #watch(): Promise<void> {
    for await (const status of this.#connection.status()) {
      switch (status.type) {
        case 'disconnect':
          this.#trouble = `BUS_URL: the NATS server at ${status.server} is gone; trying again`;
          this.#disconnected(new Error(this.#trouble));
          break;
        case 'reconnect':
          this.#requests.returned();
          await this.#returned();
          break;
        case 'error':
          this.#onTrouble(status.error);
          if (status.error instanceof PermissionViolationError) this.#events?.refused(status.error);
          break;
        default:
      }
    }
  }

  #disconnected(trouble: Error): void {
    this.#onTrouble(trouble);
    this.#requests.interrupted();
    this.#events?.interrupted(trouble);
  }

  /** It may be another server, or one that lost everything. */
  async #returned(): Promise<void> {
    try {
      await this.#events?.check();
      this.#trouble = undefined;
    } catch (error) {
      this.#trouble = Error.isError(error) ? error.message : String(error);
      this.#onTrouble(error);
    }
  }
}
