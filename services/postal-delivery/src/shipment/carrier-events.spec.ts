import type { CarrierEvent, CarrierStatus, ShipmentStatus } from '@hoso/contracts';
import { describe, expect, it } from '@jest/globals';
import { contradictionsOf, withCarrierEvent } from './carrier-events.ts';

const told = (carrierEventId: string, status: CarrierStatus, day: number): CarrierEvent => ({
  carrierEventId,
  status,
  at: `2022-03-${day}T02:00:00.000Z`,
});
const found = (events: readonly CarrierEvent[], status: ShipmentStatus = 'in-transit') =>
  contradictionsOf(events.reduce(withCarrierEvent, []), status);

describe('What a carrier tells', () => {
  it('is without contradiction as it usually goes', () => {
    const usual = [told('1', 'accepted', 14), told('2', 'departed', 14), told('3', 'attempted', 15)];
    expect(found(usual)).toEqual([]);
    expect(found([...usual, told('4', 'delivered', 16)], 'delivered')).toEqual([]);
    expect(found([told('4', 'delivered', 16), ...usual])).toEqual([]);
    expect(found([...usual, told('4', 'delivered', 16), told('5', 'delivered', 16)])).toEqual([]);
  });
  it.each<[string, readonly CarrierEvent[], ShipmentStatus, object]>([
    [
      'two contents under one id',
      [told('1', 'departed', 14), told('1', 'departed', 15)],
      'in-transit',
      { kind: 'same-id', carrierEventIds: ['1'] },
    ],
    [
      'something after the end',
      [told('1', 'delivered', 14), told('2', 'departed', 15)],
      'in-transit',
      { kind: 'after-end', carrierEventIds: ['2'] },
    ],
    [
      'two ends',
      [told('1', 'delivered', 14), told('2', 'returned', 15)],
      'in-transit',
      { kind: 'two-ends', carrierEventIds: ['1', '2'] },
    ],
    ['an end that the record denies', [told('1', 'delivered', 14)], 'taken-back', against('1')],
    ['a delivery of what is lost', [told('1', 'delivered', 14)], 'lost', against('1')],
    ['a loss of what was handed over', [told('1', 'lost', 14)], 'handed-over', against('1')],
  ])('contradicts itself by %s', (_, events, status, contradiction) =>
    expect(found(events, status)).toEqual([contradiction]),
  );
});

function against(id: string): object {
  return { kind: 'against-record', carrierEventIds: [id] };
}
