import { describe, expect, it } from '@jest/globals';
import { envelopeOf, type RecordedEvent } from '../envelope.ts';
import { type EventStore, type Receipt, StoreUnavailable, VersionConflict } from '../event-store.ts';
import { LogOpened, logStream } from '../log-opened.ts';
import { describeAppends } from './describe-appends.ts';
import { describeReads } from './describe-reads.ts';
import { describeStoredBytes } from './describe-stored-bytes.ts';
import { type EachLog, eachLog, type MakeEventStore } from './each-log.ts';
import { everything, freshStream, nextId, noted, notes, refusalOf, write } from './sample-events.ts';

/** What every event store promises. An adapter's spec is one call; what breaks one adapter becomes a promise of all. */
export function describeEventStore(name: string, make: MakeEventStore): void {
  describe(`The event store on ${name}`, () => {
    const log = eachLog(make);
    describe('has one order', () => describeOrder(log));
    describe('appends', () => describeAppends(log));
    describe('is durable', () => describeDurability(log));
    describe('reads', () => describeReads(log));
    describe('keeps bytes', () => describeStoredBytes(log));
  });
}

const port = ['log', 'readStream', 'append', 'findCommand', 'readAll', 'head', 'waitPast', 'close'];

function describeOrder({ store, setClock, reopen }: EachLog<EventStore>): void {
  it('begins with LogOpened at position 1', async () => {
    const [first, ...rest] = await everything(store());
    const opened = first && envelopeOf(first);
    expect(rest).toEqual([]);
    expect(opened).toMatchObject({ position: 1, version: 1, type: 'LogOpened', log: store().log.id });
    expect(opened?.stream).toBe(logStream(store().log.id));
    expect(LogOpened.schema.parse(opened?.data)).toMatchObject({ log: store().log.id, kind: store().log.kind });
  });

  it('is the same gapless one for all readers while 32 writers append', async () => {
    const writing = { done: false };
    const readers = [1_000, 7, 64].map((limit) => follow(store(), writing, limit));
    const partitioned = Array.from({ length: 16 }, (_, partition) => follow(store(), writing, 50, partition));
    const shared = freshStream('numbering');
    const receipts = (await Promise.all(Array.from({ length: 32 }, () => writeMany(store(), shared)))).flat();
    writing.done = true;
    const all = await everything(store());

    expect(all.map(({ position }) => position)).toEqual(Array.from({ length: await store().head() }, (_, i) => i + 1));
    for (const seen of await Promise.all(readers)) expect(seen).toEqual(all);
    expect((await Promise.all(partitioned)).flat().toSorted((a, b) => a.position - b.position)).toEqual(all);
    expect(receipts).toHaveLength(32 * 12);
    for (const { commandId, receipt } of receipts) {
      const last = all[receipt.position - 1];
      expect(last && envelopeOf(last).commandId).toBe(commandId);
    }
    expectVersionsInOrder(all);
  }, 30_000);

  it('never lets recordedAt decrease, also when the clock goes back and the log is opened again', async () => {
    const clock = Date.UTC(2022, 5, 1);
    for (const offsetMs of [0, 60_000, -3_600_000, 60_001]) {
      setClock(clock + offsetMs);
      await store().append([write(freshStream(), 0, noted())]);
      await reopen();
      await store().append([write(freshStream(), 0, ...notes(2))]);
    }
    const times = (await everything(store())).map(({ recordedAt }) => recordedAt);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    expect(times.every(Number.isSafeInteger)).toBe(true);
  });

  it('has no way to take an event back', async () => {
    const members = memberNames(store());
    expect(members).toEqual(expect.arrayContaining(port));
    expect(members.filter((member) => /delete|remove|truncate|purge|update|replace|force|any/i.test(member))).toEqual(
      [],
    );
    const stream = freshStream();
    for (const expected of [-1, -2, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(await refusalOf(store().append([write(stream, expected, noted())]))).toMatchObject({
        name: 'InvalidAppend',
        path: '/writes/0/expected',
      });
    }
    expect(await store().head()).toBe(1);
  });
}

function describeDurability({ store, reopen }: EachLog<EventStore>): void {
  it('finds its log again after close and reopen, and goes on', async () => {
    const stream = freshStream();
    const commandId = nextId();
    const first = await store().append([write(stream, 0, ...notes(2, { commandId }))]);
    const before = await everything(store());
    const { log } = store();
    await reopen();
    expect(store().log).toEqual(log);
    expect(await everything(store())).toEqual(before);
    expect(await store().append([write(stream, 0, ...notes(2, { commandId }))])).toEqual(first);
    expect(await store().append([write(stream, 2, noted())])).toMatchObject({ version: 3, position: 4 });
  });

  it('answers every append that waits when it is closed: what resolved is there, what rejected is not', async () => {
    const streams = Array.from({ length: 50 }, () => freshStream());
    const appends = streams.map((stream) => store().append([write(stream, 0, noted())]));
    const [settled] = await Promise.all([Promise.allSettled(appends), store().close()]);
    await reopen();
    for (const [index, stream] of streams.entries()) {
      const found = await store().readStream(stream, 0, 10);
      expect(found).toHaveLength(settled[index]?.status === 'fulfilled' ? 1 : 0);
    }
  });

  it('is closed once and for all', async () => {
    const closed = store();
    await closed.close();
    await closed.close();
    const asked = [
      closed.append([write(freshStream(), 0, noted())]),
      closed.head(),
      closed.readAll(0, 1),
      closed.readStream(freshStream(), 0, 1),
      closed.findCommand(nextId()),
      closed.waitPast(0, 10),
    ];
    for (const refused of await Promise.all(asked.map(refusalOf))) {
      expect(refused).toBeInstanceOf(StoreUnavailable);
      expect(refused).toMatchObject({ reason: 'closed' });
    }
  });
}

/** Reads the log as it grows, until the writers are done and nothing is left. */
async function follow(store: EventStore, writing: { readonly done: boolean }, limit: number, partition?: number) {
  const seen: RecordedEvent[] = [];
  for (;;) {
    const { done } = writing;
    const page = await store.readAll(seen.at(-1)?.position ?? 0, limit, partition);
    seen.push(...page);
    if (page.length > 0) continue;
    if (done) return seen;
    await store.waitPast(await store.head(), 5);
  }
}

interface Written {
  readonly commandId: string;
  readonly receipt: Receipt;
}

/** One writer of many: twelve commands on its own stream, every third one also on a stream that all of them share. */
async function writeMany(store: EventStore, shared: string): Promise<readonly Written[]> {
  const own = freshStream();
  const written: Written[] = [];
  let version = 0;
  let sharedVersion = 0;
  for (let count = 0; count < 12; ) {
    const commandId = nextId();
    const events = notes(1 + (count % 3), { commandId, data: { count } });
    const alsoShared = count % 3 === 0 ? [write(shared, sharedVersion, noted({ commandId }))] : [];
    try {
      const receipt = await store.append([write(own, version, ...events), ...alsoShared]);
      written.push({ commandId, receipt });
      version += events.length;
      count += 1;
    } catch (error) {
      if (!(error instanceof VersionConflict)) throw error;
      sharedVersion = error.actual;
    }
  }
  return written;
}

function expectVersionsInOrder(recorded: readonly RecordedEvent[]): void {
  const versions = new Map<string, number>();
  for (const { stream, version } of recorded.map(envelopeOf)) {
    expect(version).toBe((versions.get(stream) ?? 0) + 1);
    versions.set(stream, version);
  }
}

function memberNames(value: object): readonly string[] {
  const names = new Set<string>();
  for (let at: object | null = value; at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    for (const name of Object.getOwnPropertyNames(at)) names.add(name);
  }
  return [...names];
}
