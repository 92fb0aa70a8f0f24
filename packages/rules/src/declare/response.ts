import { z } from 'zod';
import type { Breach, Machine } from '../machine.ts';
import { ActivityName, RuleId } from '../rule-names.ts';
import { boundFact, inTime, Within, withinMs } from './within.ts';

const answering = { id: RuleId, activity: ActivityName, then: ActivityName, within: Within.optional() };

/** DECLARE response: each `activity` needs a `then` somewhere after it. Applies to cases with an `activity`. */
export const Response = z.strictObject({ ...answering, template: z.literal('response') });
export type Response = z.infer<typeof Response>;

/** As response, and no other `activity` between the two. */
export const AlternateResponse = z.strictObject({ ...answering, template: z.literal('alternate-response') });
export type AlternateResponse = z.infer<typeof AlternateResponse>;

/** As response, and nothing at all between the two. */
export const ChainResponse = z.strictObject({ ...answering, template: z.literal('chain-response') });
export type ChainResponse = z.infer<typeof ChainResponse>;

export interface ResponseState {
  readonly isActivitySeen: boolean;
  /** What still waits for its answer. */
  readonly waiting: readonly Moment[];
  /** The instant of the case's last event: from then on an answer can no longer come. */
  readonly lastAt: number;
}

/** An event by its place and instant. */
export interface Moment {
  readonly position: number;
  readonly at: number;
}

/**
 * A bound is inclusive. An event is no answer to itself, also where both names are the same. What waits beyond its
 * bound is certain at the bound, what is cut off by another event at that one, and what waits in vain at the end.
 */
export const response = (rule: Response | AlternateResponse | ChainResponse): Machine<ResponseState> => {
  const { template, activity, then: answer, within } = rule;
  const boundMs = withinMs(within);
  const isCutOffBy = (other: string): boolean =>
    template === 'chain-response' || (template === 'alternate-response' && other === activity);
  const breach = ({ position }: Moment, certainAt: number): Breach => ({
    positions: [position],
    certainAt,
    expected: `${answer}${inTime(within)} ${AFTER[template]} ${activity}${BUT_BEFORE[template]}`,
    facts: { activity, then: answer, ...boundFact(within) },
  });
  return {
    initial: { isActivitySeen: false, waiting: [], lastAt: 0 },
    eat: (state, { activity: name, at, position }) => {
      const late = state.waiting.filter((moment) => at - moment.at > boundMs);
      const inBound = late.length === 0 ? state.waiting : state.waiting.filter((moment) => at - moment.at <= boundMs);
      const isAnswer = name === answer;
      const cutOff = !isAnswer && isCutOffBy(name) ? inBound : [];
      const waiting = isAnswer || cutOff.length > 0 ? [] : inBound;
      const isActivity = name === activity;
      return {
        state: {
          isActivitySeen: state.isActivitySeen || isActivity,
          waiting: isActivity ? [...waiting, { position, at }] : waiting,
          lastAt: at,
        },
        breaches: [
          ...late.map((moment) => breach(moment, moment.at + boundMs)),
          ...cutOff.map((one) => breach(one, at)),
        ],
      };
    },
    end: ({ isActivitySeen, waiting, lastAt }) => ({
      applies: isActivitySeen,
      breaches: waiting.map((moment) => breach(moment, within === undefined ? lastAt : moment.at + boundMs)),
      doubts: [],
    }),
  };
};

const AFTER = {
  response: 'after',
  'alternate-response': 'after',
  'chain-response': 'right after',
} as const;

const BUT_BEFORE = {
  response: '',
  'alternate-response': ' and before the next one',
  'chain-response': '',
} as const;
