import {
  type DossierReceived,
  type DossierSubmitted,
  type dossierEventTypes,
  type LawfulDue,
  lawAfter,
  type ResultNotDelivered,
  type ResultReturned,
} from '@hoso/contracts';
import {
  type Actor,
  type EventOf,
  type Happened,
  type Instant,
  type Personal,
  unreachable,
} from '@hoso/event-sourcing';
import { type CounterBook, type CounterEvent, counterBookAfter, emptyBook, isCounterEvent } from './counter-book.ts';
import { type OpenPauses, opened, type PastPause, type Pause, resumed } from './pauses.ts';

export type DossierEvent = EventOf<(typeof dossierEventTypes)[number]>;

/** What is true of every dossier once it was submitted. */
export interface Submitted {
  readonly submission: EventOf<typeof DossierSubmitted>['data'];
  readonly submittedAt: Instant;
  readonly submittedBy: Actor;
  /** Papers and money at the counter, however far the dossier has come. */
  readonly book: CounterBook;
  readonly supplementRequests: number;
}

/** What is true of it once it was received: all it is bound to. */
export interface Received extends Submitted {
  readonly reception: EventOf<typeof DossierReceived>['data'];
  readonly receivedAt: Instant;
  readonly receivedBy: string;
  /** The first appointment, moved by pauses that have a ground, reset by a restart. */
  readonly originalDueAt: Instant;
  /** The appointment as last recorded. */
  readonly dueAt: Instant;
  /** What binds; nothing where the term has no unit. */
  readonly law: LawfulDue | undefined;
  readonly restart?: { readonly at: Instant; readonly case: number };
  /** The pauses since the term began, or began anew, that have ended. */
  readonly pauses: readonly PastPause[];
  /** How many times it was transferred: cases count from 1. */
  readonly cases: number;
  /** Where an extension moved the appointment last. */
  readonly extendedTo?: Instant;
}

/** What is true of it once an agency has it. */
export interface Transferred extends Received {
  readonly agency: string;
  readonly case: number;
}

/** By an agency, or at the counter itself. */
type Handled = Transferred | (Received & { readonly agency?: undefined; readonly case?: undefined });

interface Result {
  readonly outcome: 'issued' | 'refused';
  readonly finishedAt: Instant;
  /** What the counter itself decided, in whose words. */
  readonly atOnce?: { readonly document: string; readonly sha256?: string | undefined };
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
  | (Transferred & { readonly status: 'paused' | 'stopped' } & OpenPauses)
  | (Handled & Result & { readonly status: 'finished' })
  | (Handled &
      Result & {
        readonly status: 'returned';
        readonly by: string;
        readonly to: string;
        readonly note: Personal<string> | undefined;
      })
  | (Submitted & { readonly status: 'withdrawn'; readonly reason: Personal<string> });

/** Any dossier that exists. */
export type Begun = Exclude<DossierState, { readonly status: 'none' }>;

/** Any dossier that was received, and not withdrawn since. */
export type AnyReceived = Extract<Begun, { readonly reception: unknown }>;

/** Form 02: what is still missing, and why. */
export interface Slip {
  readonly items?: Personal<readonly string[]> | undefined;
  readonly reason?: Personal<string> | undefined;
}

export const initialDossier: DossierState = { status: 'none' };

/** History happened: what does not fit a state, since somebody else wrote it, leaves the state as it is. */
export function evolveDossier(state: DossierState, event: Happened<DossierEvent>): DossierState {
  if (event.type === 'DossierSubmitted') return state.status === 'none' ? submitted(event) : state;
  if (state.status === 'none') return state;
  return isCounterEvent(event) ? { ...state, book: counterBookAfter(state.book, event) } : evolveBegun(state, event);
}

type Later = Exclude<DossierEvent, CounterEvent | { readonly type: 'DossierSubmitted' }>;

function submitted({ data, occurredAt, actor }: Happened<EventOf<typeof DossierSubmitted>>): DossierState {
  return {
    status: 'registered',
    submission: data,
    submittedAt: occurredAt,
    submittedBy: actor,
    book: emptyBook,
    supplementRequests: 0,
  };
}

function evolveBegun(state: Begun, event: Happened<Later>): DossierState {
  const before = submittedPart(state);
  switch (event.type) {
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
        receivedAt: event.occurredAt,
        receivedBy: event.actor.id,
        originalDueAt: event.data.dueAt,
        dueAt: event.data.dueAt,
        law: lawAfter(undefined, event),
        pauses: [],
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
      | 'ResolvedAtOnce'
      | 'ResultReadyToReturn'
      | 'ResultNotDelivered'
      | 'ResultReturned'
      | 'Paused'
      | 'Resumed';
  }
>;

function evolveReceived(state: AnyReceived, event: Happened<AfterReception>): DossierState {
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
      return isIn(state, event.data.case) ? { ...receivedPart(state), status: 'received' } : state;
    case 'ResultTakenBack':
      return isIn(state, event.data.case) ? { ...transferredPart(state), status: 'in-process' } : state;
    case 'DueDateChanged':
      return dueDateChanged(state, event);
    case 'ClockRestarted':
      return restarted(state, event);
    case 'Paused':
      return paused(state, event.data);
    case 'Resumed':
      return resumedClock(state, event);
    case 'ResultRecorded': {
      const { outcome, finishedAt } = event.data;
      return isTransferred(state) ? { ...transferredPart(state), status: 'finished', outcome, finishedAt } : state;
    }
    case 'ResolvedAtOnce': {
      const { finishedAt, document, sha256 } = event.data;
      const atOnce = { document, ...(sha256 === undefined ? {} : { sha256 }) };
      return { ...receivedPart(state), status: 'finished', outcome: 'issued', finishedAt, atOnce };
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

function dueDateChanged(
  state: AnyReceived,
  event: Happened<Extract<AfterReception, { readonly type: 'DueDateChanged' }>>,
): DossierState {
  const { from, to, cause } = event.data;
  const extended = cause === 'extension' && to > from ? { extendedTo: to } : {};
  return { ...state, dueAt: to, law: lawAfter(state.law, event), ...extended };
}

/** Whether an agency has it, or had the deciding of it. */
export function isTransferred<State extends DossierState>(state: State): state is Extract<State, Transferred> {
  return 'agency' in state && state.agency !== undefined;
}

function isIn(state: AnyReceived, number: number): state is Extract<AnyReceived, Transferred> {
  return isTransferred(state) && state.case === number;
}

/** The term runs, also out of the pauses that began before. */
function restarted(state: AnyReceived, event: Happened<Extract<AfterReception, { readonly type: 'ClockRestarted' }>>) {
  const { at, case: number, dueAt = state.dueAt } = event.data;
  const originalDueAt = event.data.dueAt ?? state.originalDueAt;
  const law = lawAfter(state.law, event);
  const anew = { ...state, dueAt, originalDueAt, law, restart: { at, case: number }, pauses: [] };
  return 'open' in anew
    ? withPauses(
        anew,
        anew.open.filter((pause) => pause.at > at),
      )
    : anew;
}

function paused(state: AnyReceived, pause: Pause): DossierState {
  if (state.status === 'in-process') return withPauses(state, [pause]);
  return 'open' in state ? withPauses(state, opened(state, pause)) : state;
}

function resumedClock(
  state: AnyReceived,
  event: Happened<Extract<AfterReception, { readonly type: 'Resumed' }>>,
): DossierState {
  const { cause, at, due } = event.data;
  const moved = due ? { originalDueAt: due.originalDueAt, dueAt: due.dueAt, law: lawAfter(state.law, event) } : {};
  if (!('open' in state)) return { ...state, ...moved };
  const { open, past } = resumed(state, cause, at);
  return withPauses({ ...state, ...moved, pauses: [...state.pauses, ...past] }, open);
}

function withPauses(state: Transferred, open: readonly Pause[]): DossierState {
  const [first, ...more] = open;
  if (!first) return { ...transferredPart(state), status: 'in-process' };
  const since = 'since' in state && typeof state.since === 'string' ? state.since : first.at;
  const status = open.some(({ cause }) => cause === 'stop') ? 'stopped' : 'paused';
  return { ...transferredPart(state), status, open: [first, ...more], since };
}

function howReturned({ by, to, note }: EventOf<typeof ResultReturned>['data']) {
  return { by, to, note };
}

function submittedPart({ submission, submittedAt, submittedBy, book, supplementRequests }: Submitted): Submitted {
  return { submission, submittedAt, submittedBy, book, supplementRequests };
}

function receivedPart(state: Received): Received {
  const { reception, receivedAt, receivedBy, originalDueAt, dueAt, law, restart, pauses, cases, extendedTo } = state;
  const bound = { reception, receivedAt, receivedBy, originalDueAt, dueAt, law, pauses, cases };
  const moved = { ...(restart ? { restart } : {}), ...(extendedTo === undefined ? {} : { extendedTo }) };
  return { ...submittedPart(state), ...bound, ...moved };
}

function transferredPart(state: Transferred): Transferred {
  return { ...receivedPart(state), agency: state.agency, case: state.case };
}
