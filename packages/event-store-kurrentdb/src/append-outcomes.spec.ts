import { encodeAppend, LogDamaged, VersionConflict } from '@hoso/event-sourcing';
import { freshStream, nextId, noted, notes, write } from '@hoso/event-sourcing/testing';
import { type ConsistencyViolation, NO_STREAM } from '@kurrent/kurrentdb-client';
import { describe, expect, it } from '@jest/globals';
import { apart, isRaced, receiptOf, refusedBy } from './append-outcomes.ts';
import { namesOf } from './names.ts';
import { placed } from './records.ts';

const log = '00000000-0000-4000-8000-000000000001';
const names = namesOf('main');
const head = { position: 1, recordedAt: 0 };
const [stream, other] = [freshStream(), freshStream()];
const [one, two] = notes(2);
if (!one || !two) throw new Error('two events were asked for');
const first = encodeAppend(log, [write(freshStream(), 0, noted())]);
const second = encodeAppend(log, [write(stream, 4, one), write(other, 0, two)]);
/** Checks: 0 the head; 1 and 2 the first append's; 3 the second's command, 4 and 5 its streams. */
const appends = [first, second].map((append) => placed(names, append, head));
/** Servers count checks in ways of their own, or not at all. */
const violated = (place: number, actualState: bigint | typeof NO_STREAM): ConsistencyViolation => {
  const checks = appends.flatMap((append) => append.checks.map(({ check }) => check));
  const { streamName = '', expectedState = 'any' } = checks[place - 1] ?? {};
  return { checkIndex: 0, streamName, expectedState, actualState };
};

describe('Failed checks of KurrentDB', () => {
  it.each([
    ['a stream that has moved', [violated(4, 9n)], new VersionConflict(stream, 4, 10)],
    ['a stream that is not there', [violated(4, NO_STREAM)], new VersionConflict(stream, 4, 0)],
    ['the second stream', [violated(5, 0n)], new VersionConflict(other, 0, 1)],
    ['two streams, the first of them', [violated(5, 0n), violated(4, 9n)], new VersionConflict(stream, 4, 10)],
    ['a command that is known', [violated(3, 0n)], 'known'],
    ['a known command whose stream has moved on', [violated(4, 9n), violated(3, 0n)], 'known'],
  ])('tell %s', (_, violations, refused) => {
    const found = refusedBy('main', appends, violations);
    expect([...found.keys()]).toEqual([second]);
    expect(found.get(second)).toEqual(refused);
  });

  it('tell each append by itself, and nothing of one that none of them is about', () => {
    const found = refusedBy('main', appends, [violated(2, 0n), violated(3, 0n)]);
    expect(found.get(first)).toBeInstanceOf(VersionConflict);
    expect(found.get(second)).toBe('known');
    expect(refusedBy('main', appends, []).size).toBe(0);
  });

  it('tell that others were faster at the head, and are no answer where they name nothing', () => {
    const head = { ...violated(4, 9n), streamName: names.log };
    expect(isRaced(names.log, [violated(4, 9n), head])).toBe(true);
    expect(isRaced(names.log, [])).toBe(true);
    expect(isRaced(names.log, [violated(4, 9n)])).toBe(false);
  });

  it.each([-5n, -6n, -10n, -100n])('tell damage where somebody has deleted a stream (%s)', (state) => {
    expect(refusedBy('main', appends, [violated(4, state)]).get(second)).toBeInstanceOf(LogDamaged);
  });
});

describe('Appends of one request to KurrentDB', () => {
  const onStream = (name: string, version: number, commandId = nextId()) =>
    encodeAppend(log, [write(name, version, noted({ commandId }))]);

  it('are those that do not meet; what meets one that waits, waits too', () => {
    const [a, b, c] = [freshStream(), freshStream(), freshStream()];
    const batch = [
      onStream(a, 0),
      onStream(a, 1),
      encodeAppend(log, [write(b, 0, noted())]),
      onStream(c, 0),
      encodeAppend(log, [write(a, 2, ...[one]), write(freshStream(), 0, two)]),
    ];
    expect(apart(batch)).toEqual([batch[0], batch[2], batch[3]]);
  });

  it('are not two of one command, nor of names that differ in case only', () => {
    const commandId = nextId();
    const same = [onStream(freshStream(), 0, commandId), onStream(freshStream(), 0, commandId)];
    expect(apart(same)).toEqual([same[0]]);
    const cased = [onStream('procedure-AB', 0), onStream('procedure-ab', 0)];
    expect(apart(cased)).toEqual([cased[0]]);
  });

  it('are answered with the first stream and the last position', () => {
    expect(receiptOf(second, 12)).toEqual({ id: stream.slice('dossier-'.length), version: 5, position: 12 });
  });
});
