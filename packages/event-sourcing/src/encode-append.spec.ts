import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from './canonical-json.ts';
import { encodeAppend, firstReceipt, streamCategory, streamId, streamName } from './encode-append.ts';
import { type NewEvent, type RecordedEvent, subjectOf } from './envelope.ts';
import { partitionOf } from './partition.ts';
import { storable } from './testing/describe-stored-bytes.ts';
import { nextId, noted, notes, write } from './testing/sample-events.ts';
import { eventIdOf } from './uuid.ts';

const log = '0e7d3a52-7f0c-4d0c-9d0a-5a7f1c3b2a10';

/** Limits and refusals are told by `describeEventStore`, for every adapter at once. */
describe('Encoding an append', () => {
  it('writes bodies in the canonical form, with any data and any optional member', () => {
    const words = fc.constantFrom('officer', 'cán bộ "một cửa"', 'a\\b\n', '😀', '');
    const optional = fc.record(
      {
        dossierId: words,
        causationId: words,
        traceparent: fc.constant(`00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`),
        sealed: fc.array(fc.constantFrom('/name', '/a~1b'), { maxLength: 2 }),
        schemaVersion: fc.integer({ min: 1, max: 99 }),
        actor: fc.record({ id: words, role: words, unit: words }),
        correlationId: words,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(storable, optional, fc.nat(1_000), (data, said, expected) => {
        const event: NewEvent = noted({ ...said, data });
        const [encoded] = encodeAppend(log, [write('dossier-hồ.sơ', expected, event)]).writes[0]?.events ?? [];
        const place = { id: eventIdOf(event.commandId, 0), log, stream: 'dossier-hồ.sơ', version: expected + 1 };
        expect(encoded?.body).toBe(canonicalJson({ ...event, ...place }));
      }),
    );
  });

  it('numbers the events of each stream, and tells their partitions', () => {
    const [one, two, three] = notes(3, { dossierId: 'd1' });
    const [four] = notes(1, { commandId: one?.commandId ?? '' });
    if (!one || !two || !three || !four) throw new Error('four events were asked for');
    const append = encodeAppend(log, [write('dossier-d1', 4, one, two), write('numbering-x', 0, three, four)]);
    expect(append).toMatchObject({ commandId: one.commandId, commandType: 'Note', actor: one.actor });
    const events = append.writes.flatMap((stream) => stream.events);
    expect(events.map(({ id, stream, version }) => [id, stream, version])).toEqual([
      [eventIdOf(one.commandId, 0), 'dossier-d1', 5],
      [eventIdOf(one.commandId, 1), 'dossier-d1', 6],
      [eventIdOf(one.commandId, 2), 'numbering-x', 1],
      [eventIdOf(one.commandId, 3), 'numbering-x', 2],
    ]);
    const dossier = partitionOf('d1');
    expect(events.map(({ partition }) => partition)).toEqual([dossier, dossier, dossier, partitionOf('numbering-x')]);
    expect(subjectOf({ stream: 'numbering-x' })).toBe('numbering-x');
  });

  it('answers a repetition with the position of its last event and the version of its first stream', () => {
    const commandId = nextId();
    const [one, two, three] = notes(3, { commandId });
    if (!one || !two || !three) throw new Error('three events were asked for');
    const append = encodeAppend(log, [write('dossier-d1', 4, one, two), write('numbering-x', 0, three)]);
    const recorded = append.writes
      .flatMap((stream) => stream.events)
      .map(({ body, partition }, index): RecordedEvent => ({ position: 11 + index, recordedAt: 0, partition, body }));
    expect(firstReceipt(recorded, append)).toEqual({ id: 'd1', version: 6, position: 13 });
    const elsewhere = encodeAppend(log, [write('dossier-d2', 0, one)]);
    expect(() => firstReceipt(recorded, elsewhere)).toThrow(expect.objectContaining({ code: 'CommandIdReused' }));
  });

  it('names streams by category and id, whatever dashes the id has', () => {
    const name = streamName('case', '0e7d3a52-7f0c-1');
    expect([streamCategory(name), streamId(name)]).toEqual(['case', '0e7d3a52-7f0c-1']);
  });
});
