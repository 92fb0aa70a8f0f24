import { describe, expect, it } from '@jest/globals';
import { surveyLog } from './case-order.ts';
import { compileRuleSet, judgeLog, learnProfile } from './judge.ts';
import type { Finding } from './machine.ts';
import type { RuleEvent } from './rule-event.ts';
import type { Rule } from './rule-set.ts';

/** A log of one-letter activities; `A1@5 B` is activity A by person 1 at 5, then B by nobody one later. */
const caseOf = (name: string, story: string, caseAttributes?: Record<string, string>): RuleEvent[] => {
  let at = 0;
  return story.split(' ').map((word, index) => {
    const [, activity = '', resource = '', instant] = /^(\D)(\d*)(?:@(\d+))?$/.exec(word) ?? [];
    at = instant === undefined ? at + 1 : Number(instant);
    const told = index === 0 && caseAttributes !== undefined ? { caseAttributes } : {};
    return { case: name, position: index + 1, activity, resource, at, ...told };
  });
};

const numbered = (events: readonly RuleEvent[]): RuleEvent[] =>
  events.map((event, index) => ({ ...event, position: index + 1 }));

const judged = async (rule: Rule, events: readonly RuleEvent[]) => {
  const findings: Finding[] = [];
  const rules = { id: 'test', version: 1, effectiveFrom: '2020-01-01', rules: [rule] };
  const judgement = await judgeLog(rules, () => events, { onFinding: (finding) => findings.push(finding) });
  return { ...judgement, outcome: judgement.rules[0], found: findings.map(({ positions }) => positions), findings };
};

const fourEyes: Rule = { id: 'R', template: 'four-eyes', activities: ['A', 'B'] };
const precedence: Rule = { id: 'R', template: 'precedence', before: 'A', activity: 'B' };
const response: Rule = { id: 'R', template: 'response', activity: 'A', then: 'B' };
const deadline: Rule = { id: 'R', template: 'deadline', finishedAttribute: 'end', deadlineAttribute: 'due' };
const profile = (zeta: number): Rule => ({ id: 'R', template: 'temporal-profile', zeta });

describe('Four eyes', () => {
  it.each([
    ['different people', 'A1 B2', true, []],
    ['the same person', 'A1 C2 B1', true, [[1, 3]]],
    ['the other way round', 'B1 A1', true, [[1, 2]]],
    ['an earlier B, not the last', 'A1 B1 B2', true, [[1, 2]]],
    [
      'two people shared',
      'A1 A2 B2 B1',
      true,
      [
        [2, 3],
        [1, 4],
      ],
    ],
    ['one person many times', 'A1 A1 B1 B1', true, [[1, 3]]],
    ['nobody named', 'A B', true, []],
    ['only one of the two', 'A1 A1', false, []],
    ['neither', 'C1', false, []],
  ])('judges %s', async (_, story, applies, found) => {
    const result = await judged(fourEyes, caseOf('c', story));
    expect(result.found).toEqual(found);
    expect(result.outcome?.applies).toBe(applies ? 1 : 0);
  });

  it('tells who it was, and when it became certain', async () => {
    const { findings } = await judged(fourEyes, caseOf('c', 'A1@5 B1@9'));
    expect(findings).toEqual([
      {
        rule: 'R',
        case: 'c',
        positions: [1, 2],
        certainAt: 9,
        expected: 'A and B by different people',
        facts: { person: '1', first: 'A', second: 'B' },
      },
    ]);
  });
});

describe('Precedence', () => {
  it.each([
    ['B after A', 'A C B B', true, []],
    ['B before A', 'B A B', true, [[1]]],
    ['each B without A', 'B B', true, [[1], [2]]],
    ['A at the same instant, first in the file', 'A@1 B@1', true, []],
    ['A at the same instant, second in the file', 'B@1 A@1', true, [[1]]],
    ['A earlier, but entered after B', 'B@5 A@1', true, []],
    ['no B', 'A A', false, []],
  ])('judges %s', async (_, story, applies, found) => {
    const result = await judged(precedence, caseOf('c', story));
    expect(result.found).toEqual(found);
    expect(result.outcome?.applies).toBe(applies ? 1 : 0);
  });
});

describe('Response', () => {
  it.each([
    ['B after A', 'A C B', true, []],
    ['one B for many A', 'A A B', true, []],
    ['A after the last B', 'A B A A', true, [[3], [4]]],
    ['B only before', 'B A', true, [[2]]],
    ['B at the same instant, second in the file', 'A@1 B@1', true, []],
    ['B later, but entered before A', 'B@5 A@1', true, []],
    ['no A', 'B', false, []],
  ])('judges %s', async (_, story, applies, found) => {
    const result = await judged(response, caseOf('c', story));
    expect(result.found).toEqual(found);
    expect(result.outcome?.applies).toBe(applies ? 1 : 0);
  });

  it('is certain only at the end of the case', async () => {
    const { findings } = await judged(response, caseOf('c', 'A@1 C@30'));
    expect(findings.map(({ certainAt }) => certainAt)).toEqual([30]);
  });
});

describe('A deadline', () => {
  const at = (end: string, due: string) => caseOf('c', 'A B', { end, due });

  it.each([
    ['a millisecond late', '2011-01-01T12:00:00.001Z', '2011-01-01T12:00:00.000Z', 1],
    ['on the very instant, in another offset', '2011-01-01T14:00:00+02:00', '2011-01-01T12:00:00Z', 0],
    ['early by an offset', '2011-01-01T12:30:00+02:00', '2011-01-01T12:00:00+01:00', 0],
  ])('judges %s', async (_, end, due, broken) => {
    const { outcome } = await judged(deadline, at(end, due));
    expect(outcome).toEqual({ id: 'R', applies: 1, kept: 1 - broken, broken, findings: broken });
  });

  it('does not apply where an attribute is missing', async () => {
    const { outcome, warnings } = await judged(deadline, caseOf('c', 'A', { due: '2011-01-01T12:00:00Z' }));
    expect(outcome?.applies).toBe(0);
    expect(warnings).toEqual([expect.objectContaining({ code: 'attribute-never-occurs', rule: 'R', name: 'end' })]);
  });

  it('is not judged where a value is no instant, with one warning for all such cases', async () => {
    const broken = (name: string) => caseOf(name, 'A', { end: '2011-02-30T12:00:00Z', due: '2011-01-01T12:00:00Z' });
    const events = numbered([...broken('first'), ...broken('second')]);
    const { outcome, warnings } = await judged(deadline, events);
    expect(outcome).toEqual({ id: 'R', applies: 0, kept: 0, broken: 0, findings: 0 });
    expect(warnings).toEqual([
      expect.objectContaining({
        code: 'not-an-instant',
        name: 'end',
        cases: 2,
        case: 'first',
        value: '2011-02-30T12:00:00Z',
      }),
    ]);
  });

  it('goes by what was told last', async () => {
    const [first, second] = at('2011-01-02T00:00:00Z', '2011-01-01T00:00:00Z');
    const moved = { ...second, caseAttributes: { due: '2011-01-03T00:00:00Z' } };
    const { outcome } = await judged(
      deadline,
      [first, moved].filter((event): event is RuleEvent => event?.at !== undefined),
    );
    expect(outcome?.kept).toBe(1);
  });
});

describe('A temporal profile', () => {
  const log = numbered(
    [caseOf('1', 'A@0 B@8'), caseOf('2', 'A@0 B@10'), caseOf('3', 'A@0 B@12'), caseOf('4', 'A@0')].flat(),
  );

  it('is learned from the log itself, and its bounds are within', async () => {
    expect((await judged(profile(1), log)).outcome).toEqual({ id: 'R', applies: 3, kept: 3, broken: 0, findings: 0 });
    const strict = await judged(profile(0.9), log);
    expect(strict.found).toEqual([
      [1, 2],
      [5, 6],
    ]);
    expect(strict.findings[0]?.facts).toEqual({ from: 'A', to: 'B', tookMs: 8, leastMs: 9, mostMs: 11 });
  });

  it('pairs an activity with itself', async () => {
    const repeats = numbered([caseOf('1', 'A@0 A@5'), caseOf('2', 'A@0 A@6')].flat());
    expect((await judged(profile(0), repeats)).outcome?.findings).toBe(2);
  });

  it('judges by a profile of another log, and leaves pairs alone that it has never seen', async () => {
    const survey = surveyLog();
    for (const event of log) survey.eat(event);
    const learning = learnProfile(survey.finish());
    for (const event of log) learning.eat(event);
    const rules = { id: 'test', version: 1, effectiveFrom: '2020-01-01', rules: [profile(1)] };
    const other = numbered([caseOf('x', 'A@0 B@13 C@99'), caseOf('y', 'A@0 B@12')].flat());
    const judgement = await judgeLog(rules, () => other, { profile: learning.finish() });
    expect(judgement.rules).toEqual([{ id: 'R', applies: 2, kept: 1, broken: 1, findings: 1 }]);
  });
});

describe('A judge', () => {
  it('warns of activities that never occur, and names the rule', async () => {
    const { warnings } = await judged(
      { id: 'R7', template: 'precedence', before: 'No such', activity: 'B' },
      caseOf('c', 'A B'),
    );
    expect(warnings).toEqual([
      {
        code: 'activity-never-occurs',
        rule: 'R7',
        name: 'No such',
        message: 'rule R7: the activity "No such" never occurs in this log',
      },
    ]);
  });

  it('counts nothing in an empty log', async () => {
    const { cases, events, outcome } = await judged(profile(2), []);
    expect({ cases, events, outcome }).toEqual({
      cases: 0,
      events: 0,
      outcome: { id: 'R', applies: 0, kept: 0, broken: 0, findings: 0 },
    });
  });

  it('refuses a log that is not the one surveyed', () => {
    const events = caseOf('c', 'A B');
    const survey = surveyLog();
    for (const event of events) survey.eat(event);
    const rules = { id: 'test', version: 1, effectiveFrom: '2020-01-01', rules: [response] };
    const judge = () => compileRuleSet(rules, { survey: survey.finish(), profile: [] });
    const short = judge();
    for (const event of events.slice(1)) short.eat(event);
    expect(() => short.finish()).toThrow('not the one that was surveyed');
    expect(() => judge().eat({ case: 'other', position: 3, activity: 'A', at: 3 })).toThrow('"other" was not there');
  });
});
