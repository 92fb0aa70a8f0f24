import type {
  CorrectableEntry,
  DossierReceived,
  DossierSubmitted,
  dossierEventTypes,
  LawfulDue,
  ResultNotDelivered,
} from '@hoso/contracts';
import type { Actor, EventOf, Happened, Instant, Personal } from '@hoso/event-sourcing';
import type { CounterBook, CounterEvent } from './counter-book.ts';
import type { Parts } from './parts.ts';
import type { OpenPauses, PastPause } from './pauses.ts';

export type DossierEvent = EventOf<(typeof dossierEventTypes)[number]>;

/** What is true of every dossier once it was submitted. */
export interface Submitted {
  readonly submission: EventOf<typeof DossierSubmitted>['data'];
  readonly submittedAt: Instant;
  readonly submittedBy: Actor;
  readonly trail: Trail;
  /** Papers and money at the counter, however far the dossier has come. */
  readonly book: CounterBook;
  readonly supplementRequests: number;
}

/** What is true of it once it was received: all it is bound to. */
export interface Received extends Submitted, Parts {
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
  readonly atOnce?: { readonly document: Personal<string>; readonly sha256?: string | undefined };
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
  readonly documents?: readonly string[] | undefined;
  readonly reason?: Personal<string> | undefined;
}

export const initialDossier: DossierState = { status: 'none' };

/** What stands in a dossier's stream, as far as it may be written off again. */
export interface Trail {
  /** How many events there are. */
  readonly version: number;
  readonly entries: readonly { readonly version: number; readonly event: Happened<CounterEvent> }[];
  /** The last change of how it stands, where that may be written off, and how it stood before. */
  readonly last?: { readonly version: number; readonly entry: CorrectableEntry; readonly before: Begun };
  readonly corrected: readonly number[];
}

/** Whether an agency has it, or had the deciding of it. */
export function isTransferred<State extends DossierState>(state: State): state is Extract<State, Transferred> {
  return 'agency' in state && state.agency !== undefined;
}
