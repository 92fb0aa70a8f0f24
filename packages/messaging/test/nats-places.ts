import { backends, isHad, mustBeHad } from '@hoso/backends';
import { memoryEventStore } from '@hoso/event-sourcing/testing';
import { describe, expect, it } from '@jest/globals';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { streamNameOf } from '../src/nats/event-stream.ts';

/** The log that `memoryEventStore` keeps, and so of every event that specs make. */
export const toldLog = memoryEventStore().log.id;

/** Specs on a real server, or the reason why there is none: skipped, on CI failed. */
export async function describeOnNats(name: string, specs: (url: string) => void): Promise<void> {
  const server = await backends.nats();
  if (isHad(server)) return describe(name, () => specs(server.url));
  describe(name, () => {
    if (mustBeHad('nats')) it('has a server', () => expect(server.missing).toBe(''));
    else it.skip(server.missing, () => undefined);
  });
}

/** A connection of nobody's, to look at the server itself. */
export async function openManager(url: string) {
  const { hostname, port, username, password } = new URL(url);
  const connection = await connect({ servers: `${hostname}:${port}`, user: username, pass: password });
  return { connection, manager: await jetstreamManager(connection) };
}

/** As if nothing had ever been published. */
export async function removeStream(url: string, log = toldLog): Promise<void> {
  const { connection, manager } = await openManager(url);
  await manager.streams.delete(streamNameOf(log)).catch(() => undefined);
  await connection.close();
}
