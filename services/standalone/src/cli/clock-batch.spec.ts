import { describe, expect, it } from '@jest/globals';
import { answerLine } from './clock-batch.ts';

const startAt = '2022-01-28T02:30:00.000Z';
const workingDays = (amount: number) => ({ unit: 'workingDays', amount });
const tet = { holidays: ['2022-01-31', '2022-02-01', '2022-02-02', '2022-02-03', '2022-02-04'] };
const answer = (line: unknown, lang: 'vi' | 'en' = 'en') => answerLine(JSON.stringify(line), lang);

describe('A line of a batch', () => {
  it.each([
    ['five working days across Tết 2022', { startAt, term: workingDays(5), calendar: tet }, '2022-02-11T10:00:00.000Z'],
    ['the same without holidays', { startAt, term: workingDays(5) }, '2022-02-04T10:00:00.000Z'],
    [
      'a working Saturday, 22/08/2026',
      { startAt: '2026-08-21T02:00:00.000Z', term: workingDays(1), calendar: { workingDates: ['2026-08-22'] } },
      '2026-08-22T10:00:00.000Z',
    ],
    [
      'a date in both lists, which is worked',
      {
        startAt,
        term: workingDays(1),
        calendar: { holidays: ['2022-01-31'], workingDates: ['2022-01-31'] },
      },
      '2022-01-31T10:00:00.000Z',
    ],
    [
      'hours of its own',
      { startAt, term: { unit: 'workingHours', amount: 2 }, calendar: { hours: [['08:00', '10:00']] } },
      '2022-01-31T02:30:00.000Z',
    ],
    [
      'a pause of a day',
      {
        startAt,
        term: workingDays(1),
        events: [
          { type: 'pause', at: '2022-01-31T01:00:00.000Z', ground: 'tax' },
          { type: 'resume', at: '2022-02-01T01:00:00.000Z' },
        ],
      },
      '2022-02-01T10:00:00.000Z',
    ],
    [
      'instants with an offset',
      { startAt: '2022-01-28T09:30:00+07:00', term: workingDays(1) },
      '2022-01-31T10:00:00.000Z',
    ],
    ['a same-day term', { startAt, term: { unit: 'sameDay' } }, '2022-01-28T10:00:00.000Z'],
  ])('tells when a term is due: %s', (_, line, dueAt) => expect(answer(line)).toEqual({ dueAt }));

  it('tells that a term is paused', () =>
    expect(answer({ startAt, term: workingDays(1), events: [{ type: 'pause', at: startAt }] })).toEqual({
      paused: true,
    }));

  it.each([
    ['no JSON', 'nothing', /^the line is no JSON$/],
    ['a list', '[]', /object/],
    ['no term', JSON.stringify({ startAt }), /^term: /],
    ['an unknown unit', JSON.stringify({ startAt, term: { unit: 'weeks', amount: 1 } }), /^term\.unit: /],
    ['an unknown field', JSON.stringify({ startAt, term: workingDays(1), holiday: [] }), /^holiday: Unknown field/],
    ['an amount as text', JSON.stringify({ startAt, term: { unit: 'workingDays', amount: '1' } }), /^term\.amount: /],
    ['no amount', JSON.stringify({ startAt, term: { unit: 'workingDays' } }), /^InvalidAmount: .* 1 to 3650/],
    ['half a day', JSON.stringify({ startAt, term: workingDays(0.5) }), /^InvalidAmount: /],
    ['3,651 days', JSON.stringify({ startAt, term: workingDays(3_651) }), /^InvalidAmount: /],
    ['an amount of a same-day term', JSON.stringify({ startAt, term: { unit: 'sameDay', amount: 1 } }), /^AmountNot/],
    ['a mode elsewhere', JSON.stringify({ startAt, term: { unit: 'sameDay', mode: 'dayEnd' } }), /^ModeNotWanted: /],
    ['30 February', JSON.stringify({ startAt: '2022-02-30T01:00:00Z', term: workingDays(1) }), /^InvalidInstant: /],
    ['a start that is a date', JSON.stringify({ startAt: '2022-02-01', term: workingDays(1) }), /^InvalidInstant: /],
    [
      'a pause while paused',
      JSON.stringify({
        ...{ startAt, term: workingDays(1) },
        events: [
          { type: 'pause', at: startAt },
          { type: 'pause', at: startAt },
        ],
      }),
      /^AlreadyPaused: event 2 /,
    ],
    [
      'an event before the start',
      JSON.stringify({ startAt, term: workingDays(1), events: [{ type: 'pause', at: '2022-01-01T00:00:00.000Z' }] }),
      /^EventBeforeStart: event 1 /,
    ],
    [
      'a holiday that does not exist',
      JSON.stringify({ startAt, term: workingDays(1), calendar: { holidays: ['2022-02-30'] } }),
      /^InvalidDate: /,
    ],
    [
      'a term beyond the known years',
      JSON.stringify({ startAt: '2099-12-01T00:00:00.000Z', term: workingDays(3_650) }),
      /^DateOutsideKnownYears: /,
    ],
  ])('tells what is wrong with it: %s', (_, text, words) =>
    expect(answerLine(text, 'en')).toEqual({ error: expect.stringMatching(words) }),
  );

  it('tells it in Vietnamese too, of a line that is too long, and of no JSON', () => {
    expect(answer({ startAt, term: workingDays(0) }, 'vi')).toEqual({
      error: 'InvalidAmount: số lượng 0 không phải số nguyên từ 1 đến 3650',
    });
    expect(answerLine(undefined, 'vi')).toEqual({ error: 'dòng quá dài' });
    expect(answerLine('{', 'vi')).toEqual({ error: 'dòng không phải JSON' });
    expect(answerLine(' \r', 'vi')).toEqual({ error: 'dòng trống' });
    expect(answerLine('', 'en')).toEqual({ error: 'the line is blank' });
  });
});
