import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClockMoved } from '@hoso/contracts';
import { envelopeOf } from '@hoso/event-sourcing';
import { type SqliteEventStore, sqliteEventStore } from '@hoso/event-store-sqlite';
import { inProcessBus } from '@hoso/messaging';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { keepingTime, type SharedClock, sharedClock } from './shared-clock.ts';

const born = Date.UTC(2022, 2, 1);
const hourMs = 3_600_000;
const operator = { id: 'operator-2102', role: 'operator', unit: 'platform' } as const;

let folder: string;
let store: SqliteEventStore;
/** By the clocks of the machines. */
let machine: number;
const clocks: SharedClock[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hoso-clock-'));
  machine = Date.UTC(2026, 10, 25);
  store = sqliteEventStore({ path: join(folder, 'log.sqlite'), log: { kind: 'simulated' }, clock: () => born });
});
afterEach(async () => {
  await Promise.all(clocks.splice(0).map((clock) => clock.close()));
  await store.close();
  rmSync(folder, { recursive: true });
});

/** The clock as one more process sees it. */
async function process(aheadMs = 0): Promise<SharedClock> {
  const clock = await sharedClock({ store, machineClock: () => machine + aheadMs, newId: randomUUID });
  clocks.push(clock);
  return clock;
}

describe('The clock of a simulated log that many processes work on', () => {
  it('stands at the last instant of the log until that says that it runs', async () => {
    const clock = await process();
    machine += hourMs;
    expect(clock.now()).toBe(born);
  });

  it('shows what it was set to, and the time that has gone by since', async () => {
    const clock = await process();
    await clock.moveTo(born + hourMs, operator);
    expect(clock.now()).toBe(born + hourMs);
    machine += 1_500;
    expect(clock.now()).toBe(born + hourMs + 1_500);
  });

  it('shows every process the same, also one that starts later', async () => {
    const [one, other] = [await process(), await process()];
    await one.moveTo(born + hourMs, operator);
    machine += 1_500;
    await other.refresh();
    const late = await process();
    expect([one, other, late].map((clock) => clock.now())).toEqual(Array(3).fill(born + hourMs + 1_500));
  });

  it('is set in the log, by whoever set it', async () => {
    await (await process()).moveTo(born + hourMs, operator);
    const [, moved] = (await store.readAll(0, 10)).map(envelopeOf);
    expect(moved).toMatchObject({
      ...{ type: ClockMoved.name, actor: operator, occurredAt: '2022-03-01T00:00:00.000Z' },
      data: { to: '2022-03-01T01:00:00.000Z', since: '2026-11-25T00:00:00.000Z' },
    });
  });

  it('does not go back before what it was set to where a machine’s clock is behind', async () => {
    await (await process()).moveTo(born + hourMs, operator);
    expect((await process(-2_000)).now()).toBe(born + hourMs);
  });

  it('is set by one of two at once: the other knows only afterwards', async () => {
    const [one, other] = [await process(), await process()];
    const both = await Promise.allSettled([
      one.moveTo(born + hourMs, operator),
      other.moveTo(born + 2 * hourMs, operator),
    ]);
    expect(both).toMatchObject([{ status: 'fulfilled' }, { status: 'rejected', reason: { code: 'ClockWaits' } }]);
    await other.refresh();
    expect(other.now()).toBe(born + hourMs);
  });

  it('is what every message finds that was sent after it was set', async () => {
    const bus = inProcessBus({ publishedUpTo: 0 });
    const [one, other] = [await process(), await process()];
    await keepingTime(bus, other).reply('trial.queries.now', 'trial', async () => other.now());
    const ask = () => bus.request('trial.queries.now', { data: {}, headers: {} }, 60_000);
    expect(await ask()).toBe(born);
    await one.moveTo(born + hourMs, operator);
    expect(await ask()).toBe(born + hourMs);
    await bus.close();
  });
});
