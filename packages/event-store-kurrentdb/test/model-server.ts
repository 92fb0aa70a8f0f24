import { type RecordedEvent } from '@hoso/event-sourcing';
import { type AppendRecordInput, type ConsistencyCheck, NO_STREAM, UnavailableError } from '@kurrent/kurrentdb-client';
import type { AppendWriterOptions } from '../src/append-writer.ts';
import { namesOf } from '../src/names.ts';
import { type Head, placeOf, type ReadRecord, recordedEvent } from '../src/records.ts';

/**
 * What KurrentDB's server does with an append, as its source has it (26.1): every check is about one stream; a stream
 * whose records it has seen, by their ids, at the places asked for counts as a repeat; where all are right it writes,
 * where all are repeats it says so again, where some are wrong it names them, and where repeats are mixed with anything
 * else it fails and names none. Names are compared without regard to case.
 */
export class ModelServer {
  readonly names = namesOf('main');
  readonly #streams = new Map<string, AppendRecordInput[]>();
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

  readonly readHead = async (): Promise<Head> => {
    const events = await this.events();
    return events.at(-1) ?? { position: 0, recordedAt: 0 };
  };

  readonly findCommand = async (commandId: string): Promise<readonly RecordedEvent[]> => {
    const [record] = this.read(this.names.ofCommand(commandId));
    if (!record) return [];
    const { first, last } = placeOf('main', record);
    return (await this.events()).slice(first - 1, last);
  };

  /** The whole log. */
  async events(): Promise<readonly RecordedEvent[]> {
    if (this.#isAway) throw new UnavailableError();
    return this.read(this.names.log).map((record) => recordedEvent('main', record));
  }

  read(stream: string): readonly ReadRecord[] {
    const records = this.#streams.get(stream.toLowerCase()) ?? [];
    return records.map(({ record: { data, metadata } }, index) => ({ revision: BigInt(index), data, metadata }));
  }

  #write(records: readonly AppendRecordInput[], checks: readonly ConsistencyCheck[]): void {
    const asked = new Map(checks.map((check) => [check.streamName.toLowerCase(), check]));
    const decisions = [...asked].map(([key, check]) => {
      const held = this.#streams.get(key) ?? [];
      const expected = check.expectedState === NO_STREAM ? 0 : Number(check.expectedState) + 1;
      if (expected === held.length) return { check, held, said: 'right' };
      const written = records.filter(({ streamName }) => streamName.toLowerCase() === key);
      const isRepeat =
        written.length > 0 && written.every(({ record }, index) => record.id === held[expected + index]?.record.id);
      return { check, held, said: isRepeat ? 'repeat' : 'wrong' };
    });
    const all = (said: string) => decisions.every((decision) => decision.said === said);
    if (all('repeat')) return;
    if (all('right')) {
      for (const record of records) {
        const key = record.streamName.toLowerCase();
        this.#streams.set(key, [...(this.#streams.get(key) ?? []), record]);
      }
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
}
