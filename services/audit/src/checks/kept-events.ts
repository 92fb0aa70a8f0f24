import type { EventStore, Position } from '@hoso/event-sourcing';
import type { RuleEvent } from '@hoso/rules';
import { eventsUpTo } from '../logs/read-log.ts';
import { ruleEventsOf } from './rule-events.ts';

/** Of the log that was read last, so many events are kept as rules see them. */
const keptEventsMax = 50_000;
/** Events told between two turns of others. */
const turnLength = 1_000;

/** Reads a log as rules and measures see it: the same events each time. */
export interface RuleEvents {
  upTo(store: EventStore, head: Position): AsyncIterable<RuleEvent>;
}

interface Kept {
  readonly store: EventStore;
  readonly head: Position;
  readonly events: readonly RuleEvent[];
}

/**
 * Whoever looks into a log asks for one measure after the other, and each reads it twice: what was read of the last one
 * is kept, unless it is long. A log only grows, so that what was read up to a position stays true.
 */
export function keptEvents(eventsMax = keptEventsMax): RuleEvents {
  let kept: Kept | undefined;

  async function* read(store: EventStore, head: Position): AsyncGenerator<RuleEvent, void, undefined> {
    const events: RuleEvent[] = [];
    for await (const event of ruleEventsOf(eventsUpTo(store, head))) {
      if (events.length <= eventsMax) events.push(event);
      yield event;
    }
    if (events.length <= eventsMax) kept = { store, head, events };
  }

  return {
    upTo: (store, head) => (kept?.store === store && kept.head === head ? inTurns(kept.events) : read(store, head)),
  };
}

async function* inTurns(events: readonly RuleEvent[]): AsyncGenerator<RuleEvent, void, undefined> {
  for (let from = 0; from < events.length; from += turnLength) {
    yield* events.slice(from, from + turnLength);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** What this process has read last. */
export const ruleEvents = keptEvents();
