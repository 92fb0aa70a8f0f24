import { z } from 'zod';
import { lawful, type Machine } from './machine.ts';
import type { RuleEvent } from './rule-event.ts';
import { ActivityName, RuleId } from './rule-names.ts';

/**
 * Nobody may do both activities in one case, whichever of their events one compares. Applies to cases that hold both;
 * one finding for each person who did both. An event that names nobody proves nothing.
 */
export const FourEyes = z.strictObject({
  id: RuleId,
  template: z.literal('four-eyes'),
  activities: z.tuple([ActivityName, ActivityName]),
});
export type FourEyes = z.infer<typeof FourEyes>;

/** Who has done an activity, with the position of their first time; pairs, since a person may be called `__proto__`. */
type Doers = readonly (readonly [person: string, position: number])[];

export interface FourEyesState {
  readonly isFirstSeen: boolean;
  readonly isSecondSeen: boolean;
  readonly first: Doers;
  readonly second: Doers;
}

export const fourEyes = ({ activities: [first, second] }: FourEyes): Machine<FourEyesState> => ({
  initial: { isFirstSeen: false, isSecondSeen: false, first: [], second: [] },
  eat: (state, event) => {
    const isFirst = event.activity === first;
    const isSecond = event.activity === second;
    if (!isFirst && !isSecond) return lawful(state);
    const after: FourEyesState = {
      isFirstSeen: state.isFirstSeen || isFirst,
      isSecondSeen: state.isSecondSeen || isSecond,
      first: isFirst ? withDoer(state.first, event) : state.first,
      second: isSecond ? withDoer(state.second, event) : state.second,
    };
    const person = event.resource ?? '';
    const [before, now] = [shared(state, person), shared(after, person)];
    if (now === undefined || before !== undefined) return lawful(after);
    const breach = {
      positions: now,
      certainAt: event.at,
      expected: `${first} and ${second} by different people`,
      facts: { person, first, second },
    };
    return { state: after, breaches: [breach] };
  },
  end: (state) => ({ applies: state.isFirstSeen && state.isSecondSeen, breaches: [], doubts: [] }),
});

const withDoer = (doers: Doers, { resource, position }: RuleEvent): Doers => {
  if (resource === undefined || resource === '' || positionOf(doers, resource) !== undefined) return doers;
  return [...doers, [resource, position]];
};

const positionOf = (doers: Doers, person: string): number | undefined => doers.find(([doer]) => doer === person)?.[1];

/** The evidence that this person did both. */
const shared = (state: FourEyesState, person: string): readonly number[] | undefined => {
  const first = positionOf(state.first, person);
  const second = positionOf(state.second, person);
  if (first === undefined || second === undefined) return undefined;
  return [...new Set([first, second])].sort((one, other) => one - other);
};
