/** A witness that goes on: what it does each time, how long it rests, and whom it tells what went wrong. */
export interface Watch {
  readonly once: () => Promise<void>;
  readonly rest: () => Promise<unknown>;
  /** Whether a failure is an answer rather than an outage: a log that must not be cosigned ends the watch. */
  readonly isFinal: (error: unknown) => boolean;
  /** Told of every round that came to nothing, and how many there were in a row. */
  readonly onMissed: (error: unknown, inARow: number) => void;
}

/**
 * Looks again and again. Whatever passes by itself (a server that is away, a disk that is full) is told and tried
 * again; it ends with what is final, and is never silent about a round that it missed.
 */
export async function keepWatching({ once, rest, isFinal, onMissed }: Watch): Promise<never> {
  for (let missed = 0; ; ) {
    try {
      await once();
      missed = 0;
    } catch (error) {
      if (isFinal(error)) throw error;
      missed += 1;
      onMissed(error, missed);
    }
    await rest();
  }
}
