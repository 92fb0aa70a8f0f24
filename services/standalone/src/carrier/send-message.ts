import { setTimeout as pause } from 'node:timers/promises';
import { signed } from '@hoso/webhooks';
import type { Sending } from './carrier-journey.ts';

export interface SendingTo {
  readonly url: string;
  readonly secrets: readonly string[];
  /** How often a message is sent that was not taken. */
  readonly attemptsMax: number;
  /** Before the second attempt; twice as long before each further one. */
  readonly pauseMs: number;
}

/** What came of a message: the last answer's status, 0 where nobody answered. */
export interface Sent {
  readonly status: number;
  readonly attempts: number;
}

const answerWithinMs = 10_000;

/** Sends a message until it is taken: each time under its own id, signed anew at the instant of sending. */
export async function sendMessage({ url, secrets, attemptsMax, pauseMs }: SendingTo, sending: Sending): Promise<Sent> {
  const body = JSON.stringify(sending.message);
  for (let attempts = 1; ; attempts++) {
    const status = await post(url, body, signed(secrets, { id: sending.id, body }, Date.now()));
    // What the receiver refuses for good is not made better by sending it again.
    const isSettled = (status >= 200 && status < 300) || status === 400 || status === 401 || status === 409;
    if (isSettled || attempts >= attemptsMax) return { status, attempts };
    await pause(pauseMs * 2 ** (attempts - 1));
  }
}

async function post(url: string, body: string, headers: Readonly<Record<string, string>>): Promise<number> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
      signal: AbortSignal.timeout(answerWithinMs),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}
