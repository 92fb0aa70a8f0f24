import { encodeAppend, type RecordedEvent } from '@hoso/event-sourcing';
import { freshStream, noted, notes, write } from '@hoso/event-sourcing/testing';
import { NO_STREAM } from '@kurrent/kurrentdb-client';
import { describe, expect, it } from '@jest/globals';
import { namesOf } from './names.ts';
import { isAt, placed, placeOf, recordedEvent, versionOf } from './records.ts';

const log = '00000000-0000-4000-8000-000000000001';
const names = namesOf('main');
const head = { position: 41, recordedAt: 1_647_309_784_005 };

describe('The streams of a log on KurrentDB', () => {
  it('are named after it, and what the adapter adds never meets a stream of the platform', () => {
    const stream = 'command-7';
    expect(names.ofStream(stream)).toBe('main.command-7');
    const added = [names.log, ...[names.ofCommand, names.ofPolicy, names.ofOutcomes].map((of) => of('7'))];
    expect(added).toEqual(['main.log', 'main.command.7', 'main.policy.7', 'main.outcomes.7']);
    expect(added.every((name) => !/^main\.[a-z]+-/.test(name))).toBe(true);
    expect(namesOf('main-2').ofStream('case-1')).not.toBe(namesOf('main').ofStream('2.case-1'));
  });

  it.each(['', 'Main', '$main', 'a.b', 'ồ', 'a'.repeat(32), '1'])('are of no log called %j', (name) =>
    expect(() => namesOf(name)).toThrow(RangeError),
  );
});

describe('A version', () => {
  it.each<[number, bigint | typeof NO_STREAM]>([
    [0, NO_STREAM],
    [1, 0n],
    [12, 11n],
  ])('%i is asked as %s, and read back', (version, state) => {
    expect(isAt('s', version)).toEqual({ type: 'stream_state', streamName: 's', expectedState: state });
    expect(versionOf(state)).toBe(version);
  });

  it.each([-5n, -6n])('is none where the stream was deleted (%s)', (state) => expect(versionOf(state)).toBeUndefined());
});

describe('An append as records of KurrentDB', () => {
  const [stream, other] = [freshStream(), freshStream('case')];
  const [one, two] = notes(2, { data: { tên: 'Nguyễn', '10': 1, '9': 2 } });
  const third = noted({ commandId: one?.commandId ?? '' });
  if (!one || !two) throw new Error('two events were asked for');
  const append = encodeAppend(log, [write(stream, 3, one, two), write(other, 0, third)]);
  const { last, records, checks } = placed(names, append, head);
  const inLog = records.filter(({ streamName }) => streamName === names.log);

  it('takes the next positions, in the order given', () => {
    expect(last).toBe(44);
    expect(inLog.map(({ record }) => record.metadata)).toEqual(
      [42, 43, 44].map((position) => expect.objectContaining({ position: String(position) })),
    );
  });

  it('has each event in its own stream and in the log, byte for byte', () => {
    for (const [index, event] of append.writes.flatMap(({ events }) => events).entries()) {
      const own = records.filter(({ streamName }) => streamName === names.ofStream(event.stream));
      const bytes = [inLog[index], own[event.version - (event.stream === stream ? 4 : 1)]].map(
        (found) => found?.record.data,
      );
      for (const data of bytes) expect(Buffer.from(data as Uint8Array).toString()).toBe(event.body);
    }
    expect(new Set(records.map(({ record }) => record.contentType))).toEqual(new Set(['application/octet-stream']));
    expect(inLog.map(({ record }) => record.type)).toEqual(['Noted', 'Noted', 'Noted']);
  });

  it('says of its command where its events lie', () => {
    const command = records.find(({ streamName }) => streamName === names.ofCommand(append.commandId));
    expect(placeOf('main', { revision: 0n, data: command?.record.data })).toEqual({ first: 42, last: 44 });
    expect(() => placeOf('main', { revision: 0n, data: Buffer.from('{}') })).toThrow('damaged');
  });

  it('has metadata of strings only, as the server wants it, and ids that it never had before', () => {
    const again = placed(names, append, head).records;
    const metadata = records.flatMap(({ record }) => Object.values(record.metadata ?? {}));
    expect(metadata.every((value) => typeof value === 'string')).toBe(true);
    expect(new Set([...records, ...again].map(({ record }) => record.id)).size).toBe(2 * records.length);
  });

  it('asks that the command is new, and each stream where it is expected', () => {
    expect(checks.map(({ of, check }) => [of, check.streamName, check.expectedState])).toEqual([
      ['command', names.ofCommand(append.commandId), NO_STREAM],
      ['write', names.ofStream(stream), 2n],
      ['write', names.ofStream(other), NO_STREAM],
    ]);
  });

  it('is read back as it was recorded', () => {
    const read = inLog.map(({ record }, index) =>
      recordedEvent('main', { revision: BigInt(41 + index), data: record.data, metadata: record.metadata }),
    );
    const expected: RecordedEvent[] = append.writes
      .flatMap(({ events }) => events)
      .map(({ body, partition }, index) => ({ position: 42 + index, recordedAt: head.recordedAt, partition, body }));
    expect(read).toEqual(expected);
  });

  it.each([
    ['metadata of somebody else', { revision: 6n, data: Buffer.from('{}'), metadata: { position: 'x' } }],
    ['no metadata', { revision: 6n, data: Buffer.from('{}') }],
    ['parsed JSON', { revision: 6n, data: {}, metadata: { position: '7', recordedAt: '1', partition: '2' } }],
    ['no text', { revision: 6n, data: Buffer.of(255), metadata: { position: '7', recordedAt: '1', partition: '2' } }],
  ])('is damaged where there is %s', (_, record) => {
    expect(() => recordedEvent('main', record)).toThrow('the log main is damaged at positions 7 to 7');
  });
});
