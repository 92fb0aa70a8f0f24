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
 * The input cannot be read as an event log. The message is one English sentence that names place and reason;
 * `code` is stable, and `place` has the parts of the message for those who want to show it otherwise.
 */
export class XesError extends Error {
  override readonly name = 'XesError';
  readonly code: XesFault;
  readonly place: XesPlace;

  constructor(code: XesFault, reason: string, place: XesPlace) {
    super(sentence(reason, place));
    this.code = code;
    this.place = place;
  }
}

/** Names come from the file and may be of any length; a message stays readable. */
const NAME_LENGTH_MAX = 200;

const sentence = (whole: string, place: XesPlace): string => {
  const reason = whole.slice(0, 2 * NAME_LENGTH_MAX);
  const named = place.trace === undefined ? '' : ` ${JSON.stringify(place.trace.slice(0, NAME_LENGTH_MAX))}`;
  const parts = [
    place.line === undefined ? undefined : `line ${place.line}, column ${place.column ?? 0}`,
    place.traceNumber === undefined ? undefined : `trace${named} (number ${place.traceNumber})`,
    place.eventNumber === undefined ? undefined : `event ${place.eventNumber}`,
  ];
  const where = parts.filter((part) => part !== undefined).join(', ');
  return where === '' ? reason : `${where}: ${reason}`;
};
