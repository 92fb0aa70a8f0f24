import { z } from 'zod';
import type { Machine } from './machine.ts';
import { ActivityName, RuleId } from './rule-names.ts';

const Names = z.array(z.string().min(1).max(1_000)).min(1).max(1_000);

/**
 * `activity` is done by one of these people, or by anybody in one of these roles. Applies to cases where an `activity`
 * says who did it, or as what; an event that names nobody proves nothing.
 */
export const ResourceRule = z.strictObject({
  id: RuleId,
  template: z.literal('resource'),
  activity: ActivityName,
  resources: Names,
});
export type ResourceRule = z.infer<typeof ResourceRule>;

export const RoleRule = z.strictObject({
  id: RuleId,
  template: z.literal('role'),
  activity: ActivityName,
  roles: Names,
});
export type RoleRule = z.infer<typeof RoleRule>;

export interface PerformersState {
  readonly isJudged: boolean;
}

export const performers = (rule: ResourceRule | RoleRule): Machine<PerformersState> => {
  const { template, activity } = rule;
  const names = rule.template === 'role' ? rule.roles : rule.resources;
  const allowed = new Set(names);
  const expected = `${activity} by ${names.join(' or ')}`;
  return {
    initial: { isJudged: false },
    eat: (state, event) => {
      const who = event[template] ?? '';
      if (event.activity !== activity || who === '') return { state, breaches: [] };
      const breach = {
        positions: [event.position],
        certainAt: event.at,
        expected,
        facts: { activity, [template]: who },
      };
      return { state: { isJudged: true }, breaches: allowed.has(who) ? [] : [breach] };
    },
    end: ({ isJudged }) => ({ applies: isJudged, breaches: [], doubts: [] }),
  };
};
