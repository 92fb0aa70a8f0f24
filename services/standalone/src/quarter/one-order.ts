import type { PolicyOutcome, RecordedEvent } from '@hoso/event-sourcing';
import { EventReader } from './packed-events.ts';
import type { SimulatedPiece } from './simulation.ts';

/** What happened next in the whole, whichever shard it was in. */
export interface OrderedPage {
  readonly events: readonly RecordedEvent[];
  readonly outcomes: readonly PolicyOutcome[];
}

const eventsMax = 200;
const nothing = { room: new Uint8Array(), count: 0 };

/**
 * What shards simulated side by side, in one order of time: at the same instant the first shard comes first. A shard's
 * events have positions of its own, without a gap; here they get those of the whole. `onOpened` is awaited before
 * anything of a piece comes. Memory holds a piece of each shard.
 */
export async function* inOneOrder<Piece extends SimulatedPiece>(
  shards: readonly AsyncIterable<Piece>[],
  onOpened: (piece: Piece) => Promise<void>,
): AsyncIterable<OrderedPage> {
  const readers = shards.map((pieces) => new ShardReader(pieces, onOpened));
  try {
    await Promise.all(readers.map((reader) => reader.open()));
    let position = 0;
    let page = new Page();
    for (let next = earliest(readers); next; next = earliest(readers)) {
      position += 1;
      next.takeInto(page, position);
      if (next.isRead) await next.open();
      if (page.events.length < eventsMax) continue;
      yield page;
      page = new Page();
    }
    yield page;
  } finally {
    await Promise.all(readers.map((reader) => reader.close()));
  }
}

class Page implements OrderedPage {
  readonly events: RecordedEvent[] = [];
  readonly outcomes: PolicyOutcome[] = [];
}

/** Reads a shard, event by event. */
class ShardReader<Piece extends SimulatedPiece> {
  readonly #pieces: AsyncIterator<Piece>;
  readonly #onOpened: (piece: Piece) => Promise<void>;
  #events = new EventReader(nothing);
  #outcomes: readonly PolicyOutcome[] = [];
  #outcome = 0;

  constructor(pieces: AsyncIterable<Piece>, onOpened: (piece: Piece) => Promise<void>) {
    this.#pieces = pieces[Symbol.asyncIterator]();
    this.#onOpened = onOpened;
  }

  /** When its next event was recorded; never, once the shard is over. */
  get at(): number {
    return this.#events.at;
  }

  /** Whether nothing is left of what is open. */
  get isRead(): boolean {
    return this.#events.isRead;
  }

  /** Opens the next piece in which something happens, as far as there is one. */
  async open(): Promise<void> {
    while (this.isRead) {
      const { done, value } = await this.#pieces.next();
      if (done) return;
      await this.#onOpened(value);
      [this.#events, this.#outcomes, this.#outcome] = [new EventReader(value.events), value.outcomes, 0];
    }
  }

  /** Its next event, and what policies made of it. */
  takeInto(page: Page, position: number): void {
    const event = this.#events.next();
    if (!event) return;
    page.events.push({ ...event, position });
    for (let next = this.#nextOf(event); next; next = this.#nextOf(event)) {
      this.#outcome += 1;
      page.outcomes.push({ ...next, event: position });
    }
  }

  async close(): Promise<void> {
    await this.#pieces.return?.();
  }

  #nextOf({ position }: RecordedEvent): PolicyOutcome | undefined {
    const next = this.#outcomes[this.#outcome];
    return next?.event === position ? next : undefined;
  }
}

function earliest<Reader extends { readonly at: number }>(readers: readonly Reader[]): Reader | undefined {
  let first: Reader | undefined;
  for (const reader of readers) if (reader.at < (first?.at ?? Number.POSITIVE_INFINITY)) first = reader;
  return first;
}
