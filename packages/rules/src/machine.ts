import type { RuleEvent } from './rule-event.ts';

/**
 * A rule as a state machine over one case: the same one live and years later. Pure, and its state is plain JSON, so
 * that a follower can put it away between two events. Events arrive in the order (time, then position in the log).
 */
export interface Machine<State> {
  readonly initial: State;
  /** What the event adds, and the breaches that it makes certain. */
  readonly eat: (state: State, event: RuleEvent) => Step<State>;
  /** Nothing more will come: whether the rule applied at all, and the breaches that only absence makes certain. */
  readonly end: (state: State) => Ending;
}

export interface Step<State> {
  readonly state: State;
  readonly breaches: readonly Breach[];
}

export interface Ending {
  readonly applies: boolean;
  readonly breaches: readonly Breach[];
  /** What kept the rule from judging. */
  readonly doubts: readonly Doubt[];
}

/** A finding before it is known of which rule and case. */
export interface Breach {
  /** The events that prove it, ascending. */
  readonly positions: readonly number[];
  /** The instant from which it could be known, in milliseconds since 1970 UTC. */
  readonly certainAt: number;
  /** What would have been lawful, in English. */
  readonly expected: string;
  /** The names and numbers of this breach, for those who want to say it otherwise. */
  readonly facts: Readonly<Record<string, string | number>>;
}

/** One breach of one rule in one case, with its evidence. */
export interface Finding extends Breach {
  readonly rule: string;
  readonly case: string;
}

/** A value of the case that the rule cannot read. */
export interface Doubt {
  readonly attribute: string;
  readonly value: string;
}

/** The step of an event that proves nothing. */
export const lawful = <State>(state: State): Step<State> => ({ state, breaches: [] });
