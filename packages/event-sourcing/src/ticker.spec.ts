import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NoResponder } from './bus.ts';
import { DomainError } from './domain-error.ts';
import { instantOf } from './envelope.ts';
import { eventCatalogue } from './event-type.ts';
import { pause } from './pause.ts';
import type { PolicyCommand } from './policy.ts';
import type { SendCommand, SendContext } from './policy-follower.ts';
import { memoryViewStore } from './testing/memory-view-store.ts';
import { nothing } from './testing/parcels.ts';
import { ticker } from './ticker.ts';
import type { TimePolicy } from './time-policy.ts';
import type { ViewStore } from './view-store.ts';
import type { View } from './view.ts';

interface Egg {
  readonly id: string;
  /** When it is done; nothing once somebody has said so. */
  readonly doneAt?: string;
}

const eggs: View<Egg> = {
  name: 'eggs',
  revision: 1,
  indexes: [{ name: 'done', of: ({ doneAt }) => (doneAt === undefined ? undefined : [doneAt]) }],
  events: eventCatalogue(),
  key: () => undefined,
  evolve: (document) => document,
};

const timer: TimePolicy<Egg> = {
  name: 'egg-timer',
  view: eggs,
  index: 'done',
  whenever: ({ id, doneAt }, now) =>
    doneAt === undefined || doneAt > now
      ? []
      : [{ subject: 'kitchen.commands.egg', type: 'Ring', dossierId: id, data: { doneAt }, at: doneAt }],
};

const onTheWayMs = 1_000;
const at = (ms: number) => instantOf(Date.parse('2022-03-15T00:00:00.000Z') + ms);

async function put(views: ViewStore, { id, doneAt }: Egg, position: number, previous = 0): Promise<void> {
  const generation = await views.live(eggs);
  const document = doneAt === undefined ? { id } : { id, doneAt };
  await generation.save([{ key: id, document, position, previous }], nothing);
}

/** Carries each command id out once, as a command handler does. */
function kitchen() {
  const done = new Map<string, { readonly command: PolicyCommand; readonly context: SendContext }>();
  const asked: string[] = [];
  const send: SendCommand = async (command, context) => {
    asked.push(context.commandId);
    if (!done.has(context.commandId)) done.set(context.commandId, { command, context });
  };
  return { done, asked, send };
}

function clockAt(ms: number) {
  let now = ms;
  const move = (to: number): void => {
    now = to;
  };
  return { clock: () => Date.parse(at(now)) + onTheWayMs, move };
}

describe('A policy of time', () => {
  it('acts when its instant has come, as of that instant, and not a millisecond before', async () => {
    const views = memoryViewStore();
    await put(views, { id: 'one', doneAt: at(10) }, 1);
    const { send, done } = kitchen();
    const { clock, move } = clockAt(9);
    const ticking = ticker({ policy: timer, views, send, clock });
    expect(await ticking.tick()).toBe(0);
    move(10);
    expect(await ticking.tick()).toBe(1);
    const [{ command, context } = { command: undefined, context: undefined }] = done.values();
    expect(command).toEqual({
      ...{ subject: 'kitchen.commands.egg', type: 'Ring', dossierId: 'one', data: { doneAt: at(10) } },
    });
    expect(context).toEqual({
      ...{ commandId: context?.commandId, correlationId: context?.commandId, occurredAt: at(10) },
    });
  });

  it('does what was due while nobody looked, the earliest first', async () => {
    const views = memoryViewStore();
    for (const [index, ms] of [30, 10, 20].entries()) await put(views, { id: `egg ${ms}`, doneAt: at(ms) }, index + 1);
    const { send, done } = kitchen();
    await ticker({ policy: timer, views, send, clock: clockAt(1_000).clock }).tick();
    expect([...done.values()].map(({ command }) => command.dossierId)).toEqual(['egg 10', 'egg 20', 'egg 30']);
  });

  it('asks again for what still seems due only after a while, and for another instant at once', async () => {
    const views = memoryViewStore();
    await put(views, { id: 'one', doneAt: at(10) }, 1);
    const { send, asked } = kitchen();
    const ticking = ticker({ policy: timer, views, send, clock: clockAt(50).clock });
    for (let look = 0; look < 60; look++) await ticking.tick();
    expect(asked.length).toBe(1);
    await ticking.tick();
    expect(asked.length).toBe(2);
    expect(new Set(asked).size).toBe(1);
    await put(views, { id: 'one', doneAt: at(20) }, 2, 1);
    await ticking.tick();
    expect(new Set(asked).size).toBe(2);
  });

  it('says what was refused or could not be reached, and goes on with the next look', async () => {
    const views = memoryViewStore();
    await put(views, { id: 'one', doneAt: at(10) }, 1);
    await put(views, { id: 'two', doneAt: at(20) }, 2);
    const { send, done } = kitchen();
    let isAway = true;
    const ticking = ticker({
      ...{ policy: timer, views, clock: clockAt(50).clock },
      send: async (command, context) => {
        if (command.dossierId === 'one') throw new DomainError('Raw');
        if (isAway) throw new NoResponder('kitchen.commands.egg', 'nobody');
        await send(command, context);
      },
    });
    await expect(ticking.tick()).rejects.toThrow(NoResponder);
    isAway = false;
    expect(await ticking.tick()).toBe(1);
    expect([...done.values()].map(({ command }) => command.dossierId)).toEqual(['two']);
  });

  it('looks by itself once it has begun, and no more once it is closed', async () => {
    const views = memoryViewStore();
    const { send, done } = kitchen();
    const ticking = ticker({ policy: timer, views, send, clock: clockAt(50).clock, everyMs: 1 });
    await put(views, { id: 'one', doneAt: at(10) }, 1);
    await pause(20);
    expect(done.size).toBe(0);
    ticking.begin();
    while (done.size === 0) await pause(5);
    await ticking.close();
    await put(views, { id: 'two', doneAt: at(20) }, 2);
    await pause(20);
    expect(done.size).toBe(1);
  });

  it('acts once for every cause, however many look and whenever', () =>
    fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.nat(100), { maxLength: 12 }),
        fc.array(fc.record({ who: fc.nat(2), to: fc.nat(120) }), { maxLength: 20 }),
        async (instants, looks) => {
          const views = memoryViewStore();
          for (const [index, ms] of instants.entries())
            await put(views, { id: `egg ${ms}`, doneAt: at(ms) }, index + 1);
          const { send, done } = kitchen();
          const clocks = [0, 1, 2].map(() => clockAt(0));
          const all = clocks.map(({ clock }) => ticker({ policy: timer, views, send, clock }));
          for (const { who, to } of [...looks, { who: 0, to: 200 }]) {
            clocks[who]?.move(to);
            await all[who]?.tick();
          }
          expect([...done.values()].map(({ command }) => command.dossierId).sort()).toEqual(
            instants.map((ms) => `egg ${ms}`).sort(),
          );
        },
      ),
      { numRuns: 60 },
    ));
});
