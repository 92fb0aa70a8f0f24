import { z } from 'zod';
import type { Breach, Machine } from '../machine.ts';
import { ActivityName, RuleId } from '../rule-names.ts';
import { boundFact, inTime, Within, withinMs } from './within.ts';

const preceding = { id: RuleId, before: ActivityName, activity: ActivityName, within: Within.optional() };

/** DECLARE precedence: each `activity` needs a `before` somewhere before it. Applies to cases with an `activity`. */
export const Precedence = z.strictObject({ ...preceding, template: z.literal('precedence') });
export type Precedence = z.infer<typeof Precedence>;

/** As precedence, and no other `activity` between the two. */
export const AlternatePrecedence = z.strictObject({ ...preceding, template: z.literal('alternate-precedence') });
export type AlternatePrecedence = z.infer<typeof AlternatePrecedence>;

/** As precedence, and nothing at all between the two. */
export const ChainPrecedence = z.strictObject({ ...preceding, template: z.literal('chain-precedence') });
export type ChainPrecedence = z.infer<typeof ChainPrecedence>;

export interface PrecedenceState {
  readonly isActivitySeen: boolean;
  /** The instant of the last `before` that still counts. */
  readonly beforeAt: number | null;
}

/** A bound is inclusive. An event is not before itself, also where both names are the same. */
export const precedence = (rule: Precedence | AlternatePrecedence | ChainPrecedence): Machine<PrecedenceState> => {
  const { template, before, activity, within } = rule;
  const boundMs = withinMs(within);
  const expected = `${before}${inTime(within)} ${BEFORE[template]} ${activity}`;
  const facts = { before, activity, ...boundFact(within) };
  /** What of an earlier `before` still counts after an event that is none. */
  const keptAfter = (isActivity: boolean, beforeAt: number | null): number | null =>
    template === 'chain-precedence' || (template === 'alternate-precedence' && isActivity) ? null : beforeAt;
  return {
    initial: { isActivitySeen: false, beforeAt: null },
    eat: ({ isActivitySeen, beforeAt }, { activity: name, at, position }) => {
      const isActivity = name === activity;
      const isKept = beforeAt !== null && at - beforeAt <= boundMs;
      const breaches: readonly Breach[] =
        isActivity && !isKept ? [{ positions: [position], certainAt: at, expected, facts }] : [];
      const state = {
        isActivitySeen: isActivitySeen || isActivity,
        beforeAt: name === before ? at : keptAfter(isActivity, beforeAt),
      };
      return { state, breaches };
    },
    end: ({ isActivitySeen }) => ({ applies: isActivitySeen, breaches: [], doubts: [] }),
  };
};

const BEFORE = {
  precedence: 'before',
  'alternate-precedence': 'anew before each',
  'chain-precedence': 'right before',
} as const;
