import type { caseEventTypes, DossierStatus, DossierSummary } from '@hoso/contracts';
import { type EventOf, type Read, unreachable } from '@hoso/event-sourcing';
import { inCase } from './summary-status.ts';

type CaseHistory = Read<EventOf<(typeof caseEventTypes)[number]>>;

/** What of an agency's case is shown. */
export function caseSummary(summary: DossierSummary, event: CaseHistory): DossierSummary {
  switch (event.type) {
    case 'OfficerAssigned':
      return { ...summary, officer: event.data.officer };
    case 'StepCompleted': {
      const { step } = event.data;
      return {
        ...summary,
        stepsDone: [...summary.stepsDone, step],
        stepsLeft: summary.stepsLeft.filter((left) => left !== step),
      };
    }
    case 'EntryCorrected': {
      const { step } = event.data;
      if (step === undefined) return summary;
      const stepsDone = summary.stepsDone.filter((done) => done !== step);
      return { ...summary, stepsDone, stepsLeft: [step, ...summary.stepsLeft] };
    }
    case 'AppraisalSupplementRequested': {
      const supplements = summary.supplements + 1;
      return { ...summary, ...inCase(summary, 'appraisal-supplement-requested'), supplements };
    }
    case 'AppraisalSupplementReceived':
      return { ...summary, ...inCase(summary, 'in-process') };
    case 'FinancialObligationNotified':
      return { ...summary, ...inCase(summary, 'financial-obligation') };
    case 'FinancialObligationFulfilled':
      return { ...summary, ...inCase(summary, 'in-process') };
    case 'ProcessingStopped':
      return event.data.decided ? summary : { ...summary, ...inCase(summary, 'stopped') };
    case 'ProcessingResumed':
      return { ...summary, ...inCase(summary, awaiting(event.data.awaits)) };
    case 'AutoClosed':
      return { ...summary, ...inCase(summary, 'stopped') };
    case 'ExtensionRequested': {
      const { slip, newDueAt } = event.data;
      const said = { slip, ...(newDueAt === undefined ? {} : { newDueAt }) };
      return { ...summary, extensionSlips: [...(summary.extensionSlips ?? []), said] };
    }
    case 'ReAppointed':
      return { ...summary, reappointments: event.data.count };
    // The counter has a result to return once it has recorded it itself: until then the dossier is still in process.
    case 'ResultIssued':
    case 'RefusedAfterAppraisal':
    case 'ReturnedToOneStop':
    case 'ResultRecalled':
    case 'CaseOpened':
    case 'CaseClosed':
    case 'ApologyIssued':
    case 'Verified':
    case 'ConsultationRequested':
    case 'ConsultationAnswered':
    case 'ConsultationLateReported':
    case 'CaseDueChanged':
    case 'ReminderSent':
    case 'MarkedOverdue':
    case 'AutoCloseProposed':
      return summary;
    default:
      return unreachable(event);
  }
}

function awaiting(awaits: 'supplement' | 'obligation' | undefined): DossierStatus {
  switch (awaits) {
    case 'supplement':
      return 'appraisal-supplement-requested';
    case 'obligation':
      return 'financial-obligation';
    default:
      return 'in-process';
  }
}
