import { type ActivityRecorded, refuse } from '@hoso/contracts';
import { canonicalJson, type Decider, type DomainCommand, type EventOf, type Happened } from '@hoso/event-sourcing';

export type ImportedEvent = EventOf<typeof ActivityRecorded>;
export type ImportedActivity = ImportedEvent['data'];

/** All that a file says of one case, in its order. */
export interface ImportCase extends Omit<DomainCommand, 'data'> {
  readonly type: 'ImportCase';
  readonly data: { readonly case: string; readonly activities: readonly ImportedActivity[] };
}

/** What is already recorded of the case: how much, and the last activity with those before it. */
export interface ImportedCaseState {
  readonly count: number;
  readonly last: RecordedActivity | undefined;
}

interface RecordedActivity {
  /** Canonical, to compare with. */
  readonly text: string;
  readonly before: RecordedActivity | undefined;
}

/**
 * A case of somebody else's log, stream `dossier-<id>`. What is recorded stays: a file that says the same adds nothing,
 * one that goes on adds the rest, one that says otherwise is refused.
 */
export const importedCase: Decider<ImportCase, ImportedCaseState, ImportedEvent> = {
  initial: { count: 0, last: undefined },
  decide: ({ data }, state) => {
    const recorded = textsOf(state);
    const differs = data.activities.some((activity, index) => {
      const known = recorded[index];
      return known !== undefined && known !== canonicalJson(activity);
    });
    if (differs) refuse('CaseDiffers', { case: data.case });
    return data.activities.slice(recorded.length).map((activity) => ({ type: 'ActivityRecorded', data: activity }));
  },
  // What an import says of itself is not said by the file.
  evolve: ({ count, last }, { data: { import: _, ...activity } }: Happened<ImportedEvent>) => ({
    count: count + 1,
    last: { text: canonicalJson(activity), before: last },
  }),
};

function textsOf({ count, last }: ImportedCaseState): readonly string[] {
  const texts = new Array<string>(count);
  for (let at = last, index = count - 1; at; at = at.before, index--) texts[index] = at.text;
  return texts;
}
