import type { Words } from '@hoso/contracts';
import type { EventStore } from '@hoso/event-sourcing';
import { signerOf } from '@hoso/merkle-log';
import { type FollowingLedger, followLedger } from '../ledger/follow-ledger.ts';
import { type Ledger, openLedger } from '../ledger/ledger.ts';
import type { LedgerFiles } from '../ledger/ledger-files.ts';
import type { Ledgers } from '../ledger/ledgers.ts';

export interface LedgersOptions {
  /** Where the ledger of a log lies. */
  readonly files: (log: string) => LedgerFiles & { close(): Promise<void> };
  /** 32 secret bytes that the key grows from which signs: the same ones each time. */
  readonly seed: Uint8Array;
  /** The log that is sealed as events come. Others are when somebody asks. */
  readonly worked: { readonly name: string; readonly store: EventStore };
  readonly onTrouble: (words: Words | undefined) => void;
  /** Between two checkpoints. */
  readonly everyMs?: number;
}

/** Ledgers that are open. */
export interface OpenLedgers extends Ledgers {
  close(): Promise<void>;
}

const everyMsDefault = 3_000;

/** The ledgers of the platform's logs. An origin names its log by its id: names are a data folder's own. */
export function ledgers({ files, seed, worked, onTrouble, everyMs = everyMsDefault }: LedgersOptions): OpenLedgers {
  const opened = new Map<string, ReturnType<Ledgers['of']> & { readonly close: () => Promise<void> }>();
  const of = (log: string, store: EventStore): { readonly ledger: Ledger; readonly files: LedgerFiles } => {
    const known = opened.get(log);
    if (known) return known;
    const own = files(log);
    const signer = signerOf(originOf(store), 'note', seed);
    const made = { ledger: openLedger({ store, files: own, signer }), files: own, close: () => own.close() };
    opened.set(log, made);
    return made;
  };
  const { ledger } = of(worked.name, worked.store);
  const following: FollowingLedger = followLedger({ ledger, everyMs, onTrouble });
  return {
    of,
    now: Date.now,
    trouble: () => following.trouble(),
    close: async () => {
      await following.close();
      for (const { close } of opened.values()) await close();
    },
  };
}

/** What a log is called in its checkpoints. */
export function originOf({ log }: Pick<EventStore, 'log'>): string {
  return `hoso/${log.id}`;
}
