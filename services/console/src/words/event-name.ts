import type { HistoryEvent } from '../history.ts';
import type { Language } from '../language.ts';

/** What an event is called. */
export function eventName({ name }: HistoryEvent, language: Language): string {
  return name[language];
}

/** What an event says, in a line; nothing where it says no more than its name. */
export function eventLine({ name, words }: HistoryEvent, language: Language): string | undefined {
  return words[language] === name[language] ? undefined : words[language];
}
