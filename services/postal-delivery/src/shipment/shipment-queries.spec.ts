import { type Actor, FindCollection, FindShipments, ListShipments, type PersonalRead, refuse } from '@hoso/contracts';
import { fold, type Happened } from '@hoso/event-sourcing';
import { memoryViewStore } from '@hoso/event-sourcing/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { recorded, summaryOf } from '../../test/history.ts';
import * as a from '../../test/shipment-stories.ts';
import { shipment } from './shipment.ts';
import { type ShipmentQueries, shipmentQueries } from './shipment-queries.ts';
import type { ShipmentEvent } from './shipment-state.ts';
import { shipments } from './shipments.view.ts';

const fresh = { completeUpTo: 9, lagMs: 0, held: [] };
const recipient = { name: a.person.name, address: a.person.address };
const other = '017f8a00-0000-7000-8000-000000000002';
const operator: Actor = { id: 'operator-01', role: 'operator', unit: 'platform' };

let queries: ShipmentQueries;
let openState: readonly ShipmentEvent[];
let readsRecorded: readonly PersonalRead[];

/** Of one dossier the collection and the result; of another one a collection in Móng Cái. */
beforeEach(async () => {
  const second = <Event extends ShipmentEvent>(event: Event): Event => ({
    ...event,
    data: { ...event.data, shipment: 2 },
  });
  const elsewhere = { ...a.accepted.data, dossier: other, post: 'mong-cai-post', oneStop: 'mong-cai-one-stop' };
  const histories = [
    [a.accepted, a.sealed, a.minutesSigned],
    [second(a.arranged), second(a.handedToPost)],
    [{ ...a.accepted, data: { ...elsewhere, item: a.otherItem }, occurredAt: a.now }],
  ];
  const generation = await memoryViewStore().live(shipments);
  const written = histories.map((history, index) => {
    const document = summaryOf(recorded(history));
    return { key: `${document?.dossier}-${document?.shipment}`, document, position: index + 2, previous: 0 };
  });
  await generation.save(written, { checkpoints: [], held: [], released: [] });
  openState = [a.accepted];
  readsRecorded = [];
  queries = shipmentQueries({
    reader: {
      page: async (query) => {
        const { items, ...rest } = await generation.page(query);
        return { ...fresh, ...rest, items: [...items] };
      },
    },
    open: async () => ({
      state: fold(
        shipment,
        openState.map((event): Happened<ShipmentEvent> => ({ ...event, actor: a.postman, occurredAt: a.beganAt })),
      ),
    }),
    reads: {
      record: async (read) => {
        readsRecorded = [...readsRecorded, read];
      },
    },
    findRecipient: async () => recipient,
    findCalendar: async () => a.calendar,
    now: () => a.now,
    findUnit: async (id) =>
      [a.oneStop, a.post, { ...a.post, id: 'mong-cai-post' }].find((unit) => unit.id === id) ??
      refuse('UnitNotFound', { id }),
  });
});

const found = async (actor: Actor | undefined, id = a.dossierId) =>
  FindShipments.answer.parse(await queries.find(FindShipments.ask.parse({ id }), actor)).items;
const listed = async (actor: Actor | undefined, ask: object = {}) =>
  ListShipments.answer
    .parse(await queries.list(ListShipments.ask.parse(ask), actor))
    .items.map(({ dossier, shipment: number }) => `${dossier.slice(-1)}-${number}`);

describe('The shipments of a dossier', () => {
  it('are told to the office that carries them, with the address of what it delivers', async () => {
    const items = await found(a.postman);
    expect(items.map(({ shipment: number, recipient: to }) => [number, to])).toEqual([
      [1, undefined],
      [2, recipient],
    ]);
    expect(readsRecorded).toEqual([
      { actor: a.postman, dossiers: [a.dossierId], fields: ['recipient'], purpose: 'casework', query: 'FindShipments' },
    ]);
  });
  it('are told to the counter and to inspectors without an address', async () => {
    for (const actor of [a.clerk, a.inspector, operator, a.platform]) {
      const items = await found(actor);
      expect(items.map(({ shipment: number }) => number)).toEqual([1, 2]);
      expect(items.every(({ recipient: to }) => to === undefined)).toBe(true);
      expect(readsRecorded).toEqual([]);
    }
  });
  it('are not told to another office or counter', async () => {
    expect(await found(a.strangePostman)).toEqual([]);
    expect(await found(a.strangeClerk)).toEqual([]);
  });
  it('are told to nobody else', async () => {
    const head: Actor = { id: 'head-0801', role: 'head', unit: 'ha-long-office' };
    const citizen: Actor = { id: 'citizen-1', role: 'applicant', unit: 'public' };
    for (const actor of [head, citizen, undefined]) {
      await expect(found(actor)).rejects.toMatchObject({ code: 'RoleNotAllowed' });
      await expect(listed(actor)).rejects.toMatchObject({ code: 'RoleNotAllowed' });
    }
  });
});

describe('A list of shipments', () => {
  it('is an office’s own, newest first', async () => {
    expect(await listed(a.postman)).toEqual(expect.arrayContaining(['1-1', '1-2']));
    expect(await listed(a.strangePostman)).toEqual(['2-1']);
    expect(await listed(a.clerk)).toHaveLength(2);
    expect((await listed(a.inspector))[0]).toBe('2-1');
    expect(await listed(a.inspector)).toHaveLength(3);
  });
  it('can be narrowed by state, by office, and to one item', async () => {
    expect(await listed(a.postman, { status: 'in-transit' })).toEqual(['1-2']);
    expect(await listed(a.inspector, { unit: 'mong-cai-post' })).toEqual(['2-1']);
    expect(await listed(a.inspector, { unit: 'mong-cai-post', status: 'sealed' })).toEqual([]);
    expect(await listed(a.inspector, { unit: a.oneStopId })).toHaveLength(2);
    await expect(listed(a.inspector, { unit: 'nowhere' })).rejects.toMatchObject({ code: 'UnitNotFound' });
    expect(await listed(a.strangePostman, { item: a.otherItem })).toEqual(['2-1']);
    expect(await listed(a.postman, { item: a.otherItem })).toEqual([]);
  });
  it('of another unit is refused', async () =>
    await expect(listed(a.postman, { unit: 'mong-cai-post' })).rejects.toMatchObject({ code: 'WrongUnit' }));
});

describe('What was said at a collection', () => {
  const asked = async (actor: Actor | undefined) =>
    await queries.collection(FindCollection.ask.parse({ dossier: a.dossierId, shipment: 1 }), actor);

  it('is told to the platform', async () => {
    const { post, procedure, oneStop, applicant, returnBy } = a.accepted.data;
    expect(FindCollection.answer.parse(await asked(a.platform))).toEqual({
      post,
      procedure,
      oneStop,
      applicant,
      returnBy,
    });
  });
  it('is told to nobody else', async () => {
    for (const actor of [a.postman, a.clerk, a.inspector, undefined]) {
      await expect(asked(actor)).rejects.toMatchObject({ code: 'RoleNotAllowed' });
    }
  });
  it('is not there without a collection', async () => {
    openState = [];
    await expect(asked(a.platform)).rejects.toMatchObject({ code: 'ShipmentNotFound' });
    openState = [a.arranged];
    await expect(asked(a.platform)).rejects.toMatchObject({ code: 'ShipmentNotFound' });
  });
  it('is gone with its key', async () => {
    const applicant = { kid: 'k', iv: 'aXY=', ct: 'Y3Q=', tag: 'dGFn' };
    openState = [{ ...a.accepted, data: { ...a.accepted.data, applicant } }];
    await expect(asked(a.platform)).rejects.toMatchObject({ code: 'KeyDestroyed' });
  });
});
