import type { CarrierEvent, CarrierStatus, Contradiction, ShipmentStatus } from '@hoso/contracts';
import { canonicalJson } from '@hoso/event-sourcing';

/**
 * What a carrier has told, with one thing more: in the order in which it happened. Whatever the order in which the same
 * things are told, and however often, the outcome is the same.
 */
export function withCarrierEvent(told: readonly CarrierEvent[], event: CarrierEvent): readonly CarrierEvent[] {
  return isTold(told, event) ? told : [...told, event].sort(byTime);
}

/** The same was told before. */
export function isTold(told: readonly CarrierEvent[], event: CarrierEvent): boolean {
  const content = canonicalJson(event);
  return told.some((one) => canonicalJson(one) === content);
}

/** What cannot all be true of what a carrier has told, seen beside what the shipment itself has come to. */
export function contradictionsOf(told: readonly CarrierEvent[], status: ShipmentStatus): Contradiction[] {
  const doubled = [...Map.groupBy(told, ({ carrierEventId }) => carrierEventId)]
    .filter(([, events]) => events.length > 1)
    .map(([id]): Contradiction => ({ kind: 'same-id', carrierEventIds: [id] }));
  const reached = told.filter((one) => ends.includes(one.status));
  const [first] = reached;
  const after = first ? told.filter((one) => one.at > first.at && !ends.includes(one.status)) : [];
  const differing = reached.some((one) => one.status !== first?.status);
  const recorded = endOf[status];
  const against = recorded === undefined ? [] : reached.filter((one) => one.status !== recorded);
  return [
    ...doubled,
    ...(after.length > 0 ? [contradiction('after-end', after)] : []),
    ...(differing ? [contradiction('two-ends', reached)] : []),
    ...(against.length > 0 ? [contradiction('against-record', against)] : []),
  ];
}

const ends: readonly CarrierStatus[] = ['delivered', 'returned', 'lost'];

/** The end of carriage that a shipment's own record tells. */
const endOf: Readonly<Partial<Record<ShipmentStatus, CarrierStatus>>> = {
  'handed-over': 'delivered',
  delivered: 'delivered',
  returning: 'returned',
  'taken-back': 'returned',
  lost: 'lost',
};

function contradiction(kind: Contradiction['kind'], events: readonly CarrierEvent[]): Contradiction {
  return { kind, carrierEventIds: [...new Set(events.map(({ carrierEventId }) => carrierEventId))] };
}

function byTime(one: CarrierEvent, other: CarrierEvent): number {
  const [left, right] = [one, other].map((event) => `${event.at} ${canonicalJson(event)}`);
  return String(left) < String(right) ? -1 : 1;
}
