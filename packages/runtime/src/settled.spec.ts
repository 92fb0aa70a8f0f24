import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  eventCatalogue,
  eventType,
  type Follower,
  policyFollower,
  relay,
  type SendCommand,
} from '@hoso/event-sourcing';
import { freshStream, memoryEventStore, memoryPolicyStore, noted, write } from '@hoso/event-sourcing/testing';
import { inProcessBus } from '@hoso/messaging';
import { z } from 'zod';
import { settled } from './settled.ts';

const Noted = eventType('Noted', z.looseObject({ echoes: z.int().optional() }));

/** A log that a policy follows, whose command is carried out by `send`. */
async function followedBy(send: SendCommand) {
  const bus = inProcessBus({ publishedUpTo: 1 });
  const relaying = relay({ store, bus, batchMax: 100 });
  const follower = await policyFollower({
    policy: {
      name: 'echo',
      begins: 0,
      events: eventCatalogue(Noted),
      whenever: ({ data }) =>
        (data.echoes ?? 0) === 0 ? [] : [{ subject: 'echo.commands.one', type: 'Echo', data: (data.echoes ?? 0) - 1 }],
    },
    policies: memoryPolicyStore(),
    ...{ store, bus, send, clock: () => 0 },
  });
  closing.push(async () => {
    await follower.close();
    await relaying.close();
    await bus.close();
  });
  return follower;
}

let store: ReturnType<typeof memoryEventStore>;
let closing: (() => Promise<void>)[];
beforeEach(() => {
  store = memoryEventStore();
  closing = [];
});
afterEach(async () => {
  for (const close of closing) await close();
});

const tell = (echoes: number) => store.append([write(freshStream(), 0, noted({ data: { echoes } }))]);
const echoed: SendCommand = async ({ data }) => {
  // As a command does that asks others first.
  await new Promise((resolve) => setTimeout(resolve, 5));
  await tell(z.int().parse(data));
};
const lagOf = async (follower: Follower): Promise<number> => (await follower.status()).lagEvents;

describe('A log is settled', () => {
  it('once its followers have met all of it, and all that they made of it', async () => {
    const follower = await followedBy(echoed);
    await tell(3);
    expect(await settled(store, [follower], 60_000)).toBe(true);
    expect(await store.head()).toBe(5);
    expect(await lagOf(follower)).toBe(0);
  });

  it('at once where nothing is left', async () => {
    const follower = await followedBy(echoed);
    expect(await settled(store, [follower], 60_000)).toBe(true);
    expect(await settled(store, [follower], 0)).toBe(true);
    expect(await settled(store, [], 0)).toBe(true);
  });

  it('not while a follower cannot go on', async () => {
    const follower = await followedBy(() => Promise.reject(new Error('not reached')));
    await tell(1);
    expect(await settled(store, [follower], 50)).toBe(false);
    expect(await lagOf(follower)).toBe(1);
  });
});
