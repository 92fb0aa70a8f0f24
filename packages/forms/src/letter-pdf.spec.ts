import type { LetterContent } from '@hoso/contracts';
import { describe, expect, it } from '@jest/globals';
import { letterPdf } from './letter-pdf.ts';
import { readPdf } from './testing/index.ts';

const letter: LetterContent = {
  title: 'Hồ sơ 000.00.21.H49-220315-0001 cần bổ sung',
  language: 'vi',
  paragraphs: [
    'Kính gửi Ông/Bà Nguyễn Thị Hoa,',
    '- Giấy uỷ quyền',
    'Lý do: Thiếu giấy tờ',
    'Trân trọng,\nMột cửa Hạ Long',
  ],
  dossier: '017f8a00-0000-7000-8000-000000000001',
  code: '000.00.21.H49-220315-0001',
  procedure: '1.004873',
  applicant: { name: 'Nguyễn Thị Hoa', address: '12 Lê Lợi, Hạ Long' },
  place: 'Quảng Ninh',
  at: '2022-03-16T02:30:00.000Z',
  issuer: ['Bộ phận Một cửa Hạ Long'],
};

describe('A letter', () => {
  it('says what it has to, to whom and from whom, as another reader reads it', async () => {
    const { title, code, pages } = await readPdf(await letterPdf(letter));
    const [first] = pages;
    expect(title).toBe(letter.title);
    expect(code).toBe(letter.code);
    for (const said of ['Nguyễn Thị Hoa', '12 Lê Lợi, Hạ Long', '- Giấy uỷ quyền', 'Lý do: Thiếu giấy tờ', 'Trang 1/1'])
      expect(first?.text).toContain(said);
    expect(first?.text).toContain('Quảng Ninh, ngày 16 tháng 3 năm 2022');
    expect(first?.text).toContain('BỘ PHẬN MỘT CỬA HẠ LONG');
  });

  it('goes on over as many pages as it needs', async () => {
    const long = { ...letter, paragraphs: Array<string>(50).fill(`- ${'Giấy tờ '.repeat(30)}`) };
    const { pages } = await readPdf(await letterPdf(long));
    expect(pages.length).toBeGreaterThan(2);
    for (const [index, { text }] of pages.entries()) expect(text).toContain(`Trang ${index + 1}/${pages.length}`);
  });

  it('is the same bytes whenever it is set', async () => {
    expect(Buffer.from(await letterPdf(letter)).equals(await letterPdf({ ...letter }))).toBe(true);
  });
});
