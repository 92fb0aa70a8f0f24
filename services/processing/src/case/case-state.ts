import type { CaseOpened, caseEventTypes } from '@hoso/contracts';
import { type EventOf, type Happened, type Instant, type Personal, unreachable } from '@hoso/event-sourcing';
import { standing } from './process.ts';

export type CaseEvent = EventOf<(typeof caseEventTypes)[number]>;

/** What was written, as it was last written: records, forms 02, 04 and 05, the slip that asks for a later date. */
interface Papers {
  readonly verification?: Written<'Verified'>;
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

/** Another agency was asked, by its place in the order of asking. */
export interface Consultation extends Pick<Written<'ConsultationRequested'>, 'agency' | 'content' | 'dueAt'> {
  readonly answer?: { readonly answer: Personal<string>; readonly document: string | undefined };
  readonly answeredAt?: Instant;
  readonly isReported?: true;
}

/** What a case may wait for. */
export type Awaited = 'supplement' | 'obligation';

export type Written<Type extends CaseEvent['type']> = Extract<CaseEvent, { readonly type: Type }>['data'];

/** What is true of every case once it was opened. */
export interface Opened {
  readonly opened: EventOf<typeof CaseOpened>['data'];
  readonly officer: string | undefined;
  /** The appointment as far as the agency knows it: the one it got, or the one it set anew. */
  readonly dueAt: Instant;
  readonly done: readonly { readonly step: string; readonly by: string }[];
  readonly supplementRequests: number;
  readonly extensions: number;
  readonly reappointments: number;
  readonly consultations: readonly Consultation[];
  readonly papers: Papers;
}

/** What an agency decided, and in what words. */
export type CaseResult =
  | { readonly outcome: 'issued'; readonly document: string; readonly sha256: string | undefined }
  | { readonly outcome: 'refused'; readonly reason: Personal<string> | undefined }
  | { readonly outcome: 'returned'; readonly reason: Personal<string> | undefined }
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
  if (event.type === 'CaseOpened') return state.status === 'none' ? opened(event.data) : state;
  return state.status === 'none' ? state : evolveBegun(state, event);
}

function opened(data: EventOf<typeof CaseOpened>['data']): CaseState {
  return {
    status: 'open',
    opened: data,
    officer: undefined,
    dueAt: data.dueAt,
    done: [],
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

type Later = Exclude<CaseEvent, { readonly type: 'CaseOpened' }>;

function evolveBegun(state: Begun, event: Happened<Later>): CaseState {
  const { papers } = state;
  switch (event.type) {
    case 'OfficerAssigned':
      return { ...state, officer: event.data.officer };
    case 'StepCompleted':
      return { ...state, done: [...state.done, { step: event.data.step, by: event.actor.id }] };
    case 'Verified':
      return { ...state, papers: { ...papers, verification: event.data } };
    case 'ConsultationRequested':
    case 'ConsultationAnswered':
    case 'ConsultationLateReported':
      return { ...state, consultations: consulted(state.consultations, event) };
    case 'AppraisalSupplementRequested':
      return awaiting('supplement', {
        ...state,
        supplementRequests: event.data.count,
        papers: { ...papers, request: event.data },
      });
    case 'AppraisalSupplementReceived':
      return awaiting(undefined, { ...state, papers: { ...papers, supplement: event.data.items } });
    case 'FinancialObligationNotified':
      return awaiting('obligation', { ...state, papers: { ...papers, obligation: event.data } });
    case 'FinancialObligationFulfilled':
      return awaiting(undefined, { ...state, papers: { ...papers, fulfilment: event.data } });
    case 'ProcessingStopped':
      return stopped({ ...state, papers: { ...papers, stop: event.data, resumption: undefined } });
    case 'ProcessingResumed':
      return awaiting(event.data.awaits, { ...state, papers: { ...papers, stop: undefined, resumption: event.data } });
    case 'ExtensionRequested':
      return { ...state, extensions: state.extensions + 1, papers: { ...papers, extension: event.data } };
    case 'ApologyIssued':
      return { ...state, papers: { ...papers, apology: event.data } };
    case 'ReAppointed':
      return { ...state, dueAt: event.data.newDueAt, reappointments: event.data.count };
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
      return { ...begun(state), status: 'open', done: unsigned(state), papers: { ...papers, recall: event.data } };
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

type AboutConsultation = Extract<Later, { readonly type: `Consultation${string}` }>;

function consulted(before: readonly Consultation[], event: Happened<AboutConsultation>): readonly Consultation[] {
  const { consultation } = event.data;
  const change = (more: Partial<Consultation>) =>
    before.map((one, index) => (index === consultation - 1 ? { ...one, ...more } : one));
  switch (event.type) {
    case 'ConsultationRequested': {
      const { agency, content, dueAt } = event.data;
      return [...before, { agency, content, dueAt }];
    }
    case 'ConsultationAnswered': {
      const { answer, document } = event.data;
      return change({ answer: { answer, document }, answeredAt: event.occurredAt });
    }
    case 'ConsultationLateReported':
      return change({ isReported: true });
    default:
      return unreachable(event);
  }
}

/** The steps done but for signing. */
function unsigned({ opened, done }: Begun): Opened['done'] {
  const { signing } = standing(opened.steps, []);
  return done.filter(({ step }) => !signing.some(({ code }) => code === step));
}

function begun(state: Begun): Opened {
  const { opened, officer, dueAt, done, supplementRequests, extensions, reappointments, consultations, papers } = state;
  return { opened, officer, dueAt, done, supplementRequests, extensions, reappointments, consultations, papers };
}
