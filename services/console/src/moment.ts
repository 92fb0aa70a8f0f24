import type { Reading } from './address.ts';

/** What a moment is compared with. */
export interface Timed {
  readonly position: number;
  readonly occurredAt: string;
  readonly recordedAt: string;
}

/** As things happened, where they are read as they stood; otherwise as they were recorded. */
export function inOrder<Event extends Timed>(events: readonly Event[], reading: Reading): readonly Event[] {
  return reading === 'stood' ? events.toSorted(byOccurrence) : events;
}

/** The event of a moment `#<position>`: the last recorded up to there, wherever it stands in the order. */
export function eventOf<Event extends Timed>(events: readonly Event[], at: string): Event | undefined {
  if (!at.startsWith('#')) return undefined;
  const position = Number(at.slice(1));
  let last: Event | undefined;
  for (const event of events) {
    if (event.position <= position && (!last || event.position > last.position)) last = event;
  }
  return last;
}

/** Whether an event is there already at a moment. `at` absent: now. */
export function isWithin<Event extends Timed>(
  event: Event,
  at: string | undefined,
  reading: Reading,
  events: readonly Event[],
): boolean {
  if (at === undefined) return true;
  if (!at.startsWith('#')) {
    return (reading === 'stood' || event.recordedAt <= at) && (reading === 'known' || event.occurredAt <= at);
  }
  const last = eventOf(events, at);
  if (!last) return false;
  const known = event.position <= last.position;
  const happened = byOccurrence(event, last) <= 0;
  return (reading === 'stood' || known) && (reading === 'known' || happened);
}

/** The place, in their order, of the last event that is there at a moment; -1 before the first. */
export function indexAt<Event extends Timed>(
  ordered: readonly Event[],
  at: string | undefined,
  reading: Reading,
): number {
  if (at === undefined) return ordered.length - 1;
  const event = eventOf(ordered, at);
  if (event && reading !== 'both') return ordered.indexOf(event);
  return ordered.findLastIndex((one) => isWithin(one, at, reading, ordered));
}

/** The moment at which the event at a place has just come; an instant before the first for -1. */
export function momentAt(ordered: readonly Timed[], index: number): string | undefined {
  const event = ordered[index];
  if (event) return `#${event.position}`;
  const [first] = ordered;
  if (!first) return undefined;
  return new Date(Math.min(Date.parse(first.occurredAt), Date.parse(first.recordedAt)) - 1).toISOString();
}

/** The instant that a moment stands for on the scale of time. */
export function instantAt(ordered: readonly Timed[], at: string, reading: Reading): string | undefined {
  if (!at.startsWith('#')) return at;
  const event = eventOf(ordered, at);
  return reading === 'stood' ? event?.occurredAt : event?.recordedAt;
}

function byOccurrence(one: Timed, other: Timed): number {
  if (one.occurredAt !== other.occurredAt) return one.occurredAt < other.occurredAt ? -1 : 1;
  return one.position - other.position;
}
