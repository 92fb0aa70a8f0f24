import { ShipmentSummary } from '@hoso/contracts';
import { instantOf } from '@hoso/event-sourcing';
import { describe, expect, it } from '@jest/globals';
import * as o from '../../test/order-stories.ts';
import * as a from '../../test/shipment-stories.ts';
import { recorded, summaryOf } from '../../test/history.ts';
import { orderRetries } from './order-retries.ts';
import { shipmentIndex, shipments } from './shipments.view.ts';

const shown = (...events: Parameters<typeof recorded>[0]) => ShipmentSummary.parse(summaryOf(recorded(events)));

/** What every shipment shows before anything beside its way was told. */
const plainly = {
  forceMajeure: false,
  originals: [],
  money: { collected: 0, remitted: 0, carriage: 0, compensation: 0 },
};

describe('The view of shipments', () => {
  it('shows a dossier on its way to the counter', () => {
    expect(shown(a.accepted, a.sealed)).toEqual({
      dossier: a.dossierId,
      shipment: 1,
      ...plainly,
      direction: 'to-agency',
      status: 'sealed',
      oneStop: a.oneStopId,
      post: a.postId,
      item: a.item,
      procedure: a.procedure.code,
      sealNo: 'S-1',
      beganAt: a.beganAt,
      damaged: false,
      invitations: [],
      carrierEvents: [],
      contradictions: [],
      version: 2,
    });
    const handedOver = { ...a.minutesSigned, occurredAt: a.now };
    expect(shown(a.accepted, a.sealed, handedOver)).toMatchObject({ status: 'handed-over', handedOverAt: a.now });
  });
  it('shows a result on its way to the applicant', () => {
    const underWay = [a.arranged, a.handedToPost, a.invited(a.now)];
    expect(shown(...underWay)).toMatchObject({
      direction: 'to-applicant',
      status: 'in-transit',
      item: a.item,
      sealNo: 'S-2',
      invitations: [{ means: 'phone', at: a.now }],
    });
    const delivered = { ...a.delivered, occurredAt: a.now };
    expect(shown(...underWay, delivered)).toMatchObject({ status: 'delivered', deliveredAt: a.now });
    expect(shown(...underWay, a.returned)).toMatchObject({ status: 'returning' });
    expect(shown(...underWay, a.returned, a.takenBack)).toMatchObject({ status: 'taken-back' });
    expect(shown(...underWay, a.damaged)).toMatchObject({ status: 'in-transit', damaged: true });
    expect(shown(...underWay, a.lost)).toMatchObject({ status: 'lost' });
    expect(shown(a.arranged, a.cancelled)).toMatchObject({ status: 'cancelled' });
  });
  it('shows what a carrier tells in the order in which it happened, and what contradicts itself', () => {
    const delivered = a.carrierTold('c2', 'delivered', '2022-03-16T02:00:00.000Z');
    const departed = a.carrierTold('c1', 'departed', '2022-03-15T02:00:00.000Z');
    const summary = shown(a.arranged, a.handedToPost, delivered, departed, a.returned, a.takenBack);
    expect(summary.carrierEvents.map(({ carrierEventId }) => carrierEventId)).toEqual(['c1', 'c2']);
    expect(summary.contradictions).toEqual([{ kind: 'against-record', carrierEventIds: ['c2'] }]);
  });
  it('waits to have its order sent again, until it is answered or needs no order any more', () => {
    const unanswered = o.unanswered(1, a.now);
    const due = (...events: Parameters<typeof recorded>[0]) => {
      const summary = shown(...events);
      const wake = shipments.indexes.find(({ name }) => name === shipmentIndex.wake)?.of(summary);
      const commands = orderRetries.whenever(summary, a.now).map(({ type, data, at }) => [type, data, at]);
      return [wake !== undefined, commands];
    };
    const before = instantOf(Date.parse(a.now) - 1);
    expect(due(a.arranged, unanswered)).toEqual([true, [['OrderCarriage', { shipment: 1 }, a.now]]]);
    expect(orderRetries.whenever(shown(a.arranged, unanswered), before)).toEqual([]);
    expect(due(a.arranged)).toEqual([false, []]);
    expect(due(a.arranged, unanswered, o.ordered)).toEqual([false, []]);
    expect(due(a.arranged, unanswered, o.orderRefused)).toEqual([false, []]);
    expect(due(a.arranged, unanswered, a.cancelled)).toEqual([false, []]);
    expect(due(a.arranged, unanswered, a.handedToPost)).toEqual([false, []]);
  });
  it('holds nothing personal', () => {
    const text = JSON.stringify(shown(a.accepted, a.sealed, a.minutesSigned));
    for (const word of ['Ví Dụ', 'Bạch Đằng', '022180001234']) expect(text).not.toContain(word);
  });
  it('knows nothing of what has no beginning', () => expect(summaryOf(recorded([a.sealed]))).toBeUndefined());
  it('is found by dossier, item, office and state', () => {
    const summary = shown(a.accepted);
    const keys = Object.fromEntries(shipments.indexes.map(({ name, of }) => [name, of(summary)]));
    expect(keys).toEqual({
      dossier: [a.dossierId, '0001'],
      item: [a.item],
      newest: [a.beganAt],
      'status-newest': ['accepted', a.beganAt],
      'post-newest': [a.postId, a.beganAt],
      'post-status-newest': [a.postId, 'accepted', a.beganAt],
      'one-stop-newest': [a.oneStopId, a.beganAt],
      'one-stop-status-newest': [a.oneStopId, 'accepted', a.beganAt],
    });
  });
});
