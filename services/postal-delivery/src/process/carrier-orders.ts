import { type CarriageOrder, CarriageOrderTaken } from '@hoso/contracts';
import { Fault } from '@hoso/nest';
import { signed, textUpTo } from '@hoso/webhooks';
import type { SentOrder } from '../shipment/placed-order.ts';

/** To whom an order goes, and what it is signed with. */
export interface OrderAddress {
  readonly carrier: string;
  readonly ordersUrl: string;
  readonly secrets: readonly string[];
}

/** What whoever sends an order of his own makes known by: longer than a carrier needs, shorter than a policy waits. */
const answerWithinMs = 3_000;
const answerBytesMax = 10_000;

/**
 * `PUT`s an order to a carrier, signed. Answers what came of it: taken, refused for good, or unanswered where the same
 * order may be taken later: nobody answers, 408, 425, 429 or 5xx.
 */
export async function sendOrder(
  { carrier, ordersUrl, secrets }: OrderAddress,
  order: CarriageOrder,
  nowMs: number,
): Promise<SentOrder> {
  const body = JSON.stringify(order);
  const id = `order-${order.order}`;
  const about = { carrier, order: order.order };
  const unanswered = (status: number) => ({ outcome: 'unanswered', ...about, status }) as const;
  const response = await answered(`${ordersUrl.replace(/\/$/, '')}/${order.order}`, {
    method: 'PUT',
    redirect: 'error',
    headers: { 'content-type': 'application/json', ...signed(secrets, { id, body }, nowMs) },
    body,
    signal: AbortSignal.timeout(answerWithinMs),
  });
  if (!response) return unanswered(0);
  const { status } = response;
  if (status >= 500 || later.includes(status)) return unanswered(status);
  if (!response.ok) return { outcome: 'refused', ...about, status, because: 'refused' };
  const text = await textOf(response);
  if (text === undefined) return unanswered(status);
  const taken = CarriageOrderTaken.safeParse(jsonOf(text));
  if (!taken.success || taken.data.order !== order.order) {
    return { outcome: 'refused', ...about, status, because: 'answer-invalid' };
  }
  return { outcome: 'taken', ...about, item: taken.data.item };
}

/** Too early, too many, too slow: to be asked again. */
const later: readonly number[] = [408, 425, 429];

async function answered(url: string, init: RequestInit): Promise<Response | undefined> {
  try {
    return await fetch(url, init);
  } catch {
    return undefined;
  }
}

async function textOf(response: Response): Promise<string | undefined> {
  try {
    return await textUpTo(response, answerBytesMax);
  } catch {
    return undefined;
  }
}

/** Who orders by hand is told that the carrier cannot be reached. */
export function refuseUnanswered({ carrier, status }: { readonly carrier: string; readonly status: number }): never {
  throw new Fault('Unavailable', 'CarrierUnreachable', { carrier, status });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
