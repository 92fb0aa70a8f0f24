/** A sentence in both languages of the platform. */
export interface InWords {
  readonly vi: string;
  readonly en: string;
}

/**
 * Something is not what it claims to be. `field` is what was looked at (`hashes`, `checkpoint.size`, `signature of
 * <name>`), `words` why it does not hold.
 */
export class NotProven extends Error {
  override readonly name = 'NotProven';

  constructor(
    readonly field: string,
    readonly words: InWords,
  ) {
    super(`${field}: ${words.en}`);
  }

  /** The same about a part of something: `checkpoint` before `size`. */
  within(what: string): NotProven {
    return new NotProven(`${what}.${this.field}`, this.words);
  }
}

/** Runs `work`; what is not proven in it is so within `what`. */
export function within<Answer>(what: string, work: () => Answer): Answer {
  try {
    return work();
  } catch (error) {
    throw error instanceof NotProven ? error.within(what) : error;
  }
}

/** Throws `NotProven`. */
export function notProven(field: string, vi: string, en: string): never {
  throw new NotProven(field, { vi, en });
}
