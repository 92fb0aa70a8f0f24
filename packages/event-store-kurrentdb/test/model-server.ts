import { EventEmitter } from 'node:events';
import { type RecordedEvent } from '@hoso/event-sourcing';
import {
  type AppendRecordInput,
  BACKWARDS,
  type ConsistencyCheck,
  END,
  NO_STREAM,
  UnavailableError,
} from '@kurrent/kurrentdb-client';
import type { AppendWriterOptions } from '../src/append-writer.ts';
import type { ReadOptions, Server, Subscription } from '../src/connection.ts';
import { logQueries } from '../src/log-queries.ts';
import { namesOf } from '../src/names.ts';
import { type Head, type ReadRecord, recordedEvent } from '../src/records.ts';

/**
 * What KurrentDB's server does with an append, as its source has it (26.1): every check is about one stream; a stream
 * whose records it has seen, by their ids, at the places asked for counts as a repeat; where all are right it writes,
 * where all are repeats it says so again, where some are wrong it names them, and where repeats are mixed with anything
 * else it fails and names none. Names are compared without regard to case. What it would drop of a stream it keeps.
 */
export class ModelServer implements Server {
  readonly names = namesOf('main');
  readonly #streams = new Map<string, AppendRecordInput[]>();
  readonly #written = new EventEmitter().setMaxListeners(0);
  /** What becomes of the next appends: each is lost on the way there, or on the way back. */
  readonly #losses: ('there' | 'back')[] = [];
  #isAway = false;

  lose(...losses: readonly ('there' | 'back')[]): void {
    this.#losses.push(...losses);
  }

  set isAway(value: boolean) {
    this.#isAway = value;
  }

  readonly append: AppendWriterOptions['append'] = async (records, checks) => {
    await new Promise(setImmediate);
    const loss = this.#isAway ? 'there' : this.#losses.shift();
    if (loss === 'there') throw new UnavailableError();
    this.#write(records, checks);
    if (loss === 'back') throw new UnavailableError();
  };

  readonly appendRecords = this.append;

  async *readStream(stream: string, { fromRevision, maxCount, direction }: ReadOptions) {
    await new Promise(setImmediate);
    if (this.#isAway) throw new UnavailableError();
    const { length } = this.#held(stream);
    if (length === 0) throw Object.assign(new Error('no such stream'), { type: 'stream-not-found' });
    const from = fromRevision === END ? length - 1 : Number(fromRevision);
    const found =
      direction === BACKWARDS
        ? this.read(stream, Math.max(0, from + 1 - maxCount), from + 1).toReversed()
        : this.read(stream, from, from + maxCount);
    for (const event of found) yield { event };
  }

  subscribeToStream(stream: string): Subscription {
    const told = new EventEmitter();
    const tell = (written: string, event: ReadRecord): void => {
      if (written === stream) setImmediate(() => told.emit('data', { event }));
    };
    this.#written.on('written', tell);
    return Object.assign(told, {
      unsubscribe: async () => {
        this.#written.off('written', tell);
      },
    });
  }

  async setStreamMetadata(): Promise<void> {}

  async dispose(): Promise<void> {}

  readonly readHead = (): Promise<Head> => logQueries(this, this.names, 'main').readHead();

  readonly findCommand = (commandId: string): Promise<readonly RecordedEvent[]> =>
    logQueries(this, this.names, 'main').findCommand(commandId);

  /** The whole log. */
  async events(): Promise<readonly RecordedEvent[]> {
    if (this.#isAway) throw new UnavailableError();
    return this.read(this.names.log).map((record) => recordedEvent('main', record));
  }

  read(stream: string, from = 0, to = Number.POSITIVE_INFINITY): readonly ReadRecord[] {
    return this.#held(stream)
      .slice(from, to)
      .map(({ record: { data, metadata } }, index) => ({ revision: BigInt(from + index), data, metadata }));
  }

  #held(stream: string): AppendRecordInput[] {
    return this.#streams.get(stream.toLowerCase()) ?? [];
  }

  #write(records: readonly AppendRecordInput[], checks: readonly ConsistencyCheck[]): void {
    const asked = new Map(checks.map((check) => [check.streamName.toLowerCase(), check]));
    const decisions = [...asked].map(([key, check]) => {
      const held = this.#held(key);
      const expected = check.expectedState === NO_STREAM ? 0 : Number(check.expectedState) + 1;
      if (expected === held.length) return { check, held, said: 'right' };
      const written = records.filter(({ streamName }) => streamName.toLowerCase() === key);
      const isRepeat =
        written.length > 0 && written.every(({ record }, index) => record.id === held[expected + index]?.record.id);
      return { check, held, said: isRepeat ? 'repeat' : 'wrong' };
    });
    const all = (said: string) => decisions.length > 0 && decisions.every((decision) => decision.said === said);
    if (all('repeat')) return;
    if (all('right') || decisions.length === 0) {
      for (const record of records) this.#put(record);
      return;
    }
    const wrong = decisions.some(({ said }) => said === 'repeat')
      ? []
      : decisions.filter(({ said }) => said === 'wrong');
    const violations = wrong.map(({ check: { streamName, expectedState }, held }) => ({
      ...{ checkIndex: 0, streamName, expectedState },
      actualState: held.length === 0 ? NO_STREAM : BigInt(held.length - 1),
    }));
    throw Object.assign(new Error('checks failed'), { type: 'append-consistency-violation', violations });
  }

  #put(input: AppendRecordInput): void {
    const key = input.streamName.toLowerCase();
    const held = this.#held(key);
    held.push(input);
    this.#streams.set(key, held);
    const { data, metadata } = input.record;
    this.#written.emit('written', input.streamName, { revision: BigInt(held.length - 1), data, metadata });
  }
}
