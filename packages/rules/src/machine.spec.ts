import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { coexistence, respondedExistence } from './declare/coexistence.ts';
import { init, occurrence } from './declare/occurrence.ts';
import { precedence } from './declare/precedence.ts';
import { response } from './declare/response.ts';
import { deadline } from './deadline.ts';
import { fourEyes } from './four-eyes.ts';
import type { Breach, Ending, Machine } from './machine.ts';
import { performers } from './performers.ts';
import type { RuleEvent } from './rule-event.ts';
import { temporalProfile } from './temporal-profile.ts';

const A_TO_B = { from: 'A', to: 'B', count: 3, sum: 9n, sumOfSquares: 35n };

const through = <State>(machine: Machine<State>, events: readonly RuleEvent[], store: (state: State) => State) => {
  const breaches: Breach[] = [];
  let state = machine.initial;
  for (const event of events) {
    const step = machine.eat(state, event);
    breaches.push(...step.breaches);
    state = store(step.state);
  }
  const ending: Ending = machine.end(state);
  return { breaches, ending };
};

const frozen = <Value>(value: Value): Value => {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(frozen);
  return Object.freeze(value);
};

const logs = fc
  .array(
    fc.record({
      activity: fc.constantFrom('A', 'B', 'C'),
      resource: fc.constantFrom('', 'x', '__proto__'),
      at: fc.nat(20),
      caseAttributes: fc.dictionary(
        fc.constantFrom('end', 'due'),
        fc.constantFrom('2011-01-01T00:00:00Z', '2012-01-01T00:00:00Z', '-'),
      ),
    }),
    { maxLength: 12 },
  )
  .map((events) =>
    events
      .toSorted((one, other) => one.at - other.at)
      .map((event, index) => ({ ...event, case: 'c', position: index + 1 })),
  );

const describeMachine = <State>(name: string, machine: Machine<State>): void => {
  describe(`The machine of ${name}`, () => {
    it('goes on from a state that was put away as JSON', () => {
      fc.assert(
        fc.property(logs, (events) => {
          const putAway = (state: State): State => JSON.parse(JSON.stringify(state));
          expect(through(machine, events, putAway)).toEqual(through(machine, events, (state) => state));
        }),
      );
    });

    it('changes neither its states nor its events', () => {
      fc.assert(fc.property(logs, (events) => expect(() => through(machine, frozen(events), frozen)).not.toThrow()));
    });
  });
};

describeMachine(
  'deadline',
  deadline({ id: 'R', template: 'deadline', finishedAttribute: 'end', deadlineAttribute: 'due' }),
);
describeMachine('four-eyes', fourEyes({ id: 'R', template: 'four-eyes', activities: ['A', 'B'] }));

const pair = { id: 'R', activity: 'A', then: 'B', within: 'PT0.003S' };
for (const template of ['response', 'alternate-response', 'chain-response'] as const) {
  describeMachine(template, response({ ...pair, template }));
}
const behind = { id: 'R', before: 'A', activity: 'B', within: 'PT0.003S' };
for (const template of ['precedence', 'alternate-precedence', 'chain-precedence'] as const) {
  describeMachine(template, precedence({ ...behind, template }));
}
for (const template of ['existence', 'absence'] as const) {
  describeMachine(template, occurrence({ id: 'R', template, activity: 'A', count: 2 }));
}
describeMachine('exactly-one', occurrence({ id: 'R', template: 'exactly-one', activity: 'A' }));
describeMachine('init', init({ id: 'R', template: 'init', activity: 'A' }));
describeMachine('responded-existence', respondedExistence(pair));
describeMachine('coexistence', coexistence({ ...pair, template: 'coexistence' }));
describeMachine('resource', performers({ id: 'R', template: 'resource', activity: 'A', resources: ['x'] }));
describeMachine('temporal-profile', temporalProfile({ id: 'R', template: 'temporal-profile', zeta: 1 }, [A_TO_B]));
