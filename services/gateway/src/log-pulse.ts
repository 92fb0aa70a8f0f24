import { setTimeout as delay } from 'node:timers/promises';
import { ListChanges, ListFindings } from '@hoso/contracts';
import { z } from 'zod';
import type { GatewayParts } from './gateway-parts.ts';

/** How far the log is, and something that differs whenever findings do. */
export interface Pulse {
  readonly position: number;
  readonly lagMs: number;
  /** What the log's clock shows. */
  readonly at: string;
  readonly findings: string | undefined;
}

/** How long a question may wait for the log to move, and the least time from one to the next. */
const waitMs = 1_000;
const restMs = 250;
const retryMs = 1_000;
const tokenLastsS = 600;

/**
 * Tells every open page of this process that the log has moved.
 *
 * Decision: one question a process, asked again and again over the bus while somebody listens, and waiting there up to
 * a second. / Because it needs nothing but request and reply, works wherever the log's services run, leaves nothing
 * behind in a broker when a gateway dies, and costs nothing when nobody looks. / Instead of a consumer of every event.
 */
export class LogPulse {
  readonly #parts: GatewayParts;
  readonly #listeners = new Set<(pulse: Pulse) => void>();
  #token: { readonly text: string; readonly until: number } | undefined;
  #last: Pulse | undefined;
  #beating = false;
  #closed = false;

  constructor(parts: GatewayParts) {
    this.#parts = parts;
  }

  /** Calls `listener` on every move, until the function answered is called. */
  listen(listener: (pulse: Pulse) => void): () => void {
    this.#listeners.add(listener);
    if (!this.#beating) void this.#beat();
    else if (this.#last) listener(this.#last);
    return () => this.#listeners.delete(listener);
  }

  /** What was told last. */
  get last(): Pulse | undefined {
    return this.#last;
  }

  close(): void {
    this.#closed = true;
    this.#listeners.clear();
  }

  async #beat(): Promise<void> {
    this.#beating = true;
    this.#last = undefined;
    while (!this.#closed && this.#listeners.size > 0) {
      try {
        const pulse = await this.#ask(this.#last?.position);
        const { position, findings } = this.#last ?? {};
        this.#last = pulse;
        if (position !== pulse.position || findings !== pulse.findings) {
          for (const listener of this.#listeners) listener(pulse);
        }
        await delay(restMs);
      } catch {
        // The service is away for now: pages show that they are not told anything new.
        await delay(retryMs);
      }
    }
    this.#beating = false;
  }

  async #ask(after: number | undefined): Promise<Pulse> {
    const { bus, limits } = this.#parts;
    const headers = { token: await this.#spoken() };
    const question = ListChanges.ask.parse({ after, waitMs: after === undefined ? 0 : waitMs });
    const answer = await bus.request(ListChanges.subject, { data: question, headers }, limits.requestTimeoutMs);
    const { position, lagMs, at } = ListChanges.answer.parse(answer);
    return { position, lagMs, at, findings: await this.#findings(headers) };
  }

  /** The newest finding and how far was judged; nothing where nobody judges. */
  async #findings(headers: Readonly<Record<string, string>>): Promise<string | undefined> {
    const { bus, limits } = this.#parts;
    try {
      const data = ListFindings.ask.parse({ all: true, limit: 1 });
      const { items, completeUpTo } = FindingsHead.parse(
        await bus.request(ListFindings.subject, { data, headers }, limits.requestTimeoutMs),
      );
      return `${completeUpTo} ${items[0]?.id ?? ''}`;
    } catch {
      return undefined;
    }
  }

  async #spoken(): Promise<string> {
    if (!this.#token || this.#token.until < Date.now()) {
      const text = await this.#parts.mint({ id: 'gateway', role: 'system', unit: 'platform' }, tokenLastsS);
      this.#token = { text, until: Date.now() + (tokenLastsS * 1_000) / 2 };
    }
    return this.#token.text;
  }
}

const FindingsHead = z.looseObject({
  completeUpTo: z.number(),
  items: z.array(z.looseObject({ id: z.string() })),
});
