import type { Finding, HeldBy, findingEventTypes } from '@hoso/contracts';
import { type EventOf, eventCatalogue, type Index, type Position, type Read, type View } from '@hoso/event-sourcing';
import { findingEvents } from '@hoso/contracts';

/** A finding as it is stored to be listed. */
export interface FindingDocument {
  readonly finding: Finding;
  readonly heldBy: HeldBy;
  /** Of audit's own log: newest first is by this. */
  readonly raised: Position;
}

/** The ways to look at findings: all of them, or those of one … */
export type FindingScope = 'all' | 'oneStop' | 'agency' | 'dossier' | 'person' | 'rule' | 'unit';

const valueOf: { readonly [Scope in FindingScope]: (document: FindingDocument) => readonly string[] | undefined } = {
  all: () => [],
  oneStop: ({ heldBy }) => heldBy.oneStop && [heldBy.oneStop],
  agency: ({ heldBy }) => heldBy.agency && [heldBy.agency],
  dossier: ({ finding }) => [finding.dossier],
  person: ({ finding }) => finding.person && [finding.person],
  rule: ({ finding }) => [finding.rule],
  unit: ({ finding }) => finding.unit && [finding.unit],
};
