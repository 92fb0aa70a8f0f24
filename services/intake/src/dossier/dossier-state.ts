import type {
  DossierReceived,
  DossierSubmitted,
  dossierEventTypes,
  ResultNotDelivered,
  ResultReturned,
} from '@hoso/contracts';
import {
  type Actor,
  type EventOf,
  type Happened,
  type Instant,
  type Personal,
  unreachable,
} from '@hoso/event-sourcing';

export type DossierEvent = EventOf<(typeof dossierEventTypes)[number]>;

/** What is true of every dossier once it was submitted. */
export interface Submitted {
  readonly submission: EventOf<typeof DossierSubmitted>['data'];
  readonly submittedAt: Instant;
  readonly submittedBy: Actor;
  readonly scans: readonly { readonly document: string; readonly sha256: string }[];
  readonly supplementRequests: number;
}

/** What is true of it once it was received: all it is bound to. */
export interface Received extends Submitted {
  readonly reception: EventOf<typeof DossierReceived>['data'];
  readonly receivedBy: string;
  /** The appointment as last recorded. */
  readonly dueAt: Instant;
  readonly restart?: { readonly at: Instant; readonly case: number };
  /** How many times it was transferred: cases count from 1. */
  readonly cases: number;
}

/** What is true of it once an agency has it. */
export interface Transferred extends Received {
  readonly agency: string;
  readonly case: number;
}

interface Result {
  readonly outcome: 'issued' | 'refused';
  readonly finishedAt: Instant;
  /** Whether the post has it, or is to have it; or why it has it no longer, and has not delivered it. */
  readonly byPost?: 'under-way' | NotDelivered;
}

type NotDelivered = EventOf<typeof ResultNotDelivered>['data']['because'];

/** A dossier as the one-stop unit knows it. What its agency does is the case's business. */
export type DossierState =
  | { readonly status: 'none' }
  | (Submitted & {
      readonly status: 'registered';
      readonly supplement?: Personal<readonly string[]>;
      readonly supplementedAt?: Instant;
    })
  | (Submitted & { readonly status: 'supplement-requested'; readonly request: Slip })
  | (Submitted & { readonly status: 'refused-at-reception'; readonly reason: Personal<string> | undefined })
  | (Received & { readonly status: 'received' })
  | (Transferred & { readonly status: 'in-process' })
  | (Transferred & Result & { readonly status: 'finished' })
  | (Transferred &
      Result & {
        readonly status: 'returned';
        readonly by: string;
        readonly to: string;
        readonly note: Personal<string> | undefined;
      })
  | (Submitted & { readonly status: 'withdrawn'; readonly reason: Personal<string> });

/** Any dossier that exists. */
export type Begun = Exclude<DossierState, { readonly status: 'none' }>;

/** Form 02: what is still missing, and why. */
export interface Slip {
  readonly items?: Personal<readonly string[]> | undefined;
  readonly reason?: Personal<string> | undefined;
}

export const initialDossier: DossierState = { status: 'none' };

/** History happened: what does not fit a state, since somebody else wrote it, leaves the state as it is. */
export function evolveDossier(state: DossierState, event: Happened<DossierEvent>): DossierState {
  if (event.type === 'DossierSubmitted') return state.status === 'none' ? submitted(event) : state;
  return state.status === 'none' ? state : evolveBegun(state, event);
}

type Later = Exclude<DossierEvent, { readonly type: 'DossierSubmitted' }>;

function submitted({ data, occurredAt, actor }: Happened<EventOf<typeof DossierSubmitted>>): DossierState {
  return {
    status: 'registered',
    submission: data,
    submittedAt: occurredAt,
    submittedBy: actor,
    scans: [],
    supplementRequests: 0,
  };
}

function evolveBegun(state: Begun, event: Happened<Later>): DossierState {
  const before = submittedPart(state);
  switch (event.type) {
    case 'ScanStored':
      return { ...state, scans: [...state.scans, { document: event.data.document, sha256: event.data.sha256 }] };
    case 'SupplementRequested': {
      const { items, reason, count } = event.data;
      return { ...before, status: 'supplement-requested', supplementRequests: count, request: { items, reason } };
    }
    case 'SupplementReceived':
      return { ...before, status: 'registered', supplement: event.data.items, supplementedAt: event.occurredAt };
    case 'ReceptionRefused':
      return { ...before, status: 'refused-at-reception', reason: event.data.reason };
    case 'DossierReceived':
      return {
        ...before,
        status: 'received',
        reception: event.data,
        receivedBy: event.actor.id,
        dueAt: event.data.dueAt,
        cases: 0,
      };
    case 'DossierWithdrawn':
      return { ...before, status: 'withdrawn', reason: event.data.reason };
    default:
      return 'reception' in state ? evolveReceived(state, event) : state;
  }
}

type AfterReception = Extract<
  Later,
  {
    readonly type:
      | 'TransferredToAgency'
      | 'DossierTakenBack'
      | 'ResultTakenBack'
      | 'DueDateChanged'
      | 'ClockRestarted'
      | 'ResultRecorded'
      | 'ResultReadyToReturn'
      | 'ResultNotDelivered'
      | 'ResultReturned';
  }
>;

function evolveReceived(
  state: Extract<Begun, { readonly reception: unknown }>,
  event: Happened<AfterReception>,
): DossierState {
  switch (event.type) {
    case 'TransferredToAgency':
      return {
        ...receivedPart(state),
        status: 'in-process',
        agency: event.data.agency,
        case: event.data.case,
        cases: event.data.case,
      };
    case 'DossierTakenBack':
      return 'case' in state && state.case === event.data.case ? { ...receivedPart(state), status: 'received' } : state;
    case 'ResultTakenBack':
      return 'case' in state && state.case === event.data.case
        ? { ...transferredPart(state), status: 'in-process' }
        : state;
    case 'DueDateChanged':
      return { ...state, dueAt: event.data.to };
    case 'ClockRestarted':
      return {
        ...state,
        dueAt: event.data.dueAt ?? state.dueAt,
        restart: { at: event.data.at, case: event.data.case },
      };
    case 'ResultRecorded': {
      const { outcome, finishedAt } = event.data;
      return 'agency' in state ? { ...transferredPart(state), status: 'finished', outcome, finishedAt } : state;
    }
    case 'ResultReadyToReturn':
      return 'outcome' in state ? { ...state, byPost: 'under-way' } : state;
    case 'ResultNotDelivered':
      return 'outcome' in state ? { ...state, byPost: event.data.because } : state;
    case 'ResultReturned':
      return 'outcome' in state ? { ...state, status: 'returned', ...howReturned(event.data) } : state;
    default:
      return unreachable(event);
  }
}

function howReturned({ by, to, note }: EventOf<typeof ResultReturned>['data']) {
  return { by, to, note };
}

function submittedPart({ submission, submittedAt, submittedBy, scans, supplementRequests }: Submitted): Submitted {
  return { submission, submittedAt, submittedBy, scans, supplementRequests };
}

function receivedPart(state: Received): Received {
  const { reception, receivedBy, dueAt, restart, cases } = state;
  return { ...submittedPart(state), reception, receivedBy, dueAt, cases, ...(restart ? { restart } : {}) };
}

function transferredPart(state: Transferred): Transferred {
  return { ...receivedPart(state), agency: state.agency, case: state.case };
}
