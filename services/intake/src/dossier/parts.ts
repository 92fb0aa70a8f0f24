import type { DossierShared, PartRecorded } from '@hoso/contracts';
import type { EventOf } from '@hoso/event-sourcing';

/** What a further agency does of a dossier, beside the one that decides it. */
export interface Part {
  readonly case: number;
  readonly agency: string;
  readonly outcome?: 'issued' | 'refused' | 'returned' | undefined;
}

/** How often a dossier went to an agency, the deciding one and others. */
export interface Parts {
  /** Cases count from 1. */
  readonly cases: number;
  /** What further agencies do of it. */
  readonly parts: readonly Part[];
}

export const noParts: Parts = { cases: 0, parts: [] };

export function partsAfter(before: Parts, event: EventOf<typeof DossierShared | typeof PartRecorded>): Parts {
  const { cases, parts } = before;
  if (event.type === 'DossierShared') {
    const { agency, case: number } = event.data;
    return { cases: number, parts: [...parts, { case: number, agency }] };
  }
  const { case: number, outcome: told } = event.data;
  const outcome = told === 'recalled' ? undefined : told;
  return { cases, parts: parts.map((part) => (part.case === number ? { ...part, outcome } : part)) };
}
