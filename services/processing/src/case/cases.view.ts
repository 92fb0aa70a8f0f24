import { caseEvents, type caseEventTypes, type CaseStatus } from '@hoso/contracts';
import { type EventOf, type Instant, instantOf, type Read, unreachable, type View } from '@hoso/event-sourcing';

type CaseEventType = (typeof caseEventTypes)[number];
type CaseHistory = Read<EventOf<CaseEventType>>;

/** Something that is due at an instant unless it has been done. */
export type Wait =
  | { readonly for: 'reminder' | 'overdue'; readonly at: Instant; readonly dueAt: Instant }
  | { readonly for: 'answer'; readonly at: Instant; readonly consultation: number }
  | { readonly for: 'closing'; readonly at: Instant };

/** A case as its agency's people see it among their others. */
export interface CaseDocument {
  readonly dossier: string;
  readonly case: number;
  readonly code?: string;
  readonly procedure?: string;
  readonly agency: string;
  readonly oneStop: string;
  readonly officer?: string;
  readonly status: CaseStatus;
  readonly startAt: Instant;
  /** The date to which the clock runs, or ran before it stood. */
  readonly dueAt: Instant;
  readonly runs: boolean;
  readonly stepsLeft: readonly string[];
  readonly waits: readonly Wait[];
  /** The term ran out then. */
  readonly overdueSince?: Instant;
  readonly version: number;
}

/** Names of the view's indexes. */
export const caseIndex = { wake: 'wake', all: 'due', unit: 'unit-due', officer: 'officer-due' } as const;

/** Every agency's case, by who has it and by what it waits for. */
export const cases: View<CaseDocument, CaseEventType> = {
  name: 'cases',
  revision: 1,
  indexes: [
    {
      name: caseIndex.wake,
      of: ({ waits }) => (waits.length === 0 ? undefined : [waits.map(({ at }) => at).reduce(earlier)]),
    },
    { name: caseIndex.all, of: (one) => (one.status === 'finished' ? undefined : [urgency(one)]) },
    { name: caseIndex.unit, of: (one) => (one.status === 'finished' ? undefined : [one.agency, urgency(one)]) },
    {
      name: caseIndex.officer,
      of: (one) =>
        one.status === 'finished' || one.officer === undefined ? undefined : [one.agency, one.officer, urgency(one)],
    },
  ],
  events: caseEvents,
  key: ({ stream }) => stream,
  evolve: (document, event) => {
    if (event.type === 'CaseOpened') return document ?? opened(event);
    return document && { ...evolve(document, event), version: event.version };
  },
};

/** What is not counted comes after all that is. */
const uncounted = '9';

/** A date that is being counted, or none. */
function urgency({ runs, dueAt }: CaseDocument): string {
  return runs ? dueAt : uncounted;
}

const dayMs = 86_400_000;
/** Two days before: one before the last day on which an apology is in time (61 Đ19.9). */
const reminderMs = 2 * dayMs;

/** Of a term that is shorter than twice that, halfway. */
export function reminderAt(startAt: Instant, dueAt: Instant): Instant {
  const [start, due] = [Date.parse(startAt), Date.parse(dueAt)];
  return instantOf(Math.max(due - reminderMs, start + Math.floor((due - start) / 2)));
}

function opened({ data, version, recordedAt }: Extract<CaseHistory, { readonly type: 'CaseOpened' }>): CaseDocument {
  const { dossier, case: number, agency, oneStop, startAt, dueAt, steps, code, procedure } = data;
  const begun: CaseDocument = {
    ...{ dossier, case: number, agency, oneStop, startAt, dueAt, version },
    ...(code === undefined ? {} : { code }),
    ...(procedure === undefined ? {} : { procedure }),
    status: 'open',
    runs: false,
    stepsLeft: steps.map((step) => step.code),
    waits: [],
  };
  return running(begun, dueAt, recordedAt);
}

type Later = Exclude<CaseHistory, { readonly type: 'CaseOpened' }>;

function evolve(document: CaseDocument, event: Later): CaseDocument {
  switch (event.type) {
    case 'OfficerAssigned':
      return { ...document, officer: event.data.officer };
    case 'StepCompleted':
      return { ...document, stepsLeft: document.stepsLeft.filter((code) => code !== event.data.step) };
    case 'EntryCorrected': {
      const { step } = event.data;
      return step === undefined ? document : { ...document, stepsLeft: [step, ...document.stepsLeft] };
    }
    case 'AppraisalSupplementRequested': {
      const { closableAt } = event.data;
      const standing = stood(document, 'supplement-pending');
      return closableAt === undefined
        ? standing
        : withWait(without(standing, 'closing'), { for: 'closing', at: closableAt });
    }
    case 'FinancialObligationNotified':
      return event.data.pausesClock
        ? stood(document, 'obligation-pending')
        : { ...document, ...unlessFinished(document, 'obligation-pending') };
    case 'ProcessingStopped':
      return event.data.decided ? document : stood(document, 'stopped');
    case 'AppraisalSupplementReceived':
    case 'FinancialObligationFulfilled':
      // The date to which the clock runs from now on is told a moment later.
      return without({ ...document, ...unlessFinished(document, 'open') }, 'closing');
    case 'ProcessingResumed':
      return {
        ...{ ...document, ...unlessFinished(document, awaiting(event.data.awaits)) },
        runs: event.data.awaits === 'obligation' && event.data.clockRuns,
      };
    case 'CaseDueChanged':
      return document.status === 'open' || document.runs
        ? running(document, event.data.dueAt, event.recordedAt)
        : { ...document, dueAt: event.data.dueAt };
    case 'ConsultationRequested': {
      const { consultation, dueAt } = event.data;
      const isAhead = dueAt !== undefined && dueAt > event.recordedAt;
      return isAhead ? withWait(document, { for: 'answer', at: dueAt, consultation }) : document;
    }
    case 'ConsultationAnswered':
      return withoutAnswer(document, event.data.consultation);
    case 'ReminderSent': {
      const { of, consultation = 0 } = event.data;
      return of === 'result' ? without(document, 'reminder') : withoutAnswer(document, consultation);
    }
    case 'MarkedOverdue':
      return { ...without(document, 'overdue'), overdueSince: event.data.dueAt };
    case 'AutoCloseProposed':
      return without(document, 'closing');
    case 'ResultIssued':
    case 'RefusedAfterAppraisal':
    case 'ReturnedToOneStop':
    case 'AutoClosed':
    case 'CaseClosed':
      return { ...document, status: 'finished', runs: false, waits: [] };
    case 'ResultRecalled':
      return running({ ...document, status: 'open' }, document.dueAt, event.recordedAt);
    case 'Verified':
    case 'ConsultationLateReported':
    case 'ExtensionRequested':
    case 'ApologyIssued':
    case 'ReAppointed':
      return document;
    default:
      return unreachable(event);
  }
}

/**
 * Decision: who is told that a date passed has known the date before it did. / Because nobody can be reminded of what
 * was recorded when it was past: what is entered late is overdue in every list, and no event says that it became so.
 */
function running(document: CaseDocument, dueAt: Instant, recordedAt: Instant): CaseDocument {
  const others = document.waits.filter((wait) => wait.for !== 'reminder' && wait.for !== 'overdue');
  const waits: readonly Wait[] = [
    { for: 'reminder', at: reminderAt(document.startAt, dueAt), dueAt },
    { for: 'overdue', at: dueAt, dueAt },
  ];
  const { overdueSince: _, ...rest } = document;
  return { ...rest, dueAt, runs: true, waits: [...others, ...waits.filter(({ at }) => at > recordedAt)] };
}

/** The clock stands: nothing runs out. */
function stood(document: CaseDocument, status: CaseStatus): CaseDocument {
  if (document.status === 'finished') return document;
  const waits = document.waits.filter((wait) => wait.for === 'answer' || wait.for === 'closing');
  return { ...document, status, runs: false, waits };
}

function unlessFinished({ status }: CaseDocument, next: CaseStatus): Pick<CaseDocument, 'status'> {
  return { status: status === 'finished' ? status : next };
}

function awaiting(awaits: 'supplement' | 'obligation' | undefined): CaseStatus {
  switch (awaits) {
    case 'supplement':
      return 'supplement-pending';
    case 'obligation':
      return 'obligation-pending';
    default:
      return 'open';
  }
}

function withWait(document: CaseDocument, wait: Wait): CaseDocument {
  return document.status === 'finished' ? document : { ...document, waits: [...document.waits, wait] };
}

function without(document: CaseDocument, kind: Wait['for']): CaseDocument {
  return { ...document, waits: document.waits.filter((wait) => wait.for !== kind) };
}

function withoutAnswer(document: CaseDocument, consultation: number): CaseDocument {
  const waits = document.waits.filter((wait) => wait.for !== 'answer' || wait.consultation !== consultation);
  return { ...document, waits };
}

function earlier(one: string, other: string): string {
  return one < other ? one : other;
}
