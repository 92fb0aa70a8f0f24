import { signerOf } from '@hoso/merkle-log';
import { type Ledger, openLedger } from '../src/ledger/ledger.ts';
import type { Ledgers } from '../src/ledger/ledgers.ts';
import { type MemoryFiles, memoryFiles } from './memory-files.ts';

/** The ledgers of a shelf's logs, in memory; none is sealed by itself. */
export function ledgerShelf(now: () => number): Ledgers {
  const opened = new Map<string, { readonly ledger: Ledger; readonly files: MemoryFiles }>();
  return {
    of: (log, store) => {
      const known = opened.get(log);
      if (known) return known;
      const files = memoryFiles();
      const signer = signerOf(`hoso/${store.log.id}`, 'note', Buffer.alloc(32, 4));
      const made = { files, ledger: openLedger({ store, files, signer }) };
      opened.set(log, made);
      return made;
    },
    trouble: () => undefined,
    now,
  };
}
