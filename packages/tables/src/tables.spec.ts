import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseCsv } from 'hucre/csv';
import { readXlsx } from 'hucre/xlsx';
import { type Cell, csvOf, type Row, type Table, xlsxOf } from './index.ts';

const table = (rows: readonly Row[], headings: readonly string[] = ['đơn vị', 'hồ sơ']): Table => ({
  ...{ name: 'Số liệu', headings, rows },
});
const bytesOf = async (pieces: AsyncIterable<Uint8Array>): Promise<Buffer> =>
  Buffer.concat(await Array.fromAsync(pieces));
const csvText = async (of: Table): Promise<string> => (await bytesOf(csvOf(of))).toString('utf8');
const csvRows = async (of: Table): Promise<readonly unknown[][]> =>
  parseCsv(await csvText(of), { delimiter: ',', typeInference: false });
const sheetOf = async (of: Table) => (await readXlsx(await bytesOf(xlsxOf(of)))).sheets[0];

describe('A table as CSV', () => {
  it('begins with its headings, in UTF-8, without a mark, a line a row', async () =>
    expect(
      await csvText(
        table([
          ['Hạ Long', 12],
          ['Cô Tô, "đảo"', undefined],
        ]),
      ),
    ).toBe('đơn vị,hồ sơ\r\nHạ Long,12\r\n"Cô Tô, ""đảo""",\r\n'));
  it.each(['=1+1', '+84', '-1', '@SUM(A1)', '\tx', '\rx', '\n=x', '＝1', "'=1"])('defuses %j', async (text) =>
    expect((await csvRows(table([[text]], ['a'])))[1]).toEqual([`'${text}`]),
  );
  it('leaves numbers as they are, also those below nought', async () =>
    expect(await csvText(table([[-1.5, true]], ['=a', 'b']))).toBe("'=a,b\r\n-1.5,true\r\n"));
});

describe('A table as XLSX', () => {
  it('is one sheet under its name, texts as texts and numbers as numbers', async () => {
    const sheet = await sheetOf(
      table([
        ['=1+1', -2],
        ['Nguyễn <&> "Hoa"', undefined],
      ]),
    );
    expect(sheet?.name).toBe('Số liệu');
    expect(sheet?.rows).toEqual([
      ['đơn vị', 'hồ sơ'],
      ['=1+1', -2],
      ['Nguyễn <&> "Hoa"', null],
    ]);
    expect(sheet?.cells?.get('1,0')?.formula).toBeUndefined();
  });
  it('has instants and days as dates of the province, and nothing else as one', async () => {
    const bytes = await bytesOf(
      xlsxOf(
        table(
          [
            ['2022-03-31T17:30:00.125Z', '2022-03-31', '2022-03'],
            ['2022-13-31T17:30:00.125Z', '2022-02', '2022-03-31T17:30'],
          ],
          ['at', 'day', 'month'],
        ),
      ),
    );
    const [sheet] = (await readXlsx(bytes, { readStyles: true })).sheets;
    expect(sheet?.rows.slice(1)).toEqual([
      [new Date('2022-04-01T00:30:00.125Z'), new Date('2022-03-31T00:00:00.000Z'), '2022-03'],
      ['2022-13-31T17:30:00.125Z', '2022-02', '2022-03-31T17:30'],
    ]);
    const formatOf = (place: string) => sheet?.cells?.get(place)?.style?.numFmt;
    expect([formatOf('1,0'), formatOf('1,1')]).toEqual(['dd/mm/yyyy hh:mm:ss', 'dd/mm/yyyy']);
  });
  it.each([
    ['a/b:c[d]', 'a b c d'],
    ["'quoted'", 'quoted'],
    ['', 'hoso'],
    ['x'.repeat(40), 'x'.repeat(31)],
  ])('whose name %j could not stand is called %j', async (name, called) =>
    expect((await sheetOf({ ...table([]), name }))?.name).toBe(called),
  );
});

const cell: fc.Arbitrary<Cell> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('=', "'", '"', ',', '\r', '\n', '\u0000', '\u000B', '\uD800', '\uFFFE', 'ữ') }),
  fc.integer(),
  fc.boolean(),
);
const rows = fc.array(fc.tuple(fc.constant('x'), cell), { maxLength: 8 });
const isHeld = (character: string): boolean => /[\t\n\r]|[^\p{Cc}\uFFFE\uFFFF]|[\u007F-\u009F]/u.test(character);
const held = (of: Cell): Cell =>
  typeof of === 'string'
    ? Array.from(of.toWellFormed(), (character) => (isHeld(character) ? character : '\uFFFD')).join('')
    : of;

describe('Whatever stands in a table', () => {
  it('comes back from CSV, but for what defuses it', () =>
    fc.assert(
      fc.asyncProperty(rows, async (given) => {
        const read = (await csvRows(table(given))).slice(1);
        expect(read.map((row) => String(row[1]).replace(/^'(?='*[=+\-@\t\r\n＝＋－＠])/, ''))).toEqual(
          given.map(([, one]) => String(held(one))),
        );
        expect(read.filter((row) => /^[=+\-@\t\r\n]/.test(String(row[1])) && !/^-\d+$/.test(String(row[1])))).toEqual(
          [],
        );
      }),
      { numRuns: 200 },
    ));
  it('is pulled row by row, and an error on the way is the error of the file', async () => {
    let pulled = 0;
    const failing: Table = {
      ...table([]),
      rows: (async function* () {
        for (;;) {
          if (pulled === 5_000) throw new Error('the log is gone');
          pulled += 1;
          yield ['Hạ Long', pulled];
        }
      })(),
    };
    await expect(bytesOf(csvOf(failing))).rejects.toThrow('the log is gone');
    pulled = 0;
    const taking = csvOf(failing)[Symbol.asyncIterator]();
    await taking.next();
    expect(pulled).toBeLessThan(5_000);
    await taking.return?.();
  });
});
