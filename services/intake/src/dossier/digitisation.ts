import { type Breach, unlessInsisted } from '@hoso/contracts';
import { atCounter, ended, notInState } from './at-counter.ts';
import { isDigitised } from './counter-book.ts';
import type { DossierCommandOf } from './dossier-command.ts';
import type { AnyReceived, Begun, DossierEvent } from './dossier-state.ts';

/** Papers are scanned late, too: that they were is for the audit to find. */
export function recordScan(
  command: DossierCommandOf<'RecordScan' | 'StoreScan'>,
  state: Begun,
): readonly DossierEvent[] {
  const { data, insist } = command;
  const breach = atCounter(command, state);
  if (state.book.scans.some(({ document, sha256 }) => document === data.document && sha256 === data.sha256)) return [];
  if (ended(state)) return notInState(command, state);
  return [{ type: 'ScanStored', data: { ...data, ...unlessInsisted(insist, breach) } }];
}

/** A paper that need not be scanned is said to be one, by the counter that has it in hand. */
export function exemptFromScan(command: DossierCommandOf<'ExemptFromScan'>, state: Begun): readonly DossierEvent[] {
  const { data, insist } = command;
  const breach = atCounter(command, state);
  if (isDigitised(state.book, data.document)) return [];
  if (ended(state)) return notInState(command, state);
  return [{ type: 'ScanExempted', data: { ...data, ...unlessInsisted(insist, breach) } }];
}

/** What is needed and not yet in the electronic dossier (61 Đ17.1); what came online is there. */
export function notScanned({ reception, submission, book }: AnyReceived): Breach | undefined {
  if (submission.channel === 'online') return undefined;
  const missing = reception.documents.filter(({ code, needed }) => needed && !isDigitised(book, code));
  if (missing.length === 0) return undefined;
  return { code: 'NotScanned', params: { documents: missing.map(({ code }) => code).join(', ') } };
}
