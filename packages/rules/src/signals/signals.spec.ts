import { describe, expect, it } from '@jest/globals';
import * as a from '../../test/dossier-stories.ts';
import {
  bulkClosings,
  type DossierEvent,
  type RuleFacts,
  type Sighting,
  type SignalKind,
  SignalTally,
  signalKinds,
  signalsOf,
  signalWords,
  surprise,
  unsignalled,
} from '../index.ts';

const dossier = '017f8a00-0000-7000-8000-000000000001';
const dueAt = a.instant('2022-03-18 17:00');

/** What is seen in a story besides entries that are recorded at once, with how many of it are hits. */
function seen(events: readonly a.Told[], facts: RuleFacts = a.facts): readonly (readonly [SignalKind, string])[] {
  let state = unsignalled;
  const told: (readonly [SignalKind, string])[] = [];
  for (const event of a.placed(events)) {
    const next = signalsOf(state, dossier, event, facts);
    state = next.state;
    for (const one of next.sightings) {
      if (one.kind === 'recorded-late' && !one.hit) continue;
      told.push([one.kind, `${one.late ? 'late ' : ''}${one.hit ? 'hit' : 'chance'} ${one.person ?? one.unit}`]);
    }
  }
  return told;
}
const begun = a.transferredInTime;
const handed = ['to-and-fro', `chance ${a.clerk.id}`] as const;
const atCase = (event: a.Told): a.Told => ({ ...event, stream: 'case-1-1' });

describe('What somebody did with a deadline', () => {
  it('is nothing where all goes as it should', () => {
    expect(seen([...a.verifiedInTime, a.issued('2022-03-17 16:00')])).toEqual([
      handed,
      ['finished-too-early', `chance ${a.head.id}`],
    ]);
  });

  it.each([
    ['days before it expires', '2022-03-16 09:00', 'chance'],
    ['just before', '2022-03-17 17:00', 'hit'],
    ['after', '2022-03-18 17:30', 'hit'],
  ])('is a date that is moved %s', (_, at, what) => {
    const moved = a.dueDateChanged(at, '2022-03-25 17:00', { slipRef: 'GH-1' });
    expect(seen([...begun, moved])).toEqual([handed, ['due-moved', `${what} ${a.clerk.id}`]]);
  });

  it('is no date that the clock moves, or that comes nearer', () => {
    const byClock = a.dueDateChanged('2022-03-18 18:00', '2022-03-25 17:00', { cause: 'pause' });
    const nearer = a.dueDateChanged('2022-03-18 16:00', '2022-03-18 16:30');
    expect(seen([...begun, nearer, byClock])).toEqual([handed]);
  });

  it.each([
    ['in the middle of the term', '2022-03-16 09:00', '2022-03-17 09:00', 'chance'],
    ['just before expiry, over just after', '2022-03-18 16:00', '2022-03-19 09:00', 'hit'],
    ['just before expiry, for weeks', '2022-03-18 16:00', '2022-04-01 09:00', 'chance'],
    ['just before expiry, over before it', '2022-03-18 09:00', '2022-03-18 16:00', 'chance'],
  ])('is a pause %s, put down to who holds the dossier', (_, from, to, what) => {
    const events = [...begun, a.paused(from), a.resumed(to)];
    expect(seen(events)).toEqual([handed, ['pause-around-expiry', `${what} ${a.officer.id}`]]);
  });

  it.each([
    ['early in the term', '2022-03-15 16:00', 'chance'],
    ['when most of it is over', '2022-03-18 14:00', 'hit'],
  ])('is a supplement asked for %s, which restarts the clock', (_, at, what) => {
    const asked = a.appraisalSupplementRequested(at);
    const events = [...begun, asked, a.appraisalSupplementReceived('2022-03-21 09:00')];
    expect(seen(events)).toEqual([handed, ['supplement-restart', `${what} ${a.officer.id}`]]);
  });

  it('is a second restart, however early', () => {
    const twice = ['2022-03-15 15:00', '2022-03-16 09:00'].flatMap((at) => [
      a.appraisalSupplementRequested(at),
      a.appraisalSupplementReceived(a.local(at) + 3_600_000),
    ]);
    expect(seen([...begun, ...twice]).map(([, what]) => what)).toEqual([
      handed[1],
      `chance ${a.officer.id}`,
      `hit ${a.officer.id}`,
    ]);
  });

  it('is a result said to have been in time and entered once the term was over', () => {
    const issued = a.issued('2022-03-18 16:00', a.head, 2 * 3_600_000);
    expect(seen([...a.verifiedInTime, issued])).toEqual([handed, ['finished-too-early', `hit ${a.head.id}`]]);
  });

  it('is a result with a step of its case still to come, or that is recalled; nothing of another agency’s part', () => {
    const issued = a.issued('2022-03-17 10:00');
    const told = (event: a.Told) => seen([...begun, issued, event]).map(([, what]) => what);
    const [chance, late] = [`chance ${a.head.id}`, `late hit ${a.head.id}`];
    expect(told(atCase(a.completed('2022-03-17 11:00', 'verify', a.officer)))).toEqual([handed[1], chance, late]);
    expect(told(a.atAgency('ResultRecalled', '2022-03-17 11:00'))).toEqual([handed[1], chance, late]);
    expect(told(a.atAgency('Verified', '2022-03-17 11:00', { case: 2 }))).toEqual([handed[1], chance]);
    expect(told(atCase(a.completed('2022-03-17 09:00', 'verify', a.officer)))).toEqual([handed[1], chance]);
  });

  it('is an entry recorded more than a day after; not in somebody else’s records', () => {
    const dayMs = 86_400_000;
    const scans = [a.scanned('2022-03-15 09:40', 'x', dayMs), a.scanned('2022-03-15 09:40', 'y', dayMs + 1)];
    expect(seen([a.submitted('2022-03-15 09:30'), ...scans])).toEqual([['recorded-late', `hit ${a.clerk.id}`]]);
    expect(seen([a.submitted('2022-03-15 09:30'), ...scans], { ...a.facts, logKind: 'imported' })).toEqual([]);
  });

  it('is nothing that an applicant does', () => {
    const late = { ...a.scanned('2022-03-15 09:40', 'x', 2 * 86_400_000), actor: a.applicant };
    expect(seen([a.submitted('2022-03-15 09:30'), late])).toEqual([]);
    const bulk = bulkClosings(false);
    const gone = { ...a.withdrawn('2022-03-15 10:00'), actor: a.applicant, position: 1 };
    expect(bulk.eat(dossier, gone)).toEqual([]);
  });

  it.each([
    ['in the middle of a month', '2022-03-16 09:00', 'chance'],
    ['in its last days', '2022-03-29 00:00', 'hit'],
    ['just before them', '2022-03-28 23:59', 'chance'],
  ])('is a dossier sent to and fro %s', (_, at, what) => {
    const back = a.atAgency('ReturnedToOneStop', at);
    const again = [a.transferred(a.local(at) + 1_000, { agency: 'other' }), a.transferred(a.local(at) + 2_000)];
    expect(seen([...begun, back, ...again]).map(([, told]) => told)).toEqual([
      handed[1],
      `${what} ${a.officer.id}`,
      `chance ${a.clerk.id}`,
      `${what} ${a.clerk.id}`,
    ]);
  });

  it('has a name and a meaning in both languages, whatever it is', () => {
    for (const kind of signalKinds) {
      const { name, means } = signalWords[kind];
      for (const words of [name, means]) expect([words.vi, words.en]).toEqual([expect.any(String), expect.any(String)]);
    }
    expect(dueAt).toBe('2022-03-18T10:00:00.000Z');
  });
});

describe('Closings', () => {
  const closed = (index: number, at: number): DossierEvent => ({ ...a.issued(at), position: index + 1 });
  const hits = (times: readonly number[]): number => {
    const bulk = bulkClosings(false);
    const tally = new SignalTally();
    for (const [index, at] of times.entries()) {
      for (const sighting of bulk.eat(`dossier-${index}`, closed(index, at))) tally.add(sighting);
    }
    const sums = tally.sums().get('bulk-closing');
    expect(sums?.chances).toBe(times.length);
    return sums?.hits ?? 0;
  };
  const begins = a.local('2022-03-31 16:59');

  it('are in bulk from ten within a minute on, all of them', () => {
    expect(hits(Array.from({ length: 9 }, (_, n) => begins + n))).toBe(0);
    expect(hits(Array.from({ length: 10 }, (_, n) => begins + n))).toBe(10);
    expect(hits(Array.from({ length: 25 }, (_, n) => begins + n * 1_000))).toBe(25);
    expect(hits(Array.from({ length: 10 }, (_, n) => begins + n * 60_000))).toBe(0);
    expect(hits([...Array.from({ length: 10 }, (_, n) => begins + n), begins + 120_000])).toBe(10);
  });

  it('by several people are several people’s', () => {
    const bulk = bulkClosings(false);
    const told = Array.from({ length: 20 }, (_, n) => {
      const actor = n % 2 === 0 ? a.head : { ...a.head, id: 'head-0902' };
      return bulk.eat(`dossier-${n}`, { ...closed(n, begins + n), actor });
    }).flat();
    expect(told.filter(({ hit }) => hit)).toHaveLength(20);
    expect(told.filter(({ hit, late }) => hit && !late)).toHaveLength(2);
  });
});

describe('The strength of a signal', () => {
  it('is Dunning’s log-likelihood ratio, as his article has it', () => {
    // Its first pair of words, "the swiss": 110 of 2,552 against 111 of 29,225 is 270.72.
    expect(surprise({ hits: 110, chances: 2_552 }, { hits: 111, chances: 29_225 })).toBeCloseTo(270.72, 2);
  });
  it('grows with the difference and with how often it was seen, and is below zero where somebody does it less', () => {
    const usual = { hits: 100, chances: 10_000 };
    expect(surprise({ hits: 1, chances: 100 }, usual)).toBeCloseTo(0, 6);
    const few = surprise({ hits: 3, chances: 10 }, usual);
    expect(few).toBeGreaterThan(10.83);
    expect(surprise({ hits: 30, chances: 100 }, usual)).toBeGreaterThan(few);
    expect(surprise({ hits: 0, chances: 1_000 }, usual)).toBeLessThan(-10.83);
    expect(surprise({ hits: 5, chances: 5 }, { hits: 0, chances: 5 })).toBeGreaterThan(10.83);
  });
  it('is nothing where there is nobody to compare with', () => {
    expect(surprise({ hits: 3, chances: 10 }, { hits: 0, chances: 0 })).toBe(0);
    expect(surprise({ hits: 0, chances: 0 }, { hits: 3, chances: 10 })).toBe(0);
  });
});

describe('A tally of signals', () => {
  const at = (time: string) => a.local(time);
  const sighting = (unit: string, person: string, hit: boolean, time = '2022-03-15 10:00'): Sighting => ({
    ...{ kind: 'due-moved', hit, unit, person, at: at(time), dossier, positions: [1] },
  });
  const tally = new SignalTally();
  for (let n = 0; n < 200; n++) tally.add(sighting('quiet', `clerk-${n % 4}`, n % 50 === 0, '2022-02-28 23:59'));
  for (let n = 0; n < 20; n++) tally.add(sighting('busy', 'clerk-9', n < 15, '2022-03-01 00:00'));

  it('puts the unit, the person, the month that stands out first, with what is usual elsewhere', () => {
    expect(tally.rows({ by: 'unit' })).toMatchObject([
      { unit: 'busy', hits: 15, chances: 20, rate: 0.75, usual: 0.02, level: 'strong', examples: { length: 5 } },
      { unit: 'quiet', hits: 4, chances: 200, usual: 0.75, level: 'usual' },
    ]);
    expect(tally.rows({ by: 'person' })[0]).toMatchObject({ unit: 'busy', person: 'clerk-9' });
    expect(tally.rows({ by: 'period' }).map(({ period, hits }) => [period, hits])).toEqual([
      ['2022-03', 15],
      ['2022-02', 4],
    ]);
  });

  it('narrows what is shown, and not what is usual', () => {
    const [row, ...more] = tally.rows({ by: 'person', unit: 'busy' });
    expect(more).toEqual([]);
    expect(row?.usual).toBeCloseTo(0.02);
    expect(tally.rows({ by: 'unit', kind: 'to-and-fro' })).toEqual([]);
    expect(tally.rows({ by: 'person', person: 'clerk-0' })).toMatchObject([{ unit: 'quiet', hits: 2 }]);
  });
});
