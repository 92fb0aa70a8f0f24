import { ProcedurePublished, type ProcedureVersion } from '@hoso/contracts';
import { eventCatalogue, type View } from '@hoso/event-sourcing';

/** A procedure with all its versions, oldest first. */
export interface ProcedureDocument {
  readonly code: string;
  readonly versions: readonly ProcedureVersion[];
}

export const procedures: View<ProcedureDocument, typeof ProcedurePublished> = {
  name: 'procedures',
  revision: 1,
  indexes: [{ name: 'code', of: ({ code }) => [code] }],
  events: eventCatalogue(ProcedurePublished),
  key: ({ data }) => data.code,
  evolve: (document, { data }) => ({ code: data.code, versions: [...(document?.versions ?? []), data] }),
};

/** The version in force on a local date; none before the first one's. */
export function findInForce(document: ProcedureDocument | undefined, on: string): ProcedureVersion | undefined {
  return document?.versions.findLast(({ effectiveFrom }) => effectiveFrom <= on);
}
