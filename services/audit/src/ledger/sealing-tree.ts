import type { RecordedEvent } from '@hoso/event-sourcing';
import {
  entryBytes,
  type EventBlock,
  eventBlock,
  type GrowingTree,
  growingTree,
  growingTreeFrom,
  type Hash,
  hashBytes,
  notProven,
  parseEntries,
  type TileName,
  tilePath,
  type TileReader,
  tilesOf,
  tileWidth,
} from '@hoso/merkle-log';
import type { LedgerFiles } from './ledger-files.ts';

/** Files on their way to the disk at once. */
const underWayMax = 16;

/** A ledger's tree with the tiles that it leaves behind. */
export interface SealingTree {
  readonly size: number;
  root(): Hash;
  /** Takes events in order. */
  add(events: readonly RecordedEvent[]): Promise<void>;
  /** Every tile that this size has is durable when it resolves. Throws `NotProven` where another one lies there. */
  flush(): Promise<void>;
}

/** The tiles of a ledger that is sealed up to a size. */
export function ledgerTiles(files: LedgerFiles, size: number): TileReader {
  return tilesOf(size, (tile) => readSealed(files, tile));
}

/** A tile as it was sealed: a partial one that was taken away is the beginning of the full one that it became. */
export async function readSealed(files: LedgerFiles, tile: TileName): Promise<Uint8Array | undefined> {
  const own = await files.read(tilePath(tile));
  if (own || tile.width === tileWidth) return own;
  const full = await files.read(tilePath({ ...tile, width: tileWidth }));
  return full?.subarray(0, tile.width * (tile.level === 'entries' ? entryBytes : hashBytes));
}

/** The tree of that size, its right edge read from its tiles. */
export async function sealingTree(files: LedgerFiles, size: number): Promise<SealingTree> {
  const full: { readonly name: TileName; readonly bytes: Uint8Array }[] = [];
  const tree =
    size === 0
      ? growingTree((tile) => full.push({ name: tile, bytes: tile.bytes }))
      : await growingTreeFrom(size, ledgerTiles(files, size), (tile) => full.push({ name: tile, bytes: tile.bytes }));
  const open = await lastEntries(files, size);
  return new FileTree(files, tree, open, full);
}

class FileTree implements SealingTree {
  readonly #files: LedgerFiles;
  readonly #tree: GrowingTree;
  readonly #full: { readonly name: TileName; readonly bytes: Uint8Array }[];
  /** The bundle that is being filled. */
  readonly #block: EventBlock;

  constructor(
    files: LedgerFiles,
    tree: GrowingTree,
    begun: Uint8Array,
    full: { readonly name: TileName; readonly bytes: Uint8Array }[],
  ) {
    this.#files = files;
    this.#tree = tree;
    this.#block = eventBlock(begun);
    this.#full = full;
  }

  get size(): number {
    return this.#tree.size;
  }

  root(): Hash {
    return this.#tree.root();
  }

  async add(events: readonly RecordedEvent[]): Promise<void> {
    for (const event of events) {
      const wanted = this.#bundle() * tileWidth + this.#block.width + 1;
      if (event.position !== wanted) {
        notProven(`event ${wanted}`, `thay vào đó là ${event.position}`, `${event.position} comes in its place`);
      }
      this.#block.add(event);
      if (this.#block.width === tileWidth) this.#closeBundle();
    }
    this.#tree.appendAll(this.#block.takeLeaves());
    await this.#writeFull();
  }

  async flush(): Promise<void> {
    await this.#writeFull();
    for (const tile of this.#tree.partialTiles()) await this.#keep(tile, tile.bytes);
    const { width } = this.#block;
    if (width === 0) return;
    await this.#keep({ level: 'entries', index: this.#bundle(), width }, this.#block.entries());
  }

  #bundle(): number {
    return Math.floor(this.size / tileWidth);
  }

  #closeBundle(): void {
    this.#tree.appendAll(this.#block.takeLeaves());
    const name: TileName = { level: 'entries', index: this.#bundle() - 1, width: tileWidth };
    this.#full.push({ name, bytes: Buffer.from(this.#block.entries()) });
    this.#block.clear();
  }

  async #writeFull(): Promise<void> {
    while (this.#full.length > 0) {
      const some = this.#full.splice(0, underWayMax);
      await Promise.all(some.map(({ name, bytes }) => this.#keep(name, bytes)));
      // What a full tile is the end of nobody needs any more.
      await Promise.all(some.map(({ name }) => this.#files.removeUnder(`${tilePath(name)}.p`)));
    }
  }

  /** A tile that is there already must be this very one: it was signed, or a checkpoint was about to be. */
  async #keep(name: TileName, bytes: Uint8Array): Promise<void> {
    const path = tilePath(name);
    if (await this.#files.create(path, bytes)) return;
    const there = await this.#files.read(path);
    if (there && Buffer.compare(there, bytes) !== 0) {
      notProven(path, 'khác với các sự kiện của nhật ký', 'is not what the events of the log give');
    }
  }
}

/** The entries of the bundle that is not full. */
async function lastEntries(files: LedgerFiles, size: number): Promise<Uint8Array> {
  const width = size % tileWidth;
  if (width === 0) return Buffer.alloc(0);
  const name: TileName = { level: 'entries', index: Math.floor(size / tileWidth), width };
  const path = tilePath(name);
  const bytes = (await readSealed(files, name)) ?? notProven(path, 'không có', 'is missing');
  parseEntries(bytes, width, path);
  return bytes;
}
