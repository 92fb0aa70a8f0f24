import { describe, expect, it } from '@jest/globals';
import { judgeLog } from '../judge.ts';
import type { Finding } from '../machine.ts';
import type { RuleEvent } from '../rule-event.ts';
import { Rule } from '../rule-set.ts';

/** A case of one-letter activities; `A@5` at 5 ms, `B` one later. */
const caseOf = (story: string): RuleEvent[] => {
  let at = 0;
  return story.split(' ').map((word, index) => {
    const [activity = '', instant] = word.split('@');
    at = instant === undefined ? at + 1 : Number(instant);
    return { case: 'c', position: index + 1, activity, at };
  });
};

const judged = async (rule: object, story: string) => {
  const findings: Finding[] = [];
  const ruleSet = { id: 'test', version: 1, effectiveFrom: '2020-01-01', rules: [Rule.parse({ id: 'R', ...rule })] };
  const judgement = await judgeLog(ruleSet, () => caseOf(story), { onFinding: (finding) => findings.push(finding) });
  return { applies: judgement.rules[0]?.applies, found: findings.flatMap(({ positions }) => positions), findings };
};

const existence = (count?: number) => ({ template: 'existence', activity: 'A', count });
const absence = (count?: number) => ({ template: 'absence', activity: 'A', count });
const exactlyOne = { template: 'exactly-one', activity: 'A' };
const init = { template: 'init', activity: 'A' };
const responded = (within?: string) => ({ template: 'responded-existence', activity: 'A', then: 'B', within });
const coexistence = { template: 'coexistence', activity: 'A', then: 'B' };
const response = (within?: string) => ({ template: 'response', activity: 'A', then: 'B', within });
const alternateResponse = { template: 'alternate-response', activity: 'A', then: 'B' };
const chainResponse = { template: 'chain-response', activity: 'A', then: 'B' };
const precedence = (within?: string) => ({ template: 'precedence', before: 'A', activity: 'B', within });
const alternatePrecedence = { template: 'alternate-precedence', before: 'A', activity: 'B' };
const chainPrecedence = { template: 'chain-precedence', before: 'A', activity: 'B' };

describe('A template of DECLARE', () => {
  it.each<[string, object, string, number[]]>([
    ['existence: never', existence(), 'B C', [2]],
    ['existence: once', existence(), 'B A', []],
    ['existence: too seldom', existence(3), 'A A C', [3]],
    ['existence: often enough', existence(2), 'A A A', []],
    ['absence: once is too often', absence(), 'B A A', [2, 3]],
    ['absence: fewer than three times', absence(3), 'A A', []],
    ['absence: from the third time on', absence(3), 'A A A A', [3, 4]],
    ['exactly one: never', exactlyOne, 'B', [1]],
    ['exactly one: once', exactlyOne, 'B A', []],
    ['exactly one: three times', exactlyOne, 'A A B A', [2, 4]],
    ['init: first', init, 'A B', []],
    ['init: not first', init, 'B A', [1]],
    ['init: first in the file of one instant', init, 'A@3 B@3', []],
    ['init: earlier, but entered later', init, 'B@3 A@1', []],
    ['responded existence: before', responded(), 'B A A', []],
    ['responded existence: after', responded(), 'A A B', []],
    ['responded existence: nowhere', responded(), 'A C A', [1, 3]],
    ['responded existence: on the bound, both ways', responded('PT0.005S'), 'A@0 B@5 A@10', []],
    ['responded existence: beyond the bound, both ways', responded('PT0.005S'), 'A@0 B@6 A@12', [1, 3]],
    ['coexistence: both', coexistence, 'A C B', []],
    ['coexistence: one alone', coexistence, 'A C A', [1, 3]],
    ['coexistence: the other alone', coexistence, 'C B', [2]],
    ['response: on the bound', response('PT0.005S'), 'A@0 B@5', []],
    ['response: beyond the bound', response('PT0.005S'), 'A@0 A@1 B@6', [1]],
    ['response: at the same instant, after it in the file', response('PT0S'), 'A@1 B@1', []],
    ['alternate response: one for each', alternateResponse, 'A B A C B', []],
    ['alternate response: one for two', alternateResponse, 'A A B', [1]],
    ['alternate response: last A against last B would hold', alternateResponse, 'A B A A B', [3]],
    ['chain response: right after', chainResponse, 'A B A B', []],
    ['chain response: something between', chainResponse, 'A C B A', [1, 4]],
    ['precedence: on the bound', precedence('PT0.005S'), 'A@0 B@5', []],
    ['precedence: beyond the bound', precedence('PT0.005S'), 'A@0 B@5 B@6', [3]],
    ['alternate precedence: one for each', alternatePrecedence, 'A B A B', []],
    ['alternate precedence: one for two', alternatePrecedence, 'A B B', [3]],
    ['chain precedence: right before', chainPrecedence, 'A B', []],
    ['chain precedence: something between', chainPrecedence, 'A C B B', [3, 4]],
    ['one of the resources', { template: 'resource', activity: 'A', resources: ['x'] }, 'A', []],
  ])('judges %s', async (_, rule, story, found) => {
    expect((await judged(rule, story)).found).toEqual(found);
  });

  it.each<[string, object, string, number]>([
    ['existence to every case', existence(), 'B', 1],
    ['absence to every case', absence(), 'B', 1],
    ['init to every case', init, 'B', 1],
    ['responded existence only where there is an activation', responded(), 'B', 0],
    ['coexistence where there is one of the two', coexistence, 'B', 1],
    ['coexistence not where there is neither', coexistence, 'C', 0],
    ['chain precedence only where there is an activation', chainPrecedence, 'A', 0],
  ])('applies %s', async (_, rule, story, applies) => {
    expect((await judged(rule, story)).applies).toBe(applies);
  });

  it('tells what was expected, by when, and when it became certain', async () => {
    expect((await judged(response('PT0.005S'), 'A@1 C@30')).findings).toEqual([
      {
        ...{ rule: 'R', case: 'c', positions: [1], certainAt: 6, expected: 'B within PT0.005S after A' },
        facts: { activity: 'A', then: 'B', within: 'PT0.005S' },
      },
    ]);
    const [cut] = (await judged(chainResponse, 'A@1 C@30 B@40')).findings;
    expect(cut).toMatchObject({ certainAt: 30, expected: 'B right after A' });
  });

  it.each(['P', 'PT', 'P1Y', 'P1M', '1D', 'P1.5D', 'PT0.0001S', 'P-1D', '-P1D', 'P1234567D', 'PT1H ', 'p1d', ''])(
    'takes no bound of %j',
    (within) => {
      const { success, error } = Rule.safeParse({ id: 'R', ...response(within) });
      expect([success, error?.issues.map(({ path, message }) => [path, message])]).toEqual([
        false,
        [[['within'], 'DurationForm']],
      ]);
    },
  );
});

describe('Who does something', () => {
  const by = (event: Partial<RuleEvent>): RuleEvent => ({ case: 'c', position: 1, activity: 'A', at: 1, ...event });
  const outcome = async (rule: object, event: RuleEvent) => {
    const rules = [Rule.parse({ id: 'R', activity: 'A', ...rule })];
    const { rules: outcomes } = await judgeLog({ id: 't', version: 1, effectiveFrom: '2020-01-01', rules }, () => [
      event,
    ]);
    return [outcomes[0]?.applies, outcomes[0]?.findings];
  };
  const head = { template: 'role', roles: ['head', 'deputy'] };
  const hoa = { template: 'resource', resources: ['Hoa'] };

  it.each<[string, object, RuleEvent, number[]]>([
    ['one of the roles', head, by({ role: 'deputy' }), [1, 0]],
    ['another role', head, by({ role: 'officer' }), [1, 1]],
    ['no role told', head, by({ resource: 'head' }), [0, 0]],
    ['one of the people', hoa, by({ resource: 'Hoa' }), [1, 0]],
    ['another person', hoa, by({ resource: 'Lan' }), [1, 1]],
    ['nobody named', hoa, by({ resource: '' }), [0, 0]],
  ])('is judged where it was %s', async (_, rule, event, counts) => {
    expect(await outcome(rule, event)).toEqual(counts);
  });
});
