import type { StreamName } from '@hoso/event-sourcing';

/**
 * The streams of one log in a server that may hold others. What the platform calls a stream has a hyphen after its
 * category; what the adapter needs beside them has a full stop there, so that the two never meet.
 */
export interface LogNames {
  /** Every event of the log in its one order: its revision + 1 is the position. */
  readonly log: string;
  /** Of a log that was carried here: one event while it is being carried, two once all of it is here. */
  readonly carried: string;
  readonly ofStream: (stream: StreamName) => string;
  /** Exists once the command has led to events: where they lie in the log. */
  readonly ofCommand: (commandId: string) => string;
  /** What policies there are: an event for each that began. */
  readonly policies: string;
  readonly ofPolicy: (policy: string) => string;
  readonly ofOutcomes: (policy: string) => string;
}

const nameForm = /^[a-z][a-z0-9_-]{0,30}$/;

/** Throws `RangeError` for a name that no log may have. */
export function namesOf(log: string): LogNames {
  if (!nameForm.test(log)) throw new RangeError(`${JSON.stringify(log)} is not the name of a log`);
  return {
    log: `${log}.log`,
    carried: `${log}.carried`,
    ofStream: (stream) => `${log}.${stream}`,
    ofCommand: (commandId) => `${log}.command.${commandId}`,
    policies: `${log}.policies`,
    ofPolicy: (policy) => `${log}.policy.${policy}`,
    ofOutcomes: (policy) => `${log}.outcomes.${policy}`,
  };
}
