import { formSetNames, FormSet, type PaperContent } from '@hoso/contracts';
import { describe, expect, it } from '@jest/globals';
import { agency, code, dossier, inSet, papers, receipt } from '../test/papers.ts';
import { paperPdf } from './paper-pdf.ts';
import { readPdf } from './testing/index.ts';

const both = FormSet.options.flatMap((formSet) =>
  papers.flatMap(([content, said]) => {
    const paper = inSet(formSet, content);
    return paper ? [[paper.paper, formSet, paper, said] as const] : [];
  }),
);

async function textOf(content: PaperContent): Promise<string> {
  return (await readPdf(await paperPdf(content))).pages.map(({ text }) => text).join(' ');
}

describe('A paper', () => {
  it('is there for every form of both circulars, and the stop notice in the later one alone', () => {
    const forms = (set: FormSet) => new Set(both.filter(([, one]) => one === set).map(([, , { form }]) => form));
    expect([forms('tt01-2018').size, forms('tt03-2025').size]).toEqual([8, 9]);
    expect(forms('tt01-2018').has('stop-notice')).toBe(false);
  });

  it.each(both)('%s of %s says what it has to, as another reader reads it', async (_name, formSet, content, said) => {
    const { title, code: read, pages } = await readPdf(await paperPdf(content));
    const [first] = pages;
    const words = pages.map(({ text }) => text).join(' ');
    expect(first?.text).toContain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM');
    expect(first?.text).toContain('Độc lập - Tự do - Hạnh phúc');
    expect(first?.text).toContain(`Mã hồ sơ: ${code}`);
    expect(title).toBe(`${content.title} ${code}`);
    const numbered = content.number === undefined ? [] : [`Mẫu số ${content.number} - ${formSetNames[formSet]}`];
    for (const cited of numbered) expect(pages.every(({ text }) => text.includes(cited))).toBe(true);
    for (const one of said) expect(words).toContain(one);
    for (const [index, { text }] of pages.entries()) expect(text).toContain(`Trang ${index + 1}/${pages.length}`);
    expect(read).toBe(code);
  });

  it('is A5 by TT 01/2018 Đ9', async () => {
    const { pages } = await readPdf(await paperPdf(receipt));
    expect(pages.map(({ width, height }) => [Math.round(width), Math.round(height)])).toEqual([[420, 595]]);
  });

  it('is the same bytes whenever it is set', async () => {
    expect(Buffer.from(await paperPdf(receipt)).equals(await paperPdf({ ...receipt }))).toBe(true);
  });

  it('carries its letters with it, and nothing of the machine', async () => {
    const bytes = Buffer.from(await paperPdf(receipt)).toString('latin1');
    expect(bytes).toContain('/FontFile2');
    expect(bytes).not.toContain('Helvetica');
    expect(bytes).not.toMatch(/node_modules|\/tmp\//);
  });

  it('keeps every letter of Vietnamese', async () => {
    const vowels = 'aàáảãạ ăằắẳẵặ âầấẩẫậ eèéẻẽẹ êềếểễệ iìíỉĩị oòóỏõọ ôồốổỗộ ơờớởỡợ uùúủũụ ưừứửữự yỳýỷỹỵ đ';
    const letters = `${vowels} ${vowels.toLocaleUpperCase('vi')}`;
    expect(await textOf({ ...receipt, oneStop: letters })).toContain(letters);
  });

  it('has its dossier by its id while that has no code', async () => {
    const { code: _, ...coded } = receipt;
    const { code: read, pages } = await readPdf(
      await paperPdf({ ...coded, form: 'refusal', paper: 'refusal-1', stage: 'reception' }),
    );
    expect(read).toBe(dossier);
    expect(pages[0]?.text).toContain('(hồ sơ chưa có mã)');
    expect(pages[0]?.text).toContain(dossier);
  });

  it('leaves dots to write on, and a mark where the person is not to be read', async () => {
    const { applicant: _, trackingSecret: __, ...nobody } = receipt;
    const text = await textOf(nobody);
    expect(text).toContain('Tiếp nhận hồ sơ của: (dữ liệu cá nhân không mở được)');
    expect(text).not.toContain('Mã tra cứu');
    expect(text).toMatch(/Địa chỉ: Số điện thoại/);
  });

  it('goes on over pages, each with the head of its table and its number', async () => {
    const documents = Array.from({ length: 60 }, (_, index) => ({
      ...receipt.documents[0],
      code: `paper-${index}`,
      name: `Giấy tờ thứ ${index + 1} của hồ sơ`,
      form: 'copy' as const,
      needed: true,
      scanned: false,
    }));
    const { pages } = await readPdf(await paperPdf({ ...receipt, documents }));
    expect(pages.length).toBeGreaterThan(2);
    const listed = pages.filter(({ text }) => text.includes('Giấy tờ thứ'));
    expect(listed.every(({ text }) => text.includes('STT Tên giấy tờ Hình thức'))).toBe(true);
    expect(pages.at(-1)?.text).toContain(`Trang ${pages.length}/${pages.length}`);
    const words = pages.map(({ text }) => text).join(' ');
    for (const { name } of documents) expect(words).toContain(name);
  });

  it.each([
    ['a word without an end', 'x'.repeat(60)],
    ['letters that the face does not have', '王小明 👩‍👩‍👧 עברית'],
    ['what looks like an order', ') Tj ET /JavaScript (alert(1)) %%EOF'],
  ])('is set with %s', async (_what, name) => {
    const { code: read, pages } = await readPdf(await paperPdf({ ...receipt, issuer: [agency, name], oneStop: name }));
    expect(read).toBe(code);
    expect(pages.at(-1)?.text).toContain('NGƯỜI NỘP HỒ SƠ');
  });
});
