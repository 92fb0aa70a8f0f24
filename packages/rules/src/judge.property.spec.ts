import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { judgeLog } from './judge.ts';
import type { Finding } from './machine.ts';
import type { RuleEvent } from './rule-event.ts';
import type { Rule } from './rule-set.ts';

// A second implementation, from AUDIT's sentences alone: whole cases in arrays, no states, fractions instead of bounds.

interface Verdict {
  readonly applies: boolean;
  /** The evidence of each finding, as text. */
  readonly found: readonly string[];
}

const evidence = (...positions: number[]): string => JSON.stringify([...new Set(positions)].sort((a, b) => a - b));

const fourEyes = (events: readonly RuleEvent[], [first, second]: readonly [string, string]): Verdict => {
  const by = (activity: string) => events.filter((event) => event.activity === activity);
  const people = new Set(by(first).flatMap(({ resource }) => (resource ? [resource] : [])));
  const found = [...people].flatMap((person) => {
    const one = by(first).find(({ resource }) => resource === person);
    const other = by(second).find(({ resource }) => resource === person);
    return one && other ? [evidence(one.position, other.position)] : [];
  });
  return { applies: by(first).length > 0 && by(second).length > 0, found };
};

const precedence = (events: readonly RuleEvent[], before: string, activity: string): Verdict => {
  const activations = events.flatMap((event, index) => (event.activity === activity ? [index] : []));
  const isBroken = (index: number) => !events.slice(0, index).some((event) => event.activity === before);
  return verdictOf(events, activations, isBroken);
};

const response = (events: readonly RuleEvent[], activity: string, then: string): Verdict => {
  const activations = events.flatMap((event, index) => (event.activity === activity ? [index] : []));
  return verdictOf(events, activations, (index) => !events.slice(index + 1).some((event) => event.activity === then));
};

const verdictOf = (
  events: readonly RuleEvent[],
  activations: number[],
  isBroken: (index: number) => boolean,
): Verdict => ({
  applies: activations.length > 0,
  found: activations.filter(isBroken).map((index) => evidence(events[index]?.position ?? 0)),
});

const deadline = (events: readonly RuleEvent[], finished: string, due: string): Verdict => {
  const told = (name: string) => events.findLast(({ caseAttributes }) => caseAttributes && name in caseAttributes);
  const [end, limit] = [told(finished), told(due)];
  const [endAt, limitAt] = [end?.caseAttributes?.[finished], limit?.caseAttributes?.[due]].map((text) =>
    Date.parse(text ?? ''),
  );
  if (!end || !limit || !(endAt ?? NaN) || !(limitAt ?? NaN)) return { applies: false, found: [] };
  return { applies: true, found: (endAt ?? 0) > (limitAt ?? 0) ? [evidence(end.position, limit.position)] : [] };
};

const pairsOf = (events: readonly RuleEvent[]) =>
  events.flatMap((from, index) => events.slice(index + 1).map((to) => ({ from, to, took: BigInt(to.at - from.at) })));

const temporalProfile = (
  log: readonly RuleEvent[][],
  events: readonly RuleEvent[],
  [p, q]: readonly [bigint, bigint],
): Verdict => {
  const key = ({ from, to }: { from: RuleEvent; to: RuleEvent }) => JSON.stringify([from.activity, to.activity]);
  const all = Map.groupBy(log.flatMap(pairsOf), key);
  const deviates = (pair: ReturnType<typeof pairsOf>[number]): boolean => {
    const durations = (all.get(key(pair)) ?? []).map(({ took }) => took);
    const n = BigInt(durations.length);
    const sum = durations.reduce((one, other) => one + other, 0n);
    // Σ(d − mean)²·n² = Σ(n·d − S)²; the sample variance is Σ(d − mean)² / (n − 1), 0 for one observation.
    const squares = durations.reduce((total, took) => total + (n * took - sum) ** 2n, 0n);
    const offset = (n * pair.took - sum) ** 2n;
    return n === 1n ? offset > 0n : offset * (n - 1n) * q * q > p * p * squares;
  };
  const found = pairsOf(events).filter(deviates);
  return { applies: events.length > 1, found: found.map(({ from, to }) => evidence(from.position, to.position)) };
};

const ZETAS = new Map<number, readonly [bigint, bigint]>([
  [0, [0n, 1n]],
  [0.5, [1n, 2n]],
  [2, [2n, 1n]],
  [1e-9, [1n, 1_000_000_000n]],
  [1.1, [11n, 10n]],
  [0.7071067811865475, [7_071_067_811_865_475n, 10_000_000_000_000_000n]],
  [1e21, [10n ** 21n, 1n]],
]);

const naively = (rule: Rule, log: readonly RuleEvent[][]): readonly Verdict[] =>
  log.map((events) => {
    if (rule.template === 'four-eyes') return fourEyes(events, rule.activities);
    if (rule.template === 'precedence') return precedence(events, rule.before, rule.activity);
    if (rule.template === 'response') return response(events, rule.activity, rule.then);
    if (rule.template === 'deadline') return deadline(events, rule.finishedAttribute, rule.deadlineAttribute);
    if (rule.template === 'temporal-profile') return temporalProfile(log, events, ZETAS.get(rule.zeta) ?? [0n, 1n]);
    throw new Error(`${rule.template} is checked beside its own template`);
  });

// Names that trip up objects used as maps, and names that are nearly the same.
const activity = fc.constantFrom('A', 'B', 'b', '__proto__', 'A B', 'Trả kết quả');
const instant = fc.constantFrom(
  '2011-01-01T00:00:00Z',
  '2011-01-01T01:00:00+01:00',
  '2011-01-01T00:00:00.001Z',
  'soon',
  '',
);
const event = fc.record(
  {
    case: fc.constantFrom('1', '2', '3', 'constructor'),
    activity,
    at: fc.oneof(fc.nat(4), fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 })),
    resource: fc.constantFrom('', 'x', 'y', '__proto__'),
    caseAttributes: fc.dictionary(fc.constantFrom('end', 'due'), instant),
  },
  { requiredKeys: ['case', 'activity', 'at'] },
);
const logs = fc
  .array(event, { maxLength: 24 })
  .map((events) => events.map((one, index) => ({ ...one, position: index + 1 })));
const rules: fc.Arbitrary<Rule> = fc.oneof(
  fc.record({
    id: fc.constant('R'),
    template: fc.constant('deadline' as const),
    finishedAttribute: fc.constant('end'),
    deadlineAttribute: fc.constant('due'),
  }),
  fc.record({
    id: fc.constant('R'),
    template: fc.constant('four-eyes' as const),
    activities: fc.tuple(activity, activity),
  }),
  fc.record({ id: fc.constant('R'), template: fc.constant('precedence' as const), before: activity, activity }),
  fc.record({ id: fc.constant('R'), template: fc.constant('response' as const), activity, then: activity }),
  fc.record({
    id: fc.constant('R'),
    template: fc.constant('temporal-profile' as const),
    zeta: fc.constantFrom(...ZETAS.keys()),
  }),
);

const casesOf = (events: readonly RuleEvent[]): RuleEvent[][] =>
  [...Map.groupBy(events, (one) => one.case).values()].map((all) =>
    all.toSorted((a, b) => a.at - b.at || a.position - b.position),
  );

describe('The judge', () => {
  it('finds in any log what the definitions say, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(logs, rules, async (events, rule) => {
        const findings: Finding[] = [];
        const ruleSet = { id: 'test', version: 1, effectiveFrom: '2020-01-01', rules: [rule] };
        const judgement = await judgeLog(ruleSet, () => events, { onFinding: (finding) => findings.push(finding) });
        const verdicts = naively(rule, casesOf(events));
        const broken = verdicts.filter(({ found }) => found.length > 0).length;
        const applies = verdicts.filter((verdict) => verdict.applies).length;
        expect(findings.map(({ positions }) => JSON.stringify(positions)).toSorted()).toEqual(
          verdicts.flatMap(({ found }) => found).toSorted(),
        );
        expect(judgement.rules).toEqual([
          { id: 'R', applies, kept: applies - broken, broken, findings: findings.length },
        ]);
      }),
      { numRuns: 2000 },
    );
  });

  it('finds the same however cases interleave', async () => {
    await fc.assert(
      fc.asyncProperty(logs, fc.array(rules, { minLength: 1, maxLength: 4 }), async (events, some) => {
        const ruleSet = { id: 'test', version: 1, effectiveFrom: '2020-01-01', rules: some };
        const [mixed, apart] = await Promise.all(
          [events, casesOf(events).flat()].map((log) => judgeLog(ruleSet, () => log)),
        );
        expect(apart?.rules).toEqual(mixed?.rules);
      }),
    );
  });
});
