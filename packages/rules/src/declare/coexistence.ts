import { z } from 'zod';
import type { Breach, Ending, Machine } from '../machine.ts';
import type { RuleEvent } from '../rule-event.ts';
import { ActivityName, RuleId } from '../rule-names.ts';
import type { Moment } from './response.ts';
import { boundFact, inTime, Within, withinMs } from './within.ts';

const together = { id: RuleId, activity: ActivityName, then: ActivityName, within: Within.optional() };

/**
 * DECLARE responded existence: each `activity` needs a `then` in its case, before it or after it. Applies to cases with
 * an `activity`.
 */
export const RespondedExistence = z.strictObject({ ...together, template: z.literal('responded-existence') });
export type RespondedExistence = z.infer<typeof RespondedExistence>;

/** DECLARE coexistence: responded existence both ways. Applies to cases with one or the other. */
export const Coexistence = z.strictObject({ ...together, template: z.literal('coexistence') });
export type Coexistence = z.infer<typeof Coexistence>;

export interface RespondedExistenceState {
  readonly isActivitySeen: boolean;
  /** What still waits for its companion. */
  readonly waiting: readonly Moment[];
  /** The instant of the last companion. */
  readonly companionAt: number | null;
  readonly lastAt: number;
}

/** A bound is inclusive and counts both ways. No event accompanies itself, also where both names are the same. */
export const respondedExistence = ({
  activity,
  then: companion,
  within,
}: Pick<RespondedExistence, 'activity' | 'then' | 'within'>): Machine<RespondedExistenceState> => {
  const boundMs = withinMs(within);
  const breach = ({ position }: Moment, certainAt: number): Breach => ({
    positions: [position],
    certainAt,
    expected: `${companion}${inTime(within)} before or after ${activity}`,
    facts: { activity, then: companion, ...boundFact(within) },
  });
  return {
    initial: { isActivitySeen: false, waiting: [], companionAt: null, lastAt: 0 },
    eat: (state, event) => {
      const { at, position } = event;
      const late = state.waiting.filter((moment) => at - moment.at > boundMs);
      const inBound = late.length === 0 ? state.waiting : state.waiting.filter((moment) => at - moment.at <= boundMs);
      const waiting = event.activity === companion ? [] : inBound;
      const isActivity = event.activity === activity;
      const isAccompanied = state.companionAt !== null && at - state.companionAt <= boundMs;
      return {
        state: {
          isActivitySeen: state.isActivitySeen || isActivity,
          waiting: isActivity && !isAccompanied ? [...waiting, { position, at }] : waiting,
          companionAt: event.activity === companion ? at : state.companionAt,
          lastAt: at,
        },
        breaches: late.map((moment) => breach(moment, moment.at + boundMs)),
      };
    },
    end: ({ isActivitySeen, waiting, lastAt }) => ({
      applies: isActivitySeen,
      breaches: waiting.map((moment) => breach(moment, within === undefined ? lastAt : moment.at + boundMs)),
      doubts: [],
    }),
  };
};

export interface CoexistenceState {
  readonly forth: RespondedExistenceState;
  readonly back: RespondedExistenceState;
}

export const coexistence = (rule: Coexistence): Machine<CoexistenceState> => {
  const forth = respondedExistence(rule);
  const back = respondedExistence({ ...rule, activity: rule.then, then: rule.activity });
  // Where both names are the same the way back is the way forth, and says nothing new.
  const isOneWay = rule.activity === rule.then;
  return {
    initial: { forth: forth.initial, back: back.initial },
    eat: (state, event: RuleEvent) => {
      const there = forth.eat(state.forth, event);
      if (isOneWay) return { state: { ...state, forth: there.state }, breaches: there.breaches };
      const here = back.eat(state.back, event);
      return {
        state: { forth: there.state, back: here.state },
        breaches: [...there.breaches, ...here.breaches],
      };
    },
    end: (state): Ending => {
      const there = forth.end(state.forth);
      const here = isOneWay ? there : back.end(state.back);
      return {
        applies: there.applies || here.applies,
        breaches: isOneWay ? there.breaches : [...there.breaches, ...here.breaches],
        doubts: [],
      };
    },
  };
};
