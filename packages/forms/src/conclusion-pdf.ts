import { type ConclusionContent, conclusionParts } from './conclusion-sentences.ts';
import { gathered } from './gathered.ts';
import { footer, heading, subheading } from './heading.ts';
import { paragraph, room, type Sheet, type SheetSize, sheet, space } from './sheet.ts';
import { officerText, signatures } from './signatures.ts';
import { longDate } from './vietnamese.ts';

const size: SheetSize = { size: 'A4', layout: 'portrait', margin: 62, letters: 12 };

/**
 * Decision: whoever signs the paper numbers it by hand. / Because its number is of the issuer's own register. / Instead
 * of the number of the decision by which it was inspected, which the first sentence names.
 */
const ownNumber = '........./KL';

const words = {
  vi: {
    title: 'Kết luận kiểm tra',
    draft: 'DỰ THẢO: cuộc kiểm tra chưa kết luận',
    evidence: 'Chứng cứ',
    events: '#n: sự kiện thứ n của nhật ký. F, M: phát hiện, yêu cầu của đoàn. V: quy tắc.',
    head: 'Trưởng đoàn kiểm tra',
    how: '(Ký, ghi rõ họ tên)',
    page: 'Trang',
  },
  en: {
    title: 'Inspection conclusion',
    draft: 'DRAFT: the inspection is not concluded',
    evidence: 'Evidence',
    events: '#n: event n of the log. F, M: findings, measures of the inspection. V: rules.',
    head: 'Head of the inspection',
    how: '(Signature and name)',
    page: 'Page',
  },
} as const;

/**
 * The result paper of an inspection (kết luận kiểm tra), in Vietnamese or English: every sentence with its evidence.
 * The same content is the same bytes.
 */
export async function conclusionPdf(content: ConclusionContent): Promise<Uint8Array> {
  const { language, inspection, names, place } = content;
  const say = words[language];
  const { id, title, conductedBy, closed, openedAt, openedBy } = inspection;
  const at = closed?.at ?? openedAt;
  const issuer = names.get(conductedBy) ?? conductedBy;
  const on = sheet(size, { title: `${say.title} ${id}`, subject: say.title, author: issuer, at, language }, true);
  const whole = gathered(on.pdf);
  heading(on, {
    issuer: [issuer],
    number: ownNumber,
    dated: language === 'vi' ? `${place}, ${longDate(at)}` : `${place}, ${at.slice(0, 10)}`,
    title: say.title,
    below: [...(title === undefined ? [] : [title]), ...(closed ? [] : [say.draft])],
    code: id,
  });
  paragraph(on, say.events, { face: 'italic', scale: 0.85 });
  for (const [index, part] of conclusionParts(content).entries()) {
    room(on, on.size.letters * 6);
    subheading(on, `${index + 1}. ${part.title}`);
    for (const { text, evidence } of part.sentences) {
      space(on, 0.25);
      paragraph(on, text);
      const told = `${say.evidence}: ${evidence.join('; ')}`;
      paragraph(on, told, { face: 'italic', scale: 0.82, inset: on.size.letters });
    }
    space(on, 0.4);
  }
  signatures(on, [{ title: say.head, how: say.how, who: officerText(closed?.by.id ?? openedBy.id) }]);
  footers(on, id, say.page);
  on.pdf.end();
  return await whole;
}

function footers(on: Sheet, id: string, word: string): void {
  const { count } = on.pdf.bufferedPageRange();
  for (let page = 0; page < count; page++) {
    on.pdf.switchToPage(page);
    footer(on, '', `${id}     ${word} ${page + 1}/${count}`);
  }
}
