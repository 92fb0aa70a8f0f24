import { StoreUnavailable } from '@hoso/event-sourcing';
import { describe, expect, it } from '@jest/globals';
import { ConnectionPoolClearedEvent, MongoClient } from 'mongodb';
import { MongoConnection } from './mongo-connection.ts';

const url = 'mongodb://127.0.0.1:1/views';
const graceMs = 20;

/** What the driver tells of a server that was killed. */
function told(client: MongoClient): void {
  const event: ConnectionPoolClearedEvent = Object.create(ConnectionPoolClearedEvent.prototype);
  client.emit('connectionPoolCleared', event);
}

describe('A connection to a server of views', () => {
  it('waits no longer for an answer that never comes once the driver has given its connections up', async () => {
    const [first, second] = [new MongoClient(url), new MongoClient(url)];
    const fresh = [second];
    const connection = new MongoConnection(first, 'host', async () => fresh.shift() ?? new MongoClient(url), graceMs);
    const unanswered = connection.reach(() => new Promise<never>(() => {}));
    told(first);
    await expect(unanswered).rejects.toMatchObject({ name: StoreUnavailable.name, reason: 'unreachable' });
    expect(fresh).toEqual([]);
    expect(connection.db.client).toBe(second);
    await connection.close();
  });

  it('is heard of by the driver that took its place, too', async () => {
    const [first, second, third] = [new MongoClient(url), new MongoClient(url), new MongoClient(url)];
    const fresh = [second, third];
    const connection = new MongoConnection(first, 'host', async () => fresh.shift() ?? new MongoClient(url), graceMs);
    for (const client of [first, second]) {
      const unanswered = connection.reach(() => new Promise<never>(() => {}));
      told(client);
      await expect(unanswered).rejects.toBeInstanceOf(StoreUnavailable);
    }
    expect(connection.db.client).toBe(third);
    await connection.close();
  });

  it('leaves alone what was asked afterwards, and what is answered in time', async () => {
    const client = new MongoClient(url);
    const connection = new MongoConnection(client, 'host', async () => new MongoClient(url), graceMs);
    const { promise, resolve } = Promise.withResolvers<string>();
    const inTime = connection.reach(async () => 'in time');
    told(client);
    const later = connection.reach(() => promise);
    await expect(inTime).resolves.toBe('in time');
    setTimeout(() => resolve('later'), 3 * graceMs);
    await expect(later).resolves.toBe('later');
    expect(connection.db.client).toBe(client);
    await connection.close();
  });
});
