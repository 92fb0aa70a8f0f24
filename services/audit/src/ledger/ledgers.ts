import type { Words } from '@hoso/contracts';
import type { EventStore } from '@hoso/event-sourcing';
import type { Ledger } from './ledger.ts';
import type { LedgerFiles } from './ledger-files.ts';

/** The ledgers of all logs, one each. */
export interface Ledgers {
  /** MUST be the same one each time. */
  of(log: string, store: EventStore): { readonly ledger: Ledger; readonly files: LedgerFiles };
  /** Why the log that is worked on is not sealed at the moment. */
  trouble(): Words | undefined;
  /** Milliseconds since 1970 by the machine's clock: cosignatures come from outside, whatever time a log has. */
  now(): number;
}
