import { type ActivityRecorded, refuse } from '@hoso/contracts';
import { canonicalJson, type Decider, type DomainCommand, type EventOf, type Happened } from '@hoso/event-sourcing';

export type ImportedEvent = EventOf<typeof ActivityRecorded>;
export type ImportedActivity = ImportedEvent['data'];

/** All that a file says of one case, in its order. */
export interface ImportCase extends Omit<DomainCommand, 'data'> {
  readonly type: 'ImportCase';
  readonly data: { readonly case: string; readonly activities: readonly ImportedActivity[] };
}

/** What is already recorded of the case, each activity as canonical text to compare with. */
export interface ImportedCaseState {
  readonly recorded: readonly string[];
}

/**
 * A case of somebody else's log, stream `dossier-<id>`. What is recorded stays: a file that says the same adds nothing, one that
 * goes on adds the rest, one that says otherwise is refused.
 */
export const importedCase: Decider<ImportCase, ImportedCaseState, ImportedEvent> = {
  initial: { recorded: [] },
  decide: ({ data }, { recorded }) => {
    const differs = data.activities.some((activity, index) => {
      const known = recorded[index];
      return known !== undefined && known !== canonicalJson(activity);
    });
    if (differs) refuse('CaseDiffers', { case: data.case });
    return data.activities.slice(recorded.length).map((activity) => ({ type: 'ActivityRecorded', data: activity }));
  },
  evolve: ({ recorded }, { data }: Happened<ImportedEvent>) => ({ recorded: [...recorded, canonicalJson(data)] }),
};
