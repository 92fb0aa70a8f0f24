import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { weekdayCalendar } from './calendar.ts';
import { dueAt, type Term } from './clock.ts';
import { movedByPause } from './moved-by-pause.ts';
import { workingCalendar } from './working-calendar.ts';

const calendar = workingCalendar({ ...weekdayCalendar(), id: 'plain', version: 1, knownFrom: 2022, knownTo: 2023 });
const days: Term = { unit: 'workingDays', amount: 3 };
const hours: Term = { unit: 'workingHours', amount: 24 };
const local = (text: string): string => new Date(`${text.replace(' ', 'T')}:00+07:00`).toISOString();

const monday = local('2022-03-14 08:00');

describe('A date moved by a pause', () => {
  it.each<[string, Term, string, string, string, string]>([
    [
      'moves by the working days that closed in it',
      days,
      '2022-03-18 17:00',
      '2022-03-16 09:00',
      '2022-03-18 09:00',
      '2022-03-22 17:00',
    ],
    [
      'keeps its distance from the close',
      days,
      '2022-03-17 11:00',
      '2022-03-16 09:00',
      '2022-03-17 09:00',
      '2022-03-18 11:00',
    ],
    ['stays where no day closed', days, '2022-03-18 17:00', '2022-03-16 09:00', '2022-03-16 16:59', '2022-03-18 17:00'],
    [
      'moves by a day whose very close begins it',
      days,
      '2022-03-18 17:00',
      '2022-03-16 17:00',
      '2022-03-16 17:01',
      '2022-03-21 17:00',
    ],
    [
      'moves by no day whose very close ends it',
      days,
      '2022-03-18 17:00',
      '2022-03-16 09:00',
      '2022-03-16 17:00',
      '2022-03-18 17:00',
    ],
    ['moves over days of rest', days, '2022-03-18 17:00', '2022-03-18 09:00', '2022-03-21 09:00', '2022-03-21 17:00'],
    ['stays where it had passed', days, '2022-03-15 17:00', '2022-03-16 09:00', '2022-03-18 09:00', '2022-03-15 17:00'],
    [
      'moves by office time in a term of hours',
      hours,
      '2022-03-18 10:00',
      '2022-03-16 16:00',
      '2022-03-17 08:00',
      '2022-03-18 14:00',
    ],
    [
      'stays where the hours had run out',
      hours,
      '2022-03-16 16:00',
      '2022-03-16 16:00',
      '2022-03-17 08:00',
      '2022-03-16 16:00',
    ],
  ])('%s', (_, term, at, from, to, moved) =>
    expect(movedByPause(calendar, { term, startAt: monday }, local(at), { from: local(from), to: local(to) })).toBe(
      local(moved),
    ),
  );

  it('is the clock’s own where the clock gave it', () => {
    const minute = fc.integer({ min: 0, max: 60 * 24 * 60 });
    const at = (minutes: number): string =>
      new Date(Date.parse('2022-01-03T00:00:00.000Z') + minutes * 60_000).toISOString();
    const term = fc.oneof(
      fc.record({ unit: fc.constant('workingDays' as const), amount: fc.integer({ min: 1, max: 30 }) }),
      fc.record({ unit: fc.constant('workingHours' as const), amount: fc.integer({ min: 1, max: 100 }) }),
      fc.constant({ unit: 'sameDay' as const }),
    );
    fc.assert(
      fc.property(term, minute, minute, minute, (one, start, wait, length) => {
        const [startAt, from, to] = [at(start), at(start + wait), at(start + wait + length)];
        const due = dueAt(calendar, one, startAt);
        const paused = dueAt(calendar, one, startAt, [
          { type: 'pause', at: from },
          { type: 'resume', at: to },
        ]);
        if (due.status !== 'due' || paused.status !== 'due') throw new Error('a term that has run always ends');
        expect(movedByPause(calendar, { term: one, startAt }, due.dueAt, { from, to })).toBe(paused.dueAt);
      }),
      { numRuns: 2_000 },
    );
  });
});
