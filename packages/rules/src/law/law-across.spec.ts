import { describe, expect, it } from '@jest/globals';
import * as a from '../../test/dossier-stories.ts';
import { acrossJudge, acrossStories, foundAcross, type ToldOf } from '../../test/across-stories.ts';
import { compileAcrossRules } from './across-judge.ts';
import { readLawRuleSet } from './law-rule-set.ts';

const of = (dossier: string, ...events: readonly a.Told[]): readonly ToldOf[] =>
  events.map((event) => [dossier, event]);
const code = '000.00.06.H49-220315-0361';
const again = { resubmissionOf: 'A' };
const turnedAway = (time: a.Time, changes: object = {}) =>
  a.told('ReceptionRefused', time, { reason: 'x', ...changes });

describe('V21: a code is given once', () => {
  const one = (time: a.Time, given = code) => [a.submitted('2022-03-15 09:00'), a.received(time, { code: given })];
  acrossStories([
    [
      'two dossiers, two codes',
      [...of('A', ...one('2022-03-15 10:00')), ...of('B', ...one('2022-03-15 11:00', `${code}1`))],
    ],
    [
      'one code for both: the one that had it first keeps it',
      [...of('A', ...one('2022-03-15 10:00')), ...of('B', ...one('2022-03-15 11:00'))],
      ['B', 'V21', '2022-03-15 11:00', 2, 4],
    ],
    [
      'whoever stands first in the log, whatever the hour it says',
      [...of('A', ...one('2022-03-15 11:00')), ...of('B', ...one('2022-03-15 10:00'))],
      ['B', 'V21', '2022-03-15 11:00', 2, 4],
    ],
    [
      'for three: each of the others',
      [
        ...of('A', ...one('2022-03-15 10:00')),
        ...of('B', ...one('2022-03-15 11:00')),
        ...of('C', ...one('2022-03-15 12:00')),
      ],
      ['B', 'V21', '2022-03-15 11:00', 2, 4],
      ['C', 'V21', '2022-03-15 12:00', 2, 6],
    ],
    [
      'a reception that was written off gave none',
      [
        ...of('A', ...one('2022-03-15 10:00'), a.writtenOff('2022-03-15 10:05', 'DossierReceived', 2)),
        ...of('B', ...one('2022-03-15 11:00')),
      ],
    ],
    [
      'a dossier whose reception is told twice has one code',
      of('A', ...one('2022-03-15 10:00'), a.received('2022-03-15 10:01', { code })),
    ],
    [
      'of the form that came later',
      [
        ...of(
          'A',
          a.submitted('2026-02-02 09:00'),
          a.received('2026-02-02 10:00', { code: 'H49.021.06-260202-000001' }),
        ),
        ...of(
          'B',
          a.submitted('2026-02-02 09:00'),
          a.received('2026-02-02 11:00', { code: 'H49.021.06-260202-000001' }),
        ),
      ],
      ['B', 'V21', '2026-02-02 11:00', 2, 4],
    ],
    ['before there was a law', of('A', ...one('2018-01-02 10:00')).concat(of('B', ...one('2018-01-02 11:00')))],
  ]);

  it('names the code, the other dossier, and who gave it', () => {
    const [found] = foundAcross([...of('A', ...one('2022-03-15 10:00')), ...of('B', ...one('2022-03-15 11:00'))]);
    expect(found).toMatchObject({
      ...{ person: a.clerk.id, unit: a.clerk.unit, ruleSet: { id: 'nd61-2018' } },
      facts: { code, other: 'A', givenAt: a.instant('2022-03-15 10:00') },
    });
    expect(found?.lawful.en).toBe(
      `Each dossier has a code of its own; ${code} was given to dossier A at 10:00 15/03/2022.`,
    );
    expect(found && acrossJudge.ruleOf(found)?.name.en).toBe('One code given to two dossiers');
  });
});

describe('V09: a supplement is asked for once, also where the dossier is ended and taken up again', () => {
  const asked = [a.submitted('2022-03-15 09:00'), a.supplementRequested('2022-03-15 09:30')];
  const second = (changes: object = again) => [
    a.submitted('2022-03-16 09:00', changes),
    a.supplementRequested('2022-03-16 09:30'),
  ];
  const story = (end: readonly a.Told[], next: readonly a.Told[] = second()): readonly ToldOf[] => [
    ...of('A', ...asked, ...end),
    ...of('B', ...next),
  ];
  const appraised = [
    ...a.transferredInTime,
    a.appraisalSupplementRequested('2022-03-15 15:00'),
    a.withdrawn('2022-03-15 16:00'),
  ];
  acrossStories([
    [
      'refused, submitted again, asked again',
      story([turnedAway('2022-03-15 10:00')]),
      ['B', 'V09', '2022-03-16 09:30', 2, 3, 4, 5],
    ],
    [
      'withdrawn at the counter',
      story([a.withdrawn('2022-03-15 10:00')]),
      ['B', 'V09', '2022-03-16 09:30', 2, 3, 4, 5],
    ],
    [
      'at the instant at which it was refused',
      story([turnedAway('2022-03-16 09:00')]),
      ['B', 'V09', '2022-03-16 09:30', 2, 3, 4, 5],
    ],
    ['a millisecond before it was refused', story([turnedAway('2022-03-16 09:00:00.001')])],
    ['withdrawn by the applicant himself', story([{ ...a.withdrawn('2022-03-15 10:00'), actor: a.applicant }])],
    [
      'refused because nothing was supplied meanwhile: he is asked twice all the same',
      story([turnedAway('2022-03-15 10:00', { because: 'never-supplied' })]),
      ['B', 'V09', '2022-03-16 09:30', 2, 3, 4, 5],
    ],
    ['still open', story([])],
    ['done, and something else asked for', story([a.returned('2022-03-15 10:00')])],
    ['of another procedure', story([turnedAway('2022-03-15 10:00')], second({ ...again, procedure: '1.001193' }))],
    ['without a word of the first one', story([turnedAway('2022-03-15 10:00')], second({}))],
    ['naming itself', story([turnedAway('2022-03-15 10:00')], second({ resubmissionOf: 'B' }))],
    ['naming nobody known', story([turnedAway('2022-03-15 10:00')], second({ resubmissionOf: 'Z' }))],
    [
      'nothing asked for the first time',
      [...of('A', asked[0] ?? a.submitted(0), turnedAway('2022-03-15 10:00')), ...of('B', ...second())],
    ],
    [
      'the first request was a mistake',
      story([a.writtenOff('2022-03-15 09:40', 'SupplementRequested', 2), turnedAway('2022-03-15 10:00')]),
    ],
    [
      'the refusal was a mistake',
      story([turnedAway('2022-03-15 10:00'), a.writtenOff('2022-03-15 10:10', 'ReceptionRefused', 3)]),
    ],
    [
      'the second one asked for twice: the rule of single dossiers has the other',
      story([turnedAway('2022-03-15 10:00')], [...second(), a.supplementRequested('2022-03-16 10:00', { count: 2 })]),
      ['B', 'V09', '2022-03-16 09:30', 2, 3, 4, 5],
    ],
    [
      'a third one, over one that nobody asked anything of',
      [
        ...of('A', ...asked, turnedAway('2022-03-15 10:00')),
        ...of('B', a.submitted('2022-03-16 09:00', again), turnedAway('2022-03-16 10:00')),
        ...of('C', a.submitted('2022-03-17 09:00', { resubmissionOf: 'B' }), a.supplementRequested('2022-03-17 09:30')),
      ],
      ['C', 'V09', '2022-03-17 09:30', 2, 3, 4, 5, 6, 7],
    ],
    [
      'at appraisal, counted apart',
      [
        ...of('A', ...appraised),
        ...of('B', ...second()),
        ...of('C', a.submitted('2022-03-16 09:00', again), a.appraisalSupplementRequested('2022-03-16 10:00')),
      ],
      ['C', 'V09', '2022-03-16 10:00', 6, 7, 10, 11],
    ],
    [
      'two that name each other',
      [
        ...of(
          'A',
          a.submitted('2022-03-15 09:00', { resubmissionOf: 'B' }),
          ...asked.slice(1),
          turnedAway('2022-03-15 10:00'),
        ),
        ...of('B', ...second()),
      ],
      ['B', 'V09', '2022-03-16 09:30', 2, 3, 4, 5],
    ],
  ]);

  it('by the law of the day on which the second one was submitted', () => {
    const [found] = foundAcross([
      ...of(
        'A',
        a.submitted('2025-06-30 09:00'),
        a.supplementRequested('2025-06-30 09:30'),
        turnedAway('2025-06-30 10:00'),
      ),
      ...of('B', a.submitted('2025-07-01 09:00', again), a.supplementRequested('2025-07-01 09:30')),
    ]);
    expect(found).toMatchObject({ ruleSet: { id: 'nd118-2025' }, facts: { count: 2, most: 1, other: 'A' } });
  });

  it('leaves out procedures, channels and counters that a rule leaves out', () => {
    const events = story([turnedAway('2022-03-15 10:00')]);
    expect(foundAcross(events)).toHaveLength(1);
    const narrowed = (scope: object) =>
      compileAcrossRules(
        a.shippedSets.map((set) => ({
          ...set,
          acrossDossiers: set.acrossDossiers.map((rule) => ({ ...rule, scope })),
        })),
      );
    expect(foundAcross(events, narrowed({ channels: ['online'] }))).toEqual([]);
    expect(foundAcross(events, narrowed({ agencies: [a.clerk.unit] }))).toHaveLength(1);
  });
});

describe('A rule over several dossiers', () => {
  const set = a.shippedSets[0];
  it.each([
    [
      'of a template for one',
      { template: 'at-most' },
      'is no template; the templates are asked-again, code-given-once',
    ],
    ['with words of another', { lawful: { vi: '{due}', en: 'x' } }, '{due} is no fact of code-given-once'],
  ])('%s is refused with its place', (_, change, reason) => {
    const acrossDossiers = set?.acrossDossiers.slice(1).map((rule) => ({ ...rule, ...change }));
    const reading = readLawRuleSet({ ...set, acrossDossiers });
    expect(reading).toMatchObject({ ok: false });
    const [issue] = reading.ok ? [] : reading.issues;
    expect(issue?.path).toMatch(/^acrossDossiers\[0\]/);
    expect(issue?.reason).toContain(reason);
  });

  it('may be missing: an older file says nothing of several', () => {
    const { acrossDossiers: _, ...older } = set ?? { acrossDossiers: [] };
    expect(readLawRuleSet(older)).toMatchObject({ ok: true, ruleSet: { acrossDossiers: [] } });
  });
});
