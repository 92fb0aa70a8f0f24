import type { Finding, Inspection } from '@hoso/contracts';
import { describe, expect, it } from '@jest/globals';
import { conclusionPdf } from './conclusion-pdf.ts';
import { type ConclusionContent, conclusionParts } from './conclusion-sentences.ts';
import { readPdf } from './testing/index.ts';

const [first, second] = ['017f8a00-0000-7000-8000-000000000001', '017f8a00-0000-7000-8000-000000000002'];
const by = { id: 'inspector-2001', role: 'inspector', unit: 'inspectorate' } as const;
const at = '2022-04-20T03:00:00.000Z';
const said = { by, at };

const inspection: Inspection = {
  ...{ id: '017f8a00-0000-7000-8000-00000000000a', version: 9, kind: 'unannounced', conductedBy: 'inspectorate' },
  ...{ self: false, units: ['ha-long-office'], from: '2022-03-01', to: '2022-03-31', decision: '12/QĐ-TTr' },
  ...{ openedAt: '2022-04-01T01:00:00.000Z', openedBy: by, announced: true, status: 'closed', title: 'Quý I' },
  ...{ checklist: [], checks: [], packs: [] },
  sample: {
    ...{ method: 'simple', size: 2, seed: 'mam-2022-q1', seedFrom: 'given', upTo: 760, findingsUpTo: 9, at, times: 2 },
    ...{ checkpoint: '', population: 50, populationSha256: 'a'.repeat(64), drawn: [first, second] },
  },
  findings: [
    {
      ...{ ...said, finding: 1, statement: 'Không lập phiếu xin lỗi', severity: 'H', unit: 'ha-long-office' },
      ...{ positions: [187, 353], dossier: first },
      reply: { ...said, stance: 'disputes', reply: 'Đã lập ngày 18/4', late: true },
    },
  ],
  measures: [
    {
      ...{ ...said, measure: 1, text: 'Lập phiếu xin lỗi', unit: 'ha-long-office', finding: 1 },
      ...{ dueAt: '2022-05-01T10:00:00.000Z', followUp: { ...said, outcome: 'done' } },
    },
  ],
  closed: { ...said, conclusion: 'Đơn vị trả kết quả trễ hạn' },
};

const breach = (id: string, dossier: string, positions: number[]): Finding => ({
  ...{ id: id.repeat(32), rule: 'V01', severity: 'H', article: '61 Đ19.9', dossier, positions, status: 'open' },
  ...{ ruleSet: { id: 'nd61-2018', version: 1, effectiveFrom: '2018-06-21' }, lawful: { vi: 'a', en: 'a' } },
  ...{ name: { vi: 'Trả kết quả trễ hạn', en: 'Returned late' }, facts: {}, certainAt: at, raisedAt: at },
});

const content: ConclusionContent = {
  ...{ language: 'vi', inspection, place: 'Quảng Ninh' },
  findings: [breach('a', first, [101, 729]), breach('b', second, [527])],
  names: new Map([['ha-long-office', 'Văn phòng Hạ Long']]),
};
const sentences = (of: ConclusionContent) => conclusionParts(of).flatMap((part) => part.sentences);

describe('The result paper of an inspection', () => {
  it.each(['vi', 'en'] as const)('says nothing that has no evidence, in %s', (language) => {
    const all = sentences({ ...content, language });
    expect(all.length).toBeGreaterThan(6);
    expect(all.filter(({ evidence, text }) => evidence.length === 0 || text.trim() === '')).toEqual([]);
  });

  it('names for each breach its dossier, its events and its finding', () => {
    expect(sentences(content)).toContainEqual({
      text: 'Trả kết quả trễ hạn (V01, 61 Đ19.9): 2 vi phạm trong 2 hồ sơ.',
      evidence: [`${first}: #101 #729 (aaaaaaaa)`, `${second}: #527 (bbbbbbbb)`],
    });
  });

  it('tells findings of people with replies, measures with their outcome, and what was concluded', () => {
    const texts = sentences({ ...content, language: 'en' });
    expect(texts).toContainEqual({
      text: 'F1. Không lập phiếu xin lỗi. (Văn phòng Hạ Long, H)',
      evidence: ['F1', `${first}: #187 #353`],
    });
    expect(texts.map(({ text }) => text)).toContain('Văn phòng Hạ Long disputes it (late): “Đã lập ngày 18/4”.');
    expect(texts.map(({ text }) => text)).toContain(
      'M1. Lập phiếu xin lỗi. (Văn phòng Hạ Long, by 17:00 01/05/2022; done)',
    );
    expect(texts.at(-1)).toEqual({ text: 'Đơn vị trả kết quả trễ hạn.', evidence: ['F1', 'V01'] });
  });

  it('tells why a sample was drawn again, what the checklist came to, who was silent, and what nothing proves', () => {
    const [finding] = inspection.findings;
    if (!finding || !inspection.sample) throw new Error('The inspection has a finding and a sample');
    const { reply: _, ...unanswered } = finding;
    const insisted = { reason: 'Thấy tại chỗ' };
    const told: Inspection = {
      ...{ ...inspection, checklist: ['Có phiếu hẹn?', 'Số hóa đủ'] },
      checks: [
        { ...said, item: 1, verdict: 'broken', dossier: first, note: 'Mất phiếu' },
        { ...said, item: 1, verdict: 'kept', dossier: second },
      ],
      sample: { ...inspection.sample, insisted: { reason: 'Mẫu trước trùng' } },
      findings: [{ ...unanswered, positions: [], insisted, replyDueAt: at }],
      measures: inspection.measures.map((one) => ({ ...one, report: { ...said, report: 'Đã lập', late: true } })),
    };
    const all = sentences({ ...content, inspection: told });
    const texts = all.map(({ text }) => text);
    expect(texts.find((text) => text.startsWith('Mẫu gồm'))).toMatch(/lần rút thứ 2, vì: “Mẫu trước trùng”\.$/);
    expect(all).toContainEqual({
      text: '1. Có phiếu hẹn? vi phạm 1, tuân thủ 1; “Mất phiếu”.',
      evidence: [first, second],
    });
    expect(texts.filter((text) => text.startsWith('2.'))).toEqual([]);
    expect(all.find(({ text }) => text.startsWith('F1.'))?.evidence).toEqual([
      'F1',
      `${first}: không nêu sự kiện: “Thấy tại chỗ”`,
    ]);
    expect(texts).toContain('Văn phòng Hạ Long không giải trình; hạn là 10:00 20/04/2022.');
    expect(texts).toContain('Văn phòng Hạ Long báo cáo (trễ hạn): “Đã lập”.');
  });

  it('leaves out what was written under a key that is gone, and everything that nobody found', () => {
    const { closed: _, sample: __, ...rest } = inspection;
    const [finding] = inspection.findings;
    const bare = { ...rest, findings: finding ? [{ ...finding, statement: undefined }] : [], measures: [] };
    const parts = conclusionParts({ ...content, findings: [], inspection: bare });
    expect(parts.map(({ title }) => title)).toEqual(['Phạm vi và cách làm']);
  });

  it('is a PDF that another reader reads, and the same bytes each time', async () => {
    const bytes = await conclusionPdf(content);
    const { pages, code } = await readPdf(bytes);
    expect(code).toBe(inspection.id);
    const text = pages.map((page) => page.text).join('\n');
    for (const part of [
      'KẾT LUẬN KIỂM TRA',
      'Số: ........./KL',
      'theo 12/QĐ-TTr',
      '#101 #729',
      'Chứng cứ',
      'Trang 1/',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('DỰ THẢO');
    expect(Buffer.from(bytes).equals(await conclusionPdf({ ...content }))).toBe(true);
  });

  it('is a draft until the inspection is closed', async () => {
    const { closed: _, ...open } = inspection;
    const { pages } = await readPdf(await conclusionPdf({ ...content, language: 'en', inspection: open }));
    expect(pages[0]?.text).toContain('DRAFT');
  });
});
