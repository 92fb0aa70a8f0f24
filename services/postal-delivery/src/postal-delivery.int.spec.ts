import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CarriageTermsPublished,
  CarrierMessage,
  carrierEventTypes,
  itemEventTypes,
  itemNumberOf,
  refuse,
  type Said,
  shipmentEventTypes,
} from '@hoso/contracts';
import { commandHandler, envelopeOf, eventCatalogue, instantOf, openStream, uuidV8 } from '@hoso/event-sourcing';
import { type SqliteEventStore, sqliteEventStore } from '@hoso/event-store-sqlite';
import { type KeyStore, sealer, sqliteKeyStore } from '@hoso/sealing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import * as o from '../test/order-stories.ts';
import * as a from '../test/shipment-stories.ts';
import { carriers, carriersStream } from './carrier/carriers.ts';
import { takeMessage } from './carrier/take-message.ts';
import { itemStream, itemUse, type Use } from './item/item-use.ts';
import { itemRanges, itemRangesStream } from './item/item-ranges.ts';
import { shipment } from './shipment/shipment.ts';
import type { ShipmentIntent } from './shipment/shipment-command.ts';
import { type AskedShipment, type ShipmentPorts, shipmentCommands } from './shipment/shipment-commands.ts';
import { streamOf } from './shipment/shipment-stream.ts';

const nowMs = Date.parse('2022-03-25T05:00:00.000Z');

let folder: string;
let store: SqliteEventStore;
let keys: KeyStore;
let run: ReturnType<typeof shipmentCommands>;
let ports: ShipmentPorts;
let reading: Parameters<typeof openStream>[0];
let submitted: boolean;
let sendOrder: ShipmentPorts['sendOrder'];
let count = 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hoso-postal-'));
  store = sqliteEventStore({ path: join(folder, 'log.sqlite'), log: { kind: 'live' }, clock: () => nowMs });
  keys = sqliteKeyStore(join(folder, 'keys.sqlite'));
  submitted = false;
  sendOrder = async () => {
    throw new Error('nobody takes orders here');
  };
  const events = eventCatalogue(...shipmentEventTypes, ...itemEventTypes, ...carrierEventTypes, CarriageTermsPublished);
  reading = { store, events, sealer: sealer(keys) };
  ports = {
    handle: commandHandler({ ...reading, attemptsMax: 10, clock: () => nowMs }),
    store,
    open: (stream) => openStream(reading, stream, shipment),
    findProcedure: async () => a.procedure,
    findUnit: async (id) => [a.oneStop, a.post].find((unit) => unit.id === id) ?? refuse('UnitNotFound', { id }),
    findCalendar: async () => a.calendar,
    findRecipient: async () => ({ name: a.person.name, address: a.person.address }),
    now: () => instantOf(nowMs),
    sendOrder: (carrier, order) => sendOrder(carrier, order),
    refuseUnanswered: ({ status }) => {
      throw new Error(`unanswered ${status}`);
    },
    findDossier: async () => (submitted ? { ...a.collectSupplement.known, originals: ['diploma'] } : undefined),
  };
  run = shipmentCommands(ports);
});
afterEach(async () => {
  await store.close();
  await keys.close();
  rmSync(folder, { recursive: true });
});

function asked(command: ShipmentIntent & Said, change: Partial<AskedShipment> = {}): AskedShipment {
  const commandId = uuidV8('command', count++);
  return {
    command,
    context: { commandId, correlationId: commandId },
    id: a.dossierId,
    ifVersion: undefined,
    ...change,
  };
}
const told = async (number: number, id = a.dossierId) =>
  (await store.readStream(streamOf(id, number), 0, 100)).map(envelopeOf);
const typesOf = async (number: number) => (await told(number)).map(({ type }) => type);

const handToPost = { ...a.handToPost, data: { ...a.handToPost.data, item: a.otherItem } };

async function handedOver(): Promise<void> {
  for (const command of [a.collect, a.seal, a.signMinutes]) await run(asked(command));
}
async function arranged(): Promise<void> {
  await run(asked(a.arrange));
}

describe('Postal delivery over a real store', () => {
  it('takes a dossier to the counter and its result back, all of it the dossier’s', async () => {
    await handedOver();
    submitted = true;
    await arranged();
    await arranged();
    await run(asked(handToPost));
    await run(asked(a.tell('c1', 'departed', a.now)));
    await run(asked(a.invite));
    const receipt = await run(asked(a.deliver));
    expect(receipt).toEqual({ id: `${a.dossierId}-2`, version: 5, position: 11 });
    expect(await typesOf(1)).toEqual(['PostalItemAccepted', 'ItemSealed', 'HandoverMinutesSigned']);
    const types = ['ShipmentArranged', 'ResultHandedToPost', 'CarrierEventRecorded', 'DeliveryInvited', 'Delivered'];
    expect(await typesOf(2)).toEqual(types);
    const text = JSON.stringify([...(await told(1)), ...(await told(2))]);
    for (const personal of ['Ví Dụ', 'Bạch Đằng', '022180001234']) expect(text).not.toContain(personal);
    expect(text).toContain(a.item);
    expect((await told(2))[0]?.data).toMatchObject({ post: a.postId });
  });

  it('means the newest shipment where none is named, and the named one otherwise', async () => {
    await handedOver();
    await arranged();
    const track = a.tell('c1', 'delivered', a.now);
    await run(asked({ ...track, data: { ...track.data, shipment: 1 } }));
    expect(await typesOf(1)).toHaveLength(4);
    await run(asked(a.cancel));
    expect(await typesOf(2)).toEqual(['ShipmentArranged', 'ShipmentCancelled']);
    await expect(run(asked({ ...a.cancel, data: { ...a.cancel.data, shipment: 7 } }))).rejects.toMatchObject({
      code: 'ShipmentNotFound',
      params: { shipment: 7 },
    });
  });

  it('answers a repeated command with its first receipt, also when another shipment has begun since', async () => {
    for (const command of [a.collect, a.seal]) await run(asked(command));
    const handover = asked(a.signMinutes);
    const first = await run(handover);
    await arranged();
    expect(await run(handover)).toEqual({ ...first, repeated: true });
    const arrangement = asked({ ...a.arrange, data: { ...a.arrange.data, readyAt: '2022-03-20T01:00:00.000Z' } });
    const third = await run(arrangement);
    expect(third.id).toBe(`${a.dossierId}-3`);
    expect(await run(arrangement)).toEqual({ ...third, repeated: true });
    expect(await typesOf(4)).toEqual([]);
  });

  it('carries the result of a dossier that was collected, and submitted at a counter in the end', async () => {
    await run(asked(a.collect));
    await arranged();
    expect([await typesOf(1), await typesOf(2)]).toEqual([['PostalItemAccepted'], ['ShipmentArranged']]);
  });

  it('does not collect what was submitted before, nor a second time', async () => {
    submitted = true;
    await expect(run(asked(a.collect))).rejects.toMatchObject({ code: 'AlreadySubmitted' });
    submitted = false;
    await run(asked(a.collect));
    submitted = true;
    await run(asked(a.collect));
    expect(await typesOf(1)).toEqual(['PostalItemAccepted']);
  });

  it.each([
    ['the day before he is employed', '2022-03-15T16:59:59.999Z', 'SignerUnknown'],
    ['the day he is employed', '2022-03-15T17:00:00.000Z', undefined],
  ])('asks the staff list who may sign, on the local day: %s', async (_, occurredAt, code) => {
    for (const command of [a.collect, a.seal]) await run(asked(command));
    const data = { ...a.signMinutes.data, signedBy: { agency: 'clerk-0705' } };
    const signing = run(asked({ ...a.signMinutes, occurredAt, data }));
    if (code === undefined) await signing;
    else await expect(signing).rejects.toMatchObject({ code });
  });

  it('takes an office that no list names as one without staff', async () => {
    await run(asked(a.by(a.strangePostman, a.collect)));
    await run(asked(a.by(a.strangePostman, a.seal)));
    const signing = a.by(a.clerk, {
      ...a.signMinutes,
      data: { ...a.signMinutes.data, signedBy: { postal: 'postal-2301' } },
    });
    await expect(run(asked(signing))).rejects.toMatchObject({
      code: 'SignerUnknown',
      params: { unit: 'mong-cai-post' },
    });
  });

  it('refuses who looked at another version', async () => {
    await run(asked(a.collect));
    await expect(run(asked(a.seal, { ifVersion: 3 }))).rejects.toMatchObject({ code: 'StaleVersion' });
  });

  describe('numbers its packets', () => {
    const Numbered = z.looseObject({ item: z.string() });
    const registrar = { id: 'registrar-0001', role: 'registrar', unit: 'platform' } as const;
    const grant = async (from: number, to: number): Promise<void> => {
      const data = { id: `range-${from}`, unit: a.postId, service: 'ZZ', from, to, source: 'for the specs' };
      const command = { type: 'GrantItemRange' as const, data, actor: registrar, occurredAt: a.beganAt };
      const commandId = uuidV8('command', count++);
      await ports.handle(command, { commandId, correlationId: commandId }, itemRangesStream, async (load) => [
        (await load(itemRangesStream, itemRanges)).decide(command),
      ]);
    };
    const { item: _, ...unnumbered } = a.collect.data;
    const collect = { ...a.collect, data: unnumbered };
    const id = (number: number) => `017f8a00-0000-7000-8000-${String(number).padStart(12, '0')}`;
    const itemsOf = async (number: number) => (await told(1, id(number))).map(({ data }) => Numbered.parse(data).item);

    it('from the ranges of its office, one after another, also twenty at once', async () => {
      await grant(7, 26);
      const collected = Array.from({ length: 20 }, (_, number) => run(asked(collect, { id: id(number) })));
      await Promise.all(collected);
      const items = (await Promise.all(collected.map((_, number) => itemsOf(number)))).flat();
      expect(items.toSorted()).toEqual(Array.from({ length: 20 }, (_, step) => itemNumberOf('ZZ', 7 + step)));
      await expect(run(asked(collect, { id: id(20) }))).rejects.toMatchObject({
        code: 'ItemNumberNeeded',
        params: { unit: a.postId },
      });
    });

    it('of a service that there is', async () => {
      const reserved = { ...a.collect, data: { ...a.collect.data, item: itemNumberOf('SS', 7) } };
      await expect(run(asked(reserved, { id: id(1) }))).rejects.toMatchObject({ code: 'ItemServiceReserved' });
      expect(await told(1, id(1))).toEqual([]);
    });

    it('leaves out what somebody used by hand, and keeps the number when the same is said again', async () => {
      await grant(7, 9);
      await run(asked({ ...a.collect, data: { ...a.collect.data, item: itemNumberOf('ZZ', 7) } }, { id: id(1) }));
      const again = await run(asked(collect, { id: id(2) }));
      expect(await run(asked(collect, { id: id(2) }))).toMatchObject({ ...again, repeated: true });
      expect(await itemsOf(2)).toEqual([itemNumberOf('ZZ', 8)]);
    });

    it('with none that another packet bears, unless somebody insists', async () => {
      await run(asked(a.collect, { id: id(1) }));
      const next = { ...a.collect, occurredAt: '2022-03-15T02:00:00.000Z' };
      await expect(run(asked(next, { id: id(2) }))).rejects.toMatchObject({ code: 'ItemNumberReused' });
      expect(await told(1, id(2))).toEqual([]);
      await run(asked(a.insisting(next), { id: id(2) }));
      expect(await told(1, id(2))).toHaveLength(1);
    });
  });

  it('brings the originals back with the result', async () => {
    const { collect: first } = a;
    await run(asked({ ...first, data: { ...first.data, originals: ['application-form'] } }));
    for (const command of [a.seal, a.signMinutes]) await run(asked(command));
    await arranged();
    await expect(run(asked(handToPost))).rejects.toMatchObject({
      code: 'OriginalsLeft',
      params: { documents: 'application-form' },
    });
    submitted = true;
    const strange = ['application-form', 'diploma', 'deed'];
    const withThese = (originals: string[]) => asked({ ...handToPost, data: { ...handToPost.data, originals } });
    await expect(run(withThese(strange))).rejects.toMatchObject({
      code: 'OriginalNotTaken',
      params: { documents: 'deed' },
    });
    await run(withThese(strange.slice(0, 2)));
  });

  it('carries the supplement of a dossier, and papers back, as shipments of their own', async () => {
    await handedOver();
    await expect(run(asked(a.collectSupplement))).rejects.toMatchObject({ code: 'DossierNotFound' });
    submitted = true;
    const { data } = a.collectSupplement;
    const supplement = { ...a.collectSupplement, occurredAt: a.now, data: { ...data, item: a.otherItem } };
    await run(asked(supplement));
    await run(asked(supplement));
    await run(asked({ ...a.sendBack, data: { content: 'supplement-slip' } }));
    await run(asked({ ...a.sendBack, data: { content: 'supplement-slip' } }));
    expect([await typesOf(2), await typesOf(3), await typesOf(4)]).toEqual([
      ['SupplementAccepted'],
      ['ShipmentArranged'],
      [],
    ]);
    expect(JSON.stringify(await told(2))).not.toContain('khai sinh');
  });

  it('binds a shipment to the terms of its day', async () => {
    const leg = { leg: 'inter-district' };
    await run(asked({ ...a.collect, data: { ...a.collect.data, carriage: leg } }));
    expect((await told(1))[0]?.data).toMatchObject({ carriage: { ...leg, terms: 1, days: 2, slipDays: 4 } });
    const unknown = { ...a.collect, data: { ...a.collect.data, carriage: { leg: 'by-air' } } };
    await expect(run(asked(unknown, { id: '017f8a00-0000-7000-8000-000000000009' }))).rejects.toMatchObject({
      code: 'LegUnknown',
    });
  });

  describe('orders what waits from its carrier', () => {
    const said = { occurredAt: a.beganAt, carrier: o.carrier.id };
    const register = async (): Promise<void> => {
      const registrar = { id: 'registrar-0001', role: 'registrar', unit: 'platform' } as const;
      const operator = { id: 'operator-0001', role: 'operator', unit: 'platform' } as const;
      for (const command of [
        { ...said, actor: registrar, type: 'RegisterCarrier' as const, data: o.carrier },
        { ...said, actor: operator, type: 'IssueCarrierKey' as const, data: {} },
      ]) {
        const commandId = uuidV8('command', count++);
        await ports.handle(command, { commandId, correlationId: commandId }, carriersStream, async (load) => [
          (await load(carriersStream, carriers)).decide(command),
        ]);
      }
    };
    const { placed: _, dossier: __, shipment: ___, ...order } = o.order;
    const taking: ShipmentPorts['sendOrder'] = async (_carrier, { order: name }) => {
      return { outcome: 'taken', carrier: o.carrier.id, order: name, item: a.item };
    };

    it('once, with the number that it answers, which hands over keep', async () => {
      let orders: readonly object[] = [];
      sendOrder = async (carrier, one) => {
        orders = [...orders, one];
        return await taking(carrier, one);
      };
      await register();
      await arranged();
      await run(asked(order));
      await run(asked(order));
      expect(orders).toEqual([
        {
          ...{ order: `${a.dossierId}-1`, office: a.postId, from: a.oneStopId, content: 'result' },
          ...{ to: { name: a.person.name, address: a.person.address }, readyAt: a.readyAt },
        },
      ]);
      const { item: ____, ...unnumbered } = a.handToPost.data;
      await run(asked({ ...a.handToPost, data: unnumbered }));
      expect((await told(1)).map(({ type }) => type)).toEqual([
        ...['ShipmentArranged', 'CarriageOrdered', 'ResultHandedToPost'],
      ]);
      expect(JSON.stringify(await told(1))).not.toContain(a.person.name);
    });

    it('again and again until somebody answers', async () => {
      await register();
      await arranged();
      let sent = 0;
      sendOrder = async (_carrier, { order: name }) => {
        sent += 1;
        return { outcome: 'unanswered', carrier: o.carrier.id, order: name, status: 0 };
      };
      await run(asked(order));
      await run(asked(order));
      expect([sent, await typesOf(1)]).toEqual([1, ['ShipmentArranged', 'CarriageOrderUnanswered']]);
      await expect(run(asked({ ...order, actor: a.clerk }))).rejects.toThrow('unanswered 0');
      const againAt = instantOf(nowMs + 2_000);
      expect((await told(1)).at(-1)?.data).toMatchObject({ attempt: 1, againAt });
      sendOrder = taking;
      await run(asked({ ...order, occurredAt: againAt }));
      expect((await typesOf(1)).slice(2)).toEqual(['CarriageOrdered']);
    });

    it('and takes no number that another packet bears', async () => {
      sendOrder = taking;
      await register();
      await run(asked(a.collect, { id: '017f8a00-0000-7000-8000-000000000007' }));
      await arranged();
      await run(asked(order));
      expect((await told(1)).at(-1)?.data).toMatchObject({ because: 'item-in-use' });
    });

    it('from nobody where no carrier with a key is known', async () => {
      await arranged();
      await run(asked(order));
      expect(await typesOf(1)).toEqual(['ShipmentArranged']);
    });

    it('and is told the same state by everything it hears, in any order', async () => {
      sendOrder = taking;
      await register();
      await arranged();
      await run(asked(order));
      const uses: readonly Use[] = (await openStream(reading, itemStream(a.item), itemUse)).state;
      const messages = ['accepted', 'departed', 'delivered', 'returned'].map((status, hour) =>
        CarrierMessage.parse({
          type: 'item.tracked',
          timestamp: a.now,
          data: { item: a.item, eventId: `e${hour}`, status, at: `2022-03-16T0${hour}:00:00.000Z` },
        }),
      );
      const tell = (message: CarrierMessage) =>
        takeMessage(
          { usesOf: async () => uses, localDate: async (at) => at.slice(0, 10), run },
          { ...o.carrier, keys: [1], keysMade: 1 },
          message,
        );
      for (const message of [...messages.toReversed(), ...messages]) await tell(message);
      expect(await typesOf(1)).toEqual([
        ...['ShipmentArranged', 'CarriageOrdered'],
        ...messages.map(() => 'CarrierEventRecorded'),
      ]);
      const { state } = await ports.open(streamOf(a.dossierId, 1));
      expect(state.status === 'none' ? [] : state.carrierEvents.map(({ status }) => status)).toEqual(
        messages.map(({ data }) => data.status),
      );
    });
  });
});
