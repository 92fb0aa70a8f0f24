import { openCheckpoint, type TrustedCheckpoint } from './checkpoint.ts';
import type { CheckLedgerOptions, CopiedLedger } from './copied-ledger.ts';
import { type Hash, isSameHash, toBase64 } from './hashing.ts';
import { NotProven } from './not-proven.ts';

/** Checkpoints, each looked at when the tree has grown to its size. */
export interface CheckpointTurn {
  /** How many were looked at. */
  readonly count: number;
  /** The size at which the next one is due; without end where there is none. */
  readonly nextSize: number;
  reached(size: number, root: Hash): Promise<void>;
  /** The events have ended; whatever is left is of a longer log. */
  end(size: number): Promise<void>;
}

interface Named {
  readonly name: string;
  readonly size: number;
  readonly root: Hash;
  /** Whoever looks has kept it himself. */
  readonly isSeen?: boolean;
}

/** The kept ones, the newest one and those that somebody has seen. */
export function checkpointsInTurn(
  { checkpoints }: Pick<CopiedLedger, 'checkpoints'>,
  options: CheckLedgerOptions,
  newest: TrustedCheckpoint,
  onFault: (fault: NotProven) => void,
): CheckpointTurn {
  return new Turns(checkpoints, options, newest, onFault);
}

class Turns implements CheckpointTurn {
  readonly #kept: AsyncIterator<string>;
  readonly #options: CheckLedgerOptions;
  readonly #onFault: (fault: NotProven) => void;
  /** Beside the kept ones, the smallest first. */
  readonly #others: Named[];
  #number = 0;
  #next: Named | undefined;
  /** The largest size of a kept one; without end once one could not be read, which is told. */
  #keptUpTo = 0;
  readonly #newest: TrustedCheckpoint;
  #hasBegun = false;
  /** The last size whose root was right, and whether one was wrong since. */
  #right = 0;
  #isWrong = false;
  count = 0;

  constructor(
    kept: AsyncIterable<string>,
    options: CheckLedgerOptions,
    newest: TrustedCheckpoint,
    onFault: (fault: NotProven) => void,
  ) {
    this.#kept = kept[Symbol.asyncIterator]();
    this.#options = options;
    this.#newest = newest;
    this.#onFault = onFault;
    const seen = (options.seen ?? []).flatMap(({ name, text }) =>
      this.#opened(name, text).map((one) => ({ ...one, isSeen: true })),
    );
    this.#others = [{ name: 'checkpoint', size: newest.size, root: newest.root }, ...seen].sort(
      (one, other) => one.size - other.size,
    );
  }

  get nextSize(): number {
    return Math.min(this.#next?.size ?? Number.POSITIVE_INFINITY, this.#others[0]?.size ?? Number.POSITIVE_INFINITY);
  }

  async reached(size: number, root: Hash): Promise<void> {
    if (!this.#hasBegun) await this.#begin();
    while (this.#next?.size === size) {
      this.#compare(this.#next, root);
      await this.#advance(size);
    }
    for (let other = this.#others[0]; other?.size === size; other = this.#others[0]) {
      this.#compare(other, root);
      this.#others.shift();
    }
  }

  async end(size: number): Promise<void> {
    for (; this.#next; await this.#advance(this.#next.size)) this.#tellOfRest(this.#next, size);
    this.#requireNewestKept();
    for (const other of this.#others) this.#tellOfRest(other, size);
  }

  /** Whoever signs one keeps it first: where the kept ones end before the newest, the last of them were taken away. */
  #requireNewestKept(): void {
    const [ended, size] = [this.#keptUpTo, this.#newest.size];
    if (this.#number === 0 || ended >= size) return;
    this.#tell(
      `checkpoints ${this.#number}`,
      `thiếu: các điểm chốt được giữ dừng ở ${ended} sự kiện, điểm chốt mới nhất ở ${size}`,
      `is missing: the kept checkpoints end at ${ended} events, the newest one at ${size}`,
    );
  }

  /** Not compared, because its size was never reached or what stands before it is lost. */
  #tellOfRest({ name, size }: Named, ended: number): void {
    this.count += 1;
    if (size <= ended) return;
    this.#tell(
      name,
      `được ký cho ${size} sự kiện, ở đây chỉ có ${ended}: nhật ký đã bị lùi lại`,
      `was signed for ${size} events, there are ${ended} here: the log was rolled back`,
    );
  }

  async #begin(): Promise<void> {
    this.#hasBegun = true;
    await this.#advance(0);
  }

  async #advance(reached: number): Promise<void> {
    for (;;) {
      const { done, value } = await this.#kept.next();
      if (done) {
        this.#next = undefined;
        return;
      }
      const name = `checkpoints ${this.#number}`;
      this.#number += 1;
      const [opened] = this.#opened(name, value);
      this.#keptUpTo = Math.max(this.#keptUpTo, opened?.size ?? Number.POSITIVE_INFINITY);
      if (!opened) continue;
      if (opened.size >= reached) {
        this.#next = opened;
        return;
      }
      this.#tell(name, `lùi về ${opened.size} sự kiện`, `goes back to ${opened.size} events`);
    }
  }

  #compare({ name, size, root: signed, isSeen = false }: Named, root: Hash): void {
    this.count += 1;
    if (isSameHash(signed, root)) {
      if (!this.#isWrong) this.#right = size;
      return;
    }
    // What is wrong once stays wrong in all that come after it.
    if (this.#isWrong && !isSeen) return;
    this.#isWrong ||= !isSeen;
    const range = `${this.#right + 1}–${size}`;
    this.#tell(
      name,
      `gốc đã ký ${toBase64(signed)} khác với gốc của các sự kiện (trong ${range}): nhật ký bị rẽ nhánh hoặc bị sửa`,
      `its root ${toBase64(signed)} is not that of these events (within ${range}): the log was forked or rewritten`,
    );
  }

  #opened(name: string, text: string): readonly Named[] {
    try {
      const { size, root } = openCheckpoint(text, this.#options.keys, this.#options.nowS);
      return [{ name, size, root }];
    } catch (error) {
      if (!(error instanceof NotProven)) throw error;
      this.#onFault(new NotProven(`${name}${error.field.replace(/^checkpoint/, '')}`, error.words));
      return [];
    }
  }

  #tell(name: string, vi: string, en: string): void {
    this.#onFault(new NotProven(name, { vi, en }));
  }
}
