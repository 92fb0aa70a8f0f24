import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { commandHandler, type HandleCommand } from './command-handler.ts';
import type { Decider, DomainCommand } from './decider.ts';
import { DomainError, isDomainError } from './domain-error.ts';
import type { EventStore } from './event-store.ts';
import { type EventOf, eventCatalogue, eventType } from './event-type.ts';
import { FoldedStates } from './folded-states.ts';
import { personal } from './personal.ts';
import type { Sealer } from './sealer.ts';
import { memoryEventStore } from './testing/memory-event-store.ts';
import { uuidV8 } from './uuid.ts';

const Added = eventType('Added', z.strictObject({ by: z.int(), note: personal(z.string()).optional() }));
const events = eventCatalogue(Added);

interface Add extends DomainCommand {
  readonly data: { readonly by: number; readonly note?: string };
}

interface Account {
  readonly sum: number;
  readonly notes: readonly unknown[];
}

const account: Decider<Add, Account, EventOf<typeof Added>> = {
  initial: { sum: 0, notes: [] },
  decide: ({ data }, { sum }) => {
    if (sum + data.by < 0 || sum + data.by > 12) throw new DomainError('OutOfBounds', { sum });
    return data.by === 0 ? [] : [{ type: 'Added', data }];
  },
  evolve: ({ sum, notes }, { data: { by, note } }) => ({
    sum: sum + by,
    notes: note === undefined ? notes : [...notes, note],
  }),
};

const occurredAt = '2022-01-04T01:00:00.000Z';
const actor = { id: 'clerk-1', role: 'clerk', unit: 'counter' };
const dossierId = uuidV8('a dossier');
const add = (by: number, note?: string): Add => ({
  type: 'Add',
  data: note === undefined ? { by } : { by, note },
  actor,
  occurredAt,
});

/** A sealer whose key can be forgotten, and so be another object when it is read again, and be destroyed. */
function keys(): Sealer & { forget(): void; destroy(): void } {
  let life: object | undefined = {};
  return {
    seal: async (kid, value) => ({
      kid,
      iv: 'aXY=',
      ct: Buffer.from(JSON.stringify(value)).toString('base64'),
      tag: 'dA==',
    }),
    open: async ({ ct }) => (life ? { value: JSON.parse(Buffer.from(ct, 'base64').toString()) } : undefined),
    lifeOf: async () => life,
    forget: () => {
      life = {};
    },
    destroy: () => {
      life = undefined;
    },
  };
}

/** Counts the events that are read. */
function counting(store: EventStore): EventStore & { readonly read: () => number } {
  let read = 0;
  return {
    ...store,
    readStream: async (...asked) => {
      const page = await store.readStream(...asked);
      read += page.length;
      return page;
    },
    read: () => read,
  };
}

function handlerOver(store: EventStore, sealer: Sealer = keys()): HandleCommand {
  return commandHandler({ store, events, sealer, attemptsMax: 10, clock: () => Date.parse(occurredAt) });
}

async function run(handle: HandleCommand, commandId: string, stream: string, command: Add): Promise<unknown> {
  try {
    return await handle(command, { commandId, correlationId: commandId, dossierId }, stream, async (load) => [
      (await load(stream, account)).decide(command),
    ]);
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return { code: error.code, params: error.params };
  }
}

const step = fc.record({
  by: fc.integer({ min: -6, max: 6 }),
  note: fc.option(fc.constantFrom('Lan', 'Minh'), { nil: undefined, freq: 5 }),
  stream: fc.constantFrom('account-1', 'account-2', 'account-3'),
  /** Who decides: one of two processes. */
  process: fc.boolean(),
});

describe('A command handler that remembers what it folded', () => {
  it('decides as one that folds everything anew, also where another process appends meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const [remembered, anew] = [memoryEventStore(), memoryEventStore()];
        const [here, there] = [handlerOver(remembered), handlerOver(remembered)];
        for (const [index, { by, note, stream, process }] of steps.entries()) {
          const id = uuidV8('command', index);
          const command = add(by, note);
          const told = await run(process ? here : there, id, stream, command);
          expect(told).toEqual(await run(handlerOver(anew), id, stream, command));
        }
        const bodies = async (store: EventStore) => (await store.readAll(0, 1_000)).map(({ body }) => body);
        expect(await bodies(remembered)).toEqual(await bodies(anew));
      }),
      { numRuns: 300 },
    );
  });

  it('reads one event a command, however long the stream has become', async () => {
    const store = counting(memoryEventStore());
    const handle = handlerOver(store);
    for (let count = 0; count < 200; count++)
      await run(handle, uuidV8('command', count), 'account-1', add(count % 2 ? -1 : 1));
    expect(store.read()).toBe(199);
  });

  it('reads one event a command of a stream with sealed fields too, while its key stays in memory', async () => {
    const store = counting(memoryEventStore());
    const sealer = keys();
    const handle = handlerOver(store, sealer);
    const addNoted = async (from: number) => {
      for (let count = from; count < from + 100; count++)
        await run(handle, uuidV8('command', count), 'account-1', add(count % 2 ? -1 : 1, 'Lan'));
    };
    await addNoted(0);
    expect(store.read()).toBe(99);
    sealer.forget();
    await addNoted(100);
    expect(store.read()).toBe(99 + 100 + 99);
  });

  it('opens nothing that was sealed once its key is destroyed', async () => {
    const sealer = keys();
    const handle = handlerOver(memoryEventStore(), sealer);
    await run(handle, uuidV8(1), 'account-1', add(1, 'Nguyễn Thị Hoa'));
    const notes = async (id: string) => {
      let seen: readonly unknown[] = [];
      await handle(add(0), { commandId: id, correlationId: id, dossierId }, 'account-1', async (load) => {
        const { state, decide } = await load('account-1', account);
        seen = state.notes;
        return [decide(add(0))];
      });
      return seen;
    };
    expect(await notes(uuidV8(2))).toEqual(['Nguyễn Thị Hoa']);
    sealer.destroy();
    expect(await notes(uuidV8(3))).toEqual([expect.objectContaining({ kid: dossierId })]);
  });

  it('folds for each decider what that one makes of a stream', async () => {
    const store = memoryEventStore();
    const id = uuidV8('told');
    await store.append([
      {
        stream: 'account-1',
        expected: 0,
        events: [
          {
            ...{ commandId: id, commandType: 'Add', type: 'Added', schemaVersion: 1 },
            occurredAt,
            actor,
            correlationId: id,
            data: { by: 5 },
          },
        ],
      },
    ]);
    const counter: Decider<Add, number, EventOf<typeof Added>> = {
      initial: 0,
      decide: () => [],
      evolve: (count) => count + 1,
    };
    const seen: unknown[] = [];
    const asked = uuidV8('asked');
    await handlerOver(store)(add(0), { commandId: asked, correlationId: asked }, 'account-1', async (load) => {
      seen.push((await load('account-1', account)).state.sum, (await load('account-1', counter)).state);
      seen.push((await load('account-1', account)).state.sum);
      return [(await load('account-1', counter)).decide(add(0))];
    });
    expect(seen).toEqual([5, 1, 5]);
  });
});

describe('Remembered states', () => {
  const folded = { state: account.initial, version: 1, position: 1, kids: [] };

  it('are bounded: the longest unused one is forgotten', async () => {
    const states = new FoldedStates(2, keys());
    await states.keep('a-1', account, folded);
    await states.keep('a-2', account, folded);
    expect(await states.find('a-1', account)).toBe(folded);
    await states.keep('a-3', account, folded);
    const found = await Promise.all(['a-1', 'a-2', 'a-3'].map((stream) => states.find(stream, account)));
    expect(found).toEqual([folded, undefined, folded]);
  });

  it('go with the key that opened what is in them, and do not come back with another', async () => {
    const sealer = keys();
    const states = new FoldedStates(2, sealer);
    const opened = { ...folded, kids: [dossierId] };
    await states.keep('a-1', account, opened);
    expect(await states.find('a-1', account)).toBe(opened);
    sealer.forget();
    expect(await states.find('a-1', account)).toBeUndefined();
    await states.keep('a-1', account, opened);
    sealer.destroy();
    expect(await states.find('a-1', account)).toBeUndefined();
    await states.keep('a-1', account, opened);
    expect(await states.find('a-1', account)).toBeUndefined();
  });

  it('are not kept where several keys opened what is in them', async () => {
    const states = new FoldedStates(2, keys());
    await states.keep('a-1', account, { ...folded, kids: [dossierId, uuidV8('another dossier')] });
    expect(await states.find('a-1', account)).toBeUndefined();
  });
});
