import type { Consumption, Delivery, Partition, Position, RecordedEvent } from '@hoso/event-sourcing';
import { settledWithin } from '@hoso/event-sourcing';
import { type JetStreamClient, type JetStreamManager, jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { BusUnusable } from './bus-unusable.ts';
import type { ConsumptionLimits } from './durable-consumer.ts';
import { EventConsumption } from './event-consumption.ts';
import {
  codeOf,
  declareStream,
  type EventStreamDeclaration,
  findStream,
  lastPosition,
  missingStream,
} from './event-stream.ts';
import { NoStream, Publisher, type PublishWindow } from './publisher.ts';
import { named, notAllowed } from './requests.ts';

export interface LogEventsOptions {
  readonly stream: EventStreamDeclaration;
  /** Whether the stream is made where there is none, and from which position it is filled again. */
  readonly declares: (() => Promise<Position>) | undefined;
  /** Where the user of this connection may hear answers. */
  readonly inboxPrefix: string;
  readonly window: PublishWindow;
  readonly limits: ConsumptionLimits;
  readonly onTrouble: (error: unknown) => void;
}

const withoutJetStream: ReadonlySet<number | undefined> = new Set([10_039, 10_076, 10_035]);

/** The events of one log on a connection: its stream, published to and consumed. */
export async function logEvents(connection: NatsConnection, options: LogEventsOptions): Promise<LogEvents> {
  const admin = await jetstreamManager(connection, { checkAPI: false });
  const events = new LogEvents(connection, jetstream(connection), admin, options);
  await events.check();
  return events;
}

export class LogEvents {
  readonly #client: JetStreamClient;
  readonly #admin: JetStreamManager;
  readonly #options: LogEventsOptions;
  readonly #publisher: Publisher;
  /** Consumptions, with the names of their consumers. */
  readonly #consumptions = new Map<EventConsumption, string>();

  constructor(connection: NatsConnection, client: JetStreamClient, admin: JetStreamManager, options: LogEventsOptions) {
    this.#client = client;
    this.#admin = admin;
    this.#options = options;
    const { log } = options.stream;
    const { inboxPrefix, window } = options;
    this.#publisher = new Publisher({ connection, inboxPrefix, log, published: () => this.published(), window });
  }

  /** Why some consumers get nothing at the moment. */
  get trouble(): string | undefined {
    for (const { trouble } of this.#consumptions.keys()) if (trouble !== undefined) return trouble;
    return undefined;
  }

  /** Throws where the stream is not the one declared. One that is missing comes when the relay comes. */
  async check(): Promise<void> {
    const { stream, declares, onTrouble } = this.#options;
    await this.#told(async () => {
      if (declares) await declareStream(this.#admin.streams, stream, declares);
      else if (!(await findStream(this.#admin.streams, stream))) onTrouble(missingStream(this.#options.stream.log));
    });
  }

  async published(): Promise<Position> {
    const { stream, declares } = this.#options;
    return await this.#told(async () => {
      const { streams } = this.#admin;
      const info = declares ? await declareStream(streams, stream, declares) : await findStream(streams, stream);
      if (!info) throw missingStream(this.#options.stream.log);
      return lastPosition(info);
    });
  }

  async publish(events: readonly RecordedEvent[]): Promise<void> {
    await this.#told(async () => {
      try {
        await this.#publisher.publish(events);
      } catch (error) {
        throw error instanceof NoStream ? missingStream(this.#options.stream.log) : error;
      }
    });
  }

  async consume(
    consumer: string,
    partitions: readonly Partition[],
    handle: (batch: readonly Delivery[]) => Promise<void>,
  ): Promise<Consumption> {
    const { stream, limits, onTrouble } = this.#options;
    const running = new EventConsumption({
      log: stream.log,
      consumer,
      partitions,
      handle,
      client: this.#client,
      admin: this.#admin,
      limits,
      onTrouble,
    });
    this.#consumptions.set(running, consumer);
    try {
      await running.start();
    } catch (error) {
      this.#consumptions.delete(running);
      throw error;
    }
    return {
      close: async () => {
        await running.close();
        this.#consumptions.delete(running);
      },
    };
  }

  /** The connection is gone: what was on its way is lost, and what comes next may not follow on what came before. */
  interrupted(because: Error): void {
    this.#publisher.fail(because);
    for (const consumption of this.#consumptions.keys()) consumption.interrupted();
  }

  /** The server does not let this user publish. */
  refused(violation: Error): void {
    this.#publisher.fail(notAllowed('publish events', violation));
  }

  /** Ends consumptions, within a time. Answers the names of the consumers that had to be left. */
  async close(timeoutMs: number): Promise<readonly string[]> {
    const ending = Array.from(this.#consumptions.keys(), async (consumption) => {
      await consumption.close();
      this.#consumptions.delete(consumption);
    });
    await settledWithin(ending, timeoutMs);
    return [...this.#consumptions.values()];
  }

  /** Errors of the server in words that name the setting and the remedy, where there is one. */
  async #told<Answer>(task: () => Promise<Answer>): Promise<Answer> {
    try {
      return await task();
    } catch (error) {
      const violation = named(error, 'PermissionViolationError');
      if (violation) throw notAllowed(`use the stream of log ${this.#options.stream.log} so`, violation);
      if (named(error, 'JetStreamNotEnabled') || withoutJetStream.has(codeOf(error))) {
        const remedy = 'Give the server a jetstream section, and the account jetstream: enabled';
        throw new BusUnusable('withoutJetStream', 'JetStream is not enabled there', remedy, { cause: error });
      }
      throw error;
    }
  }
}
