import { canonicalJson } from './canonical-json.ts';
import { isDomainError } from './domain-error.ts';
import { type Instant, instantOf } from './envelope.ts';
import { reasonOf } from './hold-book.ts';
import { pause } from './pause.ts';
import type { SendCommand } from './policy-follower.ts';
import type { TimedCommand, TimePolicy } from './time-policy.ts';
import { uuidV8 } from './uuid.ts';
import type { ViewStore } from './view-store.ts';

export interface TickerOptions<Document> {
  readonly policy: TimePolicy<Document>;
  readonly views: Pick<ViewStore, 'live'>;
  readonly send: SendCommand;
  /** Milliseconds since 1970 by the log's clock. */
  readonly clock: () => number;
  readonly everyMs?: number;
}

/** A policy of time at work. */
export interface Ticker {
  /** Sends what is due now, as happens by itself once it has begun. Answers how many commands were carried out. */
  tick(): Promise<number>;
  begin(): void;
  /** What keeps it from its work. */
  readonly trouble: string | undefined;
  close(): Promise<void>;
}

/**
 * Looks at who waits, again and again, and sends what is due: what a stopped process missed is due when the next one
 * looks. Several at once are harmless, since a command's id follows from its cause.
 *
 * Decision: it reads a view that may lag, and whoever carries a command out looks at the stream itself. / Because what
 * is stale by then leads to nothing there. / Instead of waiting for the view, which one slow follower could stop.
 */
export function ticker<Document>(options: TickerOptions<Document>): Ticker {
  return new ViewTicker(options);
}

const everyMsDefault = 500;
/** Documents read in one step. */
const pageMax = 200;
/** Looks after which a command is sent again whose document still says that it is due. */
const againAfterLooks = 60;
/** How long an event may take from the store's clock to where it can be seen: what it did may have been in time. */
const onTheWayMs = 1_000;

class ViewTicker<Document> implements Ticker {
  readonly #options: TickerOptions<Document>;
  readonly #closing = new AbortController();
  #looks = 0;
  #sent: ReadonlyMap<string, number> = new Map();
  #ticking: Promise<void> | undefined;
  #trouble: string | undefined;

  constructor(options: TickerOptions<Document>) {
    this.#options = options;
  }

  get trouble(): string | undefined {
    return this.#trouble;
  }

  begin(): void {
    this.#ticking ??= this.#keepTicking();
  }

  async tick(): Promise<number> {
    const { policy, views, clock } = this.#options;
    const now = instantOf(clock() - onTheWayMs);
    const generation = await views.live(policy.view);
    this.#looks += 1;
    const due = new Map<string, number>();
    let carriedOut = 0;
    this.#trouble = undefined;
    for (let after: string | undefined, more = true; more && !this.#closing.signal.aborted; ) {
      const page = await generation.page({
        ...{ index: policy.index, below: `${now} `, order: 'ascending', limit: pageMax },
        ...(after === undefined ? {} : { after }),
      });
      for (const command of page.items.flatMap((document) => policy.whenever(document, now))) {
        carriedOut += await this.#sendOnce(command, due);
      }
      after = page.next;
      more = after !== undefined;
    }
    // What is due no longer is forgotten with the look that does not find it.
    this.#sent = due;
    return carriedOut;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#ticking;
  }

  async #sendOnce({ at, ...command }: TimedCommand, due: Map<string, number>): Promise<number> {
    const commandId = idOf(this.#options.policy.name, command.type, at, command.data, command.dossierId);
    const sentAt = this.#sent.get(commandId);
    if (sentAt !== undefined && this.#looks - sentAt < againAfterLooks) {
      due.set(commandId, sentAt);
      return 0;
    }
    try {
      await this.#options.send(command, { commandId, correlationId: commandId, occurredAt: at });
      due.set(commandId, this.#looks);
      return 1;
    } catch (error) {
      if (!isDomainError(error)) throw error;
      due.set(commandId, this.#looks);
      this.#trouble = `${command.type} of ${command.dossierId} was refused: ${error.code}`;
      return 0;
    }
  }

  async #keepTicking(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      try {
        await this.tick();
      } catch (error) {
        this.#trouble = reasonOf(error);
      }
      await pause(this.#options.everyMs ?? everyMsDefault, signal);
    }
  }
}

function idOf(policy: string, type: string, at: Instant, data: unknown, dossierId = ''): string {
  return uuidV8(policy, dossierId, type, at, canonicalJson(data));
}
