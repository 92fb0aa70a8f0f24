import { canonicalJson } from '@hoso/event-sourcing';
import type { CaseCommand } from './case-command.ts';
import type { Written } from './case-state.ts';

/**
 * Found again by anybody who holds the dossier: the end of its id (the random part of a UUIDv7), the case, the
 * slip.
 */
export function slipNumber({ dossier, data }: CaseCommand, count: number): string {
  return `GH-${dossier.slice(-12)}-${data.case}-${count}`;
}

type Slip = Written<'AppraisalSupplementRequested'>;

/** What form 02 says, to be compared. */
export function paper({ items, documents, reason, via }: Pick<Slip, 'items' | 'documents' | 'reason' | 'via'>): string {
  return canonicalJson({ items, documents, reason, via });
}

type Obligation = Written<'FinancialObligationNotified'>;

/** What is to be paid, to be compared. */
export function obligation({
  amount,
  content,
  groundRef,
  pausesClock,
}: Pick<Obligation, 'amount' | 'content' | 'groundRef' | 'pausesClock'>): string {
  return canonicalJson({ amount, content, groundRef, pausesClock });
}

type Stop = Written<'ProcessingStopped'>;

/** What form 05 says, to be compared. */
export function stop({ groundRef, reason }: Pick<Stop, 'groundRef' | 'reason'>): string {
  return canonicalJson({ groundRef, reason });
}
