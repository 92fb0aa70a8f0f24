import { CarriageOrder, itemNumberOf } from '@hoso/contracts';
import { canonicalJson } from '@hoso/event-sourcing';

/** What a carrier answers to an order: a status of HTTP and a body. */
export interface OrderAnswer {
  readonly status: 200 | 201 | 400 | 404 | 409;
  readonly body: object;
  /** There for an order that was not known before. */
  readonly taken?: { readonly order: CarriageOrder; readonly item: string };
}

/** The orders that a carrier has taken, each with the number that its packet bears. */
export class OrderBook {
  readonly #orders = new Map<string, { readonly content: string; readonly item: string }>();
  #serial: number;

  /** Numbers begin with this serial, of a service that nobody uses. */
  constructor(serial: number) {
    this.#serial = serial;
  }

  /** The same order again is the same one; another one under its name is refused. */
  put(name: string, body: unknown): OrderAnswer {
    const read = CarriageOrder.safeParse(body);
    if (!read.success) {
      const fields = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
      return refused(400, 'InvalidOrder', fields.join('; '));
    }
    const order = read.data;
    if (order.order !== name) return refused(400, 'InvalidOrder', `order: ${order.order} at the address of ${name}`);
    const content = canonicalJson(order);
    const known = this.#orders.get(name);
    if (known && known.content !== content) return refused(409, 'OrderDiffers', `${name} was ordered otherwise`);
    if (known) return { status: 200, body: { order: name, item: known.item } };
    const item = itemNumberOf('ZS', this.#serial++);
    this.#orders.set(name, { content, item });
    return { status: 201, body: { order: name, item }, taken: { order, item } };
  }

  get(name: string): OrderAnswer {
    const known = this.#orders.get(name);
    return known
      ? { status: 200, body: { order: name, item: known.item } }
      : refused(404, 'OrderUnknown', `${name} was never ordered`);
  }
}

function refused(status: 400 | 404 | 409, code: string, detail: string): OrderAnswer {
  return { status, body: { type: `/problems/${code}`, title: code, status, code, detail } };
}
