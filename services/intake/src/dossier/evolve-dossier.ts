import { type CorrectableEntry, type DossierSubmitted, lawAfter, type ResultReturned } from '@hoso/contracts';
import { type EventOf, type Happened, unreachable } from '@hoso/event-sourcing';
import { type CounterEvent, counterBookAfter, emptyBook, isCounterEvent } from './counter-book.ts';
import {
  type AnyReceived,
  type Begun,
  type DossierEvent,
  type DossierState,
  isTransferred,
  type Received,
  type Submitted,
  type Transferred,
} from './dossier-state.ts';
import { opened, type Pause, resumed } from './pauses.ts';
import { noParts, partsAfter } from './parts.ts';

/** History happened: what does not fit a state, since somebody else wrote it, leaves the state as it is. */
export function evolveDossier(state: DossierState, event: Happened<DossierEvent>): DossierState {
  if (state.status === 'none') return event.type === 'DossierSubmitted' ? submitted(event) : state;
  const version = state.trail.version + 1;
  const trail = { ...state.trail, version };
  if (event.type === 'DossierSubmitted') return { ...state, trail };
  if (event.type === 'Corrected') return without(state, event.data.of);
  if (isCounterEvent(event)) {
    const entries = [...trail.entries, { version, event }];
    return { ...state, book: counterBookAfter(state.book, event), trail: { ...trail, entries } };
  }
  const after = evolveBegun(state, event);
  if (after === state) return { ...state, trail };
  const { last: _, ...rest } = trail;
  const entry = correctable(event);
  return { ...after, trail: entry ? { ...rest, last: { version, entry, before: state } } : rest };
}

/** What is written off in this state; nothing where it cannot be. */
export function entryOf({ trail }: Begun, version: number): CorrectableEntry | undefined {
  const kept = trail.entries.find((one) => one.version === version);
  if (kept) return kept.event.type;
  return trail.last?.version === version ? trail.last.entry : undefined;
}

/** As it stands without one of its entries, and after one event more. */
export function without(state: Begun, version: number): Begun {
  const { trail } = state;
  const noted = { version: trail.version + 1, corrected: [...trail.corrected, version] };
  const entries = trail.entries.filter((one) => one.version !== version);
  if (entries.length < trail.entries.length) {
    const book = entries.reduce((before, { event }) => counterBookAfter(before, event), emptyBook);
    return { ...state, book, trail: { ...trail, ...noted, entries } };
  }
  if (trail.last?.version !== version) return { ...state, trail: { ...trail, ...noted } };
  const { before } = trail.last;
  return { ...before, book: state.book, trail: { ...before.trail, ...noted, entries } };
}

/** Nothing of what an agency, the post or the law's clock goes on with. */
function correctable(event: Happened<Later>): CorrectableEntry | undefined {
  switch (event.type) {
    case 'SupplementRequested':
    case 'SupplementReceived':
    case 'ReceptionRefused':
    case 'DueDateChanged':
      return event.type;
    case 'DossierWithdrawn':
      return event.data.case === undefined ? event.type : undefined;
    case 'ResultReturned':
      return event.data.by === 'post' ? undefined : event.type;
    default:
      return undefined;
  }
}

type Later = Exclude<DossierEvent, CounterEvent | { readonly type: 'DossierSubmitted' | 'Corrected' }>;

function submitted({ data, occurredAt, actor }: Happened<EventOf<typeof DossierSubmitted>>): DossierState {
  return {
    status: 'registered',
    submission: data,
    submittedAt: occurredAt,
    submittedBy: actor,
    trail: { version: 1, entries: [], corrected: [] },
    book: emptyBook,
    supplementRequests: 0,
  };
}

function evolveBegun(state: Begun, event: Happened<Later>): Begun {
  const before = submittedPart(state);
  switch (event.type) {
    case 'SupplementRequested': {
      const { items, documents, reason, count } = event.data;
      const request = { items, documents, reason };
      return { ...before, status: 'supplement-requested', supplementRequests: count, request };
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
        ...noParts,
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
      | 'DossierShared'
      | 'PartRecorded'
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

function evolveReceived(state: AnyReceived, event: Happened<AfterReception>): Begun {
  switch (event.type) {
    case 'TransferredToAgency':
      return {
        ...receivedPart(state),
        status: 'in-process',
        agency: event.data.agency,
        case: event.data.case,
        cases: event.data.case,
      };
    case 'DossierShared':
    case 'PartRecorded':
      return { ...state, ...partsAfter(state, event) };
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
): Begun {
  const { from, to, cause } = event.data;
  const extended = cause === 'extension' && to > from ? { extendedTo: to } : {};
  return { ...state, dueAt: to, law: lawAfter(state.law, event), ...extended };
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

function paused(state: AnyReceived, pause: Pause): Begun {
  if (state.status === 'in-process') return withPauses(state, [pause]);
  return 'open' in state ? withPauses(state, opened(state, pause)) : state;
}

function resumedClock(
  state: AnyReceived,
  event: Happened<Extract<AfterReception, { readonly type: 'Resumed' }>>,
): Begun {
  const { cause, at, due } = event.data;
  const moved = due ? { originalDueAt: due.originalDueAt, dueAt: due.dueAt, law: lawAfter(state.law, event) } : {};
  if (!('open' in state)) return { ...state, ...moved };
  const { open, past } = resumed(state, cause, at);
  return withPauses({ ...state, ...moved, pauses: [...state.pauses, ...past] }, open);
}

function withPauses(state: Transferred, open: readonly Pause[]): Begun {
  const [first, ...more] = open;
  if (!first) return { ...transferredPart(state), status: 'in-process' };
  const since = 'since' in state && typeof state.since === 'string' ? state.since : first.at;
  const status = open.some(({ cause }) => cause === 'stop') ? 'stopped' : 'paused';
  return { ...transferredPart(state), status, open: [first, ...more], since };
}

function howReturned({ by, to, note }: EventOf<typeof ResultReturned>['data']) {
  return { by, to, note };
}

function submittedPart({
  submission,
  submittedAt,
  submittedBy,
  trail,
  book,
  supplementRequests,
}: Submitted): Submitted {
  return { submission, submittedAt, submittedBy, trail, book, supplementRequests };
}

function receivedPart(state: Received): Received {
  const { reception, receivedAt, receivedBy, originalDueAt, dueAt, law, restart, pauses, extendedTo } = state;
  const { cases, parts } = state;
  const bound = { reception, receivedAt, receivedBy, originalDueAt, dueAt, law, pauses, cases, parts };
  const moved = { ...(restart ? { restart } : {}), ...(extendedTo === undefined ? {} : { extendedTo }) };
  return { ...submittedPart(state), ...bound, ...moved };
}

function transferredPart(state: Transferred): Transferred {
  return { ...receivedPart(state), agency: state.agency, case: state.case };
}
