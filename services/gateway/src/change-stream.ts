import type { ServerResponse } from 'node:http';
import { ListChanges } from '@hoso/contracts';
import { Unauthorised } from '@hoso/nest';
import type { GatewayParts } from './gateway-parts.ts';
import type { LogPulse, Pulse } from './log-pulse.ts';

/** How often a stream shows that it lives, and how soon a page comes again after a cut. */
const beatMs = 10_000;
const comeAgainMs = 2_000;

export interface StreamEnds {
  /** The position that the page knows of already. */
  readonly after: number | undefined;
  readonly token: string;
}

/**
 * One page's stream of server-sent events: `moved` (its id is the position), `findings`, `beat`, `signed-out`,
 * `closing`. What comes while the page is slow is told in one event later: nothing queues up.
 */
export class ChangeStream {
  readonly #parts: GatewayParts;
  readonly #response: ServerResponse;
  readonly #token: string;
  readonly #log: LogPulse;
  readonly #beats: NodeJS.Timeout;
  readonly #stopListening: () => void;
  #after: number | undefined;
  #pulse: Pulse | undefined;
  #findings: string | undefined;
  #telling = false;

  constructor(parts: GatewayParts, pulse: LogPulse, response: ServerResponse, { after, token }: StreamEnds) {
    this.#parts = parts;
    this.#log = pulse;
    this.#response = response;
    this.#token = token;
    this.#after = after;
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    response.write(`retry: ${comeAgainMs}\n\n`);
    this.#beats = setInterval(() => void this.#beat(), beatMs);
    this.#stopListening = pulse.listen((moved) => {
      // A page that knows more than there is has seen another log, where the platform now works on this one.
      if (!this.#pulse && this.#after !== undefined && this.#after > moved.position) this.#after = 0;
      this.#pulse = moved;
      void this.#tell();
    });
    response.once('close', () => this.#stop());
    response.on('drain', () => void this.#tell());
  }

  /** Says that it ends, and ends. */
  end(why: 'closing' | 'signed-out'): void {
    this.#stop();
    if (!this.#response.writableEnded) this.#response.end(eventText(why, {}));
  }

  #stop(): void {
    clearInterval(this.#beats);
    this.#stopListening();
  }

  /** Asks with the asker's own token what has changed for him, until it has caught up with the pulse. */
  async #tell(): Promise<void> {
    if (this.#telling) return;
    this.#telling = true;
    try {
      while (this.#pulse && !this.#response.writableEnded && !this.#response.writableNeedDrain) {
        const { position, findings } = this.#pulse;
        if (this.#after === undefined || position > this.#after) await this.#tellChanges();
        else if (findings !== this.#findings) {
          this.#findings = findings;
          this.#send(eventText('findings', { changed: findings !== undefined }));
        } else break;
      }
    } catch (error) {
      if (isUnauthorised(error)) this.end('signed-out');
      // Anything else passes: the next pulse tells it.
    } finally {
      this.#telling = false;
    }
  }

  async #tellChanges(): Promise<void> {
    const { bus, limits } = this.#parts;
    const data = ListChanges.ask.parse({ after: this.#after });
    const message = { data, headers: { token: this.#token } };
    const answer = ListChanges.answer.parse(await bus.request(ListChanges.subject, message, limits.requestTimeoutMs));
    this.#after = answer.position;
    this.#send(eventText('moved', answer, answer.position));
  }

  async #beat(): Promise<void> {
    try {
      await this.#parts.verify(this.#token);
      const { position, lagMs, at } = this.#log.last ?? {};
      if (!this.#response.writableNeedDrain) this.#send(eventText('beat', { position, lagMs, at }));
    } catch (error) {
      if (isUnauthorised(error)) this.end('signed-out');
    }
  }

  #send(text: string): void {
    if (!this.#response.writableEnded) this.#response.write(text);
  }
}

function eventText(name: string, data: unknown, id?: number): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Errors that crossed the bus are known by their name. */
function isUnauthorised(error: unknown): boolean {
  return error instanceof Unauthorised || (Error.isError(error) && error.name === 'Unauthorised');
}
