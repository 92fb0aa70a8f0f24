import type { StreamName } from '@hoso/event-sourcing';

/**
 * The streams of one log in a server that may hold others. What the platform calls a stream has a hyphen after its
 * category; what the adapter needs beside them has a full stop there, so that the two never meet.
 */
export interface LogNames {
  /** Every event of the log in its one order: its revision + 1 is the position. */
  readonly log: string;
  readonly ofStream: (stream: StreamName) => string;
  /** Exists once the command has led to events: where they lie in the log. */
  readonly ofCommand: (commandId: string) => string;
  readonly ofPolicy: (policy: string) => string;
  readonly ofOutcomes: (policy: string) => string;
}

const nameForm = /^[a-z][a-z0-9_-]{0,30}$/;

/** Throws `RangeError` for a name that no log may have. */
export function namesOf(log: string): LogNames {
  if (!nameForm.test(log)) throw new RangeError(`${JSON.stringify(log)} is not the name of a log`);
  return {
    log: `${log}.log`,
    ofStream: (stream) => `${log}.${stream}`,
    ofCommand: (commandId) => `${log}.command.${commandId}`,
    ofPolicy: (policy) => `${log}.policy.${policy}`,
    ofOutcomes: (policy) => `${log}.outcomes.${policy}`,
  };
}
