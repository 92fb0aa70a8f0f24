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

/** What an inspector has come to; `because` as text, so that two can be compared. */
export type Review = { readonly verdict: 'confirmed' } | { readonly verdict: 'dismissed'; readonly because: string };

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
      case 'ConfirmFinding': {
        const { review } = reviewable(state, command.data.id);
        return review?.verdict === 'confirmed' ? [] : [{ type: 'FindingConfirmed', data: command.data }];
      }
      case 'DismissFinding': {
        const { review } = reviewable(state, command.data.id);
        const isSaid = review?.verdict === 'dismissed' && review.because === becauseOf(command.data);
        return isSaid ? [] : [{ type: 'FindingDismissed', data: command.data }];
      }
    }
  },
  evolve: (state, event) => {
    switch (event.type) {
      case 'FindingRaised': {
        const { dossier, judged } = event.data;
        return { ...reviewOf(state), status: 'standing', dossier, judged };
      }
      case 'FindingWithdrawn':
        return state.status === 'unknown' ? state : { ...state, status: 'withdrawn', judged: event.data.judged };
      case 'FindingConfirmed':
        return reviewed(state, { verdict: 'confirmed' });
      case 'FindingDismissed':
        return reviewed(state, { verdict: 'dismissed', because: becauseOf(event.data) });
    }
  },
};

function becauseOf({ reason, ground }: Dismiss['data']): string {
  return canonicalJson([reason ?? '', ground ?? '']);
}

type KnownFinding = Exclude<FindingState, { readonly status: 'unknown' }>;

/** Refuses `RuleFindingNotFound` and `FindingIsWithdrawn`. */
function reviewable(state: FindingState, id: string): KnownFinding {
  if (state.status === 'unknown') return refuse('RuleFindingNotFound', { id });
  return state.status === 'withdrawn' ? refuse('FindingIsWithdrawn', { id }) : state;
}

function reviewOf(state: FindingState): { readonly review?: Review } {
  return state.status === 'unknown' || !state.review ? {} : { review: state.review };
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
