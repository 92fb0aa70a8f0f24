import type { Actor, Instant } from './envelope.ts';

/** A fact as the domain says it. */
export interface DomainEvent {
  readonly type: string;
  readonly data: unknown;
}

/** A fact with who and when: what `evolve`, views and policies are given. */
export type Happened<Event extends DomainEvent> = Event & { readonly occurredAt: Instant; readonly actor: Actor };

/**
 * The actor stands by an unlawful act: it is recorded with this reason instead of refused (ARCHITECTURE decision 17).
 */
export interface Insist {
  readonly reason: string;
  readonly authorisedBy?: string | undefined;
}

/** An intent, with all a decision may depend on: who, when, and whether he insists. */
export interface DomainCommand {
  readonly type: string;
  readonly data: unknown;
  readonly actor: Actor;
  readonly occurredAt: Instant;
  readonly insist?: Insist | undefined;
}

/**
 * A pure decision model: everything a stream may do, and nothing about where it is stored.
 *
 * `decide` MUST throw nothing but `DomainError`, MUST take time and ids from the command, and MUST answer `[]` for a
 * command whose effect the state already holds. `evolve` MUST accept every event of history in every state.
 */
export interface Decider<Command, State, Event extends DomainEvent> {
  readonly initial: State;
  readonly decide: (command: Command, state: State) => readonly Event[];
  readonly evolve: (state: State, event: Happened<Event>) => State;
}

/** The state that a history leads to. */
export function fold<State, Event extends DomainEvent>(
  decider: Pick<Decider<never, State, Event>, 'initial' | 'evolve'>,
  history: Iterable<Happened<Event>>,
): State {
  let state = decider.initial;
  for (const event of history) state = decider.evolve(state, event);
  return state;
}
