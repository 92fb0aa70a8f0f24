import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { surveyLog } from '../case-order.ts';
import type { RuleEvent } from '../rule-event.ts';
import { type PetriNet, processNet } from './petri-net.ts';
import { compileNet, fitnessOf, replayTokens, type TraceReplay } from './token-replay.ts';

/** Cases of one-letter activities, in the order told. */
const logOf = (...stories: readonly string[]): readonly RuleEvent[] =>
  stories
    .flatMap((story, index) => story.split('').map((activity, at) => ({ case: `case ${index + 1}`, activity, at })))
    .map((event, index) => ({ ...event, position: index + 1 }));

const replayed = (net: PetriNet, events: readonly RuleEvent[]) => {
  const survey = surveyLog();
  for (const event of events) survey.eat(event);
  const traces: TraceReplay[] = [];
  const ready = compileNet(net);
  const pass = replayTokens(
    survey.finish(),
    () => ready,
    (trace) => traces.push(trace),
  );
  for (const event of events) pass.eat(event);
  return { ...pass.finish(), traces };
};

const counts = ({ missing, consumed, produced, remaining }: TraceReplay) => [missing, consumed, produced, remaining];
const misfits = ({ misfits: found }: TraceReplay) =>
  found.map(({ kind, activity, steps }) => [kind, activity, ...steps]);

/** A, then B and C in any order, then D. */
const parallel: PetriNet = {
  places: [
    { id: 'start', initial: 1, final: 0 },
    ...['b', 'c', 'bDone', 'cDone'].map((id) => ({ id, initial: 0, final: 0 })),
    { id: 'end', initial: 0, final: 1 },
  ],
  transitions: ['A', 'B', 'C', 'D'].map((activity) => ({ id: `t${activity}`, activity })),
  arcs: [
    ...[
      ['start', 'tA'],
      ['tA', 'b'],
      ['tA', 'c'],
      ['b', 'tB'],
      ['c', 'tC'],
      ['tB', 'bDone'],
      ['tC', 'cDone'],
    ],
    ...[
      ['bDone', 'tD'],
      ['cDone', 'tD'],
      ['tD', 'end'],
    ],
  ].map(([from = '', to = '']) => ({ from, to, weight: 1 })),
};
const list = processNet([{ code: 'A' }, { code: 'B' }, { code: 'C' }]);

describe('Token replay', () => {
  it.each<[string, PetriNet, string, number[], unknown[]]>([
    ['fits', parallel, 'ABCD', [0, 6, 6, 0], []],
    ['fits in another order', parallel, 'ACBD', [0, 6, 6, 0], []],
    ['skips a step', parallel, 'ABD', [1, 5, 5, 1], [['skipped', 'D', 'C']]],
    ['begins elsewhere', list, 'BC', [1, 3, 3, 1], [['skipped', 'B', 'A']]],
    ['does things the other way round', list, 'ACB', [1, 4, 4, 1], [['reordered', 'C', 'B']]],
    ['does something twice', list, 'ABBC', [1, 5, 5, 1], [['repeated', 'B', 'A']]],
    ['begins twice', list, 'AABC', [1, 5, 5, 1], [['repeated', 'A']]],
    ['ends early', list, 'AB', [1, 3, 3, 1], [['unfinished', 'B', 'C']]],
    ['does what nobody knows', list, 'AXBC', [1, 5, 5, 1], [['unknown', 'X']]],
    [
      'does only what nobody knows',
      list,
      'X',
      [2, 2, 2, 2],
      [
        ['unknown', 'X'],
        ['unfinished', 'X', 'A'],
      ],
    ],
  ])('of a case that %s counts tokens and names what is amiss', (_, net, story, tokens, found) => {
    const { traces } = replayed(net, logOf(story));
    expect(traces.map(counts)).toEqual([tokens]);
    expect(traces.map(misfits)).toEqual([found]);
  });

  it('tells fitness of each case, over the sums, and on average', () => {
    const { traces, fitness, meanFitness, fitting, ...sums } = replayed(list, logOf('ABC', 'AB', 'XX'));
    expect(traces.map((trace) => trace.fitness.toFixed(12))).toEqual([
      '1.000000000000',
      '0.666666666667',
      '0.000000000000',
    ]);
    expect(sums).toEqual({ cases: 3, events: 7, missing: 4, consumed: 10, produced: 10, remaining: 4 });
    expect([fitness, fitting]).toEqual([0.6, 1]);
    expect(meanFitness).toBeCloseTo(5 / 9, 12);
  });

  it('loses and invents no token, on any net and any log', () => {
    const weight = fc.integer({ min: 1, max: 3 });
    const place = fc.constantFrom('p', 'q', 'r');
    const arcs = fc.array(
      fc.record({ place, weight, to: fc.boolean(), transition: fc.constantFrom('t1', 't2', 't3') }),
      {
        maxLength: 8,
      },
    );
    const marking = fc.array(fc.nat(2), { minLength: 6, maxLength: 6 });
    const stories = fc.array(fc.stringMatching(/^[ABX]{1,8}$/), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(arcs, marking, stories, (drawn, tokens, told) => {
        const net: PetriNet = {
          places: ['p', 'q', 'r'].map((id, at) => ({ id, initial: tokens[at] ?? 0, final: tokens[at + 3] ?? 0 })),
          transitions: [
            { id: 't1', activity: 'A' },
            { id: 't2', activity: 'B' },
            { id: 't3', activity: 'A' },
          ],
          arcs: drawn.map(({ place: at, weight: of, to, transition }) =>
            to ? { from: at, to: transition, weight: of } : { from: transition, to: at, weight: of },
          ),
        };
        const { traces, ...sums } = replayed(net, logOf(...told));
        for (const trace of [...traces, sums]) {
          expect(trace.produced + trace.missing).toBe(trace.consumed + trace.remaining);
          expect(fitnessOf(trace)).toBeGreaterThanOrEqual(0);
          expect(fitnessOf(trace)).toBeLessThanOrEqual(1);
        }
        for (const trace of traces) {
          expect(trace.misfits.length === 0).toBe(trace.missing === 0 && trace.remaining === 0);
        }
      }),
    );
  });
});

describe('The net of a process', () => {
  it('lets each way through, and no other', () => {
    const branching = processNet([
      { code: 'A', next: ['B', 'C'] },
      { code: 'B', next: ['D'] },
      { code: 'C' },
      { code: 'D', next: ['A', 'E'] },
      { code: 'E', next: [] },
      { code: 'F' },
    ]);
    const { traces } = replayed(branching, logOf('ABDE', 'ACDE', 'ABDACDE', 'ADE', 'ABCDE', 'ABDEF'));
    expect(traces.map((trace) => trace.fitness === 1)).toEqual([true, true, true, false, false, false]);
    expect(traces.slice(3).map(misfits)).toEqual([
      [['skipped', 'D', 'B', 'C']],
      [['repeated', 'C', 'A']],
      [['unknown', 'F']],
    ]);
  });
});
