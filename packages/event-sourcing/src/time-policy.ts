import type { Instant } from './envelope.ts';
import type { PolicyCommand } from './policy.ts';
import type { View } from './view.ts';

/** A command that an instant calls for. It is said to happen then, whenever it is sent. */
export interface TimedCommand extends PolicyCommand {
  readonly at: Instant;
}

/**
 * Whenever an instant comes, then commands: a policy of time (ARCHITECTURE decision 14). Who waits stands in an index
 * of a view, ordered by instant; no timer belongs to anybody.
 */
export interface TimePolicy<Document = unknown> {
  readonly name: string;
  readonly view: View<Document>;
  /** Of that view; its tuples are the next instant that a document waits for. */
  readonly index: string;
  /**
   * What is due by `now`. MUST be pure. The same cause MUST give the same command, its instant included: its id follows
   * from it, so that it is carried out once, however many processes look and however often.
   */
  whenever(document: Document, now: Instant): readonly TimedCommand[];
}
