import type { DatabaseSync } from 'node:sqlite';
import {
  CommandIdReused,
  InvalidAppend,
  type Position,
  StaleFollower,
  StoreUnavailable,
  VersionConflict,
} from '@hoso/event-sourcing';
import type { Batch } from './append-writer.ts';
import { findingDamage, LogFileError, sqliteCode } from './log-file-error.ts';

/** What shares one transaction at most: pieces of work, and UTF-16 units in the bodies that they write. */
const batchPiecesMax = 512;
const batchUnitsMax = 8 * 1024 * 1024;

/** One piece of work. `write` answers how to tell that it is durable, or was refused. */
interface Piece {
  readonly write: (batch: Batch) => () => void;
  readonly reject: (reason: unknown) => void;
}

export interface GroupCommitOptions {
  readonly path: string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Called after each transaction that wrote events, with the new head. */
  readonly onCommit: (head: Position) => void;
  /** Called after each transaction that wrote events, with the pieces of work in it. */
  readonly onBatch?: ((pieces: number) => void) | undefined;
}

/**
 * Collects the work that waits and writes it in one transaction, so that all share one fsync. Each piece still succeeds
 * or is refused on its own, and one that fails by a fault of its own is left out while the others are written again.
 * Where the transaction itself fails, every piece of it rejects and nothing was written.
 */
export class GroupCommit {
  readonly #db: DatabaseSync;
  readonly #options: GroupCommitOptions;
  readonly #begin;
  readonly #last;
  readonly #commit;
  #waiting: Piece[] = [];
  #scheduled = false;
  #closed = false;
  #failure: StoreUnavailable | undefined;

  constructor(db: DatabaseSync, options: GroupCommitOptions) {
    this.#db = db;
    this.#options = options;
    this.#begin = db.prepare('begin immediate');
    this.#last = db.prepare('select position, recorded_at from events order by position desc limit 1');
    this.#commit = db.prepare('commit');
  }

  /** Why the last transaction could not be written; nothing once one was. */
  get failure(): StoreUnavailable | undefined {
    return this.#failure;
  }

  /** Somebody has found out that writing works again. */
  recover(): void {
    this.#failure = undefined;
  }

  /** Resolves once `work` is durable. `work` MUST throw a refusal (see `isRefusal`) before it has written anything. */
  run<Answer>(work: (batch: Batch) => Answer): Promise<Answer> {
    if (this.#closed) return Promise.reject(new StoreUnavailable('closed'));
    return new Promise((resolve, reject) => {
      this.#waiting.push({
        write: (batch) => {
          const answer = work(batch);
          return () => resolve(answer);
        },
        reject,
      });
      this.#schedule();
    });
  }

  /** Writes what waits and takes no more. */
  close(): void {
    this.#closed = true;
    while (this.#waiting.length > 0) this.#writeBatch();
  }

  /** `setImmediate` lets every request that has already arrived join the batch. */
  #schedule(): void {
    if (this.#scheduled || this.#waiting.length === 0) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#writeBatch();
      this.#schedule();
    });
  }

  #writeBatch(): void {
    if (this.#waiting.length === 0) return;
    const pieces = this.#waiting.slice(0, batchPiecesMax);
    const settled: (() => void)[] = [];
    let inHand: Piece | undefined;
    let head = 0;
    try {
      findingDamage(this.#options.path, () => {
        this.#begin.run();
        const batch = this.#startBatch();
        const before = batch.position;
        for (const piece of pieces) {
          inHand = piece;
          settled.push(outcomeOf(piece, batch));
          if (batch.units >= batchUnitsMax) break;
        }
        inHand = undefined;
        this.#commit.run();
        if (batch.position > before) head = batch.position;
      });
    } catch (error) {
      // After some errors, a full disk among them, SQLite has rolled back by itself.
      if (this.#db.isTransaction) this.#db.exec('rollback');
      if (inHand && isOwnFault(error)) this.#leaveOut(inHand, error);
      else this.#fail(pieces, error);
      return;
    }
    this.#waiting = this.#waiting.slice(settled.length);
    for (const settle of settled) settle();
    if (head > 0) {
      this.recover();
      this.#options.onCommit(head);
      this.#options.onBatch?.(settled.length);
    }
  }

  /** A clock that goes back does not take the log with it. */
  #startBatch(): Batch {
    const last = this.#last.get();
    const recordedAt = Math.max(Math.floor(this.#options.clock()), Number(last?.['recorded_at']));
    return { position: Number(last?.['position']), recordedAt, units: 0 };
  }

  #leaveOut(piece: Piece, error: unknown): void {
    this.#waiting = this.#waiting.filter((other) => other !== piece);
    piece.reject(error);
    this.#writeBatch();
  }

  #fail(pieces: readonly Piece[], error: unknown): void {
    this.#waiting = this.#waiting.slice(pieces.length);
    const reason = unavailable(error);
    if (reason instanceof StoreUnavailable) this.#failure = reason;
    for (const piece of pieces) piece.reject(reason);
  }
}

function outcomeOf(piece: Piece, batch: Batch): () => void {
  try {
    return piece.write(batch);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return () => piece.reject(error);
  }
}

function isRefusal(error: unknown): boolean {
  return (
    error instanceof VersionConflict ||
    error instanceof CommandIdReused ||
    error instanceof InvalidAppend ||
    error instanceof StaleFollower
  );
}

/** What SQLite says of one statement and its values; errors that are not SQLite's are those of the work itself. */
const statementCodes: readonly number[] = [1, 18, 19, 20, 25];

function isOwnFault(error: unknown): boolean {
  const code = sqliteCode(error);
  return code === undefined ? !(error instanceof LogFileError) : statementCodes.includes(code & 0xff);
}

const primaryCode = { busy: 5, readOnly: 8, ioError: 10, full: 13, cannotOpen: 14 };
/** A quota or a limit on file sizes stopped a write, or a full disk the growth of the write-ahead file's index. */
const writeFailed = [778, 4_874];

function unavailable(error: unknown): unknown {
  const code = sqliteCode(error);
  if (code === undefined) return error;
  const primary = code & 0xff;
  if (primary === primaryCode.full || writeFailed.includes(code)) return new StoreUnavailable('full', { cause: error });
  return Object.values(primaryCode).includes(primary) ? new StoreUnavailable('unreachable', { cause: error }) : error;
}
