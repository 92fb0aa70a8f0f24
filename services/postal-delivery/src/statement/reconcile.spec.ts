import { checkDigitOf, type ShipmentSummary, type StatementReport } from '@hoso/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { recorded, summaryOf } from '../../test/history.ts';
import * as a from '../../test/shipment-stories.ts';
import { statementLines } from '../process/statement-lines.ts';
import { ourItems } from './our-items.ts';
import { Reconciliation } from './reconcile.ts';

const days = { from: '2022-03-01', to: '2022-03-31' };
const localDate = (instant: string) => instant.slice(0, 10);
const header = 'item,accepted_on,status,collected,remitted';
const text = async function* (content: string): AsyncIterable<Uint8Array> {
  // A byte at a time: what is cut between two pieces is one.
  for (const byte of Buffer.from(content)) yield Uint8Array.of(byte);
};

async function reconciled(shipments: readonly ShipmentSummary[], content: string) {
  const reconciliation = new Reconciliation(ourItems(shipments, days, localDate));
  for await (const line of statementLines(text(content))) reconciliation.take(line);
  return reconciliation.end();
}

function summary(...history: Parameters<typeof recorded>[0]): ShipmentSummary {
  const made = summaryOf(recorded(history));
  if (!made) throw new Error('nothing began');
  return made;
}

const handedOver = summary(a.accepted, a.feeCollected, a.sealed, a.feesRemitted, a.minutesSigned);
const onTheWay = summary(a.arranged, {
  ...a.handedToPost,
  data: { ...a.handedToPost.data, item: a.otherItem },
  occurredAt: a.now,
});
const agreeing = `${header}\n${a.item},2022-03-14,delivered,15000,15000\n${a.otherItem},2022-03-15,under-way,0,0\n`;
const none = { missing: [], extra: [], different: [], unremitted: [], unread: [] };

describe('A carrier’s statement', () => {
  it('agrees with our own record', async () => {
    expect(await reconciled([handedOver, onTheWay], agreeing)).toMatchObject({ rows: 2, agreed: 2, ...none });
  });
  it('is read as spreadsheets write it: with a mark of its bytes, quotes and Windows’ ends of lines', async () => {
    const written = `\uFEFF${agreeing.replaceAll('\n', '\r\n').replaceAll('delivered', '"delivered"')}`;
    expect(await reconciled([handedOver, onTheWay], written)).toMatchObject({ rows: 2, agreed: 2, ...none });
  });
  it('leaves something out, and tells of something that we never gave', async () => {
    const found = await reconciled([handedOver], `${header}\n${a.otherItem},2022-03-15,delivered,0,0\n`);
    expect(found).toMatchObject({
      counts: { missing: 1, extra: 1 },
      missing: [{ item: a.item, dossiers: [a.dossierId] }],
      extra: [{ line: 2, item: a.otherItem }],
    });
  });
  it.each<[string, string, StatementReport['different'][number]['fields']]>([
    ['another end', '2022-03-14,lost,15000,15000', [{ field: 'status', ours: 'delivered', theirs: 'lost' }]],
    [
      'another day',
      '2022-03-15,delivered,15000,15000',
      [{ field: 'accepted_on', ours: '2022-03-14', theirs: '2022-03-15' }],
    ],
    [
      'other money',
      '2022-03-14,delivered,15001,0',
      [
        { field: 'collected', ours: '15000', theirs: '15001' },
        { field: 'remitted', ours: '15000', theirs: '0' },
      ],
    ],
  ])('tells of %s', async (_, row, fields) => {
    const found = await reconciled([handedOver], `${header}\n${a.item},${row}\n`);
    expect(found).toMatchObject({ agreed: 0, different: [{ line: 2, item: a.item, dossiers: [a.dossierId], fields }] });
  });
  it('shows what the post still keeps, whatever the statement says of it', async () => {
    const kept = summary(a.accepted, a.feeCollected);
    const found = await reconciled([kept], `${header}\n${a.item},2022-03-14,under-way,15000,15000\n`);
    expect(found.unremitted).toEqual([{ item: a.item, dossiers: [a.dossierId], amount: 15_000 }]);
  });
  it('adds up the dossiers of one packet', async () => {
    const beside = { ...handedOver, dossier: '017f8a00-0000-7000-8000-000000000002' };
    const found = await reconciled([handedOver, beside], `${header}\n${a.item},2022-03-14,delivered,30000,30000\n`);
    expect(found).toMatchObject({ agreed: 1, ...none });
  });
  it('is of its days: what was handed over on others is neither missing nor known', async () => {
    const later = { ...handedOver, beganAt: '2022-04-01T00:00:00.000Z' };
    const found = await reconciled([later], `${header}\n${a.item},2022-03-14,delivered,15000,15000\n`);
    expect(found).toMatchObject({ missing: [], extra: [{ item: a.item }] });
  });

  it.each([
    ['a wrong check digit', 'RR123456784VN,2022-03-14,delivered,0,0', 'item'],
    ['a day that is none', `${a.item},2022-02-30,delivered,0,0`, 'accepted_on'],
    ['a day as people write it', `${a.item},14/03/2022,delivered,0,0`, 'accepted_on'],
    ['a status that is none', `${a.item},2022-03-14,eaten,0,0`, 'status'],
    ['money with dots', `${a.item},2022-03-14,delivered,15.000,0`, 'collected'],
    ['money below nothing', `${a.item},2022-03-14,delivered,-1,0`, 'collected'],
    ['a formula', `${a.item},2022-03-14,delivered,0,=1+1`, 'remitted'],
    ['a cell too few', `${a.item},2022-03-14,delivered,0`, 'remitted'],
    ['a cell too many', `${a.item},2022-03-14,delivered,15000,15000,1`, 'column 6'],
    ['a line twice', `${a.item},2022-03-14,delivered,15000,15000\n${a.item},2022-03-14,delivered,15000,15000`, 'item'],
  ])('names the line and the field of %s, and reads on', async (_, rows, field) => {
    const content = `${header}\n${rows}\n${a.otherItem},2022-03-15,under-way,0,0\n`;
    const found = await reconciled([handedOver, onTheWay], content);
    expect(found.unread.map((one) => one.field)).toContain(field);
    expect(found.unread[0]?.reason.vi).not.toBe(found.unread[0]?.reason.en);
    expect(found.agreed).toBeGreaterThanOrEqual(1);
  });
  it.each([
    ['nothing', '', 'empty'],
    ['another first line', 'item;status\n', 'first line'],
    ['an open quote', `${header}\n"RR1`, 'CSV'],
    ['a line without end', `${header}\n${'x'.repeat(20_000)}`, 'CSV'],
  ])('that is %s is refused', async (_, content, word) => {
    await expect(reconciled([], content)).rejects.toMatchObject({
      code: 'FileNotReadable',
      params: { reason: expect.stringContaining(word) },
    });
  });
  it('that is no UTF-8 is refused', async () => {
    const bytes = async function* () {
      yield Uint8Array.of(0x69, 0xff, 0xfe);
    };
    const reading = async () => {
      for await (const line of statementLines(bytes())) expect(line).toBeDefined();
    };
    await expect(reading()).rejects.toMatchObject({ params: { reason: expect.stringContaining('UTF-8') } });
  });

  it('finds exactly what was left out, added and changed in it, whatever its order', async () => {
    const items = Array.from({ length: 12 }, (_, serial) => {
      const digits = String(serial).padStart(8, '0');
      return `RR${digits}${checkDigitOf(digits)}VN`;
    });
    const ours = items.slice(0, 8).map((item) => ({ ...handedOver, item }));
    const row = (item: string, isChanged: boolean) => `${item},2022-03-14,delivered,${isChanged ? 1 : 15_000},15000`;
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(items), fc.subarray(items), async (told, changed) => {
        const rows = told.map((item) => row(item, changed.includes(item)));
        const found = await reconciled(ours, [header, ...rows, ''].join('\n'));
        const known = items.slice(0, 8);
        const numbers = (list: readonly { readonly item: string }[]) => list.map(({ item }) => item).toSorted();
        expect(numbers(found.missing)).toEqual(known.filter((item) => !told.includes(item)));
        expect(numbers(found.extra)).toEqual(told.filter((item) => !known.includes(item)).toSorted());
        const differing = known.filter((item) => told.includes(item) && changed.includes(item));
        expect(numbers(found.different)).toEqual(differing);
        expect(found.agreed).toBe(known.filter((item) => told.includes(item)).length - differing.length);
      }),
      { numRuns: 100 },
    );
  });
});
