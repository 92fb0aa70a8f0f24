import type { Position } from './envelope.ts';
import type { AnyEventType, EventCatalogue, EventOf, Read } from './event-type.ts';
import type { FollowerProgress, ProgressChange } from './follower-progress.ts';

/** A command that a policy sends: which service's, and its content. */
export interface PolicyCommand {
  /** Where it is sent: `<service>.commands.<noun>`. */
  readonly subject: string;
  readonly type: string;
  readonly dossierId?: string;
  readonly data: unknown;
}

/** Whenever an event, then commands. `whenever` MUST be pure and answer the same for the same event. */
export interface Policy<Type extends AnyEventType = AnyEventType> {
  readonly name: string;
  /** `head`: events recorded after its first deployment; a number: events after that position. */
  readonly begins: 'head' | Position;
  readonly events: EventCatalogue<Type>;
  whenever(event: Read<EventOf<Type>>): readonly PolicyCommand[];
}

/** What came of a policy's command. */
export interface PolicyOutcome {
  readonly policy: string;
  readonly event: Position;
  readonly ordinal: number;
  readonly commandId: string;
  /** `done`, or the code of the refusal. */
  readonly outcome: string;
}

/**
 * Progress of policies, kept in the event store's database, so that a lost broker or lost views repeat nothing.
 * Every event store adapter has one and passes `describePolicyStore`.
 */
export interface PolicyStore {
  /** Where the policy is; at its first call it begins at `begins`, in every partition, durably. */
  progress(policy: string, begins: Position): Promise<FollowerProgress>;
  /** Rejects with `StaleFollower` where a checkpoint is not as compared. */
  save(policy: string, change: ProgressChange, outcomes: readonly PolicyOutcome[]): Promise<void>;
  /** Outcomes that were refusals, newest first. */
  refusals(policy: string, limit: number): Promise<readonly PolicyOutcome[]>;
}
