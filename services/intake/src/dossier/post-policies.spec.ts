import { RecordNotDelivered, RecordReturned, type shipmentEventTypes, SubmitCollected } from '@hoso/contracts';
import { type EventOf, type Policy, streamName, uuidV8 } from '@hoso/event-sourcing';
import { describe, expect, it } from '@jest/globals';
import { dossierId, platform, receivedAt } from '../../test/dossier-stories.ts';
import { followShipment } from './follow-shipment.policy.ts';
import { submitCollected } from './submit-collected.policy.ts';

type Told = EventOf<(typeof shipmentEventTypes)[number]>;
const of = { dossier: dossierId, shipment: 2 };
const sides = { post: 'ha-long-post', oneStop: 'ha-long-one-stop' };
const signedBy = { postal: 'postal-2201', agency: 'clerk-0702' };

function sent(policy: Policy, event: Told) {
  return policy.whenever({
    ...event,
    log: uuidV8('log'),
    id: uuidV8('event'),
    commandId: uuidV8('command'),
    commandType: 'Told',
    correlationId: uuidV8('command'),
    schemaVersion: 1,
    stream: streamName('shipment', `${dossierId}-2`),
    version: 3,
    position: 7,
    occurredAt: receivedAt,
    recordedAt: receivedAt,
    actor: platform,
    dossierId,
  });
}

describe('Whenever the handover minutes are signed', () => {
  it('the dossier is submitted with what the post was told', () => {
    const commands = sent(submitCollected, { type: 'HandoverMinutesSigned', data: { ...of, ...sides, signedBy } });
    const { subject, name: type } = SubmitCollected;
    expect(commands).toEqual([{ subject, type, dossierId, data: { shipment: 2 } }]);
  });
});

describe('Whenever a shipment has come to its end', () => {
  it('what was delivered was returned by post', () => {
    const commands = sent(followShipment, { type: 'Delivered', data: { ...of, to: 'authorised-person' } });
    const { subject, name: type } = RecordReturned;
    expect(commands).toEqual([{ subject, type, dossierId, data: { shipment: 2, to: 'authorised-person' } }]);
  });
  it.each<[string, Told]>([
    ['cancelled', { type: 'ShipmentCancelled', data: { ...of, reason: 'Đến quầy' } }],
    ['taken-back', { type: 'ReturnTakenBack', data: { ...of, ...sides, signedBy } }],
    ['lost', { type: 'LostOrDamaged', data: { ...of, direction: 'to-applicant', kind: 'lost' } }],
  ])('what was %s is the counter’s again', (because, event) => {
    const { subject, name: type } = RecordNotDelivered;
    expect(sent(followShipment, event)).toEqual([{ subject, type, dossierId, data: { shipment: 2, because } }]);
  });
  it.each<[string, Told]>([
    ['taken back', { type: 'ReturnTakenBack', data: { ...of, ...sides, signedBy, originals: ['deed'] } }],
    ['delivered', { type: 'Delivered', data: { ...of, to: 'applicant', originals: ['deed'] } }],
  ])('what was %s tells the counter which originals were in it', (_, event) =>
    expect(sent(followShipment, event)).toMatchObject([{ data: { shipment: 2, originals: ['deed'] } }]),
  );
  it.each<[string, Told]>([
    ['damaged', { type: 'LostOrDamaged', data: { ...of, direction: 'to-applicant', kind: 'damaged' } }],
    [
      'lost on its way to the counter',
      { type: 'LostOrDamaged', data: { ...of, direction: 'to-agency', kind: 'lost' } },
    ],
  ])('what was %s concerns the post alone', (_, event) => expect(sent(followShipment, event)).toEqual([]));
});
