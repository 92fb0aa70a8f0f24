import { canonicalJson } from '@hoso/event-sourcing';
import type { CaseCommand } from './case-command.ts';
import type { CaseEvent } from './case-state.ts';

/**
 * Found again by anybody who holds the dossier: the end of its id (the random part of a UUIDv7), the case, the
 * slip.
 */
export function slipNumber({ dossier, data }: CaseCommand, count: number): string {
  return `GH-${dossier.slice(-12)}-${data.case}-${count}`;
}

type Slip = Extract<CaseEvent, { readonly type: 'AppraisalSupplementRequested' }>['data'];

/** What form 02 says, to be compared. */
export function paper({ items, reason, via }: Pick<Slip, 'items' | 'reason' | 'via'>): string {
  return canonicalJson({ items, reason, via });
}
