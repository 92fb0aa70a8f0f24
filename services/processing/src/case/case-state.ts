import type { CaseOpened, caseEventTypes } from '@hoso/contracts';
import { type EventOf, type Happened, type Instant, type Personal, unreachable } from '@hoso/event-sourcing';

export type CaseEvent = EventOf<(typeof caseEventTypes)[number]>;

/** Form 02 of an appraisal, the slip that asks for a later date, form 04: each as it was last written. */
interface Papers {
  readonly request?: Written<'AppraisalSupplementRequested'>;
  readonly supplement?: Personal<readonly string[]>;
  readonly extension?: Written<'ExtensionRequested'>;
  readonly apology?: Written<'ApologyIssued'>;
}

type Written<Type extends CaseEvent['type']> = Extract<CaseEvent, { readonly type: Type }>['data'];

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
  readonly papers: Papers;
}

/** What an agency decided, and in what words. */
export type CaseResult =
  | { readonly outcome: 'issued'; readonly document: string; readonly sha256: string | undefined }
  | { readonly outcome: 'refused'; readonly reason: Personal<string> | undefined }
  | { readonly outcome: 'withdrawn' };

/** A dossier as one agency handles it. */
export type CaseState =
  | { readonly status: 'none' }
  | (Opened & { readonly status: 'open' })
  | (Opened & { readonly status: 'supplement-pending' })
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
    papers: {},
  };
}

type Later = Exclude<CaseEvent, { readonly type: 'CaseOpened' }>;

function evolveBegun(state: Begun, event: Happened<Later>): CaseState {
  const { papers } = state;
  switch (event.type) {
    case 'OfficerAssigned':
      return { ...state, officer: event.data.officer };
    case 'StepCompleted':
      return { ...state, done: [...state.done, { step: event.data.step, by: event.actor.id }] };
    case 'AppraisalSupplementRequested': {
      const asked = { supplementRequests: event.data.count, papers: { ...papers, request: event.data } };
      return state.status === 'finished'
        ? { ...state, ...asked }
        : { ...state, ...asked, status: 'supplement-pending' };
    }
    case 'AppraisalSupplementReceived': {
      const got = { papers: { ...papers, supplement: event.data.items } };
      return state.status === 'finished' ? { ...state, ...got } : { ...state, ...got, status: 'open' };
    }
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
    case 'CaseClosed':
      return state.status === 'finished' ? state : { ...state, status: 'finished', result: { outcome: 'withdrawn' } };
    case 'RefusedAfterAppraisal':
      return { ...state, status: 'finished', result: { outcome: 'refused', reason: event.data.reason } };
    default:
      return unreachable(event);
  }
}
