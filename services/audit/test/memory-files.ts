import type { LedgerFiles } from '../src/ledger/ledger-files.ts';

/** A ledger's files in memory, which a test may change as whoever holds them could. */
export interface MemoryFiles extends LedgerFiles {
  readonly files: Map<string, Uint8Array>;
  /** From now on the next so many files are made, and then none: as when a machine dies. */
  dieAfter(count: number): void;
  close(): Promise<void>;
}

export function memoryFiles(files = new Map<string, Uint8Array>()): MemoryFiles {
  let left = Number.POSITIVE_INFINITY;
  const spend = (): void => {
    left -= 1;
    if (left < 0) throw new Error('the machine died');
  };
  return {
    files,
    dieAfter: (count) => {
      left = count;
    },
    read: async (name) => files.get(name),
    create: async (name, bytes) => {
      spend();
      if (files.has(name)) return false;
      files.set(name, Buffer.from(bytes));
      return true;
    },
    replace: async (name, bytes) => {
      spend();
      files.set(name, Buffer.from(bytes));
    },
    removeUnder: async (name) => {
      for (const one of files.keys()) if (one.startsWith(`${name}/`)) files.delete(one);
    },
    close: async () => undefined,
  };
}
