import { type Message, mobileNumber, type Sending } from '@hoso/contracts';
import { textUpTo } from '@hoso/webhooks';
import { z } from 'zod';
import type { Messenger } from './messenger.ts';
import { failed } from './sending.ts';

export interface SmsOptions {
  readonly url: string;
  readonly token: string;
  readonly timeoutMs?: number;
}

const timeoutMsDefault = 15_000;
/** Four segments of GSM 03.38, or of UCS-2 where a letter needs it. */
const plainMax = 4 * 153;
const wideMax = 4 * 67;
const answerBytesMax = 10_000;

/** What whoever takes a message answers. */
const Taken = z.object({ id: z.string().regex(/^[\w.:-]{1,120}$/) });

/**
 * Text messages by whoever carries them, over HTTP: the interface is in this package's README. The same message has the
 * same `Idempotency-Key`, so that it is carried once, however often it is sent.
 */
export function smsMessenger({ url, token, timeoutMs = timeoutMsDefault }: SmsOptions): Messenger {
  return {
    means: 'sms',
    send: async (message) => {
      const to = mobileNumber(message.to);
      if (to === undefined) return failed('address', undefined, true);
      const { short } = message.text;
      if (short.length > (isPlain(short) ? plainMax : wideMax)) return failed('too-long', undefined, true);
      return await posted({ url, token, timeoutMs }, { ...message, to });
    },
    close: () => undefined,
  };
}

async function posted({ url, token, timeoutMs }: Required<SmsOptions>, { id, to, text }: Message): Promise<Sending> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'error',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': id,
      },
      body: JSON.stringify({ id, to, text: text.short }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const { status } = response;
    if (!response.ok) {
      await response.body?.cancel();
      return refused(status);
    }
    const taken = Taken.safeParse(jsonOf(await textUpTo(response, answerBytesMax)));
    // It was taken: that its answer makes no sense is no reason to send it again.
    return taken.success ? { outcome: 'sent', reference: taken.data.id } : { outcome: 'sent' };
  } catch (error) {
    const isLate = Error.isError(error) && error.name === 'TimeoutError';
    return failed(isLate ? 'timed-out' : 'unreachable', undefined, false);
  }
}

/** Too early, too many, too slow: to be sent again. So is what is said of ourselves, which is to be put right here. */
const later: readonly number[] = [408, 425, 429];
const aboutUs: readonly number[] = [401, 402, 403];

function refused(status: number): Sending {
  if (aboutUs.includes(status)) return failed('not-admitted', status, false);
  if (status >= 500 || later.includes(status)) return failed('unreachable', status, false);
  return failed(status === 404 || status === 422 ? 'address' : 'refused', status, true);
}

/** Letters of GSM 03.38, as far as ASCII has them at one character each. */
function isPlain(text: string): boolean {
  return /^[\n\r !"#$%&'()*+,\-./0-9:;<=>?@A-Z_a-z]*$/.test(text);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
