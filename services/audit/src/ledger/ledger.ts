import { type EventStore, giveWay, type Position } from '@hoso/event-sourcing';
import {
  eventDigest,
  formatCheckpoint,
  formatNote,
  heldSignatures,
  isSameHash,
  notProven,
  rootOf,
  type SignedCheckpoint,
  type Signer,
  signText,
  type TileReader,
  type TileName,
  tilePath,
  tileWidth,
  toBase64,
  widthIn,
} from '@hoso/merkle-log';
import { type KeptCheckpoints, keptCheckpoints, lastOf } from './kept-checkpoints.ts';
import { keptKeys, type LedgerKeys } from './ledger-keys.ts';
import type { LedgerFiles } from './ledger-files.ts';
import { type EarlierCheckpoint, earlierCheckpoints } from './witnessed.ts';
import { ledgerTiles, readSealed, type SealingTree, sealingTree } from './sealing-tree.ts';

/** A log, where its ledger lies, and who signs it. */
export interface LedgerOptions {
  readonly store: Pick<EventStore, 'log' | 'head' | 'readAll'>;
  readonly files: LedgerFiles;
  readonly signer: Signer;
}

/** How far a ledger has come. */
export interface Sealed {
  readonly size: Position;
  /** The signed note; none before the first event. */
  readonly checkpoint?: string;
  readonly checkpoints: number;
}

/**
 * The Merkle log over a log's events (ARCHITECTURE decision 9). Whoever opens one has its kept state checked against
 * the log before anything is signed; several may, at once, and no two of them ever sign what is not consistent.
 */
export interface Ledger {
  readonly origin: string;
  readonly kept: KeptCheckpoints;
  readonly keys: LedgerKeys;
  sealed(): Promise<Sealed>;
  /**
   * Seals what the log has, `eventsMax` of it at most, and signs a checkpoint if there was anything. Throws `NotProven`
   * where log and ledger do not fit each other: then nothing is signed.
   */
  seal(eventsMax?: number): Promise<Sealed>;
  /** The tiles of what is sealed. */
  tiles(): Promise<{ readonly size: Position; readonly reader: TileReader }>;
  /** Signs a text that is no checkpoint: MUST refuse one that a reader could take for one. */
  attest(text: string): string;
}

interface Opened {
  readonly tree: SealingTree;
  readonly sealed: Sealed;
  /** What was cosigned before the ledger was begun anew, and is yet to be kept again. */
  readonly earlier: readonly EarlierCheckpoint[];
}

/** Events between two checkpoints, at most: whoever waits for the next one sees it come nearer. */
export const sealedAtOnceMax = 65_536;
const pageSize = 1_000;

export function openLedger(options: LedgerOptions): Ledger {
  return new StoreLedger(options);
}

class StoreLedger implements Ledger {
  readonly origin: string;
  readonly kept: KeptCheckpoints;
  readonly keys: LedgerKeys;
  readonly #store: LedgerOptions['store'];
  readonly #files: LedgerFiles;
  readonly #signer: Signer;
  /** The tree as the last kept checkpoint has it; none before it was looked at, and after anything went wrong. */
  #tree: Opened | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor({ store, files, signer }: LedgerOptions) {
    this.origin = signer.verifier.name;
    this.kept = keptCheckpoints(files);
    this.keys = keptKeys(files, signer.verifier);
    this.#store = store;
    this.#files = files;
    this.#signer = signer;
  }

  async sealed(): Promise<Sealed> {
    const { count, last, text } = await lastOf(this.kept);
    return { size: last?.size ?? 0, checkpoints: count, ...(text === undefined ? {} : { checkpoint: text }) };
  }

  async tiles() {
    const { size } = await this.sealed();
    return { size, reader: ledgerTiles(this.#files, size) };
  }

  attest(text: string): string {
    if (text.startsWith(`${this.origin}\n`)) notProven('text', 'là một điểm chốt', 'is a checkpoint');
    return formatNote({ text, signatures: [signText(this.#signer, text)] });
  }

  seal(eventsMax = sealedAtOnceMax): Promise<Sealed> {
    const turn = this.#last.then(() => this.#seal(eventsMax));
    this.#last = turn.catch(() => {
      this.#tree = undefined;
    });
    return turn;
  }

  async #seal(eventsMax: number): Promise<Sealed> {
    this.#tree ??= await this.#opened();
    const { tree, sealed, earlier } = this.#tree;
    const head = await this.#store.head();
    const signed = Math.max(sealed.size, earlier.at(-1)?.size ?? 0);
    if (head < signed) {
      notProven('log', `chỉ còn ${head} sự kiện, đã ký ${signed}`, `has ${head} events, ${signed} were signed`);
    }
    // Nothing is signed before this is known to be the log that witnesses saw.
    const upTo = earlier[0]?.size ?? Math.min(head, sealed.size + eventsMax);
    if (upTo === sealed.size) return sealed;
    for (let after = tree.size; after < upTo; after = tree.size) {
      await tree.add(await this.#store.readAll(after, Math.min(pageSize, upTo - after)));
      if (tree.size === after) notProven(`event ${after + 1}`, 'không có', 'is missing');
      await giveWay();
    }
    await tree.flush();
    const next = await this.#sign(tree, sealed, earlier[0]?.size === tree.size ? earlier[0] : undefined);
    this.#tree &&= { tree, sealed: next, earlier: earlier.filter(({ size }) => size > next.size) };
    return next;
  }

  /**
   * Signs under the next number, or keeps again what was signed of this very tree before; where the number is taken,
   * somebody else is ahead, and what he signed is looked at.
   */
  async #sign(
    tree: SealingTree,
    { checkpoints: number }: Sealed,
    earlier: EarlierCheckpoint | undefined,
  ): Promise<Sealed> {
    if (earlier) requireWitnessed(earlier, tree.root());
    const text = formatCheckpoint({ origin: this.origin, size: tree.size, root: tree.root() });
    const checkpoint = earlier?.text ?? formatNote({ text, signatures: [signText(this.#signer, text)] });
    await this.keys.requireOwn();
    if (await this.kept.add(number, checkpoint)) return { size: tree.size, checkpoint, checkpoints: number + 1 };
    this.#tree = undefined;
    return await this.sealed();
  }

  /** The tree of the last kept checkpoint, after it was checked that tiles and log are those that it was signed for. */
  async #opened(): Promise<Opened> {
    const { count, last, text } = await lastOf(this.kept);
    const earlier = (await earlierCheckpoints(this.#files)).filter(({ size }) => size > (last?.size ?? 0));
    if (!last || text === undefined)
      return { tree: await sealingTree(this.#files, 0), sealed: { size: 0, checkpoints: 0 }, earlier };
    await this.#requireOurs(last);
    const tree = await sealingTree(this.#files, last.size);
    requireRoot(last, tree.root());
    await this.#requireSameLog(last);
    return { tree, sealed: { size: last.size, checkpoint: text, checkpoints: count }, earlier };
  }

  async #requireOurs({ origin, size, note }: SignedCheckpoint): Promise<void> {
    if (origin !== this.origin) {
      notProven('checkpoint.origin', `${origin}, không phải ${this.origin}`, `${origin} instead of ${this.origin}`);
    }
    const keys = await this.keys.all();
    if (heldSignatures(note, keys).length === 0) {
      notProven('checkpoint.signature', `điểm chốt ${size} không do khóa nào của sổ ký`, `no key has signed ${size}`);
    }
  }

  /** The last event that is sealed is the one that the log has there. */
  async #requireSameLog({ size }: SignedCheckpoint): Promise<void> {
    const [event] = await this.#store.readAll(size - 1, 1);
    const index = Math.floor((size - 1) / tileWidth);
    const width = widthIn(size, { level: 'entries', index });
    const name: TileName = { level: 'entries', index, width };
    const bundle = (await readSealed(this.#files, name)) ?? notProven(tilePath(name), 'không có', 'is missing');
    if (!event) return notProven(`event ${size}`, 'đã ký nhưng không còn', 'was signed and is not there');
    const sealed = bundle.subarray(-eventDigest(event).length);
    if (isSameHash(sealed, eventDigest(event))) return;
    return notProven(`event ${size}`, 'không phải sự kiện đã ký', 'is not the event that was signed');
  }
}

function requireWitnessed({ root: signed, size }: EarlierCheckpoint, root: Uint8Array): void {
  if (isSameHash(signed, root)) return;
  notProven(
    'checkpoint.root',
    `nhật ký không cho ra gốc mà nhân chứng đã ký ở ${size}`,
    `the log does not give the root that witnesses have cosigned at ${size}`,
  );
}

function requireRoot(checkpoint: SignedCheckpoint, root: Uint8Array): void {
  if (isSameHash(checkpoint.root, root)) return;
  const { size } = checkpoint;
  notProven('checkpoint.root', `các ô cho ${toBase64(root)} ở ${size}`, `tiles give ${toBase64(root)} at ${size}`);
}

/** The root of a ledger at a size that it has had. */
export async function rootAt(ledger: Ledger, size: Position): Promise<Uint8Array> {
  return await rootOf(size, (await ledger.tiles()).reader);
}
