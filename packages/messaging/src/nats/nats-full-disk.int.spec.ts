import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { smallDisk, startNats } from '@hoso/backends';
import { relay } from '@hoso/event-sourcing';
import { freshStream, memoryEventStore, notes, write } from '@hoso/event-sourcing/testing';
import { afterEach, expect, it } from '@jest/globals';
import { describeOnNats, heldEvents } from '../../test/nats-places.ts';
import { natsBus } from './nats-bus.ts';

const disk = await smallDisk(48 * 1024 ** 2).catch((error: Error) => error);

await describeOnNats('A NATS server whose disk is full', () => {
  if (disk instanceof Error) {
    it.skip(`skipped: ${disk.message}`, () => undefined);
    return;
  }
  const { folder, fill, makeRoom, remove } = disk;
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
    await remove();
  });

  it('is told with the setting and the remedy; the log goes on, and is carried once there is room', async () => {
    const server = await startNats({ storage: join(folder, 'jetstream') });
    closing.push(() => server.stop());
    const store = memoryEventStore();
    closing.push(() => store.close());
    const troubles: unknown[] = [];
    const onTrouble = (error: unknown) => void troubles.push(error);
    const log = store.log.id;
    const bus = await natsBus({ url: server.url, service: 'spec', log, declares: async () => 1, onTrouble });
    closing.push(() => bus.close());
    const backoff = { firstMs: 10, maxMs: 100 };
    const running = relay({ store, bus, batchMax: 50, waitMs: 100, backoff, onFailure: onTrouble });
    closing.push(() => running.close());
    const tell = () => store.append([write(freshStream(), 0, ...notes(10, { data: { text: 'x'.repeat(20_000) } }))]);
    await tell();
    while ((await bus.published()) < 11) await delay(20);

    await fill();
    for (let count = 0; count < 30; count++) await tell();
    const isTold = () =>
      troubles.find((error) => Error.isError(error) && 'reason' in error && error.reason === 'silent');
    while (!isTold()) await delay(50);
    expect(String(isTold())).toMatch(/BUS_URL: the NATS server took nothing .*\. Look at its disk/);
    expect(await store.head()).toBe(311);

    // NATS takes nothing until it is restarted, also where there is room again.
    await makeRoom();
    await server.restart();
    const events = await store.readAll(0, 10_000);
    while ((await bus.published().catch(() => 0)) < events.length) await delay(50);
    expect(await heldEvents(server.url, log, events.length)).toEqual(events);
  }, 180_000);
});
