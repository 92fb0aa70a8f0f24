import { RuleSetPublished, type RuleSetVersion } from '@hoso/contracts';
import { eventCatalogue, type View } from '@hoso/event-sourcing';

/** A rule set with all its versions, oldest first. */
export interface RuleSetDocument {
  readonly id: string;
  readonly versions: readonly RuleSetVersion[];
}

export const ruleSets: View<RuleSetDocument, typeof RuleSetPublished> = {
  name: 'rule-sets',
  revision: 1,
  indexes: [{ name: 'id', of: ({ id }) => [id] }],
  events: eventCatalogue(RuleSetPublished),
  key: ({ data }) => data.id,
  evolve: (document, { data }) => ({ id: data.id, versions: [...(document?.versions ?? []), data] }),
};

/** The version in force on a local date: none before the first one's, none after the end that the last one names. */
export function ruleSetInForce({ versions }: RuleSetDocument, on: string): RuleSetVersion | undefined {
  const last = versions.findLast(({ effectiveFrom }) => effectiveFrom <= on);
  return last?.effectiveTo !== undefined && last.effectiveTo < on ? undefined : last;
}
