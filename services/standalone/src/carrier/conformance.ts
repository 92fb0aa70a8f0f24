import type { Verdict } from './conformance-case.ts';
import { messageCases } from './conformance-messages.ts';
import { orderCases } from './conformance-orders.ts';
import { messageReceiver } from './message-receiver.ts';

export interface ConformanceOptions {
  readonly ordersUrl: string;
  readonly secret: string;
  /** Where the carrier can reach what it tells: a port of this machine, and the address by which it is known there. */
  readonly listen: { readonly port: number; readonly host: string };
  readonly patienceMs: number;
  readonly newId: () => string;
  readonly onVerdict: (verdict: Verdict) => void;
}

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
