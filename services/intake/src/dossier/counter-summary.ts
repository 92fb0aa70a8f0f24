import type { DossierSummary } from '@hoso/contracts';
import { type Read, unreachable } from '@hoso/event-sourcing';
import type { CounterEvent } from './counter-book.ts';

/** What of the counter's papers and money is shown. */
export function counterSummary(summary: DossierSummary, event: Read<CounterEvent>): DossierSummary {
  switch (event.type) {
    case 'ScanStored': {
      const { document, sha256 } = event.data;
      return { ...summary, scans: [...summary.scans, { document, sha256, storedAt: event.occurredAt }] };
    }
    case 'OriginalsTaken':
      return { ...summary, originals: [...without(summary, event.data.documents), ...event.data.documents] };
    case 'OriginalsReturned':
      return { ...summary, originals: without(summary, event.data.documents) };
    case 'FeeCharged':
      return { ...summary, feesCharged: (summary.feesCharged ?? 0) + event.data.amount };
    case 'FeePaid':
      return { ...summary, feesPaid: (summary.feesPaid ?? 0) + event.data.amount };
    case 'FeeReceiptIssued':
    case 'ScanExempted':
    case 'EarlyResultNotified':
    case 'ReAppointmentNotified':
    case 'ResultNotified':
      return summary;
    default:
      return unreachable(event);
  }
}

function without({ originals = [] }: DossierSummary, documents: readonly string[]): string[] {
  return originals.filter((document) => !documents.includes(document));
}
