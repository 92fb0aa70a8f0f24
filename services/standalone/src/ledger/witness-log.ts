import { ProveConsistency, ShowLedger } from '@hoso/contracts';
import {
  checkConsistency,
  formatNote,
  formatVerifierKey,
  type Hash,
  hashFrom,
  NotProven,
  notProven,
  openCheckpoint,
  parseCheckpoint,
  parseVerifierKey,
  proveConsistency,
  signText,
  tilesOf,
  toBase64,
} from '@hoso/merkle-log';
import type { Client } from '../cli/client.ts';
import { keysIn, ledgerFiles, smallFileIn, tilesIn } from './ledger-folder.ts';
import type { WitnessState } from './witness-state.ts';

/** A log that is watched: over HTTP, or a copy in a folder. */
export interface WatchedLog {
  checkpoint(): Promise<string>;
  /** The keys that it says it has: trusted the first time alone, where nobody named others. */
  keys(): Promise<readonly string[]>;
  consistency(size1: number, size2: number): Promise<readonly Hash[]>;
}

export interface WitnessOptions {
  readonly state: WitnessState;
  readonly watched: WatchedLog;
  /** Verifier keys of the log that its witness has from elsewhere. */
  readonly trusted: readonly string[];
  readonly nowS: number;
}

/** What a witness has seen and signed. */
export interface Witnessed {
  readonly origin: string;
  readonly size: number;
  readonly root: string;
  /** The size that was seen before; 0 the first time. */
  readonly before: number;
  /** The checkpoint with the witness's signature under it. */
  readonly cosigned: string;
  /** Nobody had named the log's key before: it was taken as it came. */
  readonly trustedOnFirstUse: boolean;
}

/**
 * Looks at a log once: its newest checkpoint must be one that its known key has signed, and the last one that was seen
 * here its beginning. Then, and only then, it is kept and cosigned. Throws `NotProven` for a log that was rolled back,
 * forked, or is another one.
 */
export async function witnessLog({ state, watched, trusted, nowS }: WitnessOptions): Promise<Witnessed> {
  const text = await watched.checkpoint();
  const { origin } = parseCheckpoint(text);
  const known = trusted.length > 0 ? trusted : await state.keys(origin);
  const keys = known.length > 0 ? known : (await watched.keys()).filter((key) => key.startsWith(`${origin}+`));
  const opened = openCheckpoint(text, keys.map(parseVerifierKey), nowS);
  const { size, root, note } = opened;
  const last = await state.last(origin);
  const before = last === undefined ? undefined : parseCheckpoint(last);
  if (before) await requireGrown(before, opened, watched);
  await state.trust(origin, keys);
  await state.keep(origin, text, size);
  const line = signText(state.signer, note.text, nowS);
  // The log may serve it with what this witness signed before.
  const others = note.signatures.filter(({ name, keyId }) => name !== line.name || keyId !== line.keyId);
  return {
    ...{ origin, size, root: toBase64(root), before: before?.size ?? 0 },
    cosigned: formatNote({ text: note.text, signatures: [...others, line] }),
    trustedOnFirstUse: known.length === 0,
  };
}

interface Head {
  readonly size: number;
  readonly root: Hash;
}

async function requireGrown(before: Head, now: Head, watched: WatchedLog): Promise<void> {
  if (now.size < before.size) {
    notProven(
      'log',
      `BỊ LÙI LẠI: đã thấy ${before.size} sự kiện, nay chỉ còn ${now.size}`,
      `WAS ROLLED BACK: ${before.size} events were seen here, now there are ${now.size}`,
    );
  }
  if (before.size === 0) return;
  const hashes = now.size === before.size ? [] : await watched.consistency(before.size, now.size);
  try {
    checkConsistency({ size1: before.size, size2: now.size, hashes }, before.root, now.root);
  } catch (error) {
    if (!(error instanceof NotProven)) throw error;
    notProven(
      'log',
      `BỊ RẼ NHÁNH hoặc bị sửa: ${now.size} sự kiện không nối tiếp ${before.size} sự kiện đã thấy (${error.field})`,
      `WAS FORKED or rewritten: ${now.size} events do not go on from the ${before.size} seen here (${error.message})`,
    );
  }
}

/** A copy in a folder, as `hoso ledger export` writes it. */
export function copiedLog(folder: string): WatchedLog {
  const checkpoint = async (): Promise<string> => {
    const bytes = await smallFileIn(folder, ledgerFiles.checkpoint);
    // Copied last: whoever goes on watching sees it later, and nothing speaks against the log.
    if (!bytes) throw new Error(`${folder} has no checkpoint yet`);
    return bytes.toString();
  };
  return {
    checkpoint,
    keys: async () => (await keysIn(folder)).map(formatVerifierKey),
    consistency: async (size1, size2) => {
      const { size } = parseCheckpoint(await checkpoint());
      return (await proveConsistency(size1, size2, tilesOf(size, tilesIn(folder)))).hashes;
    },
  };
}

/** A log that a platform serves. */
export function servedLog(platform: Pick<Client, 'bytes' | 'call'>, log: string | undefined): WatchedLog {
  const ask = (path: string, query: Readonly<Record<string, number>> = {}): Promise<unknown> =>
    platform.call({ method: 'GET', path, query: { log, ...query } });
  const named = log === undefined ? '' : `?log=${encodeURIComponent(log)}`;
  return {
    checkpoint: async () => Buffer.from(await platform.bytes(`/ledger/checkpoint${named}`)).toString('utf8'),
    keys: async () => ShowLedger.answer.parse(await ask('/ledger')).keys,
    consistency: async (size1, size2) => {
      const { hashes } = ProveConsistency.answer.parse(await ask('/ledger/consistency', { size1, size2 }));
      return hashes.map((hash, place) => hashFrom(hash, `hashes[${place}]`));
    },
  };
}
