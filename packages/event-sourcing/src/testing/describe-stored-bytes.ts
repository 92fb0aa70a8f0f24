import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { canonicalJson } from '../canonical-json.ts';
import { encodeAppend, eventBytesMax, eventsPerAppendMax } from '../encode-append.ts';
import { envelopeOf, type NewEvent } from '../envelope.ts';
import { type EventStore, InvalidAppend, type StreamWrite } from '../event-store.ts';
import { eventCatalogue, eventType } from '../event-type.ts';
import type { EachLog } from './each-log.ts';
import { everything, freshStream, noted, notes, refusalOf, write } from './sample-events.ts';

/** That stored bytes are final (ARCHITECTURE decision 19), and what is never stored. Part of `describeEventStore`. */
export function describeStoredBytes(log: EachLog<EventStore>): void {
  describe('as they were written', () => describeBytes(log));
  describe('up to a limit', () => describeLimits(log));
  describe('and never', () => describeRefusals(log));
}

/** Text as it may be stored: NFC, well formed, without U+0000. */
const text = fc.string({ unit: 'binary', maxLength: 12 }).map((any) => any.replaceAll('\u0000', '').normalize('NFC'));
const number = fc
  .double({ noNaN: true, noDefaultInfinity: true })
  .filter((value) => !Number.isInteger(value) || Number.isSafeInteger(value));

/** Anything that may stand in an event's data. */
export const storable: fc.Arbitrary<Record<string, unknown>> = fc.letrec<{
  value: unknown;
  record: Record<string, unknown>;
}>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.maxSafeInteger(),
    number,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    tie('record'),
  ),
  record: fc.dictionary(text, tie('value'), { maxKeys: 5 }),
})).record;

function describeBytes({ store, reopen }: EachLog<EventStore>): void {
  it('for any JSON in any script, through every way to read, also when opened again', async () => {
    const written: string[] = [];
    await fc.assert(
      fc.asyncProperty(storable, async (data) => {
        const writes = [write(freshStream(), 0, noted({ data }))];
        await store().append(writes);
        const body = bodyOf(store(), writes);
        const { stream, commandId, position } = await lastEnvelope(store());
        const read = [
          ...(await store().readStream(stream, 0, 10)),
          ...(await store().readAll(position - 1, 10)),
          ...(await store().findCommand(commandId)),
        ];
        expect(read.map((recorded) => recorded.body)).toEqual([body, body, body]);
        expect(canonicalJson(envelopeOf({ ...read[0], position, recordedAt: 0, partition: 0, body }).data)).toBe(
          canonicalJson(data),
        );
        written.push(body);
      }),
      { numRuns: 60 },
    );
    await reopen();
    expect((await everything(store())).slice(1).map(({ body }) => body)).toEqual(written);
  }, 30_000);

  it('in the canonical form of the whole envelope', async () => {
    await store().append([
      write(freshStream(), 0, noted({ data: { b: 1, a: 'Nguyễn Văn Ấn', é: [1e21 / 1e6, '\u2028'] } })),
    ]);
    for (const { body } of await everything(store())) expect(body).toBe(canonicalJson(JSON.parse(body)));
  });

  it('in the shape of their day, which the kernel brings to the newest above the store', async () => {
    const first = eventType('Received', z.strictObject({ procedure: z.string() }));
    const Received = first.revisedTo(
      z.strictObject({ procedure: z.string(), channel: z.enum(['counter', 'post']) }),
      (previous) => ({ ...previous, channel: 'counter' as const }),
    );
    const stream = freshStream();
    const [older, newer] = notes(2, { type: Received.name });
    if (!older || !newer) throw new Error('two events were asked for');
    await store().append([
      write(
        stream,
        0,
        { ...older, schemaVersion: first.version, data: { procedure: '1.001' } },
        { ...newer, schemaVersion: Received.version, data: { procedure: '1.001', channel: 'post' } },
      ),
    ]);
    const envelopes = (await store().readStream(stream, 0, 10)).map(envelopeOf);
    expect(envelopes.map(({ data }) => data)).toEqual([
      { procedure: '1.001' },
      { procedure: '1.001', channel: 'post' },
    ]);
    expect(envelopes.map((envelope) => eventCatalogue(Received).read(envelope)?.data.channel)).toEqual([
      'counter',
      'post',
    ]);
  });
}

function describeLimits({ store }: EachLog<EventStore>): void {
  it.each([
    ['a stream name of 200 bytes', `dossier-${'x'.repeat(192)}`, `dossier-${'x'.repeat(193)}`],
    ['a stream name of 200 bytes in letters of three', `dossier-${'ồ'.repeat(64)}`, `dossier-${'ồ'.repeat(64)}x`],
    ['a category in small letters', 'dossier-1', 'dossier1-1'],
    ['a stream with an id', 'dossier--', 'dossier-'],
    ['a stream without blanks', 'dossier-a.b', 'dossier-a b'],
  ])('%s, and not past it', async (_, within, past) => {
    await expectLimit(store(), [write(within, 0, noted())], [write(past, 0, noted())], '/writes/0/stream');
  });

  it.each<[string, Partial<NewEvent>, Partial<NewEvent>, string]>([
    ['a type of 80 letters', { type: `A${'x'.repeat(79)}` }, { type: `A${'x'.repeat(80)}` }, 'type'],
    ['a schema version from 1', { schemaVersion: 1 }, { schemaVersion: 0 }, 'schemaVersion'],
    ['the greatest integer', { data: { n: 2 ** 53 - 1 } }, { data: { n: 2 ** 53 } }, 'data/n'],
    ['the least integer', { data: { n: -(2 ** 53) + 1 } }, { data: { n: -(2 ** 53) } }, 'data/n'],
    [
      'a day that exists',
      { occurredAt: '2024-02-29T00:00:00.000Z' },
      { occurredAt: '2023-02-29T00:00:00.000Z' },
      'occurredAt',
    ],
    ['text in NFC', { data: { t: '\u1ea4' } }, { data: { t: 'A\u0302\u0301' } }, 'data/t'],
  ])('%s, and not past it', async (_, within, past, member) => {
    const [good, bad] = [noted(within), noted(past)];
    await expectLimit(
      store(),
      [write(freshStream(), 0, good)],
      [write(freshStream(), 0, bad)],
      `/writes/0/events/0/${member}`,
    );
  });

  it('64 levels of data, and not 65', async () => {
    const bad = await refusalOf(store().append([write(freshStream(), 0, noted({ data: nested(65) }))]));
    expect(bad).toBeInstanceOf(InvalidAppend);
    await store().append([write(freshStream(), 0, noted({ data: nested(64) }))]);
    expect((await lastEnvelope(store())).data).toEqual(nested(64));
  });

  it.each(['x', 'đ', 'ồ', '😀'])('an event of 256 KB of %s, and not a byte more', async (letter) => {
    const stream = freshStream();
    const event = noted({ data: { text: '' } });
    const room = eventBytesMax - Buffer.byteLength(bodyOf(store(), [write(stream, 0, event)]));
    const letters = letter.repeat(Math.floor(room / Buffer.byteLength(letter)));
    const full = letters + 'x'.repeat(room - Buffer.byteLength(letters));
    await expectLimit(
      store(),
      [write(stream, 0, { ...event, data: { text: full } })],
      [write(stream, 0, { ...event, data: { text: `${full}x` } })],
      '/writes/0/events/0',
    );
    const [recorded] = await store().readStream(stream, 0, 1);
    expect(Buffer.byteLength(recorded?.body ?? '')).toBe(eventBytesMax);
  });

  it('a thousand events in an append, and not one more', async () => {
    const events = notes(eventsPerAppendMax + 1);
    const [one, other] = [freshStream(), freshStream()];
    await expectLimit(
      store(),
      [write(one, 0, ...events.slice(0, 600)), write(other, 0, ...events.slice(600, eventsPerAppendMax))],
      [write(one, 0, ...events.slice(0, 600)), write(other, 0, ...events.slice(600))],
      '/writes/1/events',
    );
  });
}

function describeRefusals({ store }: EachLog<EventStore>): void {
  const stream = freshStream();
  const event = noted();
  it.each<[string, readonly StreamWrite[], string]>([
    ['no write at all', [], '/writes'],
    ['a write of no event', [write(stream, 0)], '/writes'],
    ['a second write of no event', [write(stream, 0, event), write(freshStream(), 0)], '/writes/1/events'],
    ['a stream twice', [write(stream, 0, event), write(stream, 1, event)], '/writes/1/stream'],
    ['two commands', [write(stream, 0, event, noted())], '/writes/0/events/1/commandId'],
    [
      'a UUID in capitals',
      [write(stream, 0, noted({ commandId: event.commandId.toUpperCase() }))],
      '/writes/0/events/0/commandId',
    ],
    [
      'an instant without milliseconds',
      [write(stream, 0, noted({ occurredAt: '2022-03-15T02:03:04Z' }))],
      '/writes/0/events/0/occurredAt',
    ],
    ['data that is no object', [write(stream, 0, noted({ data: 'text' }))], '/writes/0/events/0/data'],
    ['U+0000', [write(stream, 0, noted({ data: { a: [1, '\u0000'] } }))], '/writes/0/events/0/data/a/1'],
    ['a lone surrogate', [write(stream, 0, noted({ data: { t: '\ud800' } }))], '/writes/0/events/0/data/t'],
    ['a number that is none', [write(stream, 0, noted({ data: { n: Number.NaN } }))], '/writes/0/events/0/data/n'],
    ['a date object', [write(stream, 0, noted({ data: { at: new Date(0) } }))], '/writes/0/events/0/data/at'],
    [
      'a name beyond JSON',
      [write(stream, 0, noted({ actor: { ...event.actor, unit: '\u0000' } }))],
      '/writes/0/events/0/actor/unit',
    ],
  ])('%s', async (_, writes, path) => {
    const refused = await refusalOf(store().append(writes));
    expect(refused).toBeInstanceOf(InvalidAppend);
    expect(refused).toMatchObject({ path, reason: expect.stringMatching(/./) });
    expect(await store().head()).toBe(1);
  });
}

async function expectLimit(
  store: EventStore,
  within: readonly StreamWrite[],
  past: readonly StreamWrite[],
  path: string,
): Promise<void> {
  const before = await store.head();
  const refused = await refusalOf(store.append(past));
  expect(refused).toBeInstanceOf(InvalidAppend);
  expect(refused).toMatchObject({ path });
  expect(await store.head()).toBe(before);
  const events = within.flatMap((one) => one.events);
  expect(await store.append(within)).toMatchObject({ position: before + events.length });
}

/** The bytes that an append's first event must have. */
function bodyOf(store: EventStore, writes: readonly StreamWrite[]): string {
  return encodeAppend(store.log.id, writes).writes[0]?.events[0]?.body ?? '';
}

async function lastEnvelope(store: EventStore) {
  const [last] = await store.readAll((await store.head()) - 1, 1);
  if (!last) throw new Error('a log is never empty');
  return envelopeOf(last);
}

function nested(levels: number): unknown {
  return levels === 1 ? {} : { in: nested(levels - 1) };
}
