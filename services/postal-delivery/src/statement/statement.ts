import type { StatementReconciled } from '@hoso/contracts';
import {
  type Actor,
  canonicalJson,
  type Decider,
  type EventOf,
  type Instant,
  type StreamName,
  streamName,
} from '@hoso/event-sourcing';

/** Somebody has reconciled a carrier's statement. */
export interface RecordStatement {
  readonly type: 'RecordStatement';
  readonly data: EventOf<typeof StatementReconciled>['data'];
  readonly actor: Actor;
  readonly occurredAt: Instant;
}

/** The outcome of each file so far, by its hash and days. */
export type StatementsState = ReadonlyMap<string, string>;

/** A carrier's statements, stream `statement-<carrier>`: what came of each, once where nothing has changed. */
export const statements: Decider<RecordStatement, StatementsState, EventOf<typeof StatementReconciled>> = {
  initial: new Map(),
  decide: ({ data }, known) => {
    const isKnown = known.get(nameOf(data)) === canonicalJson(data);
    return isKnown ? [] : [{ type: 'StatementReconciled', data }];
  },
  evolve: (known, { data }) => new Map([...known, [nameOf(data), canonicalJson(data)]]),
};

export function statementStream(carrier: string): StreamName {
  return streamName('statement', carrier);
}

function nameOf({ file, from, to }: RecordStatement['data']): string {
  return [file, from, to].join(' ');
}
