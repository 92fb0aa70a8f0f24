import { describe, expect, it } from '@jest/globals';
import type { Position } from '../envelope.ts';
import type { EventStore } from '../event-store.ts';
import { type ProgressChange, StaleFollower } from '../follower-progress.ts';
import { allPartitions } from '../partition.ts';
import type { PolicyOutcome, PolicyStore } from '../policy.ts';
import { type EachLog, eachLog, type MakeEventStore } from './each-log.ts';
import { freshStream, noted, refusalOf, write } from './sample-events.ts';

/** An event store with the progress of its policies. */
export type StoreWithPolicies = EventStore & { readonly policies: PolicyStore };

/** What every policy store promises: progress as durable as the log, and moved by one follower at a time. */
export function describePolicyStore(name: string, make: MakeEventStore<StoreWithPolicies>): void {
  describe(`The policy store on ${name}`, () => {
    const log = eachLog(make);
    describe('keeps progress', () => describeProgress(log));
    describe('fails by a fault', () => describeFaults(log));
    describe('compares and sets', () => describeComparison(log));
    describe('keeps holds', () => describeHolds(log));
    describe('notes outcomes', () => describeOutcomes(log));
  });
}

const policy = 'case-follows-dossier';

function describeProgress({ store, reopen }: EachLog<StoreWithPolicies>): void {
  it('from where the policy begins, in every partition', async () => {
    expect(await store().policies.progress(policy, 7)).toEqual({ checkpoints: allPartitions.map(() => 7), holds: [] });
  });

  it('from its first beginning, whatever is said later, also when opened again', async () => {
    await store().policies.progress(policy, 7);
    expect((await store().policies.progress(policy, 9)).checkpoints).toEqual(allPartitions.map(() => 7));
    await reopen();
    expect((await store().policies.progress(policy, 11)).checkpoints).toEqual(allPartitions.map(() => 7));
  });

  it('of two beginnings at the same time, one for both', async () => {
    const [one, other] = await Promise.all([
      store().policies.progress(policy, 3),
      store().policies.progress(policy, 4),
    ]);
    expect(one).toEqual(other);
  });

  it('by partition, durably', async () => {
    await store().policies.progress(policy, 0);
    await store().policies.save(policy, moved([3, 0, 12], [15, 0, 9]), []);
    await store().policies.save(policy, moved([3, 12, 13]), []);
    await reopen();
    const { checkpoints } = await store().policies.progress(policy, 0);
    expect(checkpoints).toEqual(allPartitions.map((partition) => (partition === 3 ? 13 : partition === 15 ? 9 : 0)));
  });

  it('of each policy by itself', async () => {
    await store().policies.progress(policy, 0);
    await store().policies.progress('record-result', 5);
    await store().policies.save(policy, moved([0, 0, 1]), []);
    expect((await store().policies.progress('record-result', 0)).checkpoints).toEqual(allPartitions.map(() => 5));
  });

  it('beside appends that are written at the same time, and beside one that is refused', async () => {
    await store().policies.progress(policy, 0);
    const settled = await Promise.allSettled([
      store().append([write(freshStream(), 0, noted())]),
      store().policies.save(policy, moved([1, 0, 2]), []),
      store().append([write(freshStream(), 1, noted())]),
      store().policies.save(policy, moved([1, 0, 9]), []),
    ]);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected']);
    expect((await store().policies.progress(policy, 0)).checkpoints[1]).toBe(2);
    expect(await store().head()).toBe(2);
  });
}

function describeFaults({ store }: EachLog<StoreWithPolicies>): void {
  it('alone, not what is written at the same time', async () => {
    await store().policies.progress(policy, 0);
    await store().policies.progress('record-result', 0);
    const settled = await Promise.allSettled([
      store().append([write(freshStream(), 0, noted())]),
      store().policies.save(policy, moved([1, 0, 2.5]), []),
      store().append([write(freshStream(), 0, noted())]),
      store().policies.save('record-result', moved([1, 0, 2]), []),
      store().policies.save(policy, moved([2, 0, Number.NaN]), []),
      store().append([write(freshStream(), 0, noted())]),
    ]);
    expect(settled.map(({ status }) => status === 'fulfilled')).toEqual([true, false, true, true, false, true]);
    expect(await store().head()).toBe(4);
    expect((await store().policies.progress(policy, 0)).checkpoints).toEqual(allPartitions.map(() => 0));
    expect((await store().policies.progress('record-result', 0)).checkpoints[1]).toBe(2);
  });
}

function describeComparison({ store }: EachLog<StoreWithPolicies>): void {
  it('and changes nothing where another follower was faster', async () => {
    await store().policies.progress(policy, 0);
    await store().policies.save(policy, moved([2, 0, 5]), []);
    const late = { ...moved([1, 0, 4], [2, 0, 4]), held: [{ subject: 'd1', partition: 1, position: 4, reason: 'x' }] };
    const refused = await refusalOf(store().policies.save(policy, late, [outcome(4, 0, 'WrongState')]));
    expect(refused).toBeInstanceOf(StaleFollower);
    const { checkpoints, holds } = await store().policies.progress(policy, 0);
    expect([checkpoints[1], checkpoints[2], holds]).toEqual([0, 5, []]);
    expect(await store().policies.refusals(policy, 10)).toEqual([]);
  });

  it('so that of two followers at the same time one goes on', async () => {
    await store().policies.progress(policy, 0);
    const settled = await Promise.allSettled(
      [1, 2, 3, 4].map((to) => store().policies.save(policy, moved([0, 0, to]), [])),
    );
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of settled) {
      if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(StaleFollower);
    }
  });

  it('and refuses a policy that never began', async () => {
    expect(await refusalOf(store().policies.save('never-begun', moved([0, 0, 1]), []))).toBeInstanceOf(StaleFollower);
  });
}

function describeHolds({ store, reopen }: EachLog<StoreWithPolicies>): void {
  const hold = { subject: 'dossier-ồ', partition: 4, position: 8, reason: 'processing does not answer' };

  it('until they are released, durably', async () => {
    await store().policies.progress(policy, 0);
    const other = { ...hold, subject: 'd2', position: 3 };
    await store().policies.save(policy, { ...moved([4, 0, 8]), held: [hold, other] }, []);
    await reopen();
    expect((await store().policies.progress(policy, 0)).holds).toEqual([other, hold]);
    await store().policies.save(policy, { checkpoints: [], held: [], released: [other.subject, 'unknown'] }, []);
    expect((await store().policies.progress(policy, 0)).holds).toEqual([hold]);
  });

  it('one a subject, the last that was said', async () => {
    await store().policies.progress(policy, 0);
    await store().policies.save(policy, { checkpoints: [], held: [hold], released: [] }, []);
    const later = { ...hold, position: 9, reason: 'still not' };
    await store().policies.save(policy, { checkpoints: [], held: [later], released: [hold.subject] }, []);
    expect((await store().policies.progress(policy, 0)).holds).toEqual([later]);
  });

  it('of each policy by itself', async () => {
    await store().policies.progress(policy, 0);
    await store().policies.save(policy, { checkpoints: [], held: [hold], released: [] }, []);
    await store().policies.save('record-result', { checkpoints: [], held: [], released: [hold.subject] }, []);
    expect((await store().policies.progress(policy, 0)).holds).toEqual([hold]);
    expect((await store().policies.progress('record-result', 0)).holds).toEqual([]);
  });
}

function describeOutcomes({ store, reopen }: EachLog<StoreWithPolicies>): void {
  it('and lists the refusals, newest first, at most as many as asked for', async () => {
    await store().policies.progress(policy, 0);
    const noticed = [
      outcome(5, 0, 'done'),
      outcome(5, 1, 'WrongState'),
      outcome(9, 0, 'UnknownUnit'),
      outcome(7, 0, 'WrongRole'),
    ];
    await store().policies.save(policy, moved([0, 0, 9]), noticed);
    await reopen();
    expect(await store().policies.refusals(policy, 10)).toEqual([noticed[2], noticed[3], noticed[1]]);
    expect(await store().policies.refusals(policy, 1)).toEqual([noticed[2]]);
    expect(await store().policies.refusals('record-result', 10)).toEqual([]);
  });

  it('once: what a command came to is not said again', async () => {
    await store().policies.progress(policy, 0);
    await store().policies.save(policy, moved([0, 0, 5]), [outcome(5, 0, 'WrongState')]);
    await store().policies.save(policy, moved([0, 5, 6]), [outcome(5, 0, 'done'), outcome(6, 0, 'WrongRole')]);
    expect((await store().policies.refusals(policy, 10)).map((noticed) => noticed.outcome)).toEqual([
      'WrongRole',
      'WrongState',
    ]);
  });
}

/** Checkpoints moved: partition, from, to. */
function moved(...steps: readonly (readonly [number, Position, Position])[]): ProgressChange {
  return {
    checkpoints: steps.map(([partition, from, to]) => ({ partition, from, to })),
    held: [],
    released: [],
  };
}

function outcome(event: Position, ordinal: number, what: string): PolicyOutcome {
  return { policy, event, ordinal, commandId: `command-${event}-${ordinal}`, outcome: what };
}
