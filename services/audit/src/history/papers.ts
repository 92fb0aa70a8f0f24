import type { DossierState } from '@hoso/contracts';
import { isSealed, type Personal } from '@hoso/event-sourcing';
import type { StandingEvent } from './standing-events.ts';

type Paper = DossierState['papers'][number];

/** The slips and papers of DOMAIN §3.2 that an event leaves behind. */
export function paperOf(event: StandingEvent): Paper | undefined {
  const paper = leftBy(event);
  return paper && { ...paper, position: event.position };
}

function leftBy(event: StandingEvent): Omit<Paper, 'position'> | undefined {
  switch (event.type) {
    case 'ScanStored':
      return { kind: 'scan', label: event.data.document };
    case 'SupplementRequested':
      return { kind: 'supplement-slip', label: 'reception' };
    case 'DossierReceived':
      return event.data.withoutSlip ? undefined : { kind: 'receipt-slip', label: event.data.code };
    case 'FeeReceiptIssued':
      return { kind: 'fee-receipt', label: event.data.receiptNo };
    case 'ReceptionRefused':
      return { kind: 'refusal-slip', label: 'reception' };
    case 'TransferredToAgency':
      return { kind: 'transfer-slip', label: event.data.agency };
    case 'StepCompleted':
    case 'Verified':
      return event.data.record === undefined ? undefined : { kind: 'record', ...labelled(event.data.record) };
    case 'ProcessingStopped':
      return { kind: 'stop-notice' };
    case 'AppraisalSupplementRequested':
      return { kind: 'supplement-slip', label: 'appraisal' };
    case 'ExtensionRequested':
      return { kind: 'extension-slip', label: event.data.slip };
    case 'ApologyIssued':
      return { kind: 'apology', ...(event.data.newDueAt === undefined ? {} : { label: event.data.newDueAt }) };
    case 'ResultIssued':
    case 'ResolvedAtOnce':
      return { kind: 'result', ...labelled(event.data.document) };
    case 'RefusedAfterAppraisal':
      return { kind: 'refusal-slip', label: 'appraisal' };
    case 'PostalItemAccepted':
    case 'SupplementAccepted':
    case 'ResultHandedToPost':
      return { kind: 'waybill', label: event.data.item };
    case 'HandoverMinutesSigned': {
      const { minutesNo } = event.data;
      return { kind: 'handover-minutes', ...(minutesNo === undefined ? {} : { label: minutesNo }) };
    }
    default:
      return undefined;
  }
}

/** What somebody wrote is sealed, and not opened to tell what papers there are; older events hold it in the clear. */
function labelled(written: Personal<string>): Pick<Paper, 'label'> {
  return isSealed(written) ? {} : { label: written };
}
