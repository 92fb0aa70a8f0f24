import { z } from 'zod';
import type { Breach, Machine } from '../machine.ts';
import { ActivityName, RuleId } from '../rule-names.ts';

const occurring = { id: RuleId, activity: ActivityName };
const count = z.int().min(1).max(1_000_000).default(1);

/** DECLARE existence: `activity` happens at least `count` times. Applies to every case; one finding a case. */
export const Existence = z.strictObject({ ...occurring, template: z.literal('existence'), count });
export type Existence = z.infer<typeof Existence>;

/**
 * DECLARE absence: `activity` happens fewer than `count` times, by default never. Applies to every case; one finding
 * for each time from the `count`-th on.
 */
export const Absence = z.strictObject({ ...occurring, template: z.literal('absence'), count });
export type Absence = z.infer<typeof Absence>;

/** `activity` happens once. Applies to every case; a finding where it never does, and for each time after the first. */
export const ExactlyOne = z.strictObject({ ...occurring, template: z.literal('exactly-one') });
export type ExactlyOne = z.infer<typeof ExactlyOne>;

/** DECLARE init: the case begins with `activity`. Applies to every case. */
export const Init = z.strictObject({ ...occurring, template: z.literal('init') });
export type Init = z.infer<typeof Init>;

export interface OccurrenceState {
  readonly times: number;
  /** The case's last event, the evidence that nothing came; none before the first. */
  readonly last: { readonly position: number; readonly at: number } | null;
}

/** How often an activity may happen, and must. */
export const occurrence = (rule: Existence | Absence | ExactlyOne): Machine<OccurrenceState> => {
  const { activity } = rule;
  const { leastTimes, mostTimes } = timesOf(rule);
  const expected = expectedOf(rule);
  return {
    initial: { times: 0, last: null },
    eat: (state, event) => {
      const last = { position: event.position, at: event.at };
      if (event.activity !== activity) return { state: { ...state, last }, breaches: [] };
      const times = state.times + 1;
      const breach: Breach = { positions: [event.position], certainAt: event.at, expected, facts: { activity, times } };
      return { state: { times, last }, breaches: times > mostTimes ? [breach] : [] };
    },
    end: ({ times, last }) => ({
      applies: true,
      breaches:
        times >= leastTimes || last === null
          ? []
          : [{ positions: [last.position], certainAt: last.at, expected, facts: { activity, times } }],
      doubts: [],
    }),
  };
};

const timesOf = (
  rule: Existence | Absence | ExactlyOne,
): { readonly leastTimes: number; readonly mostTimes: number } => {
  if (rule.template === 'existence') return { leastTimes: rule.count, mostTimes: Number.POSITIVE_INFINITY };
  if (rule.template === 'absence') return { leastTimes: 0, mostTimes: rule.count - 1 };
  return { leastTimes: 1, mostTimes: 1 };
};

const expectedOf = (rule: Existence | Absence | ExactlyOne): string => {
  if (rule.template === 'existence') return `${rule.activity} at least ${rule.count} time(s)`;
  if (rule.template === 'absence') return `${rule.activity} fewer than ${rule.count} time(s)`;
  return `${rule.activity} exactly once`;
};

export interface InitState {
  readonly hasBegun: boolean;
}

export const init = ({ activity }: Init): Machine<InitState> => ({
  initial: { hasBegun: false },
  eat: ({ hasBegun }, event) => {
    const isWrong = !hasBegun && event.activity !== activity;
    const facts = { activity, first: event.activity };
    const expected = `${activity} first`;
    return {
      state: { hasBegun: true },
      breaches: isWrong ? [{ positions: [event.position], certainAt: event.at, expected, facts }] : [],
    };
  },
  end: () => ({ applies: true, breaches: [], doubts: [] }),
});
