import { instantOf } from '@hoso/event-sourcing';
import { specification } from '@hoso/event-sourcing/testing';
import { describe, it } from '@jest/globals';
import * as o from '../../test/order-stories.ts';
import * as a from '../../test/shipment-stories.ts';
import { shipment } from './shipment.ts';

const given = specification(shipment);
const { arranged, handedToPost } = a;
const { ordered, orderRefused, order } = o;
const refusing = { ...order, placed: o.refusedOrder };
const plain = { type: handedToPost.type, data: handedToPost.data } as const;

describe('The carriage of what waits', () => {
  it('is ordered once', () => {
    given(arranged).when(order).then(ordered);
    given(arranged, ordered)
      .when({ ...order, placed: undefined })
      .thenNothing();
  });
  it('is ordered by policy until somebody answers, and again by the counter where it was refused', () => {
    given(arranged).when(refusing).then(orderRefused);
    given(arranged, orderRefused).when(order).thenNothing();
    given(arranged, orderRefused).when(a.by(a.clerk, order)).then(ordered);
    given(arranged, orderRefused).when(a.by(a.clerk, refusing)).thenNothing();
  });
  it('is ordered again later where nobody answers, each time after a longer while', () => {
    const asking = { ...order, placed: o.unansweredOrder };
    const soon = instantOf(Date.parse(a.now) + 2_000);
    const later = instantOf(Date.parse(a.now) + 5_000);
    const longAfter = instantOf(Date.parse(a.now) + 2 * 3_600_000);
    given(arranged).when(asking).then(o.unanswered(1, soon));
    given(arranged, o.unanswered(1, soon)).when(asking).thenNothing();
    given(arranged, o.unanswered(1, soon))
      .when({ ...asking, occurredAt: soon })
      .then(o.unanswered(2, later));
    given(arranged, o.unanswered(9, soon))
      .when({ ...asking, occurredAt: soon })
      .then(o.unanswered(10, longAfter));
    given(arranged, o.unanswered(1, soon))
      .when({ ...order, occurredAt: soon })
      .then(ordered);
    given(arranged, o.unanswered(1, soon)).when(a.by(a.clerk, order)).then(ordered);
    given(arranged, o.unanswered(1, soon), handedToPost)
      .when({ ...order, occurredAt: soon })
      .thenNothing();
  });
  it('is not ordered from a carrier without a system, which nobody minds but who asked', () => {
    const nowhere = { ...order, placed: undefined };
    given(arranged).when(nowhere).thenNothing();
    given(arranged).when(a.by(a.clerk, nowhere)).thenRefused('CarrierTakesNoOrders', { post: a.postId });
  });
  it('is not ordered any more once the post has it, or it stays', () => {
    given(arranged, handedToPost).when(order).thenNothing();
    given(arranged, a.cancelled).when(order).thenNothing();
    given(arranged, handedToPost)
      .when(a.insisting(a.by(a.clerk, order)))
      .thenRefused('ShipmentNotInState');
    given(a.accepted).when(order).thenRefused('ShipmentNotInState');
  });
  it('is the counter’s to order', () => {
    given(arranged)
      .when(a.insisting(a.by(a.strangeClerk, order)))
      .thenRefused('WrongUnit');
    given(arranged).when(a.by(a.officerAtCounter, order)).thenRefused('WrongRole');
  });
  it('is that of the ordered number, unless somebody insists', () => {
    const other = { ...a.handToPost, waybill: { item: a.otherItem } };
    given(arranged, ordered).when(a.handToPost).then(plain);
    given(arranged, ordered).when(other).thenRefused('ItemNotOrdered', { item: a.otherItem, expected: a.item });
    given(arranged, ordered)
      .when(a.insisting(other))
      .then({ ...plain, data: { ...plain.data, item: a.otherItem, insisted: a.insist } });
  });
  it('may be told of from then on', () => {
    const telling = a.by(a.platform, a.tell('c1', 'accepted', a.now));
    given(arranged).when(telling).thenRefused('ShipmentNotInState');
    const { occurredAt: _, ...told } = a.carrierTold('c1', 'accepted', a.now);
    given(arranged, ordered).when(telling).then(told);
    given(arranged, ordered, a.cancelled).when(telling).then(told);
  });
});
