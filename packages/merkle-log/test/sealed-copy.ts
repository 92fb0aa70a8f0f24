import { formatCheckpoint } from '../src/checkpoint.ts';
import type { CopiedLedger } from '../src/copied-ledger.ts';
import { formatEntries } from '../src/entry-bundle.ts';
import { eventDigest, type SealedEvent } from '../src/event-digest.ts';
import { formatEventLine } from '../src/event-line.ts';
import { growingTree } from '../src/growing-tree.ts';
import { leafHash } from '../src/hashing.ts';
import { formatNote } from '../src/signed-note.ts';
import { signerOf, signText } from '../src/signer.ts';
import { tilePath, tileWidth } from '../src/tile-paths.ts';

export const log = signerOf('hoso/trial', 'note', Buffer.alloc(32, 1));
export const witness = signerOf('inspectorate.example', 'cosignature', Buffer.alloc(32, 2));
export const nowS = 1_700_000_000;
export const keys = [log.verifier, witness.verifier];

/** A copy that can be changed as whoever holds it could change it. */
export interface SealedCopy {
  readonly lines: string[];
  readonly files: Map<string, Uint8Array>;
  readonly checkpoints: string[];
  newest: string;
}

export function eventsOf(count: number, kind: 'live' | 'simulated' = 'live', word = 'sự kiện'): SealedEvent[] {
  return Array.from({ length: count }, (_, place) => ({
    position: place + 1,
    recordedAt: 1_646_092_800_000 + place * 1_000,
    body: place === 0 ? `{"data":{"kind":"${kind}"},"type":"LogOpened"}` : `{"n":${place},"text":"${word}"}`,
  }));
}

/** Seals events, with a checkpoint at each of these sizes. */
export function sealedCopy(events: readonly SealedEvent[], sizes: readonly number[]): SealedCopy {
  const files = new Map<string, Uint8Array>();
  const tree = growingTree((tile) => files.set(tilePath(tile), tile.bytes));
  const checkpoints: string[] = [];
  for (const event of events) {
    tree.append(leafHash(eventDigest(event)));
    if (sizes.includes(tree.size)) checkpoints.push(signedAt(tree.size, tree.root()));
  }
  for (const tile of tree.partialTiles()) files.set(tilePath(tile), tile.bytes);
  for (let index = 0; index * tileWidth < events.length; index++) {
    const some = events.slice(index * tileWidth, (index + 1) * tileWidth);
    files.set(tilePath({ level: 'entries', index, width: some.length }), formatEntries(some.map(eventDigest)));
  }
  return { lines: events.map(formatEventLine), files, checkpoints, newest: signedAt(tree.size, tree.root(), true) };
}

export function signedAt(size: number, root: Uint8Array, isCosigned = false): string {
  const text = formatCheckpoint({ origin: 'hoso/trial', size, root });
  const signers = isCosigned ? [log, witness] : [log];
  return formatNote({ text, signatures: signers.map((signer) => signText(signer, text, nowS - 60)) });
}

/** As `checkLedger` reads it. */
export function asCopied({ lines, files, checkpoints, newest }: SealedCopy): CopiedLedger {
  return {
    events: each(lines),
    tiles: async (tile) => files.get(tilePath(tile)),
    checkpoints: each(checkpoints),
    newest,
  };
}

async function* each(texts: readonly string[]): AsyncIterable<string> {
  yield* texts;
}
