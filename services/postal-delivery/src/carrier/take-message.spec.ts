import { CarrierMessage } from '@hoso/contracts';
import { describe, expect, it } from '@jest/globals';
import * as o from '../../test/order-stories.ts';
import * as a from '../../test/shipment-stories.ts';
import type { Use } from '../item/item-use.ts';
import type { AskedShipment } from '../shipment/shipment-commands.ts';
import { takeMessage } from './take-message.ts';

const message = CarrierMessage.parse({
  type: 'item.tracked',
  timestamp: a.now,
  data: { item: a.item, eventId: 'e1', status: 'departed', place: 'ha-long', at: a.now },
});
const use: Use = {
  ...{ dossier: a.dossierId, shipment: 2, direction: 'to-applicant', post: a.postId, oneStop: a.oneStopId },
  on: '2022-03-15',
};
const beside: Use = { ...use, dossier: '017f8a00-0000-7000-8000-000000000002', shipment: 1 };

async function taken(uses: readonly Use[], on = '2022-03-15', known: readonly string[] = []) {
  const asked: AskedShipment[] = [];
  const ports = {
    usesOf: async () => uses,
    localDate: async () => on,
    run: async (one: AskedShipment) => {
      asked.push(one);
      const receipt = { id: one.id, version: 1, position: 1 };
      return known.includes(one.id) ? { ...receipt, repeated: true as const } : receipt;
    },
  };
  const answer = await takeMessage(ports, { ...o.carrier, keys: [1], keysMade: 1 }, message);
  return { answer, asked };
}

describe('What a carrier tells of a packet', () => {
  it('is told of every dossier in it, by the carrier, at the instant when it happened', async () => {
    const { answer, asked } = await taken([use, beside], '2022-03-15', [a.dossierId]);
    expect(answer).toEqual({ recorded: 1, repeated: 1 });
    expect(asked.map(({ id, command }) => [id, command.data])).toEqual([
      [a.dossierId, { shipment: 2, carrierEventId: 'e1', status: 'departed', place: 'ha-long' }],
      [beside.dossier, { shipment: 1, carrierEventId: 'e1', status: 'departed', place: 'ha-long' }],
    ]);
    expect(asked[0]?.command).toMatchObject({ actor: { id: 'vnpost', role: 'system' }, occurredAt: a.now });
  });
  it('has the same command ids whenever it is told', async () => {
    const ids = async () => (await taken([use, beside])).asked.map(({ context }) => context.commandId);
    expect(await ids()).toEqual(await ids());
    expect(new Set(await ids()).size).toBe(2);
  });
  it('is told of what bore the number then: the last packet before, or else the first', async () => {
    const earlier: Use = { ...beside, on: '2021-01-10' };
    const toldOf = async (on: string) => (await taken([earlier, use], on)).asked.map(({ id }) => id);
    expect(await toldOf('2022-03-14')).toEqual([earlier.dossier]);
    expect(await toldOf('2022-03-15')).toEqual([use.dossier]);
    expect(await toldOf('2020-01-01')).toEqual([earlier.dossier]);
  });
  it('is not told of another carrier’s packet, nor of one that nobody knows: it comes again', async () => {
    await expect(taken([{ ...use, post: 'mong-cai-post' }])).rejects.toMatchObject({ code: 'ItemUnknown' });
    await expect(taken([])).rejects.toMatchObject({ code: 'ItemUnknown', params: { item: a.item } });
  });
});
