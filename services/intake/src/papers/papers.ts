import { formIn, type Law, type PaperForm, type PaperInfo, PaperName } from '@hoso/contracts';
import type { PaperEvent } from './paper-history.ts';

/** A paper of a dossier, with the event that left it behind. */
export interface Paper {
  readonly info: PaperInfo;
  /** Of the control slip, which grows with every event, the last one. */
  readonly event: PaperEvent;
}

/**
 * Every paper that a dossier's history leaves behind, in its order, the control slip last, in the forms of the law that
 * the dossier is bound to.
 */
export function papersOf(history: readonly PaperEvent[], forms: Law['forms']['value']): readonly Paper[] {
  const last = history.at(-1);
  if (!last) return [];
  const counts = new Map<PaperForm, number>();
  const papers: Paper[] = [];
  const add = (form: PaperForm, event: PaperEvent): void => {
    const named = formIn(forms, form);
    if (!named) return;
    const count = (counts.get(form) ?? 0) + 1;
    counts.set(form, count);
    const paper = form === 'control-slip' ? form : PaperName.parse(`${form}-${count}`);
    papers.push({
      info: { paper, form, formSet: forms.set, ...named, at: event.occurredAt },
      event,
    });
  };
  for (const event of history) {
    const form = formLeftBy(event);
    if (form) add(form, event);
  }
  add('control-slip', last);
  return papers;
}

/** The paper that a name means: the newest of its form where it says no which. */
export function paperNamed(papers: readonly Paper[], name: PaperName): Paper | undefined {
  return papers.findLast(({ info }) => info.paper === name || info.form === name);
}

function formLeftBy(event: PaperEvent): PaperForm | undefined {
  switch (event.type) {
    case 'DossierReceived':
      return 'receipt';
    case 'SupplementRequested':
    case 'AppraisalSupplementRequested':
      return 'supplement-request';
    case 'ReceptionRefused':
    case 'RefusedAfterAppraisal':
      return 'refusal';
    case 'ApologyIssued':
      return 'apology';
    case 'DossierWithdrawn':
    case 'ProcessingStopped':
      return 'stop-notice';
    case 'TransferredToAgency':
      return 'transfer-slip';
    case 'HandoverMinutesSigned':
      return 'handover-minutes';
    case 'PostalItemAccepted':
    case 'SupplementAccepted':
    case 'ResultHandedToPost':
      return 'waybill';
    default:
      return undefined;
  }
}
