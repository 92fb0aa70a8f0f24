import { secretOf } from '@hoso/webhooks';
import { messageCases } from './conformance-messages.ts';
import { orderCases } from './conformance-orders.ts';
import { type MessageReceiver, messageReceiver } from './message-receiver.ts';

/** One promise of the interface, and whether the carrier keeps it. */
export interface Verdict {
  readonly case: string;
  readonly vi: string;
  readonly en: string;
  /** What was wrong, in words; nothing where the promise is kept. */
  readonly wrong?: string;
}

/** Whoever is tried: where it takes orders, and what both sides sign with. */
export interface Tried {
  readonly ordersUrl: string;
  readonly secret: string;
  readonly receiver: MessageReceiver;
  /** How long it may take until it tells of something, or tells it again. */
  readonly patienceMs: number;
  /** Of a name that was never used: a UUID. */
  readonly newId: () => string;
}

export interface ConformanceOptions {
  readonly ordersUrl: string;
  readonly secret: string;
  /** Where the carrier can reach what it tells: a port of this machine, and the address by which it is known there. */
  readonly listen: { readonly port: number; readonly host: string };
  readonly patienceMs: number;
  readonly newId: () => string;
  readonly onVerdict: (verdict: Verdict) => void;
}

/** A promise of the interface: refuses, with words, what breaks it. */
export interface Case {
  readonly name: string;
  readonly vi: string;
  readonly en: string;
  readonly hold: (tried: Tried) => Promise<string | undefined>;
}

/** Nobody's: it signs what must not be believed. */
export const strangeSecret = secretOf(Buffer.alloc(32, 5));

/** Drives a carrier's endpoint through every case, one after another, and says of each whether it is as it must be. */
export async function conformance(options: ConformanceOptions): Promise<readonly Verdict[]> {
  const receiver = await messageReceiver(options.listen, options.secret);
  const verdicts: Verdict[] = [];
  try {
    for (const { name, vi, en, hold } of [...orderCases, ...messageCases]) {
      const wrong = await hold({ ...options, receiver }).catch(wordsOf);
      const verdict = { case: name, vi, en, ...(wrong === undefined ? {} : { wrong }) };
      verdicts.push(verdict);
      options.onVerdict(verdict);
    }
    return verdicts;
  } finally {
    await receiver.close();
  }
}

function wordsOf(error: unknown): string {
  if (!Error.isError(error)) return String(error);
  const because = Error.isError(error.cause) ? ` (${error.cause.message})` : '';
  return `${error.message}${because}`;
}
