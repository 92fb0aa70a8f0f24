import { ArrangeShipment } from '@hoso/contracts';
import { streamName, uuidV8 } from '@hoso/event-sourcing';
import { describe, expect, it } from '@jest/globals';
import * as a from '../../test/shipment-stories.ts';
import { arrangeShipment } from './arrange-shipment.policy.ts';

describe('Whenever a result waits for the post', () => {
  it('a shipment is arranged', () => {
    const commands = arrangeShipment.whenever({
      type: 'ResultReadyToReturn',
      data: { by: 'post', oneStop: a.oneStopId, finishedAt: a.readyAt },
      log: uuidV8('log'),
      id: uuidV8('event'),
      commandId: uuidV8('command'),
      commandType: 'RecordResult',
      correlationId: uuidV8('command'),
      schemaVersion: 1,
      stream: streamName('dossier', a.dossierId),
      version: 7,
      position: 9,
      occurredAt: a.readyAt,
      recordedAt: a.readyAt,
      actor: a.platform,
      dossierId: a.dossierId,
    });
    const { subject, name: type } = ArrangeShipment;
    const data = { oneStop: a.oneStopId, readyAt: a.readyAt };
    expect(commands).toEqual([{ subject, type, dossierId: a.dossierId, data }]);
    expect(ArrangeShipment.data.parse(commands[0]?.data)).toEqual(data);
  });
});
