import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { judgeLog } from '../judge.ts';
import type { Finding } from '../machine.ts';
import type { RuleEvent } from '../rule-event.ts';
import { Rule } from '../rule-set.ts';

// A second implementation over whole traces, from the sentences of DECLARE alone: no states, every pair looked at.

interface Verdict {
  readonly applies: boolean;
  /** The place in the trace of each event that broke the rule; the last one's for what never happened. */
  readonly broken: readonly number[];
}

type Trace = readonly RuleEvent[];
type Given = Readonly<Record<string, unknown>>;

const named = (trace: Trace, activity: unknown): readonly number[] =>
  trace.flatMap((event, index) => (event.activity === activity ? [index] : []));

const from = (activations: readonly number[], isKept: (index: number) => boolean): Verdict => ({
  applies: activations.length > 0,
  broken: activations.filter((index) => !isKept(index)),
});

const isWithin = (trace: Trace, one: number, other: number, boundMs: number): boolean =>
  Math.abs((trace[one]?.at ?? 0) - (trace[other]?.at ?? 0)) <= boundMs;

const BOUNDS = new Map<unknown, number>([
  [undefined, Number.POSITIVE_INFINITY],
  ['PT0S', 0],
  ['PT0.002S', 2],
  ['PT1M', 60_000],
  ['P1W1DT1H', 694_800_000],
]);

const isNoneBetween = (trace: Trace, one: number, other: number, activity: unknown): boolean =>
  !trace.slice(Math.min(one, other) + 1, Math.max(one, other)).some((event) => event.activity === activity);

const naively = (rule: Given, trace: Trace): Verdict => {
  const activations = named(trace, rule['activity']);
  const boundMs = BOUNDS.get(rule['within']) ?? Number.NaN;
  const partners = named(trace, rule['then'] ?? rule['before']);
  const isNear = (index: number) => (partner: number) => isWithin(trace, index, partner, boundMs);
  const times = Number(rule['count'] ?? 1);
  const end = trace.length - 1;
  switch (rule['template']) {
    case 'existence':
      return { applies: true, broken: activations.length < times ? [end] : [] };
    case 'absence':
      return { applies: true, broken: activations.slice(times - 1) };
    case 'exactly-one':
      return { applies: true, broken: activations.length === 0 ? [end] : activations.slice(1) };
    case 'init':
      return { applies: true, broken: activations[0] === 0 ? [] : [0] };
    case 'responded-existence':
      return from(activations, (index) => partners.some((partner) => partner !== index && isNear(index)(partner)));
    case 'coexistence': {
      const both = [...new Set([...activations, ...partners])];
      const companions = (index: number) => (trace[index]?.activity === rule['activity'] ? partners : activations);
      return from(both, (index) => companions(index).some((one) => one !== index && isNear(index)(one)));
    }
    case 'response':
      return from(activations, (index) => partners.some((one) => one > index && isNear(index)(one)));
    case 'alternate-response':
      return from(activations, (index) =>
        partners.some((one) => one > index && isNear(index)(one) && isNoneBetween(trace, index, one, rule['activity'])),
      );
    case 'chain-response':
      return from(activations, (index) => partners.includes(index + 1) && isNear(index)(index + 1));
    case 'precedence':
      return from(activations, (index) => partners.some((one) => one < index && isNear(index)(one)));
    case 'alternate-precedence':
      return from(activations, (index) =>
        partners.some((one) => one < index && isNear(index)(one) && isNoneBetween(trace, one, index, rule['activity'])),
      );
    default:
      return from(activations, (index) => partners.includes(index - 1) && isNear(index)(index - 1));
  }
};

const activity = fc.constantFrom('A', 'B', 'C', '__proto__');
const within = fc.constantFrom(...BOUNDS.keys());
const count = fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined });
const one = (template: string, more: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<Given> =>
  fc.record({ id: fc.constant('R'), template: fc.constant(template), activity, ...more });
const rules: fc.Arbitrary<Given> = fc.oneof(
  ...['existence', 'absence'].map((template) => one(template, { count })),
  ...['exactly-one', 'init'].map((template) => one(template, {})),
  ...['responded-existence', 'coexistence', 'response', 'alternate-response', 'chain-response'].map((template) =>
    one(template, { then: activity, within }),
  ),
  ...['precedence', 'alternate-precedence', 'chain-precedence'].map((template) =>
    one(template, { before: activity, within }),
  ),
);
const logs = fc
  .array(
    fc.record({
      case: fc.constantFrom('1', '2', 'constructor'),
      activity,
      at: fc.oneof(fc.nat(5), fc.constantFrom(60_000, 60_001, 60_003, 694_800_000, 694_800_001)),
    }),
    { maxLength: 24 },
  )
  .map((events) => events.map((event, index) => ({ ...event, position: index + 1 })));

const tracesOf = (events: readonly RuleEvent[]): Trace[] =>
  [...Map.groupBy(events, (event) => event.case).values()].map((trace) =>
    trace.toSorted((a, b) => a.at - b.at || a.position - b.position),
  );

const judged = async (rule: Given, events: readonly RuleEvent[]) => {
  const findings: Finding[] = [];
  const ruleSet = { id: 'test', version: 1, effectiveFrom: '2020-01-01', rules: [Rule.parse(rule)] };
  const judgement = await judgeLog(ruleSet, () => events, { onFinding: (finding) => findings.push(finding) });
  return { outcome: judgement.rules[0], findings };
};

describe('The templates of DECLARE', () => {
  it('find in any log what their sentences say, activation by activation', async () => {
    await fc.assert(
      fc.asyncProperty(logs, rules, async (events, rule) => {
        const verdicts = tracesOf(events).map((trace) => ({ trace, ...naively(rule, trace) }));
        const applies = verdicts.filter((verdict) => verdict.applies).length;
        const broken = verdicts.filter((verdict) => verdict.broken.length > 0).length;
        const { outcome, findings } = await judged(rule, events);
        expect(findings.flatMap(({ positions }) => positions).toSorted((a, b) => a - b)).toEqual(
          verdicts
            .flatMap(({ trace, broken: found }) => found.map((index) => trace[index]?.position ?? 0))
            .toSorted((a, b) => a - b),
        );
        expect(outcome).toEqual({ id: 'R', applies, kept: applies - broken, broken, findings: findings.length });
      }),
      { numRuns: 4_000 },
    );
  });

  it('are certain of a breach neither before its event nor after its case', async () => {
    await fc.assert(
      fc.asyncProperty(logs, rules, async (events, rule) => {
        const { findings } = await judged(rule, events);
        for (const { positions, certainAt, case: name } of findings) {
          const at = Math.max(...positions.map((position) => events[position - 1]?.at ?? 0));
          const lastAt = Math.max(...events.filter((event) => event.case === name).map((event) => event.at));
          expect(certainAt).toBeGreaterThanOrEqual(at);
          expect(certainAt).toBeLessThanOrEqual(
            rule['within'] === undefined ? lastAt : at + (BOUNDS.get(rule['within']) ?? 0),
          );
        }
      }),
    );
  });
});
