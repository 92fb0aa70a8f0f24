import { expect } from '@jest/globals';
import type { Decider, DomainCommand, DomainEvent, Happened } from '../decider.ts';
import { fold } from '../decider.ts';
import { isDomainError } from '../domain-error.ts';
import type { Actor, Instant } from '../envelope.ts';

/** A past event as a story tells it: who and when only where they matter. */
export type Told<Event extends DomainEvent> = Event & { readonly occurredAt?: Instant; readonly actor?: Actor };

export interface Given<Command extends DomainCommand, Event extends DomainEvent> {
  readonly when: (command: Command) => {
    /** Exactly these events are decided. */
    readonly then: (...events: readonly Event[]) => void;
    readonly thenNothing: () => void;
    readonly thenRefused: (code: string, params?: Readonly<Record<string, unknown>>) => void;
  };
}

const someone: Actor = { id: 'someone', role: 'system', unit: 'somewhere' };
const once = '2022-01-04T01:00:00.000Z';

/** given / when / then over a decider: `specification(dossier)(submitted, received).when(receive).thenNothing()`. */
export function specification<Command extends DomainCommand, State, Event extends DomainEvent>(
  decider: Decider<Command, State, Event>,
): (...history: readonly Told<Event>[]) => Given<Command, Event> {
  return (...history) => ({
    when: (command) => {
      const state = fold(decider, history.map(happened));
      return {
        then: (...events) => expect(decider.decide(command, state)).toEqual(events),
        thenNothing: () => expect(decider.decide(command, state)).toEqual([]),
        thenRefused: (code, params) => {
          const error = refusal(() => decider.decide(command, state));
          expect(error.code).toBe(code);
          if (params) expect(error.params).toMatchObject(params);
        },
      };
    },
  });

  function happened(event: Told<Event>): Happened<Event> {
    return { ...event, actor: event.actor ?? someone, occurredAt: event.occurredAt ?? once };
  }
}

/** The events that `decide` gives for a command, made facts by that command: for building longer stories. */
export function decided<Command extends DomainCommand, State, Event extends DomainEvent>(
  decider: Decider<Command, State, Event>,
  state: State,
  command: Command,
): { readonly state: State; readonly events: readonly Happened<Event>[] } {
  const events = decider
    .decide(command, state)
    .map((event) => ({ ...event, actor: command.actor, occurredAt: command.occurredAt }));
  return { events, state: events.reduce((before, event) => decider.evolve(before, event), state) };
}

function refusal(decide: () => unknown): { readonly code: string; readonly params: unknown } {
  try {
    decide();
  } catch (error) {
    if (isDomainError(error)) return error;
    throw error;
  }
  throw new Error('it was not refused');
}
