import type { CaseOpened, caseEventTypes } from '@hoso/contracts';
import { type EventOf, type Happened, type Instant, type Personal, unreachable } from '@hoso/event-sourcing';
import { changed, type Consultation, consulted } from './consultations.ts';
import { standing } from './process.ts';

export type CaseEvent = EventOf<(typeof caseEventTypes)[number]>;

/** What was written, as it was last written: records, forms 02, 04 and 05, the slip that asks for a later date. */
interface Papers {
  readonly verification?: (Written<'Verified'> & { readonly entry: Entry }) | undefined;
  readonly request?: Written<'AppraisalSupplementRequested'>;
  readonly supplement?: Personal<readonly string[]>;
  readonly extension?: Written<'ExtensionRequested'>;
  readonly apology?: Written<'ApologyIssued'>;
  readonly obligation?: Written<'FinancialObligationNotified'>;
  readonly fulfilment?: Written<'FinancialObligationFulfilled'>;
  readonly stop?: Written<'ProcessingStopped'> | undefined;
  readonly resumption?: Written<'ProcessingResumed'> | undefined;
  readonly recall?: Written<'ResultRecalled'>;
}

/** What a case may wait for. */
export type Awaited = 'supplement' | 'obligation';

export type Written<Type extends CaseEvent['type']> = Extract<CaseEvent, { readonly type: Type }>['data'];

interface Entry {
  readonly by: string;
  /** Of the event that told it. */
  readonly version: number;
}

/** A step that was done. */
export interface Done extends Entry {
  readonly step: string;
}

/** What is true of every case once it was opened. */
export interface Opened {
  readonly opened: EventOf<typeof CaseOpened>['data'];
  readonly officer: string | undefined;
  /** The appointment as far as the agency knows it: the one it got, or the one it set anew. */
  readonly dueAt: Instant;
  /** The date to which the dossier's clock runs; absent while it stands. */
  readonly runsTo: Instant | undefined;
  /** What the platform has told of it, by the date that it was about. */
  readonly told: Told;
  readonly done: readonly Done[];
  /** How many events its stream has. */
  readonly version: number;
  /** Versions of entries that count no more. */
  readonly corrected: readonly number[];
  readonly supplementRequests: number;
  readonly extensions: number;
  readonly reappointments: number;
  readonly consultations: readonly Consultation[];
  readonly papers: Papers;
}

interface Told {
  readonly remindedOf?: Instant;
  readonly overdueSince?: Instant;
  readonly closableAt?: Instant;
}

/** What an agency decided, and in what words. */
export type CaseResult =
  | { readonly outcome: 'issued'; readonly document: Personal<string>; readonly sha256: string | undefined }
  | { readonly outcome: 'refused'; readonly reason: Personal<string> | undefined }
  | { readonly outcome: 'returned'; readonly reason: Personal<string> | undefined }
  | { readonly outcome: 'closed' }
  | { readonly outcome: 'withdrawn' };

/** A dossier as one agency handles it. */
export type CaseState =
  | { readonly status: 'none' }
  | (Opened & { readonly status: 'open' })
  | (Opened & { readonly status: 'supplement-pending' })
  | (Opened & { readonly status: 'obligation-pending' })
  | (Opened & { readonly status: 'stopped'; readonly awaits: Awaited | undefined })
  | (Opened & { readonly status: 'finished'; readonly result: CaseResult });

/** Any case that exists. */
export type Begun = Exclude<CaseState, { readonly status: 'none' }>;

export const initialCase: CaseState = { status: 'none' };

/** History happened: what does not fit a state, since somebody else wrote it, leaves the state as it is. */
export function evolveCase(state: CaseState, event: Happened<CaseEvent>): CaseState {
  if (state.status === 'none') return event.type === 'CaseOpened' ? opened(event.data) : state;
  const counted = { ...state, version: state.version + 1 };
  return event.type === 'CaseOpened' ? counted : evolveBegun(counted, event);
}

function opened(data: EventOf<typeof CaseOpened>['data']): CaseState {
  return {
    status: 'open',
    opened: data,
    officer: undefined,
    dueAt: data.dueAt,
    runsTo: data.dueAt,
    told: {},
    done: [],
    version: 1,
    corrected: [],
    supplementRequests: 0,
    extensions: 0,
    reappointments: 0,
    consultations: [],
    papers: {},
  };
}

/** Whether the dossier's clock stands while this is waited for. */
export function clockStands(awaits: Awaited | undefined, { obligation }: Papers): boolean {
  return awaits === 'supplement' || (awaits === 'obligation' && obligation?.pausesClock === true);
}

/** Whether it stands now, by what is waited for. */
export function clockStandsIn({ status, papers }: Begun): boolean {
  switch (status) {
    case 'stopped':
    case 'supplement-pending':
      return true;
    case 'obligation-pending':
      return clockStands('obligation', papers);
    default:
      return false;
  }
}

type Later = Exclude<CaseEvent, { readonly type: 'CaseOpened' }>;

function evolveBegun(state: Begun, event: Happened<Later>): CaseState {
  const { papers } = state;
  switch (event.type) {
    case 'OfficerAssigned':
      return { ...state, officer: event.data.officer };
    case 'StepCompleted':
      return { ...state, done: [...state.done, { step: event.data.step, ...entryOf(state, event) }] };
    case 'Verified':
      return { ...state, papers: { ...papers, verification: { ...event.data, entry: entryOf(state, event) } } };
    case 'EntryCorrected':
      return corrected(state, event.data.of);
    case 'ConsultationRequested':
    case 'ConsultationAnswered':
    case 'ConsultationLateReported':
      return { ...state, consultations: consulted(state.consultations, event) };
    case 'AppraisalSupplementRequested':
      return awaiting('supplement', {
        ...state,
        runsTo: undefined,
        supplementRequests: event.data.count,
        papers: { ...papers, request: event.data },
      });
    case 'AppraisalSupplementReceived':
      return awaiting(undefined, { ...state, papers: { ...papers, supplement: event.data.items } });
    case 'FinancialObligationNotified':
      return awaiting('obligation', {
        ...state,
        ...(event.data.pausesClock ? { runsTo: undefined } : {}),
        papers: { ...papers, obligation: event.data },
      });
    case 'FinancialObligationFulfilled':
      return awaiting(undefined, { ...state, papers: { ...papers, fulfilment: event.data } });
    case 'ProcessingStopped':
      return stopped({ ...state, runsTo: undefined, papers: { ...papers, stop: event.data, resumption: undefined } });
    case 'ProcessingResumed':
      return awaiting(event.data.awaits, { ...state, papers: { ...papers, stop: undefined, resumption: event.data } });
    case 'ExtensionRequested':
      return { ...state, extensions: state.extensions + 1, papers: { ...papers, extension: event.data } };
    case 'ApologyIssued':
      return { ...state, papers: { ...papers, apology: event.data } };
    case 'ReAppointed':
      return { ...state, dueAt: event.data.newDueAt, reappointments: event.data.count };
    case 'CaseDueChanged':
    case 'ReminderSent':
    case 'MarkedOverdue':
    case 'AutoCloseProposed':
      return inTime(state, event);
    case 'AutoClosed':
      return state.status === 'finished' ? state : { ...state, status: 'finished', result: { outcome: 'closed' } };
    case 'ResultIssued': {
      const { document, sha256 } = event.data;
      return { ...state, status: 'finished', result: { outcome: 'issued', document, sha256 } };
    }
    case 'RefusedAfterAppraisal':
      return { ...state, status: 'finished', result: { outcome: 'refused', reason: event.data.reason } };
    case 'ReturnedToOneStop':
      return { ...state, status: 'finished', result: { outcome: 'returned', reason: event.data.reason } };
    case 'CaseClosed':
      return state.status === 'finished' ? state : { ...state, status: 'finished', result: { outcome: 'withdrawn' } };
    case 'ResultRecalled':
      return {
        ...begun(state),
        ...{ status: 'open', runsTo: state.dueAt, done: unsigned(state), papers: { ...papers, recall: event.data } },
      };
    default:
      return unreachable(event);
  }
}

type OfTime = Extract<
  Later,
  { readonly type: 'CaseDueChanged' | 'ReminderSent' | 'MarkedOverdue' | 'AutoCloseProposed' }
>;

/** What the date is, and what the platform has told of it. */
function inTime(state: Begun, event: Happened<OfTime>): Begun {
  switch (event.type) {
    case 'CaseDueChanged':
      return { ...state, dueAt: event.data.dueAt, runsTo: clockStandsIn(state) ? undefined : event.data.dueAt };
    case 'ReminderSent': {
      const { of, consultation, dueAt } = event.data;
      return of === 'result'
        ? { ...state, told: { ...state.told, remindedOf: dueAt } }
        : { ...state, consultations: changed(state.consultations, consultation, { isReminded: true }) };
    }
    case 'MarkedOverdue':
      return { ...state, told: { ...state.told, overdueSince: event.data.dueAt } };
    case 'AutoCloseProposed':
      return { ...state, told: { ...state.told, closableAt: event.data.closableAt } };
    default:
      return unreachable(event);
  }
}

/** A case that has its end keeps it. One that is stopped waits on, once it is resumed. */
function awaiting(awaits: Awaited | undefined, state: Begun): Begun {
  if (state.status === 'finished') return state;
  if (awaits === undefined) return { ...begun(state), status: 'open' };
  return { ...begun(state), status: awaits === 'supplement' ? 'supplement-pending' : 'obligation-pending' };
}

function stopped(state: Begun): Begun {
  const { status } = state;
  if (status === 'finished' || status === 'stopped') return state;
  return { ...begun(state), status: 'stopped', awaits: awaitedIn(status) };
}

function awaitedIn(status: 'open' | 'supplement-pending' | 'obligation-pending'): Awaited | undefined {
  switch (status) {
    case 'open':
      return undefined;
    case 'supplement-pending':
      return 'supplement';
    case 'obligation-pending':
      return 'obligation';
    default:
      return unreachable(status);
  }
}

function entryOf({ version }: Begun, { actor }: Happened<CaseEvent>): Entry {
  return { by: actor.id, version };
}

/** That entry counts no more. */
function corrected(state: Begun, of: number): Begun {
  const { papers, done } = state;
  const verification = papers.verification?.entry.version === of ? undefined : papers.verification;
  const left = done.filter(({ version }) => version !== of);
  return { ...state, corrected: [...state.corrected, of], done: left, papers: { ...papers, verification } };
}

/** The steps done but for signing. */
function unsigned({ opened, done }: Begun): Opened['done'] {
  const { signing } = standing(opened.steps, []);
  return done.filter(({ step }) => !signing.some(({ code }) => code === step));
}

function begun(state: Begun): Opened {
  const { opened, officer, dueAt, runsTo, told, done, papers, version, corrected: mistakes } = state;
  const { supplementRequests, extensions, reappointments, consultations } = state;
  const counts = { supplementRequests, extensions, reappointments, consultations };
  return { opened, officer, dueAt, runsTo, told, done, papers, version, corrected: mistakes, ...counts };
}
