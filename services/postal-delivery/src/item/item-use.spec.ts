import { GrantItemRange, ItemNumber, itemNumberOf } from '@hoso/contracts';
import { specification } from '@hoso/event-sourcing/testing';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as a from '../../test/shipment-stories.ts';
import { candidates, itemDraw } from './item-draw.ts';
import { itemRanges, rangeOf } from './item-ranges.ts';
import { itemUse, type Use, type UseItemNumber } from './item-use.ts';

const registrar = { id: 'registrar-0001', role: 'registrar', unit: 'platform' } as const;
const range = { id: 'ha-long-1', unit: a.postId, service: 'ZZ', from: 100, to: 199, source: 'for the specs' };
const grant = (change: object = {}) => ({
  type: 'GrantItemRange' as const,
  data: GrantItemRange.data.parse({ ...range, ...change }),
  actor: registrar,
  occurredAt: a.now,
});
const granted = { type: 'ItemRangeGranted' as const, data: range };

describe('A range of item numbers', () => {
  const given = specification(itemRanges);
  it('is granted once, and for good', () => {
    given().when(grant()).then(granted);
    given(granted).when(grant()).thenNothing();
    given(granted)
      .when(grant({ to: 200 }))
      .thenRefused('ItemRangeDiffers', { range: 'ha-long-1' });
  });
  it.each([
    ['begins on its last number', { from: 199, to: 300 }, false],
    ['ends on its first number', { from: 1, to: 100 }, false],
    ['lies in it', { from: 120, to: 130 }, false],
    ['holds it', { from: 1, to: 300 }, false],
    ['begins after it', { from: 200, to: 300 }, true],
    ['ends before it', { from: 1, to: 99 }, true],
    ['is of another service', { service: 'ZY' }, true],
  ])('overlaps no other one: one that %s', (_, change, isTaken) => {
    const next = grant({ id: 'mong-cai-1', unit: 'mong-cai-post', ...change });
    const asked = given(granted).when(next);
    if (isTaken) asked.then({ type: 'ItemRangeGranted', data: next.data });
    else asked.thenRefused('ItemRangeOverlaps', { range: 'ha-long-1', unit: a.postId });
  });
  it('has numbers', () =>
    given()
      .when(grant({ from: 200 }))
      .thenRefused('ItemRangeEmpty', { from: 200, to: 199 }));
  it.each(['JA', 'KA', 'SS', 'TZ', 'WX'])('is not of %s, which UPU S10 reserves', (service) =>
    given().when(grant({ service })).thenRefused('ItemServiceReserved', { service, reserved: 'J, K, S, T, W' }),
  );
  it('is granted by registrars', () =>
    given()
      .when({ ...grant(), actor: a.postman })
      .thenRefused('RoleNotAllowed', { role: 'postal' }));
  it('is found by its numbers, of this country', () => {
    expect(rangeOf([range], itemNumberOf('ZZ', 100))).toBe(range);
    expect(rangeOf([range], itemNumberOf('ZZ', 199))).toBe(range);
    expect(rangeOf([range], itemNumberOf('ZZ', 200))).toBeUndefined();
    expect(rangeOf([range], itemNumberOf('ZZ', 150).replace('VN', 'LA'))).toBeUndefined();
  });
});

describe('An item number', () => {
  const given = specification(itemUse);
  const use: Use = {
    dossier: a.dossierId,
    shipment: 1,
    direction: 'to-agency',
    post: a.postId,
    oneStop: a.oneStopId,
    on: '2022-03-14',
  };
  const other = { ...use, dossier: '017f8a00-0000-7000-8000-000000000002' };
  const using = (data: Use, change: Partial<UseItemNumber> = {}): UseItemNumber => ({
    ...{ type: 'UseItemNumber', data: { ...data, item: a.item }, holder: undefined },
    ...{ actor: a.postman, occurredAt: a.now, ...change },
  });
  const used = (data: Use) => ({ type: 'ItemNumberUsed' as const, data: { ...data, item: a.item } });

  it('is used by a packet, told twice once', () => {
    given().when(using(use)).then(used(use));
    given(used(use)).when(using(use)).thenNothing();
  });
  it('is that of every dossier in the packet', () => given(used(use)).when(using(other)).then(used(other)));
  it.each<[string, Partial<Use>]>([
    ['the other way', { direction: 'to-applicant' }],
    ['from another office', { post: 'mong-cai-post' }],
    ['to another counter', { oneStop: 'co-to-one-stop' }],
    ['on another day', { on: '2022-03-15' }],
    ['a day short of a year later', { on: '2023-03-13' }],
    ['a day short of a year before, told late', { on: '2021-03-15' }],
  ])('is not that of another packet: %s', (_, change) => {
    const next = { ...other, ...change };
    given(used(use)).when(using(next)).thenRefused('ItemNumberReused', { item: a.item, on: '2022-03-14' });
    const recorded = { type: 'ItemNumberUsed' as const, data: { ...used(next).data, insisted: a.insist } };
    given(used(use))
      .when(using(next, { insist: a.insist }))
      .then(recorded);
  });
  it.each([['2023-03-14'], ['2021-03-14']])('is free again twelve months later: %s', (on) => {
    const next = { ...other, on };
    given(used(use)).when(using(next)).then(used(next));
  });
  it('is not another office’s', () => {
    given()
      .when(using(use, { holder: 'mong-cai-post' }))
      .thenRefused('ItemOfAnotherOffice', { unit: 'mong-cai-post' });
    given()
      .when(using(use, { holder: a.postId }))
      .then(used(use));
  });

  it('is drawn in turn from every range, from its beginning again after its end, with its check digit', () => {
    fc.assert(
      fc.property(fc.nat(99_999_999), fc.nat(30), fc.option(fc.nat(30), { nil: undefined }), (from, size, drawn) => {
        const to = Math.min(from + size, 99_999_999);
        const last = drawn === undefined ? undefined : Math.min(from + drawn, to);
        const state = new Map(last === undefined ? [] : [[range.id, { last, count: 1 }]]);
        const found = [...candidates([{ ...range, from, to }], state)];
        expect(found.map(({ serial }) => serial).toSorted((x, y) => x - y)).toEqual(
          Array.from({ length: to - from + 1 }, (_, step) => from + step),
        );
        expect(found[0]?.serial).toBe(last === undefined || last === to ? from : last + 1);
        for (const { item, serial } of found) {
          expect(ItemNumber.parse(item).slice(2, 10)).toBe(String(serial).padStart(8, '0'));
        }
      }),
      { numRuns: 300 },
    );
  });
  it('is drawn once', () => {
    const data = { unit: a.postId, range: range.id, serial: 100, item: itemNumberOf('ZZ', 100) };
    const draw = { type: 'DrawItemNumber' as const, data, actor: a.postman, occurredAt: a.now };
    const drawn = { type: 'ItemNumberDrawn' as const, data };
    specification(itemDraw)().when(draw).then(drawn);
    specification(itemDraw)(drawn).when(draw).thenNothing();
  });
});
