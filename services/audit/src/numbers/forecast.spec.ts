import { describe, expect, it } from '@jest/globals';
import { type Actor, ShowForecast } from '@hoso/contracts';
import { instantOf } from '@hoso/event-sourcing';
import fc from 'fast-check';
import { idOf, keep, now, shelf } from '../../test/figures-shelf.ts';
import { told } from '../../test/story.ts';
import type { CountedDocument } from './counted-dossier.ts';
import { CountedRows } from './counted-rows.ts';
import { forecastDays, forecastLate } from './forecast-late.ts';
import { showForecast } from './show-forecast.ts';

const hourMs = 3_600_000;
const at = Date.parse(now);
const inspector: Actor = { id: 'inspector-2001', role: 'inspector', unit: 'inspectorate' };

/** A dossier of an agency, due so many hours from now, and finished so many hours before that, if it is. */
function dossierOf(index: number, dueInHours: number, slackHours: number | undefined, agency = 'a'): CountedDocument {
  const dueAt = instantOf(at + dueInHours * hourMs);
  const finishedAt = slackHours === undefined ? undefined : instantOf(Date.parse(dueAt) - slackHours * hourMs);
  return {
    ...{ dossier: idOf(index), position: index, procedure: '1.001193', channel: 'online' },
    ...{ submittedAt: '2022-01-04T02:00:00.000Z', receivedAt: '2022-01-04T02:00:00.000Z' },
    ...{ handlings: [{ case: 1, agency, ...(finishedAt === undefined ? {} : { finishedAt }) }], asked: [] },
    standing: {
      ...{ case: 1, oneStop: 'o', dueAt, originalDueAt: dueAt },
      ...(finishedAt === undefined ? { status: 'in-process' } : { status: 'finished', finishedAt }),
    },
  };
}

function rowsOf(documents: readonly CountedDocument[]): CountedRows {
  const rows = new CountedRows();
  for (const document of documents) rows.put(document);
  return rows;
}
const finished = fc.array(fc.record({ slack: fc.integer({ min: -10, max: 50 }), agency: fc.constantFrom('a', 'b') }), {
  minLength: 31,
  maxLength: 120,
});

describe('A forecast', () => {
  it('is the share of late ones among those that were not finished either when so much time was left', () => {
    fc.assert(
      fc.property(finished, fc.integer({ min: 1, max: 48 }), (done, hours) => {
        const past = done.map(({ slack, agency }, index) => dossierOf(index, -100, slack, agency));
        const rows = rowsOf([...past, dossierOf(999, hours, undefined)]);
        const [risk] = forecastLate(rows, { now: at, days: 7 });
        const open = (of: typeof done) => of.filter(({ slack }) => slack < hours);
        const own = open(done.filter(({ agency }) => agency === 'a'));
        const sample = own.length >= 30 ? own : open(done);
        const late = sample.filter(({ slack }) => slack < 0).length;
        expect(risk?.sample).toBe(sample.length);
        // It is told to four places: half of the last one may be off.
        expect(risk?.probability).toBeCloseTo(sample.length === 0 ? 0 : late / sample.length, 3);
        expect(risk?.like === 'agency-procedure').toBe(own.length >= 30);
      }),
    );
  });
  it('comes true nine times in ten, where what is to come is as what has been', () => {
    // A generator of its own, so that every run draws the same.
    let state = 20_220_323;
    const next = (): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    };
    // One in eight comes out late, the others at any time within two days before.
    const slack = (): number => (next() < 0.125 ? -1 - 20 * next() : 48 * next());
    const trials = Array.from({ length: 200 }, () => {
      const past = Array.from({ length: 400 }, (_, index) => dossierOf(index, -100, slack()));
      const coming = Array.from({ length: 300 }, (_, index) => ({
        index: 1_000 + index,
        hours: 1 + 71 * next(),
        slack: slack(),
      }));
      const open = coming.filter((one) => one.slack < one.hours);
      const rows = rowsOf([...past, ...open.map(({ index, hours }) => dossierOf(index, hours, undefined))]);
      const days = forecastDays(forecastLate(rows, { now: at, days: 4 }), { now: at, days: 4 });
      const late = open.filter((one) => one.slack < 0).length;
      const sum = (of: 'expectedLate' | 'due'): number => days.reduce((all, day) => all + day[of], 0);
      expect(sum('due')).toBe(open.length);
      const spread = Math.sqrt(late * (1 - late / open.length));
      return {
        difference: sum('expectedLate') - late,
        isNear: Math.abs(sum('expectedLate') - late) <= 1.645 * spread * Math.SQRT2,
      };
    });
    expect(trials.filter(({ isNear }) => isNear).length).toBeGreaterThan(170);
    expect(Math.abs(trials.reduce((all, { difference }) => all + difference, 0) / trials.length)).toBeLessThan(2);
  });
  it('tells the backlog, the days, and the dossiers, and makes none of what waits or is overdue', async () => {
    const here = await shelf();
    const { submitted, received, transferred, opened, assigned } = told;
    const dueAt = '2022-03-24T10:00:00.000Z';
    for (const [dossier, due] of [dueAt, dueAt, '2022-03-22T10:00:00.000Z', '2022-05-01T10:00:00.000Z'].entries()) {
      const reception = { ...received, data: { ...received.data, dueAt: due, lawfulDueAt: due } };
      const more = dossier === 1 ? [told.appraisalSupplementRequested] : [];
      for (const event of [submitted, reception, transferred, opened, assigned, ...more]) {
        await keep(here.store, { dossier, event });
      }
    }
    await here.follow();
    const answer = ShowForecast.answer.parse(
      await showForecast(here.ports, ShowForecast.ask.parse({ days: 2 }), inspector),
    );
    expect(answer.backlog).toEqual({ inProcess: 4, overdue: 1, paused: 1 });
    expect(answer.days.map(({ day, due }) => [day, due])).toEqual([
      ...[
        ['2022-03-23', 0],
        ['2022-03-24', 1],
        ['2022-03-25', 0],
      ],
    ]);
    expect(answer.items).toMatchObject([{ dossier: idOf(0), dueAt, probability: 0, sample: 0, like: 'all' }]);
  });
});
