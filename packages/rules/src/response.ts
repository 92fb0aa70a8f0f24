import { z } from 'zod';
import { lawful, type Machine } from './machine.ts';
import { ActivityName, RuleId } from './rule-names.ts';

/** DECLARE response: each `activity` needs a `then` somewhere after it. Applies to cases with an `activity`. */
export const Response = z.strictObject({
  id: RuleId,
  template: z.literal('response'),
  activity: ActivityName,
  then: ActivityName,
});
export type Response = z.infer<typeof Response>;

export interface ResponseState {
  readonly isActivitySeen: boolean;
  /** The positions that still wait for their answer. */
  readonly waiting: readonly number[];
  /** The instant of the case's last event: from then on an answer can no longer come. */
  readonly lastAt: number;
}

export const response = ({ activity, then: answer }: Response): Machine<ResponseState> => ({
  initial: { isActivitySeen: false, waiting: [], lastAt: 0 },
  eat: (state, event) => {
    const isActivity = event.activity === activity;
    const answered = event.activity === answer ? [] : state.waiting;
    return lawful({
      isActivitySeen: state.isActivitySeen || isActivity,
      // An event is no answer to itself, also where both names are the same.
      waiting: isActivity ? [...answered, event.position] : answered,
      lastAt: event.at,
    });
  },
  end: (state) => ({
    applies: state.isActivitySeen,
    breaches: state.waiting.map((position) => ({
      positions: [position],
      certainAt: state.lastAt,
      expected: `${answer} after ${activity}`,
      facts: { activity, then: answer },
    })),
    doubts: [],
  }),
});
