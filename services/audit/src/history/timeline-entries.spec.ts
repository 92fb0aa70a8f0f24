import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Replay } from '@hoso/contracts';
import { type LogShelf, logShelf } from '../../test/log-shelf.ts';
import { inspector, past, publishCalendar } from '../../test/past.ts';
import { dossierId, record, type Told, told } from '../../test/story.ts';
import { histories } from './dossier-history.ts';
import { replay } from './replay.ts';

let shelf: LogShelf;
beforeEach(async () => {
  shelf = logShelf(Date.parse('2022-01-01T00:00:00.000Z'));
  await publishCalendar(shelf.main);
});
afterEach(() => shelf.close());

const now = '2022-04-01T00:00:00.000Z';
const replaying = async (ask: object = {}, ports = past(shelf, now)) =>
  Replay.answer.parse(await replay(ports, Replay.ask.parse({ dossier: dossierId, ...ask }), inspector));
const recordedAt = async (at: string, ...events: readonly Told[]) => {
  shelf.setClock(Date.parse(at));
  await record(shelf.main, events);
};
/** Submitted on time, then one more event that is said to have happened then and recorded then. */
const lateness = async (occurredAt: string, at: string) => {
  await recordedAt('2022-03-14T03:00:00.000Z', told.submitted);
  await recordedAt(at, { ...told.scanned, at: occurredAt });
  const { late, lateBecause } = (await replaying()).events[1] ?? {};
  return { late, lateBecause };
};

describe('An entry of a timeline', () => {
  it('is told in words, in both languages', async () => {
    await recordedAt('2022-03-14T03:00:00.000Z', told.submitted);
    expect((await replaying()).events).toMatchObject([
      {
        name: { vi: 'Nộp hồ sơ', en: 'Dossier submitted' },
        words: {
          vi: 'Thủ tục 1.001193, nộp trực tuyến, tại ha-long-one-stop',
          en: 'Procedure 1.001193, online, to ha-long-one-stop',
        },
        late: false,
        lateBecause: [],
      },
    ]);
  });

  // Office hours are 07:00–11:30 and 13:30–17:00 in Asia/Ho_Chi_Minh. 14 March 2022 is a Monday, 18 March a Friday.
  const onTime = { late: false, lateBecause: [] };
  it.each([
    [
      'after eight hours of office time to the millisecond',
      '2022-03-15T00:00:00.000Z',
      '2022-03-15T17:00:00.000Z',
      onTime,
    ],
    [
      'the next morning, before office time has run so long',
      '2022-03-15T04:00:00.000Z',
      '2022-03-16T02:00:00.000Z',
      onTime,
    ],
    [
      'on Monday what happened on Friday afternoon',
      '2022-03-18T09:00:00.000Z',
      '2022-03-21T01:00:00.000Z',
      { late: true, lateBecause: ['day'] },
    ],
    [
      'within a day but past eight hours of office time',
      '2022-03-15T00:00:00.000Z',
      '2022-03-15T23:59:00.000Z',
      onTime,
    ],
    [
      'past both',
      '2022-03-15T00:00:00.000Z',
      '2022-03-16T00:00:00.001Z',
      { late: true, lateBecause: ['day', 'working-hours'] },
    ],
    [
      'within a day, eight hours and a millisecond of office time',
      '2022-03-15T00:00:00.000Z',
      '2022-03-16T00:00:00.000Z',
      onTime,
    ],
  ])('recorded %s', async (_, occurredAt, at, expected) => {
    expect(await lateness(occurredAt, at)).toEqual(expected);
  });
  it('is late where something later was recorded before it', async () => {
    await recordedAt('2022-03-14T05:00:00.000Z', told.submitted, { ...told.scanned, at: '2022-03-14T04:30:00.000Z' });
    await recordedAt('2022-03-14T05:00:00.000Z', { ...told.supplementRequested, at: '2022-03-14T04:29:59.999Z' });
    const flags = (await replaying()).events.map(({ lateBecause }) => lateBecause);
    expect(flags).toEqual([[], [], ['out-of-order']]);
  });
  it('is not late where something of the same instant was', async () => {
    await recordedAt('2022-03-14T05:00:00.000Z', told.submitted, { ...told.scanned, at: told.submitted.at });
    expect((await replaying()).events[1]?.late).toBe(false);
  });

  it('names the event that it sets right', async () => {
    const set = (cause: 'correction' | 'extension', to: string): Told => ({
      ...told.dueDateChanged,
      data: { from: told.received.data.dueAt, to, cause },
    });
    await recordedAt('2022-03-16T07:00:00.000Z', told.submitted, told.received, told.scanned);
    await record(shelf.main, [
      set('correction', '2022-03-17T10:00:00.000Z'),
      set('extension', '2022-03-18T10:00:00.000Z'),
    ]);
    await record(shelf.main, [set('correction', '2022-03-17T10:00:00.000Z')]);
    const { events } = await replaying();
    const [, received, , , extended] = events.map(({ position }) => position);
    expect(events.map(({ corrects }) => corrects)).toEqual([
      undefined,
      undefined,
      undefined,
      received,
      undefined,
      extended,
    ]);
  });
});

describe('A long history', () => {
  const scans = (count: number): readonly Told[] => Array.from({ length: count }, () => told.scanned);
  beforeEach(() => recordedAt('2022-03-14T04:00:00.000Z', told.submitted, ...scans(24), told.withdrawn));

  it('comes in pages, each with the state over all of it', async () => {
    const whole = await replaying();
    const pages = [];
    for (let after: number | undefined = 0; after !== undefined; after = pages.at(-1)?.next)
      pages.push(await replaying({ limit: 10, after }));
    expect(pages.map(({ events }) => events.length)).toEqual([10, 10, 6]);
    expect(pages.flatMap(({ events }) => events)).toEqual(whole.events);
    for (const { state, count } of pages) expect({ state, count }).toEqual({ state: whole.state, count: 26 });
    expect(whole.state.papers).toHaveLength(24);
  });
  it('tells the state alone where no entry is asked for', async () => {
    const answer = await replaying({ limit: 0 });
    expect(answer).toMatchObject({ events: [], count: 26, state: { status: 'withdrawn' } });
  });
  it('is read on where it was read before, whatever is kept', async () => {
    for (const eventsMax of [0, 10, 60_000]) {
      const ports = { ...past(shelf, now), histories: histories(eventsMax) };
      expect((await replaying({}, ports)).count).toBe((await replaying({}, ports)).count);
      await record(shelf.main, [told.scanned, told.opened, told.assigned]);
      expect(await replaying({}, ports)).toEqual(await replaying());
    }
  });
});
