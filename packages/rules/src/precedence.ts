import { z } from 'zod';
import { lawful, type Machine } from './machine.ts';
import { ActivityName, RuleId } from './rule-names.ts';

/** DECLARE precedence: each `activity` needs a `before` somewhere before it. Applies to cases with an `activity`. */
export const Precedence = z.strictObject({
  id: RuleId,
  template: z.literal('precedence'),
  before: ActivityName,
  activity: ActivityName,
});
export type Precedence = z.infer<typeof Precedence>;

export interface PrecedenceState {
  readonly isBeforeSeen: boolean;
  readonly isActivitySeen: boolean;
}

export const precedence = ({ before, activity }: Precedence): Machine<PrecedenceState> => ({
  initial: { isBeforeSeen: false, isActivitySeen: false },
  eat: (state, event) => {
    const isActivity = event.activity === activity;
    if (!isActivity && event.activity !== before) return lawful(state);
    const after: PrecedenceState = {
      isBeforeSeen: state.isBeforeSeen || event.activity === before,
      isActivitySeen: state.isActivitySeen || isActivity,
    };
    // An event is not before itself, also where both names are the same.
    if (!isActivity || state.isBeforeSeen) return lawful(after);
    const breach = {
      positions: [event.position],
      certainAt: event.at,
      expected: `${before} before ${activity}`,
      facts: { before, activity },
    };
    return { state: after, breaches: [breach] };
  },
  end: (state) => ({ applies: state.isActivitySeen, breaches: [], doubts: [] }),
});
