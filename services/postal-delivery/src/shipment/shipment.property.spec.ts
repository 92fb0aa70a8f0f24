import { type CarrierEvent, refusals, shipmentEvents } from '@hoso/contracts';
import { canonicalJson, type Happened, isDomainError } from '@hoso/event-sourcing';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as o from '../../test/order-stories.ts';
import * as a from '../../test/shipment-stories.ts';
import { contradictionsOf, withCarrierEvent } from './carrier-events.ts';
import { shipment } from './shipment.ts';
import type { ShipmentCommand } from './shipment-command.ts';
import { initialShipment, type ShipmentEvent, type ShipmentState } from './shipment-state.ts';

const toAgency: readonly ShipmentCommand[] = [
  a.collect,
  { ...a.collect, data: { ...a.collect.data, documents: [] } },
  a.collectSupplement,
  { ...a.collectSupplement, data: { ...a.collectSupplement.data, waybillSignedBy: {} } },
  a.giveReceipt,
  a.bringReceipt,
  { ...a.bringReceipt, data: { by: 'notice' } },
  { ...a.collect, data: { ...a.collect.data, waybillSignedBy: {} } },
  a.seal,
  { ...a.seal, data: {} },
  a.signMinutes,
  { ...a.signMinutes, data: { sealNo: 'S-9', intact: false } },
];
const toApplicant: readonly ShipmentCommand[] = [
  a.arrange,
  { ...a.arrange, post: undefined },
  a.sendBack,
  o.order,
  { ...o.order, placed: o.refusedOrder },
  { ...o.order, actor: a.clerk },
  { ...o.order, placed: undefined },
  a.cancel,
  a.notifyDelivery,
  a.handToPost,
  { ...a.handToPost, data: {}, waybill: { item: a.otherItem }, originals: ['application-form'] },
  a.invite,
  { ...a.invite, data: { means: 'letter' } },
  a.deliver,
  { ...a.deliver, data: { to: 'authorised-person', intact: false } },
  a.returnToAgency,
  { ...a.returnToAgency, data: { reason: 'refused' } },
  a.takeBack,
  { ...a.takeBack, data: {} },
];
const eitherWay: readonly ShipmentCommand[] = [
  a.collectFee,
  { ...a.collectFee, data: { purpose: 'carriage', amount: 20_000 } },
  a.remitFees,
  { ...a.remitFees, data: { amount: 5_000 } },
  a.payCompensation,
  { ...a.payCompensation, data: { amount: 10 } },
  a.reportForceMajeure,
  a.reportLoss,
  { ...a.reportLoss, data: { kind: 'damaged' } },
  a.tell('c1', 'departed', a.now),
  a.tell('c1', 'arrived', a.now),
  a.tell('c2', 'delivered', a.now),
];
const actors = [a.postman, a.otherPostman, a.bookkeeper, a.strangePostman, a.clerk, a.officerAtCounter, a.platform];
const instants = [a.beganAt, a.now, '2022-03-13T02:00:00.000Z', '2022-03-25T10:00:00.000Z'];

/** Mostly by whom it is meant for; now and then by anybody, at another time, insisting. */
const command: fc.Arbitrary<ShipmentCommand> = fc
  .record({
    base: fc.constantFrom(...toAgency, ...toApplicant, ...eitherWay),
    actor: fc.option(fc.constantFrom(...actors), { freq: 3 }),
    occurredAt: fc.option(fc.constantFrom(...instants), { freq: 3 }),
    insist: fc.option(fc.constant(a.insist), { freq: 2 }),
  })
  .map(({ base, actor, occurredAt, insist }) => ({
    ...base,
    ...(actor ? { actor } : {}),
    ...(occurredAt ? { occurredAt } : {}),
    ...(insist ? { insist } : {}),
  }));
const beginnings = [[], [a.collect, a.seal], [a.arrange], [a.arrange, a.handToPost]] as const;
const sequences = fc
  .record({ beginning: fc.constantFrom(...beginnings), then: fc.array(command, { minLength: 1, maxLength: 25 }) })
  .map(({ beginning, then }): readonly ShipmentCommand[] => [...beginning, ...then]);

/** What a command leads to; nothing where it is refused. Anything but a refusal of the catalogue is a failure. */
function decided(command: ShipmentCommand, state: ShipmentState): readonly Happened<ShipmentEvent>[] {
  try {
    const { actor, occurredAt } = command;
    return shipment.decide(command, state).map((event) => ({ ...event, actor, occurredAt }));
  } catch (error) {
    if (!isDomainError(error)) throw error;
    expect(Object.keys(refusals)).toContain(error.code);
    return [];
  }
}

function evolved(state: ShipmentState, events: readonly Happened<ShipmentEvent>[]): ShipmentState {
  return events.reduce((before, event) => shipment.evolve(before, event), state);
}

describe('A shipment, whatever is asked of it', () => {
  it('answers with events of the contract or a refusal of the catalogue, and nothing when asked again', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(sequences, (commands) => {
        let state = initialShipment;
        for (const command of commands) {
          const events = decided(command, state);
          for (const { type, data } of events)
            shipmentEvents.types.get(type)?.schema.parse(JSON.parse(canonicalJson(data)));
          state = evolved(state, events);
          if (events.length > 0) expect(shipment.decide(command, state)).toEqual([]);
          reached.add(state.status);
        }
      }),
      { numRuns: 3_000 },
    );
    const ends = ['cancelled', 'delivered', 'handed-over', 'lost', 'taken-back'];
    expect([...reached].sort()).toEqual(
      [...ends, 'accepted', 'arranged', 'in-transit', 'none', 'returning', 'sealed'].sort(),
    );
  });

  it('accepts every event of history in every state, in any order', () => {
    const { accepted, sealed, minutesSigned, arranged, cancelled, handedToPost, delivered, returned, takenBack } = a;
    const told = [accepted, sealed, minutesSigned, arranged, cancelled, handedToPost, delivered, returned, takenBack];
    const money = [a.feeCollected, a.feesRemitted, a.receiptGiven, a.receiptBrought, a.compensated];
    const others = [
      o.ordered,
      o.orderRefused,
      o.unanswered(1, a.now),
      a.supplementAccepted,
      a.papersArranged,
      a.deliveryNotified,
      a.forceMajeure,
    ];
    const history = [
      ...told,
      ...money,
      ...others,
      a.lost,
      a.damaged,
      a.invited(a.now),
      a.carrierTold('c1', 'lost', a.now),
    ].map((event): Happened<ShipmentEvent> => ({ actor: a.postman, occurredAt: a.now, ...event }));
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...history), { maxLength: 30 }), (events) => {
        expect(typeof evolved(initialShipment, events).status).toBe('string');
      }),
    );
  });
});

describe('What a carrier tells, in any order and as often as it likes', () => {
  const event: fc.Arbitrary<CarrierEvent> = fc.record({
    carrierEventId: fc.constantFrom('c1', 'c2', 'c3', 'c4', 'c5'),
    status: fc.constantFrom('accepted', 'departed', 'attempted', 'delivered', 'returned', 'lost'),
    place: fc.constantFrom('ha-long', 'mong-cai'),
    at: fc.constantFrom(...instants),
  });
  const retold = fc
    .array(event, { maxLength: 12 })
    .chain((told) => fc.tuple(fc.constant(told), fc.shuffledSubarray([...told, ...told], { minLength: 0 })));

  it('leads to the same state', () => {
    const told = (events: readonly CarrierEvent[]): ShipmentState =>
      events.reduce<ShipmentState>(
        (state, { carrierEventId, status, at, place }) =>
          evolved(state, decided(a.tell(carrierEventId, status, at, place), state)),
        evolved(initialShipment, decided(a.collect, initialShipment)),
      );
    fc.assert(
      fc.property(retold, ([events, again]) => {
        const state = told(events);
        expect(told([...again, ...events])).toEqual(state);
        expect(told(events.toReversed())).toEqual(state);
      }),
    );
  });

  it('is all kept, in the order in which it happened, with the same contradictions', () => {
    fc.assert(
      fc.property(retold, ([events, again]) => {
        const kept = events.reduce(withCarrierEvent, []);
        const other = [...again, ...events].reduce(withCarrierEvent, []);
        expect(other).toEqual(kept);
        expect(contradictionsOf(other, 'in-transit')).toEqual(contradictionsOf(kept, 'in-transit'));
        expect(new Set(kept.map((one) => canonicalJson(one)))).toEqual(
          new Set(events.map((one) => canonicalJson(one))),
        );
        expect(kept.map(({ at }) => at)).toEqual(kept.map(({ at }) => at).toSorted());
      }),
    );
  });
});
