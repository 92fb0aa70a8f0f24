import { openCheckpoint, type TrustedCheckpoint } from './checkpoint.ts';
import type { CheckedLedger, CheckLedgerOptions, CopiedLedger } from './copied-ledger.ts';
import { parseEntries } from './entry-bundle.ts';
import { eventBlock } from './event-block.ts';
import type { SealedEvent } from './event-digest.ts';
import { parseEventLine } from './event-line.ts';
import { growingTree, type GrowingTree, type Tile } from './growing-tree.ts';
import { emptyRoot, hashBytes } from './hashing.ts';
import { NotProven } from './not-proven.ts';
import { type Slot, sealedBlock } from './sealed-block.ts';
import { checkpointsInTurn, type CheckpointTurn } from './checkpoints-in-turn.ts';
import { tilePath, tileWidth } from './tile-paths.ts';

const aheadMaxMs = 300_000;

/**
 * Works everything out again from the events of a copied ledger: every leaf, every tile, the root of every checkpoint
 * that was kept, and whether their signatures hold. Every fault is told where it lies; one that is told does not
 * hide the next, nor come again with everything that rests on it.
 */
export async function checkLedger(copy: CopiedLedger, options: CheckLedgerOptions): Promise<CheckedLedger> {
  const newest = openCheckpoint(copy.newest, options.keys, options.nowS);
  return await new LedgerCheck(copy, options, newest).run();
}

class LedgerCheck {
  readonly #copy: CopiedLedger;
  readonly #options: CheckLedgerOptions;
  readonly #newest: TrustedCheckpoint;
  readonly #tree: GrowingTree;
  readonly #turns: CheckpointTurn;
  readonly #full: Tile[] = [];
  readonly #block = eventBlock();
  /** Positions in it of which nothing is known. */
  readonly #holes = new Set<number>();
  #faults = 0;
  #events = 0;
  #tiles = 0;
  #recordedAt = Number.NEGATIVE_INFINITY;
  /** Only a live log's times are those of a real clock. */
  #isLive = false;
  /** A leaf is known from nowhere: no root after it can be worked out. */
  #isLost = false;

  constructor(copy: CopiedLedger, options: CheckLedgerOptions, newest: TrustedCheckpoint) {
    this.#copy = copy;
    this.#options = options;
    this.#newest = newest;
    this.#tree = growingTree((tile) => this.#full.push(tile));
    this.#turns = checkpointsInTurn(copy, options, newest, (fault) => this.#found(fault));
  }

  async run(): Promise<CheckedLedger> {
    const { size, origin, held } = this.#newest;
    await this.#turns.reached(0, emptyRoot);
    let line = 0;
    for await (const text of this.#copy.events) {
      line += 1;
      // Nearly always there is nothing to wait for, and waiting for nothing takes longer than to look.
      const more = this.#take(text, line);
      if (more) await more;
    }
    await this.#fillUpTo(size);
    await this.#closeBlock();
    for (const tile of this.#tree.partialTiles()) if (tile.level > 0) await this.#compareTile(tile);
    await this.#turns.end(this.#tree.size);
    return {
      ...{ origin, size, root: this.#tree.root(), events: this.#events, tiles: this.#tiles },
      ...{ checkpoints: this.#turns.count, faults: this.#faults },
      cosignedBy: held.filter(({ key }) => key.type === 'cosignature').map(({ key }) => key.name),
    };
  }

  /** The position that comes next. */
  get #next(): number {
    return this.#tree.size + this.#block.width + 1;
  }

  #take(text: string, line: number): Promise<void> | undefined {
    const event = this.#parsed(text, line);
    if (!event) return undefined;
    const { position } = event;
    if (position > this.#newest.size) {
      const [vi, en] = ['thừa: không điểm chốt nào niêm phong', 'is one too many: nothing has sealed it'];
      this.#tell(`event ${position}`, vi, en);
      return undefined;
    }
    if (position < this.#next) {
      const [vi, en] = ['lặp lại hoặc sai thứ tự', 'comes again, or late'];
      this.#tell(`line ${line}`, `sự kiện ${position} ${vi}`, `event ${position} ${en}`);
      return undefined;
    }
    if (position > this.#next) return this.#fillUpTo(position - 1).then(() => this.#takeNext(event));
    return this.#takeNext(event);
  }

  #takeNext(event: SealedEvent): Promise<void> | undefined {
    this.#events += 1;
    this.#lookAtTime(event);
    this.#block.add(event);
    return this.#block.width === tileWidth ? this.#closeBlock() : undefined;
  }

  #parsed(text: string, line: number): SealedEvent | undefined {
    try {
      return parseEventLine(text, line);
    } catch (error) {
      if (!(error instanceof NotProven)) throw error;
      // The event that should stand there is told to be missing as well, by its position.
      this.#found(error);
      return undefined;
    }
  }

  #lookAtTime({ position, recordedAt, body }: SealedEvent): void {
    // `LogOpened`, which says how the log was born, stands first (ARCHITECTURE decision 18).
    if (position === 1) this.#isLive = body.includes('"kind":"live"');
    if (recordedAt < this.#recordedAt) {
      this.#tell(`event ${position}`, 'ghi trước sự kiện đứng trước nó', 'was recorded before the one that it follows');
    }
    this.#recordedAt = recordedAt;
    if (!this.#isLive || recordedAt <= this.#options.nowS * 1_000 + aheadMaxMs) return;
    this.#tell(`event ${position}`, 'ghi ở tương lai', 'was recorded in the future');
  }

  /** Events up to this position are missing. */
  async #fillUpTo(position: number): Promise<void> {
    const first = this.#next;
    if (first > position) return;
    const what = first === position ? `event ${first}` : `events ${first}–${position}`;
    this.#tell(what, 'thiếu', first === position ? 'is missing' : 'are missing');
    while (this.#next <= position) {
      this.#holes.add(this.#next);
      this.#block.skip();
      if (this.#block.width === tileWidth) await this.#closeBlock();
    }
  }

  /** Compares a tile's worth of events with what was sealed, and puts into the tree what holds of them. */
  async #closeBlock(): Promise<void> {
    const block = this.#block;
    if (block.width === 0) return;
    const index = Math.floor(this.#tree.size / tileWidth);
    this.#tiles += 2;
    if (await this.#isAsSealed(index)) await this.#grow(block.leaves());
    else await this.#growByWhatHolds(index);
    block.clear();
    for (const tile of this.#full.splice(0)) if (tile.level > 0) await this.#compareTile(tile);
    this.#options.onProgress?.(this.#tree.size, this.#newest.size);
  }

  /** Nearly always: two comparisons for 256 events. */
  async #isAsSealed(index: number): Promise<boolean> {
    const { width } = this.#block;
    if (this.#holes.size > 0) return false;
    const tile = await this.#copy.tiles({ level: 0, index, width });
    if (!tile || Buffer.compare(tile, this.#block.leaves()) !== 0) return false;
    const entries = await this.#copy.tiles({ level: 'entries', index, width });
    return entries !== undefined && Buffer.compare(entries, this.#block.entries()) === 0;
  }

  async #growByWhatHolds(index: number): Promise<void> {
    const { width } = this.#block;
    const digests = parseEntries(this.#block.entries(), width, 'events');
    const slots = digests.map((digest, place): Slot => {
      const position = this.#tree.size + place + 1;
      return this.#holes.delete(position) ? { position } : { position, digest };
    });
    const { leaves, faults } = await sealedBlock(this.#copy.tiles, index, slots);
    for (const fault of faults) this.#found(fault);
    this.#isLost ||= leaves.includes(undefined);
    await this.#grow(Buffer.concat(leaves.map((leaf) => leaf ?? emptyRoot)));
  }

  /** Leaves go into the tree as far as the next checkpoint, which is then looked at, and so on. */
  async #grow(leaves: Uint8Array): Promise<void> {
    for (let at = 0; at < leaves.length; ) {
      const due = this.#isLost ? Number.POSITIVE_INFINITY : this.#turns.nextSize;
      const some = leaves.subarray(at, at + Math.max(1, due - this.#tree.size) * hashBytes);
      this.#tree.appendAll(some);
      at += some.length;
      if (this.#tree.size === due) await this.#turns.reached(due, this.#tree.root());
    }
  }

  async #compareTile(tile: Tile): Promise<void> {
    this.#tiles += 1;
    if (this.#isLost) return;
    const bytes = await this.#copy.tiles(tile);
    if (!bytes) this.#tell(tilePath(tile), 'thiếu', 'is missing');
    else if (Buffer.compare(bytes, tile.bytes) !== 0) {
      const at = firstDifference(bytes, tile.bytes);
      this.#tell(tilePath(tile), `khác từ byte ${at}`, `is not what is below it, from byte ${at} on`);
    }
  }

  #tell(field: string, vi: string, en: string): void {
    this.#found(new NotProven(field, { vi, en }));
  }

  #found(fault: NotProven): void {
    this.#faults += 1;
    this.#options.onFault(fault);
  }
}

function firstDifference(one: Uint8Array, other: Uint8Array): number {
  const at = one.findIndex((byte, place) => byte !== other[place]);
  return at < 0 ? Math.min(one.length, other.length) : at;
}
