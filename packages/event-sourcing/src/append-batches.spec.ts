import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { type AppendOutcome, appendBatches } from './append-batches.ts';
import { type EncodedAppend, encodeAppend } from './encode-append.ts';
import { noted, write } from './testing/sample-events.ts';

const log = '00000000-0000-8000-8000-000000000000';
const append = (stream: string): EncodedAppend => encodeAppend(log, [write(stream, 0, noted())]);
const streamOf = ({ writes }: EncodedAppend): string => writes[0]?.stream ?? '';
const receiptOf = (one: EncodedAppend): AppendOutcome => ({ receipt: { id: streamOf(one), version: 1, position: 1 } });

/** A server that answers when it is told to, and what it was sent. */
function server(underWayMax?: number, limits = { appendsMax: 512, unitsMax: 1_000_000 }) {
  const sent: { readonly streams: readonly string[]; readonly answer: () => void; readonly fail: () => void }[] = [];
  const batches = appendBatches({
    ...limits,
    ...(underWayMax === undefined ? {} : { underWayMax }),
    write: (batch) =>
      new Promise((resolve, reject) => {
        sent.push({
          streams: batch.map(streamOf),
          answer: () => resolve(batch.map(receiptOf)),
          fail: () => reject(new Error('the connection broke')),
        });
      }),
  });
  const run = (from: number, count: number) =>
    Array.from({ length: count }, (_, at) => batches.run(append(`note-${from + at}`)).then(({ id }) => id));
  return { sent, batches, run, sizes: () => sent.map(({ streams }) => streams.length) };
}

const some = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn++) await nextTurn();
};

describe('Appends that wait', () => {
  it('share a batch, and what comes meanwhile the next one', async () => {
    const { sent, run, sizes } = server();
    const first = run(0, 100);
    await some();
    const second = run(100, 50);
    await some();
    expect(sizes()).toEqual([100]);
    sent[0]?.answer();
    await expect(Promise.all(first)).resolves.toEqual(Array.from({ length: 100 }, (_, at) => `note-${at}`));
    await some();
    expect(sizes()).toEqual([100, 50]);
    sent[1]?.answer();
    await Promise.all(second);
  });

  it('are sent in even shares, in their order, where several batches may be under way', async () => {
    const { sent, run, sizes } = server(2);
    const all = run(0, 100);
    await some();
    expect(sizes()).toEqual([50, 50]);
    expect(sent.flatMap(({ streams }) => streams)).toEqual(Array.from({ length: 100 }, (_, at) => `note-${at}`));
    for (const { answer } of sent) answer();
    await Promise.all(all);
  });

  it('are not worth a call of their own while they are few and another one is under way', async () => {
    const { sent, run, sizes } = server(2);
    const one = run(0, 1);
    await some();
    const few = run(1, 31);
    await some();
    expect(sizes()).toEqual([1]);
    const many = run(32, 1);
    await some();
    expect(sizes()).toEqual([1, 32]);
    const last = run(33, 1);
    sent[1]?.answer();
    await Promise.all([...few, ...many]);
    await some();
    expect(sizes()).toEqual([1, 32]);
    sent[0]?.answer();
    await Promise.all(one);
    await some();
    expect(sizes()).toEqual([1, 32, 1]);
    sent[2]?.answer();
    await Promise.all(last);
  });

  it('keep to the most that a batch may hold, and one that is larger goes alone', async () => {
    const { sent, run, sizes } = server(1, { appendsMax: 3, unitsMax: 1_000_000 });
    const all = run(0, 7);
    for (let batch = 0; batch < 3; batch++) {
      await some();
      sent[batch]?.answer();
    }
    await Promise.all(all);
    expect(sizes()).toEqual([3, 3, 1]);
    const tight = server(1, { appendsMax: 512, unitsMax: 1 });
    const both = tight.run(0, 2);
    await some();
    tight.sent[0]?.answer();
    await some();
    tight.sent[1]?.answer();
    await Promise.all(both);
    expect(tight.sizes()).toEqual([1, 1]);
  });

  it('fail with their batch, and no other does', async () => {
    const { sent, run } = server(2);
    const all = run(0, 64);
    await some();
    sent[0]?.fail();
    sent[1]?.answer();
    const outcomes = await Promise.allSettled(all);
    expect(outcomes.map(({ status }) => status)).toEqual([
      ...Array.from({ length: 32 }, () => 'rejected'),
      ...Array.from({ length: 32 }, () => 'fulfilled'),
    ]);
  });

  it('are all answered before it is closed, and refused afterwards', async () => {
    const { sent, batches, run } = server(2);
    const all = run(0, 70);
    const last = run(70, 1);
    let isClosed = false;
    const closed = batches.close().then(() => {
      isClosed = true;
    });
    for (let batch = 0; batch < 2; batch++) {
      await some();
      expect(isClosed).toBe(false);
      sent[batch]?.answer();
    }
    await closed;
    await Promise.all([...all, ...last]);
    await expect(batches.run(append('note-late'))).rejects.toMatchObject({ reason: 'closed' });
  });
});
