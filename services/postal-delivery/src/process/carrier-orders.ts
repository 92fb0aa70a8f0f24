import { type CarriageOrder, CarriageOrderTaken } from '@hoso/contracts';
import { Fault } from '@hoso/nest';
import { signed, textUpTo } from '@hoso/webhooks';
import type { PlacedOrder } from '../shipment/shipment-command.ts';

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
 * `PUT`s an order to a carrier, signed. Answers what came of it: taken, or refused for good. Rejects with `Unavailable`
 * where the same order may be taken later: nobody answers, 408, 425, 429 or 5xx.
 */
export async function sendOrder(
  { carrier, ordersUrl, secrets }: OrderAddress,
  order: CarriageOrder,
  nowMs: number,
): Promise<PlacedOrder> {
  const body = JSON.stringify(order);
  const id = `order-${order.order}`;
  const response = await asked(carrier, `${ordersUrl.replace(/\/$/, '')}/${order.order}`, {
    method: 'PUT',
    redirect: 'error',
    headers: { 'content-type': 'application/json', ...signed(secrets, { id, body }, nowMs) },
    body,
    signal: AbortSignal.timeout(answerWithinMs),
  });
  const { status } = response;
  if (status >= 500 || later.includes(status)) throw unreachable(carrier, status);
  const about = { carrier, order: order.order };
  if (!response.ok) return { outcome: 'refused', ...about, status, because: 'refused' };
  const taken = CarriageOrderTaken.safeParse(jsonOf(await textOf(carrier, response)));
  if (!taken.success || taken.data.order !== order.order) {
    return { outcome: 'refused', ...about, status, because: 'answer-invalid' };
  }
  return { outcome: 'taken', ...about, item: taken.data.item };
}

/** Too early, too many, too slow: to be asked again. */
const later: readonly number[] = [408, 425, 429];

async function asked(carrier: string, url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch {
    throw unreachable(carrier, 0);
  }
}

async function textOf(carrier: string, response: Response): Promise<string> {
  try {
    return await textUpTo(response, answerBytesMax);
  } catch {
    throw unreachable(carrier, response.status);
  }
}

function unreachable(carrier: string, status: number): Fault {
  return new Fault('Unavailable', 'CarrierUnreachable', { carrier, status });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
