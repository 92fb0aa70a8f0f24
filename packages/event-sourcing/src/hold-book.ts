import { subjectOf } from './envelope.ts';
import type { FollowedEvent } from './followed-event.ts';
import type { Hold } from './follower-progress.ts';

/** The holds that one step of a follower meets and makes. */
export class HoldBook {
  readonly #known: ReadonlyMap<string, Hold>;
  readonly #noted = new Map<string, Hold>();

  constructor(known: ReadonlyMap<string, Hold>) {
    this.#known = known;
  }

  /**
   * Whether the event is to be set aside because of a hold. Then that hold is noted again: where another process has
   * just released it, the event set aside here is not lost with it.
   */
  setsAside({ envelope }: FollowedEvent): boolean {
    if (this.#known.size === 0 && this.#noted.size === 0) return false;
    const subject = subjectOf(envelope);
    const hold = this.#noted.get(subject) ?? this.#known.get(subject);
    // What came before the first event held is not held, wherever in a batch that was found.
    if (!hold || hold.position > envelope.position) return false;
    this.#noted.set(subject, hold);
    return true;
  }

  /** Holds the event's subject from this event on. */
  hold({ envelope, partition }: FollowedEvent, error: unknown): void {
    const subject = subjectOf(envelope);
    const noted = this.#noted.get(subject);
    if (noted && noted.position <= envelope.position) return;
    this.#noted.set(subject, { subject, partition, position: envelope.position, reason: reasonOf(error) });
  }

  /** What to save. */
  noted(): readonly Hold[] {
    return [...this.#noted.values()];
  }
}

const reasonMax = 500;

/** An error in one line. */
export function reasonOf(error: unknown): string {
  const text = Error.isError(error) ? `${error.name}: ${error.message}` : String(error);
  return text.length > reasonMax ? `${text.slice(0, reasonMax)}…` : text;
}
