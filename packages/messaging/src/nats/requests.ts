import {
  type Answering,
  type Handler,
  type Message,
  NoResponder,
  settledWithin,
  StoreUnavailable,
} from '@hoso/event-sourcing';
import { headers as natsHeaders, type Msg, type MsgHdrs, type NatsConnection } from '@nats-io/transport-node';
import { answerOf, failureText, given } from '../answer.ts';
import { BusUnusable } from './bus-unusable.ts';
import { fromHeaderText, toHeaderText } from './header-text.ts';

/** When it was asked, and until when somebody waits for the answer, in milliseconds since 1970. */
const askedHeader = 'hoso-asked';
const untilHeader = 'hoso-until';
const ownHeaders: readonly string[] = [askedHeader, untilHeader];
/** The clocks of two machines may be so far apart (ARCHITECTURE decision 4). */
const clocksApartMs = 5_000;

/**
 * Decision: a request for whose answer nobody waits any more is not carried out. / Because whoever asked has long
 * asked again, and may have been refused since: a process that stood still for a while would carry out what its
 * sender was told is not. / Instead of answering nobody. What comes too late, or out of time to come, is answered with
 * the difference: whoever still waits for it has another clock.
 *
 * Questions and answers over a connection: content as JSON, headers as headers, answers as on every bus. */
export class Requests {
  readonly #connection: NatsConnection;
  readonly #onTrouble: (error: unknown) => void;
  readonly #asking = new Set<Promise<unknown>>();
  readonly #unanswered = new Set<(error: Error) => void>();
  /** Requests in hand, with their subjects. */
  readonly #inHand = new Map<Promise<void>, string>();
  readonly #answering = new Set<Answering>();
  #closed = false;
  #isInterrupted = false;

  constructor(connection: NatsConnection, onTrouble: (error: unknown) => void) {
    this.#connection = connection;
    this.#onTrouble = onTrouble;
  }

  async request(subject: string, message: Message, timeoutMs: number): Promise<unknown> {
    if (this.#closed || this.#isInterrupted) throw new NoResponder(subject, 'nobody');
    const asking = this.#ask(subject, message, timeoutMs);
    const done = () => this.#asking.delete(asking);
    this.#asking.add(asking);
    asking.then(done, done);
    return given(await asking);
  }

  /**
   * The connection is lost, and with it the answers that were on their way, since the server that let others answer is
   * gone: whoever waits for one is told at once that it does not come. So is who asks before it is back, for the driver
   * drops what it is given meanwhile without a word.
   */
  interrupted(): void {
    this.#isInterrupted = true;
    for (const reject of this.#unanswered) reject(new Error('connection closed'));
  }

  returned(): void {
    this.#isInterrupted = false;
  }

  async reply(subject: string, queue: string, handler: Handler): Promise<Answering> {
    if (this.#closed) throw new Error('the bus is closed');
    const inHand = new Set<Promise<void>>();
    let refusal: Error | undefined;
    const subscription = this.#connection.subscribe(subject, {
      queue,
      callback: (error, message) => {
        refusal = error ?? undefined;
        if (error) this.#onTrouble(error);
        else this.#take(message, handler, inHand);
      },
    });
    // The server's refusal comes before its answer to this.
    await this.#connection.flush();
    if (refusal) throw notAllowed(`answer ${subject}`, refusal);
    const answering: Answering = {
      close: async () => {
        this.#answering.delete(answering);
        if (!subscription.isClosed()) await subscription.drain();
        await Promise.all(inHand);
      },
    };
    this.#answering.add(answering);
    return answering;
  }

  /** Takes nothing new; waits for what is in hand, at most so long. Answers the subjects of what it had to leave. */
  async close(timeoutMs: number): Promise<readonly string[]> {
    this.#closed = true;
    const ending = Array.from(this.#answering, (each) => each.close());
    await settledWithin([...ending, ...this.#inHand.keys(), ...this.#asking], timeoutMs);
    return [...this.#inHand.values()];
  }

  #take(message: Msg, handler: Handler, inHand: Set<Promise<void>>): void {
    const over = outOfTime(message);
    if (over) {
      this.#respondWith(message, over);
      return;
    }
    const answer = this.#answer(message, handler);
    inHand.add(answer);
    this.#inHand.set(answer, message.subject);
    void answer.then(() => {
      inHand.delete(answer);
      this.#inHand.delete(answer);
    });
  }

  async #ask(subject: string, { data, headers }: Message, timeout: number): Promise<string> {
    const { promise: lost, reject } = Promise.withResolvers<never>();
    this.#unanswered.add(reject);
    try {
      const payload = JSON.stringify(data) ?? '';
      const sent = toHeaders({ ...headers, ...timesOf(timeout) });
      const asked = this.#connection.request(subject, payload, { timeout, headers: sent });
      return (await Promise.race([asked, lost])).string();
    } catch (error) {
      throw refusalOf(error, subject);
    } finally {
      this.#unanswered.delete(reject);
    }
  }

  async #answer(message: Msg, handler: Handler): Promise<void> {
    const answer = await answerOf(handler, () => this.#read(message));
    try {
      message.respond(answer);
    } catch (error) {
      this.#onTrouble(error);
      const bytes = Buffer.byteLength(answer);
      this.#respondWith(message, new TooLarge(`the answer at ${message.subject} has ${bytes} bytes`));
    }
  }

  #respondWith(message: Msg, error: Error): void {
    try {
      message.respond(failureText(error));
    } catch (again) {
      // The connection is closed: whoever asked is told by his time limit.
      this.#onTrouble(again);
    }
  }

  #read(message: Msg): Message {
    const text = message.string();
    try {
      return { data: text === '' ? undefined : JSON.parse(text), headers: fromHeaders(message.headers) };
    } catch (cause) {
      const error = new MalformedRequest(`a request at ${message.subject} is not JSON`, { cause });
      this.#onTrouble(error);
      throw error;
    }
  }
}

/** A request that is not JSON: not from this platform. */
class MalformedRequest extends Error {
  override readonly name = 'MalformedRequest';
}

/** An answer that the server does not carry (its `max_payload`). */
class TooLarge extends Error {
  override readonly name = 'AnswerTooLarge';
}

/** What the user in `BUS_URL` may not do. */
export function notAllowed(what: string, cause: unknown): BusUnusable {
  const remedy = "Log in as the service's own user; infra/nats says what each of them may do";
  return new BusUnusable('notAllowed', `its user may not ${what}`, remedy, { cause });
}

/** The error of this name, or the one that caused it. */
export function named(error: unknown, name: string): Error | undefined {
  if (!Error.isError(error)) return undefined;
  return error.name === name ? error : named(error.cause, name);
}

/** Whether it was carried out is certain only where nobody was there to do it. */
function refusalOf(error: unknown, subject: string): unknown {
  if (named(error, 'NoResponders')) return new NoResponder(subject, 'nobody');
  const violation = named(error, 'PermissionViolationError');
  if (violation) return notAllowed(`ask ${subject}`, violation);
  const isGone = ['TimeoutError', 'ClosedConnectionError', 'DrainingConnectionError'].some((name) =>
    named(error, name),
  );
  return isGone || (Error.isError(error) && error.message === 'connection closed')
    ? new NoResponder(subject, 'timeout')
    : error;
}

function timesOf(timeoutMs: number): Message['headers'] {
  const now = Date.now();
  return { [askedHeader]: String(now), [untilHeader]: String(now + timeoutMs) };
}

/** Nothing for a request that somebody waits for; times that are not said are now. */
function outOfTime({ headers }: Msg): StoreUnavailable | undefined {
  const now = Date.now();
  const [asked, until] = [askedHeader, untilHeader].map((name) => Number(headers?.get(name) || now));
  if (asked === undefined || until === undefined || (asked <= now + clocksApartMs && now <= until + clocksApartMs)) {
    return undefined;
  }
  const awayS = Math.round(((asked > now ? asked : until) - now) / 1_000);
  const what = `the clock of whoever asked is ${awayS} s away from that of who answers: set both by NTP`;
  return new StoreUnavailable('apart', { what });
}

function toHeaders(headers: Message['headers']): MsgHdrs {
  const sent = natsHeaders();
  for (const [name, value] of Object.entries(headers)) sent.append(name, toHeaderText(value));
  return sent;
}

function fromHeaders(headers: MsgHdrs | undefined): Message['headers'] {
  const names = (headers?.keys() ?? []).filter((name) => !ownHeaders.includes(name));
  return Object.fromEntries(names.map((name) => [name, fromHeaderText(headers?.get(name) ?? '')]));
}
