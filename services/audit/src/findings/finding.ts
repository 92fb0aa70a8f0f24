import type { findingEventTypes, FindingRaised, FindingWithdrawn, Judged } from '@hoso/contracts';
import { type Decider, type DomainCommand, type EventOf, type StreamName, streamName } from '@hoso/event-sourcing';

export type RaisedFinding = EventOf<typeof FindingRaised>['data'];
export type WithdrawnFinding = EventOf<typeof FindingWithdrawn>['data'];

interface Command<Type extends string, Data> extends DomainCommand {
  readonly type: Type;
  readonly data: Data;
}
export type RaiseFinding = Command<'RaiseFinding', RaisedFinding>;
export type WithdrawFinding = Command<'WithdrawFinding', WithdrawnFinding>;
export type FindingCommand = RaiseFinding | WithdrawFinding;
/** What to conclude; who and when come with the command. */
export type FindingIntent = Pick<RaiseFinding, 'type' | 'data'> | Pick<WithdrawFinding, 'type' | 'data'>;
export type FindingEvent = EventOf<(typeof findingEventTypes)[number]>;

/** `judged`: what the last conclusion rested on. */
export type FindingState =
  | { readonly status: 'unknown' }
  | { readonly status: 'open'; readonly judged: Judged }
  | { readonly status: 'withdrawn'; readonly judged: Judged };

/**
 * A finding, stream `finding-<id>`. Whoever judges may be judging again, or be behind somebody who knew more: a
 * conclusion that rests on less than the last one changes nothing.
 */
export const finding: Decider<FindingCommand, FindingState, FindingEvent> = {
  initial: { status: 'unknown' },
  decide: (command, state) => {
    switch (command.type) {
      case 'RaiseFinding': {
        if (state.status === 'open') return [];
        if (state.status === 'withdrawn' && !rests(command.data.judged, state.judged)) return [];
        return [{ type: 'FindingRaised', data: command.data }];
      }
      case 'WithdrawFinding':
        if (state.status !== 'open' || !rests(command.data.judged, state.judged)) return [];
        return [{ type: 'FindingWithdrawn', data: command.data }];
    }
  },
  evolve: (_, event) => {
    switch (event.type) {
      case 'FindingRaised':
        return { status: 'open', judged: event.data.judged };
      case 'FindingWithdrawn':
        return { status: 'withdrawn', judged: event.data.judged };
    }
  },
};

/** Whether what is known `now` is more than what was known `before`. */
function rests(now: Judged, before: Judged): boolean {
  return now.position === before.position ? now.at > before.at : now.position > before.position;
}

export function findingStream(id: string): StreamName {
  return streamName('finding', id);
}
