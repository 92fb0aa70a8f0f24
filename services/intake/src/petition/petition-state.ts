import type {
  PetitionAnswered,
  petitionBookTypes,
  petitionEventTypes,
  PetitionReceived,
  PetitionSettled,
} from '@hoso/contracts';
import {
  type Actor,
  type EventOf,
  type Happened,
  type Instant,
  type Personal,
  unreachable,
} from '@hoso/event-sourcing';

export type PetitionEvent = EventOf<(typeof petitionEventTypes)[number]>;
export type PetitionBookEvent = EventOf<(typeof petitionBookTypes)[number]>;

/** What is true of every petition once it was received. */
export interface Received {
  readonly received: EventOf<typeof PetitionReceived>['data'];
  readonly receivedAt: Instant;
  readonly lodgedBy: Actor;
  /** Where it lies. */
  readonly unit: string;
  readonly forwardedFrom: string | undefined;
  readonly officer: string | undefined;
  readonly awaits: 'acceptance' | 'answer';
  /** When the term began that ends at `dueAt`. */
  readonly startAt: Instant;
  readonly dueAt: Instant | undefined;
  readonly extensions: number;
  /** What the last extension was asked for with. */
  readonly extension: { readonly reason: Personal<string> | undefined } | undefined;
  /** The dates that the platform has told of. */
  readonly told: { readonly reminded?: Instant; readonly overdue?: Instant };
}

/** A petition or complaint, from its reception to how content the petitioner was. */
export type PetitionState =
  | { readonly status: 'none' }
  | (Received & { readonly status: 'open' })
  | (Received & {
      readonly status: 'answered';
      readonly answer: EventOf<typeof PetitionAnswered>['data'];
      readonly rating: number | undefined;
    })
  | (Received & { readonly status: 'withdrawn' });

/** Any petition that there is. */
export type Begun = Exclude<PetitionState, { readonly status: 'none' }>;

/** History happened: what does not fit a state leaves it as it is. */
export function evolvePetition(state: PetitionState, event: Happened<PetitionEvent>): PetitionState {
  if (event.type === 'PetitionReceived') return state.status === 'none' ? received(event) : state;
  return state.status === 'none' ? state : evolveBegun(state, event);
}

function received({
  data,
  actor,
  occurredAt,
}: Happened<Extract<PetitionEvent, { readonly type: 'PetitionReceived' }>>): PetitionState {
  return {
    status: 'open',
    received: data,
    receivedAt: occurredAt,
    lodgedBy: actor,
    unit: data.unit,
    forwardedFrom: undefined,
    officer: undefined,
    awaits: data.awaits,
    startAt: occurredAt,
    dueAt: data.dueAt,
    extensions: 0,
    extension: undefined,
    told: {},
  };
}

type Later = Exclude<PetitionEvent, { readonly type: 'PetitionReceived' }>;

function evolveBegun(state: Begun, event: Happened<Later>): PetitionState {
  switch (event.type) {
    case 'ComplaintAccepted': {
      const { awaits, dueAt } = event.data;
      return { ...state, awaits, dueAt, startAt: event.occurredAt };
    }
    case 'PetitionAssigned':
      return { ...state, officer: event.data.officer };
    case 'PetitionForwarded': {
      const { from, unit, awaits, dueAt } = event.data;
      return { ...state, unit, forwardedFrom: from, officer: undefined, awaits, dueAt, startAt: event.occurredAt };
    }
    case 'PetitionExtended': {
      const { count, reason, dueAt } = event.data;
      return { ...state, extensions: count, extension: { reason }, dueAt };
    }
    case 'PetitionAnswered':
      return { ...state, status: 'answered', answer: event.data, rating: undefined };
    case 'PetitionWithdrawn':
      return { ...state, status: 'withdrawn' };
    case 'PetitionRated':
      return state.status === 'answered' ? { ...state, rating: event.data.rating } : state;
    case 'PetitionReminded':
      return { ...state, told: { ...state.told, reminded: event.data.dueAt } };
    case 'PetitionOverdue':
      return { ...state, told: { ...state.told, overdue: event.data.dueAt } };
    default:
      return unreachable(event);
  }
}

/** The petitions about a dossier, by id, with how each came out. */
export type PetitionBook = ReadonlyMap<string, EventOf<typeof PetitionSettled>['data']['outcome'] | undefined>;
