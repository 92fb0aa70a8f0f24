import { z } from 'zod';
import { type LawMachine, lawfully, nothingAwaited } from './law-machine.ts';
import { instantText } from './local-time.ts';
import { ruleHead } from './rule-head.ts';

/** Whoever is late says so by the first appointment at the latest: not finished and no apology by then is a breach. */
export const ApologyByDue = z.strictObject({ ...ruleHead, template: z.literal('apology-by-due') });

export const apologyByDueFacts = ['originalDueAt'] as const;

export function apologyByDue(): LawMachine {
  return {
    types: [],
    eat: lawfully,
    awaits: (_, { clock, finish, end, apology }) => {
      if (clock?.original === undefined || finish || end || apology) return nothingAwaited;
      const until = clock.original;
      return [{ until, positions: [clock.position], facts: () => ({ originalDueAt: instantText(until) }) }];
    },
  };
}
