import type { PlacedOrder, ShipmentCommandOf } from '../src/shipment/shipment-command.ts';
import type { Told } from '../src/shipment/shipment-state.ts';
import { dossierId, item, now, platform } from './shipment-cast.ts';

/** What the specs of orders tell about: the carrier that runs the post office of Hạ Long. */
export const carrier = {
  id: 'vnpost',
  name: { vi: 'Bưu điện', en: 'The post' },
  offices: ['ha-long-post'],
  ordersUrl: 'http://127.0.0.1:9/orders',
  source: 'for the specs',
};

const about = { carrier: carrier.id, order: `${dossierId}-1` };
const of = { dossier: dossierId, shipment: 1 };

export const takenOrder: PlacedOrder = { outcome: 'taken', ...about, item };
export const refusedOrder: PlacedOrder = { outcome: 'refused', ...about, status: 422, because: 'refused' };

export const unansweredOrder: PlacedOrder = { outcome: 'unanswered', ...about, status: 503, triedAt: now };

/** The n-th attempt that nobody answered. */
export function unanswered(attempt: number, againAt: string) {
  const data = { ...of, ...about, status: 503, attempt, againAt };
  return { type: 'CarriageOrderUnanswered', data } as const;
}

export const ordered: { readonly type: 'CarriageOrdered'; readonly data: Told<'CarriageOrdered'> } = {
  type: 'CarriageOrdered',
  data: { ...of, ...about, item },
};
export const orderRefused: { readonly type: 'CarriageOrderRefused'; readonly data: Told<'CarriageOrderRefused'> } = {
  type: 'CarriageOrderRefused',
  data: { ...of, ...about, status: 422, because: 'refused' },
};

export const order: ShipmentCommandOf<'OrderCarriage'> = {
  ...{ actor: platform, occurredAt: now, ...of },
  type: 'OrderCarriage',
  data: {},
  placed: takenOrder,
};
