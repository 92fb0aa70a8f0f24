import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ClockDay, ShowClock } from '@hoso/contracts';
import { type LogShelf, logShelf, xes } from '../../test/log-shelf.ts';
import { inspector, past, publishCalendar } from '../../test/past.ts';
import { clockTold, dossierId, record, type Told, told } from '../../test/story.ts';
import { importXes } from '../imports/import-xes.ts';
import { showClock } from './show-clock.ts';

let shelf: LogShelf;
beforeEach(() => {
  shelf = logShelf(Date.parse('2022-03-12T00:00:00.000Z'));
});
afterEach(() => shelf.close());

const now = '2022-04-01T00:00:00.000Z';
const showing = async (ask: object = {}) =>
  ShowClock.answer.parse(
    await showClock(past(shelf, now), ShowClock.ask.parse({ dossier: dossierId, ...ask }), inspector),
  );
const { submitted, received, appraisalSupplementRequested, appraisalSupplementReceived, restarted } = told;

describe('The clock of a dossier', () => {
  it('is told day by day, with why each counted', async () => {
    await publishCalendar(shelf.main);
    await record(shelf.main, [submitted, received]);
    const { ledger, why, ...dates } = await showing({ asOf: '2022-03-16T03:00:00.000Z' });
    expect(why).toBeUndefined();
    expect(dates).toMatchObject({
      ...{ clock: 'running', at: '2022-03-16T03:00:00.000Z', currentDueAt: received.data.dueAt },
      ...{ originalDueAt: received.data.dueAt, lawfulDueAt: received.data.lawfulDueAt },
    });
    expect(ledger).toMatchObject({
      ...{ counts: 'workingDays', wanted: 3, dueAt: '2022-03-18T10:00:00.000Z' },
      ...{ calendar: { id: 'quang-ninh', version: 1 }, term: received.data.term },
    });
    expect(ledger?.days.map(({ date, reason, total, ahead }) => [date, reason, total, ahead])).toEqual([
      ['2022-03-15', 'startDay', 0, false],
      ['2022-03-16', 'counted', 1, false],
      ['2022-03-17', 'counted', 2, true],
      ['2022-03-18', 'counted', 3, true],
    ]);
    expect(ledger?.days[0]).toMatchObject({
      ...{ positions: [4], begins: 'start', words: { vi: 'ngày bắt đầu, không tính', en: 'first day, not counted' } },
    });
  });

  it('tells who moved the appointment beside the clock, and on what slip', async () => {
    await publishCalendar(shelf.main);
    const to = '2022-03-21T10:00:00.000Z';
    const extended = { from: received.data.dueAt, to, cause: 'extension', slipRef: 'GH-000000000361-1-1' } as const;
    await record(shelf.main, [submitted, received, { ...told.dueDateChanged, data: extended }]);
    shelf.setClock(Date.parse(now));
    const { moved, ledger } = await showing();
    expect(ledger?.dueAt).toBe(received.data.dueAt);
    expect(moved).toEqual([
      {
        ...extended,
        ...{ position: 5, at: told.dueDateChanged.at, words: { vi: 'gia hạn', en: 'extended' } },
      },
    ]);
  });

  it('stands from a pause on, for as long as anything lets it stand, and goes on with what was left', async () => {
    await publishCalendar(shelf.main);
    await record(shelf.main, [
      submitted,
      received,
      clockTold.clockPaused,
      clockTold.clockStopped,
      clockTold.clockPaidFor,
    ]);
    shelf.setClock(Date.parse(now));
    const standing = await showing();
    expect(standing).toMatchObject({ clock: 'stopped' });
    expect(standing.ledger?.days.at(-1)).toMatchObject({
      ...{ reason: 'paused', words: { en: 'paused: waiting for a financial obligation' } },
    });
    await record(shelf.main, [clockTold.clockResumed]);
    const { ledger, lawfulDueAt, currentDueAt } = await showing();
    expect([ledger?.dueAt, lawfulDueAt, currentDueAt]).toEqual(Array(3).fill('2022-03-23T10:00:00.000Z'));
    expect(ledger?.days.map(({ date, reason }) => [date.slice(-2), reason])).toEqual([
      ...[
        ['15', 'startDay'],
        ['16', 'paused'],
        ['17', 'paused'],
        ['18', 'paused'],
      ],
      ...[
        ['19', 'weeklyRest'],
        ['20', 'weeklyRest'],
        ['21', 'counted'],
        ['22', 'counted'],
        ['23', 'counted'],
      ],
    ]);
  });

  it('runs on through a pause without a ground of the law', async () => {
    await publishCalendar(shelf.main);
    const { groundRef, ...data } = clockTold.clockPaused.data;
    await record(shelf.main, [submitted, received, { ...clockTold.clockPaused, data }]);
    expect((await showing()).ledger?.dueAt).toBe('2022-03-18T10:00:00.000Z');
  });

  it('stands from a supplement on, and runs anew once it is in', async () => {
    await publishCalendar(shelf.main);
    await record(shelf.main, [submitted, received, appraisalSupplementRequested]);
    shelf.setClock(Date.parse(now));
    const waiting = await showing();
    expect(waiting).toMatchObject({ clock: 'stopped' });
    expect(waiting.ledger?.dueAt).toBeUndefined();
    expect(waiting.ledger?.days.at(-1)).toMatchObject({
      ...{ date: '2022-03-16', reason: 'paused', positions: [5], words: { en: 'paused: waiting for a supplement' } },
    });
    await record(shelf.main, [appraisalSupplementReceived, restarted]);
    const { ledger } = await showing();
    expect(ledger?.dueAt).toBe('2022-03-24T10:00:00.000Z');
    expect(ledger?.days.find(({ begins }) => begins === 'restart')).toMatchObject({
      date: '2022-03-21',
      positions: [7],
    });
    // Known only later: at the time it still stood.
    const days = (days: readonly ClockDay[] = []) => days.map(({ ahead, ...day }) => day);
    expect(days((await showing({ asKnown: '#5' })).ledger?.days)).toEqual(days(waiting.ledger?.days));
  });

  it('takes what was recorded twice, out of order, or before its start', async () => {
    await publishCalendar(shelf.main);
    const early: Told = { ...appraisalSupplementRequested, at: '2022-03-14T12:00:00.000Z' };
    const again: Told = { ...appraisalSupplementRequested, at: '2022-03-16T05:00:00.000Z' };
    await record(shelf.main, [submitted, received, restarted, again, appraisalSupplementRequested, early]);
    expect((await showing()).ledger?.dueAt).toBe('2022-03-24T10:00:00.000Z');
  });

  it('has none where the term has no unit: the appointment stands, and no date by law', async () => {
    await publishCalendar(shelf.main);
    const { lawfulDueAt, ...bound } = received.data;
    const { dueAt, ...undated } = restarted.data;
    const unstated: Told = { ...received, data: { ...bound, term: { unit: 'unstated', amount: 3 } } };
    await record(shelf.main, [submitted, unstated, { ...restarted, data: undated }]);
    const { ledger, why, ...dates } = await showing();
    expect(ledger).toBeUndefined();
    expect(why?.en).toContain('no unit');
    expect([dates.currentDueAt, dates.lawfulDueAt]).toEqual([received.data.dueAt, undefined]);
  });

  it('says why there is none', async () => {
    await record(shelf.main, [submitted]);
    expect(await showing()).toMatchObject({ clock: 'not-started', why: { en: 'Not received yet: no term runs' } });
    await record(shelf.main, [received]);
    expect((await showing()).why?.en).toMatch(/does not hold the calendar/);
    await publishCalendar(shelf.main);
    expect((await showing()).why).toBeUndefined();
    const file = xes({ name: 'case-1', events: [['Receive', '2010-10-01T00:00:00Z']] });
    await importXes(shelf, { log: 'town', upload: shelf.upload(file) });
    expect((await showing({ dossier: 'case-1', log: 'town' })).why?.en).toMatch(/from elsewhere/);
  });
  it('is counted by the calendar as it was known at another moment, and by the final one', async () => {
    await publishCalendar(shelf.main);
    await record(shelf.main, [submitted, received]);
    const known = await shelf.main.head();
    const storm = { date: '2022-03-17', kind: 'closure', name: { vi: 'Nghỉ bão', en: 'Storm' } };
    await publishCalendar(shelf.main, 2, { specialDays: [storm] });
    const due = async (ask: object) => {
      const { ledger, why } = await showing(ask);
      return ledger ? [ledger.calendar.version, ledger.dueAt] : why?.en;
    };
    const [bound, final] = [
      [1, '2022-03-18T10:00:00.000Z'],
      [2, '2022-03-21T10:00:00.000Z'],
    ];
    expect(await due({})).toEqual(bound);
    expect(await due({ calendar: 'final' })).toEqual(final);
    expect(await due({ calendar: `#${known}` })).toEqual(bound);
    expect(await due({ calendar: `#${known + 1}` })).toEqual(final);
    expect(await due({ calendar: '2022-03-11T00:00:00.000Z' })).toMatch(/did not by then/);
    await expect(due({ calendar: `#${known + 2}` })).rejects.toMatchObject({ code: 'PositionBeyondHead' });
  });

  it('says where its calendar ends', async () => {
    await publishCalendar(shelf.main);
    const startAt = '2021-12-20T02:30:00.000Z';
    await record(shelf.main, [submitted, { ...received, data: { ...received.data, startAt } }]);
    expect((await showing()).why?.en).toMatch(/beyond the years/);
  });
});
