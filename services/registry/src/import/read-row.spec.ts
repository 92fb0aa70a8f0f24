import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readRow } from './read-row.ts';

const row = {
  code: '1.000253',
  name: 'Khai báo tạm trú',
  decision: 'QĐ/0001-BCA',
  levels: ['Cấp xã'],
  channels: [{ channel: 'counter', term: 7, termUnit: 'days', feeText: 'Miễn phí' }],
  documents: [{ name: 'Phiếu khai báo', originals: 1 }],
  url: 'https://dichvucong.gov.vn/thu-tuc-hanh-chinh/019d2bf7',
  field: 'Quản lý xuất nhập cảnh',
  result: 'Phiếu được xác nhận',
};
const said = {
  code: '1.000253',
  name: 'Khai báo tạm trú',
  levels: ['commune'],
  terms: { counter: { unit: 'calendarDays', amount: 7 } },
  documents: [{ name: 'Phiếu khai báo', form: 'original', originals: 1 }],
  fee: { amount: 0 },
  url: row.url,
  decision: 'QĐ/0001-BCA',
  field: row.field,
  result: row.result,
};
const counter = (...entries: readonly object[]) => ({
  channels: entries.map((one) => ({ channel: 'counter', ...one })),
});

describe('A row of the national portal', () => {
  it('is read whole', () => expect(readRow(row)).toEqual({ code: row.code, said, faults: [] }));

  it.each([
    ['working days', counter({ term: 3, termUnit: 'workingDays' }), { unit: 'workingDays', amount: 3 }],
    ['hours, as working hours', counter({ term: 4, termUnit: 'hours' }), { unit: 'workingHours', amount: 4 }],
    ['3,650 days', counter({ term: 3_650, termUnit: 'days' }), { unit: 'calendarDays', amount: 3_650 }],
    [
      'the same term twice',
      counter({ term: 3, termUnit: 'days' }, { term: 3, termUnit: 'days' }),
      { unit: 'calendarDays', amount: 3 },
    ],
  ])('has a term: %s', (_, change, term) => {
    const { said: read, faults } = readRow({ ...row, ...change });
    expect([read?.terms.counter, faults]).toEqual([term, []]);
  });

  it.each([
    [
      'a bare number',
      counter({ term: 6, termUnit: null }),
      { unit: 'unstated', amount: 6 },
      ['channels.0.termUnit termUnitMissing'],
    ],
    ['no number', counter({}), { unit: 'unstated' }, ['channels.0.termUnit termUnitMissing']],
    [
      'a unit that is not known',
      counter({ term: 6, termUnit: 'moons' }),
      { unit: 'unstated', amount: 6 },
      ['channels.0.termUnit termUnitUnknown'],
    ],
    [
      'no days',
      counter({ term: 0, termUnit: 'days' }),
      { unit: 'unstated', amount: 0 },
      ['channels.0.term amountUnknown'],
    ],
    [
      '3,651 days',
      counter({ term: 3_651, termUnit: 'days' }),
      { unit: 'unstated', amount: 3_651 },
      ['channels.0.term amountUnknown'],
    ],
    ['half a day', counter({ term: 0.5, termUnit: 'days' }), { unit: 'unstated' }, ['channels.0.term amountUnknown']],
    [
      'a text for a number',
      counter({ term: 'ba ngày', termUnit: 'days' }),
      { unit: 'unstated' },
      ['channels.0.term amountUnknown'],
    ],
    [
      'two terms',
      counter({ term: 3, termUnit: 'days' }, { term: 5, termUnit: 'days' }),
      { unit: 'unstated' },
      ['channels.1 termsDiffer'],
    ],
  ])('keeps what is no certain term as one without a unit: %s', (_, change, term, faults) => {
    const read = readRow({ ...row, ...change });
    expect(read.said?.terms).toEqual({ counter: term });
    expect(read.faults.map(({ field, reason }) => `${field} ${reason}`)).toEqual(faults);
  });

  it.each([
    [
      'levels of the state',
      { levels: ['Cấp bộ', 'Cấp xã', 7] },
      {},
      ['levels.0 levelUnknown', 'levels.2 levelUnknown'],
    ],
    ['a name that is too long', { name: 'Đ'.repeat(301) }, { name: `${'Đ'.repeat(299)}…` }, ['name textCut']],
    [
      'line breaks and half a letter',
      { name: 'Khai\u0000 báo\n\ttạm \ud800trú' },
      { name: 'Khai báo tạm \ufffdtrú' },
      [],
    ],
    ['an address that is none', { url: 'javascript' }, { url: undefined }, ['url addressUnknown']],
    ['documents that are no list', { documents: 'Phiếu' }, { documents: [] }, ['documents notAList']],
    [
      'a document without a name',
      { documents: [{ originals: 1 }, null] },
      { documents: [] },
      ['documents.0.name itemUnnamed', 'documents.1.name itemUnnamed'],
    ],
    [
      'a channel that is not known',
      { channels: [{ channel: 'fax', term: 1 }] },
      { terms: {}, fee: undefined },
      ['channels.0.channel channelUnknown'],
    ],
    ['no channels', { channels: undefined }, { terms: {}, fee: undefined }, []],
  ])('is read as far as it can be: %s', (_, change, changed, faults) => {
    const read = readRow({ ...row, ...change });
    expect(read.said).toEqual(JSON.parse(JSON.stringify({ ...said, ...changed })));
    expect(read.faults.map(({ field, reason }) => `${field} ${reason}`)).toEqual(faults);
  });

  it.each([
    ['no object', [1], undefined, ' notARow'],
    ['null', null, undefined, ' notARow'],
    ['no code', { ...row, code: undefined }, undefined, 'code codeUnknown'],
    ['a code of another form', { ...row, code: '1.00025' }, undefined, 'code codeUnknown'],
    ['no name', { ...row, name: '  ' }, row.code, 'name nameMissing'],
    ['no level of a province', { ...row, levels: [] }, row.code, 'levels noLevel'],
  ])('is left out with its reason: %s', (_, value, code, fault) => {
    const read = readRow(value);
    expect([read.code, read.said, ...read.faults.map(({ field, reason }) => `${field} ${reason}`)]).toEqual([
      code,
      undefined,
      fault,
    ]);
  });

  it.each([
    [['Miễn phí', 'Miễn phí'], { amount: 0 }],
    [['500,000 Việt Nam Đồng'], { amount: 500_000 }],
    [['70,000 VNĐ(70.000 đồng/Giấy chứng nhận)'], { note: '70,000 VNĐ(70.000 đồng/Giấy chứng nhận)' }],
    [['Miễn phí', '50,000 VNĐ'], { note: 'Miễn phí · 50,000 VNĐ' }],
    [['Miễn phí(do tỉnh quy định)'], { note: 'Miễn phí(do tỉnh quy định)' }],
    [['Không có thông tinNộp tại trụ sở'], { note: 'Nộp tại trụ sở' }],
    [['Không có thông tin', 'VNĐ', undefined], undefined],
  ])('has the fee of %p', (texts, fee) =>
    expect(readRow({ ...row, ...counter(...texts.map((feeText) => ({ feeText }))) }).said?.fee).toEqual(fee),
  );

  it('never throws, whatever it is', () => fc.assert(fc.property(fc.anything(), (value) => void readRow(value))));
  it('never throws, whatever is in it', () => {
    const anything = Object.fromEntries(Object.keys(row).map((key) => [key, fc.option(fc.jsonValue())]));
    fc.assert(fc.property(fc.record({ ...anything, code: fc.constant(row.code) }), (value) => void readRow(value)));
  });
});
