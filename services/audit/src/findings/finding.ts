import {
  type CommandOf,
  type ConfirmFinding,
  type DismissFinding,
  type DossierId,
  type FindingConfirmed,
  type FindingDismissed,
  type findingEventTypes,
  type FindingRaised,
  type FindingWithdrawn,
  type Judged,
  refuse,
} from '@hoso/contracts';
import {
  canonicalJson,
  type Decider,
  type DomainCommand,
  type EventOf,
  type StreamName,
  streamName,
} from '@hoso/event-sourcing';

export type RaisedFinding = EventOf<typeof FindingRaised>['data'];
export type WithdrawnFinding = EventOf<typeof FindingWithdrawn>['data'];

interface Command<Type extends string, Data> extends DomainCommand {
  readonly type: Type;
  readonly data: Data;
}
export type RaiseFinding = Command<'RaiseFinding', RaisedFinding>;
export type WithdrawFinding = Command<'WithdrawFinding', WithdrawnFinding>;
/** What an inspector says; his words come sealed. */
export type Confirm = Command<'ConfirmFinding', EventOf<typeof FindingConfirmed>['data']>;
export type Dismiss = Command<'DismissFinding', EventOf<typeof FindingDismissed>['data']>;
export type FindingCommand = RaiseFinding | WithdrawFinding | Confirm | Dismiss;
/** What to conclude; who and when come with the command. */
export type FindingIntent = Pick<RaiseFinding, 'type' | 'data'> | Pick<WithdrawFinding, 'type' | 'data'>;
/** What inspectors may ask for. */
export type ReviewIntent = CommandOf<typeof ConfirmFinding | typeof DismissFinding>;
export type FindingEvent = EventOf<(typeof findingEventTypes)[number]>;

/** What an inspector has come to. */
export interface Review {
  readonly verdict: 'confirmed' | 'dismissed';
  /** What was said of it, as text, so that two can be compared. */
  readonly because: string;
  /** Whether the finding was raised again since: it may be looked at anew. */
  readonly isEarlier: boolean;
}

/** `judged`: what the last conclusion rested on. A review stands, also while later facts explain the finding. */
export type FindingState =
  | { readonly status: 'unknown' }
  | {
      readonly status: 'standing' | 'withdrawn';
      readonly dossier: DossierId;
      readonly judged: Judged;
      readonly review?: Review;
    };

/**
 * A finding, stream `finding-<id>`. Whoever judges may be judging again, or be behind somebody who knew more: a
 * conclusion that rests on less than the last one changes nothing. Nor does one change a review: the id is that of
 * rule, version and evidence, so that what is raised again is the very breach that was looked at.
 *
 * Decision: the same verdict once more, in other words, is refused until something else has happened. / Because it
 * would be told as done and its words lost, or written over what somebody else has said. / Instead of the last words
 * counting.
 */
export const finding: Decider<FindingCommand, FindingState, FindingEvent> = {
  initial: { status: 'unknown' },
  decide: (command, state) => {
    switch (command.type) {
      case 'RaiseFinding': {
        if (state.status === 'standing') return [];
        if (state.status === 'withdrawn' && !rests(command.data.judged, state.judged)) return [];
        return [{ type: 'FindingRaised', data: command.data }];
      }
      case 'WithdrawFinding':
        if (state.status !== 'standing' || !rests(command.data.judged, state.judged)) return [];
        return [{ type: 'FindingWithdrawn', data: command.data }];
      case 'ConfirmFinding':
        if (isSaid(state, { verdict: 'confirmed', because: noteOf(command.data) }, command.data.id)) return [];
        return [{ type: 'FindingConfirmed', data: command.data }];
      case 'DismissFinding':
        if (isSaid(state, { verdict: 'dismissed', because: reasonsOf(command.data) }, command.data.id)) return [];
        return [{ type: 'FindingDismissed', data: command.data }];
    }
  },
  evolve: (state, event) => {
    switch (event.type) {
      case 'FindingRaised': {
        const { dossier, judged } = event.data;
        return { ...earlierReview(state), status: 'standing', dossier, judged };
      }
      case 'FindingWithdrawn':
        return state.status === 'unknown' ? state : { ...state, status: 'withdrawn', judged: event.data.judged };
      case 'FindingConfirmed':
        return reviewed(state, { verdict: 'confirmed', because: noteOf(event.data), isEarlier: false });
      case 'FindingDismissed':
        return reviewed(state, { verdict: 'dismissed', because: reasonsOf(event.data), isEarlier: false });
    }
  },
};

function noteOf({ note }: Confirm['data']): string {
  return canonicalJson(note ?? '');
}

function reasonsOf({ reason, ground }: Dismiss['data']): string {
  return canonicalJson([reason ?? '', ground ?? '']);
}

/**
 * Whether just that was said last. Refuses `RuleFindingNotFound`, `FindingIsWithdrawn`, and the same verdict in other
 * words: `FindingAlreadyConfirmed`, `FindingAlreadyDismissed`.
 */
function isSaid(state: FindingState, { verdict, because }: Omit<Review, 'isEarlier'>, id: string): boolean {
  if (state.status === 'unknown') return refuse('RuleFindingNotFound', { id });
  if (state.status === 'withdrawn') return refuse('FindingIsWithdrawn', { id });
  const { review } = state;
  if (review?.verdict !== verdict) return false;
  if (review.because === because) return true;
  if (review.isEarlier) return false;
  return refuse(verdict === 'confirmed' ? 'FindingAlreadyConfirmed' : 'FindingAlreadyDismissed', { id });
}

function earlierReview(state: FindingState): { readonly review?: Review } {
  return state.status === 'unknown' || !state.review ? {} : { review: { ...state.review, isEarlier: true } };
}

function reviewed(state: FindingState, review: Review): FindingState {
  return state.status === 'unknown' ? state : { ...state, review };
}

/** Whether what is known `now` is more than what was known `before`. */
function rests(now: Judged, before: Judged): boolean {
  return now.position === before.position ? now.at > before.at : now.position > before.position;
}

export function findingStream(id: string): StreamName {
  return streamName('finding', id);
}
