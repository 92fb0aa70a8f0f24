import type { XesReason } from './xes-reasons.ts';

/** What was wrong, as a word that programs may rely on. */
export type XesFault =
  | 'not-xml'
  | 'not-xes'
  | 'truncated'
  | 'damaged-gzip'
  | 'bad-encoding'
  | 'entity-declared'
  | 'limit-exceeded'
  | 'missing-key'
  | 'missing-activity'
  | 'missing-time'
  | 'bad-date';

/**
 * Where it was wrong: line and column from 1, as far as they are known; traces and events counted from 1 in file
 * order.
 */
export interface XesPlace {
  readonly line?: number;
  readonly column?: number;
  /** The trace's `concept:name`. */
  readonly trace?: string;
  readonly traceNumber?: number;
  readonly eventNumber?: number;
  readonly key?: string;
  readonly value?: string;
}

/**
 * The input cannot be read as an event log. The message is one English sentence that names place and reason, `vi` the
 * same in Vietnamese; `code` is stable, and `place` has their parts for those who want to show it otherwise.
 */
export class XesError extends Error {
  override readonly name = 'XesError';
  readonly code: XesFault;
  readonly place: XesPlace;
  readonly vi: string;
  readonly reason: XesReason;

  constructor(code: XesFault, reason: XesReason, place: XesPlace) {
    super(sentence(reason.en, place, english));
    this.vi = sentence(reason.vi, place, vietnamese);
    this.code = code;
    this.reason = reason;
    this.place = place;
  }
}

/** Names come from the file and may be of any length; a message stays readable. */
const NAME_LENGTH_MAX = 200;

const english = { line: 'line', column: 'column', trace: 'trace', number: 'number', event: 'event' };
const vietnamese: typeof english = { line: 'dòng', column: 'cột', trace: 'vụ', number: 'thứ', event: 'sự kiện' };

const sentence = (whole: string, place: XesPlace, words: typeof english): string => {
  const reason = whole.slice(0, 2 * NAME_LENGTH_MAX);
  const named = place.trace === undefined ? '' : ` ${JSON.stringify(place.trace.slice(0, NAME_LENGTH_MAX))}`;
  const parts = [
    place.line === undefined ? undefined : `${words.line} ${place.line}, ${words.column} ${place.column ?? 0}`,
    place.traceNumber === undefined ? undefined : `${words.trace}${named} (${words.number} ${place.traceNumber})`,
    place.eventNumber === undefined ? undefined : `${words.event} ${place.eventNumber}`,
  ];
  const where = parts.filter((part) => part !== undefined).join(', ');
  return where === '' ? reason : `${where}: ${reason}`;
};
