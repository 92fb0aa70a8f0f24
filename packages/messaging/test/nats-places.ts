import { onServer } from '@hoso/backends/testing';
import type { RecordedEvent } from '@hoso/event-sourcing';
import { memoryEventStore } from '@hoso/event-sourcing/testing';
import { describe } from '@jest/globals';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { fromMessage } from '../src/nats/cloud-event.ts';
import { isMissing, streamNameOf } from '../src/nats/event-stream.ts';

/** The log that `memoryEventStore` keeps, and so of every event that specs make. */
export const toldLog = memoryEventStore().log.id;

/** Specs on a real server, or the reason why there is none: skipped, on CI failed. */
export async function describeOnNats(name: string, specs: (url: string) => void): Promise<void> {
  await onServer('nats', [name], (url) => {
    describe(name, () => specs(url));
  });
}

/** A connection of nobody's, to look at the server itself. */
export async function openAdmin(url: string) {
  const { hostname, port, username, password } = new URL(url);
  const connection = await connect({ servers: `${hostname}:${port}`, user: username, pass: password });
  return { connection, admin: await jetstreamManager(connection) };
}

/** As if nothing had ever been published. A server that is late with its answer is asked again. */
export async function removeStream(url: string, log = toldLog): Promise<void> {
  const { connection, admin } = await openAdmin(url);
  for (let gone = false; !gone; ) {
    gone = await admin.streams.delete(streamNameOf(log)).then(
      () => false,
      (error: unknown) => isMissing(error),
    );
  }
  await connection.close();
}

/** What the log's stream holds, one after the other, each as its consumers would be given it. */
export async function heldEvents(url: string, log: string, count: number): Promise<readonly RecordedEvent[]> {
  const { connection } = await openAdmin(url);
  const consumer = await jetstream(connection).consumers.get(streamNameOf(log));
  const held: RecordedEvent[] = [];
  for await (const message of await consumer.consume()) {
    const { subject, seq: sequence, headers } = message;
    const header = (name: string): string => headers?.get(name) ?? '';
    held.push(fromMessage(log, { subject, sequence, header, payload: () => message.string() }));
    if (held.length === count) break;
  }
  await connection.close();
  return held;
}
