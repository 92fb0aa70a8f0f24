import { type CarriageOrder, CarriageOrderTaken } from '@hoso/contracts';
import { type Signed, signed, textUpTo } from '@hoso/webhooks';
import type { Tried } from './conformance-case.ts';

/** What the carrier answered. */
export interface Said {
  readonly status: number;
  readonly text: string;
}

const answerWithinMs = 3_000;
const answerBytesMax = 10_000;

/** An order that nobody placed before; the carrier tells of it to whoever tries it. */
export function newOrder({ newId, receiver }: Tried): CarriageOrder {
  return {
    order: `${newId()}-1`,
    ...{ office: 'ha-long-post', from: 'ha-long-one-stop', content: 'result' },
    to: { name: 'Nguyễn Thị Thử Nghiệm', address: 'Tổ 1, phường Bạch Đằng' },
    readyAt: new Date(Date.now() - 60_000).toISOString(),
    events: receiver.url,
  };
}

/** How an order is sent; everything as it must be, but for what is said. */
export interface Sending {
  readonly name?: string;
  readonly body?: string;
  readonly sign?: (body: string) => Partial<Signed>;
}

export async function put(tried: Tried, order: CarriageOrder, sending: Sending = {}): Promise<Said> {
  const { name = order.order, body = JSON.stringify(order), sign = (text) => properly(tried, text) } = sending;
  const response = await fetch(`${tried.ordersUrl.replace(/\/$/, '')}/${name}`, {
    method: 'PUT',
    // Whoever sends orders follows nobody elsewhere: what is judged is what the address itself says.
    redirect: 'manual',
    headers: { 'content-type': 'application/json', ...sign(body) },
    body,
    signal: AbortSignal.timeout(answerWithinMs),
  });
  return { status: response.status, text: await textUpTo(response, answerBytesMax) };
}

/** The number that an order was given; throws what is wrong with the answer. */
export function itemIn({ status, text }: Said, order: CarriageOrder): string {
  if (status !== 200 && status !== 201)
    throw new Error(`answered ${status} instead of 200 or 201: ${text.slice(0, 200)}`);
  const taken = CarriageOrderTaken.safeParse(jsonOf(text));
  if (!taken.success) {
    const fields = taken.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
    throw new Error(`the answer is not { order, item }: ${fields}`);
  }
  if (taken.data.order !== order.order) throw new Error(`the answer names the order ${taken.data.order}`);
  return taken.data.item;
}

/** As the interface has it. */
export function properly({ secret, newId }: Tried, body: string): Signed {
  return signed([secret], { id: `order-${newId()}`, body }, Date.now());
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
