import type { CommandId, NewEvent, Partition, Position, RecordedEvent, StreamName, StreamVersion } from './envelope.ts';
import { DomainError } from './domain-error.ts';
import type { LogIdentity } from './log-opened.ts';

/** Events for one stream. `expected` is the version the stream must have: 0 for a stream that must not exist yet. */
export interface StreamWrite {
  readonly stream: StreamName;
  readonly expected: StreamVersion;
  readonly events: readonly NewEvent[];
}

/**
 * The answer to a command: what it was about (the first stream's id), that stream's version, and the last position
 * written.
 */
export interface Receipt {
  readonly id: string;
  readonly version: StreamVersion;
  readonly position: Position;
  /** Nothing was written this time: what the command asks for was there. Only the command handler says so. */
  readonly repeated?: true;
}

/**
 * One log: gapless positions from 1 in commit order, the same for every reader. Position 1 is `LogOpened`. Reads reject
 * with `LogDamaged` where what is stored cannot be what was written, as far as that shows.
 * Every adapter passes `describeEventStore`. There is no delete, no truncate, no update, no "any version".
 */
export interface EventStore {
  readonly log: LogIdentity;
  /** The stream's events after version `after`, oldest first, at most `limit`. An unknown stream is an empty one. */
  readStream(stream: StreamName, after: StreamVersion, limit: number): Promise<readonly RecordedEvent[]>;
  /**
   * All streams or none, durable when it resolves. All events carry one command id, which is looked up first: a
   * repeated one resolves with its first receipt, and is `CommandIdReused` where actor (id, role, unit), type or
   * streams differ. Rejects with `VersionConflict` unless each stream is at its `expected`, with `InvalidAppend` for
   * what must not be stored, and with `StoreUnavailable` when nothing can be written now. A rejected append left
   * nothing behind, unless its reason is `unknown`.
   */
  append(writes: readonly StreamWrite[]): Promise<Receipt>;
  /** The events that this command led to; none if it was never appended. */
  findCommand(commandId: CommandId): Promise<readonly RecordedEvent[]>;
  /** The next `limit` events of the log (or of one of its partitions) after `position`, in the one order. */
  readAll(after: Position, limit: number, partition?: Partition): Promise<readonly RecordedEvent[]>;
  /** The last position. */
  head(): Promise<Position>;
  /** Waits until the log has passed `position`, at most `timeoutMs`; answers the head. */
  waitPast(position: Position, timeoutMs: number): Promise<Position>;
  close(): Promise<void>;
}

/** The longest page that a reader may ask for. */
export const readLimitMax = 10_000;

/** A stream is not at the version that was expected: somebody was faster. */
export class VersionConflict extends Error {
  override readonly name = 'VersionConflict';

  constructor(
    readonly stream: StreamName,
    readonly expected: StreamVersion,
    readonly actual: StreamVersion,
  ) {
    super(`${stream} is at version ${actual}, not ${expected}`);
  }
}

/** A command id that somebody else, another type of command, or other streams already used. */
export class CommandIdReused extends DomainError {
  constructor(commandId: CommandId) {
    super('CommandIdReused', { commandId });
  }
}

/**
 * Something that must never be stored: `path` names the place, `reason` the rule. A fault of the caller, not of the
 * user.
 */
export class InvalidAppend extends Error {
  override readonly name = 'InvalidAppend';

  constructor(
    readonly path: string,
    readonly reason: string,
  ) {
    super(`${path}: ${reason}`);
  }
}

/**
 * Nothing can be written now: the disk is full, the server is gone, the store is closing. Nothing was written; try
 * again later. `unknown`: the server was gone before it answered, and may have written all of it. Trying again with the
 * same command id is right in any case, for the id tells.
 */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';

  constructor(
    readonly reason: 'full' | 'closed' | 'unreachable' | 'unknown' | 'apart',
    { what = 'the store', ...options }: ErrorOptions & { readonly what?: string } = {},
  ) {
    super(
      reason === 'apart' ? what : reason === 'unknown' ? `${what} was gone before it answered` : `${what} is ${reason}`,
      options,
    );
  }
}
