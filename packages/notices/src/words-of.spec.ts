import { NoticeLanguage, NoticeTopic, type NoticeFacts, ReturnBy } from '@hoso/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { wordsOf } from './words-of.ts';

const facts: NoticeFacts = {
  ...{ applicant: 'Nguyễn Thị Hoa', code: '000.00.21.H49-220315-0001', procedure: 'Xác nhận hôn nhân' },
  ...{ oneStop: 'Bộ phận Một cửa Hạ Long', agency: 'Phòng Tư pháp', dueAt: '2022-03-18T10:00:00.000Z' },
  ...{ items: ['Giấy uỷ quyền', 'Hợp đồng'], reason: 'Thiếu giấy tờ', amount: 1_250_000, returnBy: 'counter' },
  item: 'RR123456785VN',
};
const everything = NoticeTopic.options.flatMap((topic) =>
  NoticeLanguage.options.map((language) => [topic, language] as const),
);

describe('A notice', () => {
  it.each(everything)('of %s says in %s all that is known, with no place left empty', (topic, language) => {
    const { title, paragraphs, short } = wordsOf({ topic, language, facts });
    expect([title, ...paragraphs, short].join('\n')).not.toMatch(/[{}]|undefined/);
    expect(title).toContain(facts.code);
    expect(short).toContain(facts.code);
    // One that carriers take as two parts at most, and no letter of which makes each cost three times as much.
    expect(short.length).toBeLessThanOrEqual(306);
    expect(short).toMatch(/^[\x20-\x7e]+$/);
  });

  it.each(everything)('of %s says in %s what it can where little is known', (topic, language) => {
    const { applicant, code, procedure, oneStop } = facts;
    const { title, paragraphs, short } = wordsOf({ topic, language, facts: { applicant, code, procedure, oneStop } });
    expect([title, ...paragraphs, short].join('\n')).not.toMatch(/[{}]|undefined/);
    expect(paragraphs.length).toBeGreaterThanOrEqual(2);
    expect(short.length).toBeGreaterThan(10);
  });

  it('lists what is missing, and why, in e-mails and letters alone', () => {
    const { paragraphs, short } = wordsOf({ topic: 'supplement-wanted', language: 'vi', facts });
    expect(paragraphs).toEqual(expect.arrayContaining(['- Giấy uỷ quyền', '- Hợp đồng', 'Lý do: Thiếu giấy tờ']));
    expect(short).not.toMatch(/uy quyen|Hop dong|Thieu/);
  });

  it.each([
    'Click http://bad.example',
    'www.bad.example',
    'Hoa <a@b.example>',
    'bad.example',
    'Gọi 19001234',
    'a'.repeat(101),
  ])('greets nobody as %j', (applicant) => {
    const [greeting] = wordsOf({ topic: 'received', language: 'vi', facts: { ...facts, applicant } }).paragraphs;
    expect(greeting).toBe('Kính gửi Ông/Bà,');
  });

  it('is never looked through for placeholders in what people wrote', () => {
    const { paragraphs } = wordsOf({
      topic: 'stopped',
      language: 'vi',
      facts: { ...facts, reason: '{code} $& {item}' },
    });
    expect(paragraphs).toContain('Lý do: {code} $& {item}');
  });

  it('keeps every title and text message in one line, whatever was written', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...everything),
        fc.record({
          ...{ applicant: fc.string({ unit: 'binary' }), code: fc.string({ unit: 'binary' }) },
          ...{ procedure: fc.string({ unit: 'binary' }), oneStop: fc.string({ unit: 'binary' }) },
          ...{ reason: fc.string({ unit: 'binary' }), items: fc.array(fc.string({ unit: 'binary' })) },
          returnBy: fc.constantFrom(...ReturnBy.options),
        }),
        ([topic, language], given) => {
          const { title, paragraphs, short } = wordsOf({ topic, language, facts: given });
          for (const line of [title, short]) expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
          expect(title.length).toBeLessThanOrEqual(250);
          for (const paragraph of paragraphs) {
            expect(paragraph.length).toBeLessThanOrEqual(2_001);
            expect(paragraph.isWellFormed()).toBe(true);
          }
        },
      ),
    ));
});
