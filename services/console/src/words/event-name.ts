import type { HistoryEvent } from '../history.ts';
import type { Language } from '../language.ts';
import { term } from './terms.ts';

/** What an event is called. */
export function eventName({ type, data }: HistoryEvent, language: Language): string {
  const activity = type === 'ActivityRecorded' ? memberOf(data, 'activity') : undefined;
  return typeof activity === 'string' ? activity : term('event', type, language);
}

/** A member of what an event says, where there is one. */
export function memberOf(data: unknown, name: string): unknown {
  return typeof data === 'object' && data !== null
    ? Object.entries(data).find(([one]) => one === name)?.[1]
    : undefined;
}
