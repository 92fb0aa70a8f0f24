import { formatVerifierKey, parseVerifierKey, type VerifierKey } from '@hoso/merkle-log';
import type { LedgerFiles } from './ledger-files.ts';

/** The keys of a ledger: its log's own, older ones too, and its witnesses'. */
export interface LedgerKeys {
  all(): Promise<readonly VerifierKey[]>;
  add(key: VerifierKey): Promise<void>;
  /** Sees to it that the log's own is among them before anything is signed with it. */
  requireOwn(): Promise<void>;
}

/**
 * Decision: one file a key. / Because two who add one at the same time then lose neither. / Instead of a list that one
 * of them would write over the other's.
 */
export function keptKeys(files: LedgerFiles, own: VerifierKey): LedgerKeys {
  let isKept = false;
  return {
    add: (key) => addKey(files, key),
    all: async () => {
      const known = await listedKeys(files);
      return known.some(({ keyId }) => keyId === own.keyId) ? known : [own, ...known];
    },
    requireOwn: async () => {
      if (!isKept) await addKey(files, own);
      isKept = true;
    },
  };
}

/** Those that are written down. */
export async function listedKeys(files: Pick<LedgerFiles, 'read'>): Promise<readonly VerifierKey[]> {
  const keys: VerifierKey[] = [];
  for (let number = 0; ; number++) {
    const bytes = await files.read(nameOf(number));
    if (!bytes) return keys;
    keys.push(parseVerifierKey(Buffer.from(bytes).toString('utf8').trim()));
  }
}

/** Writes one down that is not yet. */
export async function addKey(files: Pick<LedgerFiles, 'read' | 'create'>, key: VerifierKey): Promise<void> {
  for (;;) {
    const known = await listedKeys(files);
    if (known.some((one) => formatVerifierKey(one) === formatVerifierKey(key))) return;
    if (await files.create(nameOf(known.length), Buffer.from(`${formatVerifierKey(key)}\n`))) return;
  }
}

const nameOf = (number: number): string => `keys/${number}`;
