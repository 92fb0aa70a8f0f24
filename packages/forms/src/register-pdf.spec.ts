import type { RegisterRow } from '@hoso/contracts';
import { describe, expect, it } from '@jest/globals';
import { oneStop, rowOf } from '../test/papers.ts';
import { type RegisterHead, registerPdf } from './register-pdf.ts';
import { readPdf } from './testing/index.ts';

const head: RegisterHead = {
  formSet: 'tt01-2018',
  number: '06',
  title: 'Sổ theo dõi hồ sơ',
  unit: oneStop,
  code: 'ha-long-one-stop 2022-03-01 2022-03-31',
  place: 'Quảng Ninh',
  from: '2022-03-01',
  to: '2022-03-31',
  on: '2022-03-30',
};

async function* rows(count: number): AsyncIterable<RegisterRow> {
  for (let number = 1; number <= count; number++) yield rowOf(number);
}

async function gathered(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

describe('A register', () => {
  it('has a line for each dossier, on pages that are numbered and repeat its head', async () => {
    const { pages, code } = await readPdf(await gathered(registerPdf(head, rows(60))));
    const words = pages.map(({ text }) => text).join(' ');
    expect(pages[0]?.text).toContain('SỔ THEO DÕI HỒ SƠ');
    expect(pages[0]?.text).toContain('Từ ngày 01/03/2022 đến ngày 31/03/2022');
    expect(pages[0]?.text).toMatch(/Quảng Ninh, ngày 30 tháng 0?3 năm 2022/);
    expect(code).toBe(head.code);
    expect(pages.length).toBeGreaterThan(3);
    for (const [index, { text }] of pages.entries()) expect(text).toMatch(new RegExp(`Trang ${index + 1}( |$)`));
    const filled = pages.filter(({ text }) => text.includes('000.00.21.H49-'));
    expect(filled.every(({ text }) => text.includes('Tên thủ tục hành chính'))).toBe(true);
    for (const number of [1, 30, 60]) expect(words).toContain(rowOf(number).code);
    expect(words).toContain('Người nộp số 60');
    expect(words).toContain('Cộng: 60 hồ sơ./.');
    expect(words).toContain('Mẫu số 06 - Thông tư số 01/2018/TT-VPCP');
  });

  it('is signed beside its sum, wherever a page ends', async () => {
    for (const count of [6, 7, 8, 9]) {
      const { pages } = await readPdf(await gathered(registerPdf(head, rows(count))));
      const signedOn = pages.filter(({ text }) => text.includes('NGƯỜI LẬP SỔ'));
      expect(signedOn.map(({ text }) => text.includes(`Cộng: ${count} hồ sơ./.`))).toEqual([true]);
    }
  });

  it('is a register, too, where nothing was received', async () => {
    const { pages } = await readPdf(
      await gathered(registerPdf({ ...head, formSet: 'tt03-2025', number: '07' }, rows(0))),
    );
    expect(pages[0]?.text).toContain('Cộng: 0 hồ sơ./.');
    expect(pages[0]?.text).toContain('Mẫu số 07 - Thông tư số 03/2025/TT-VPCP');
  });

  it('is given away while its rows come', async () => {
    let given = 0;
    let rowsWhenFirstGiven: number | undefined;
    const counted = async function* (): AsyncIterable<RegisterRow> {
      for await (const row of rows(1_000)) {
        given += 1;
        yield row;
      }
    };
    for await (const _ of registerPdf(head, counted())) rowsWhenFirstGiven ??= given;
    expect(rowsWhenFirstGiven).toBeLessThan(1_000);
  });

  it('fails with what its rows fail with', async () => {
    const failing = async function* (): AsyncIterable<RegisterRow> {
      yield rowOf(1);
      throw new Error('the view is gone');
    };
    await expect(gathered(registerPdf(head, failing()))).rejects.toThrow('the view is gone');
  });
});
