import { checkVerdictWords, type Finding, type Inspection } from '@hoso/contracts';
import { dateOf, timeOf } from './vietnamese.ts';

/** What a result paper is made from: the inspection, what the rules found in its sample, and names of units. */
export interface ConclusionContent {
  readonly language: 'vi' | 'en';
  readonly inspection: Inspection;
  readonly findings: readonly Finding[];
  readonly names: ReadonlyMap<string, string>;
  readonly place: string;
}

/** A sentence, and what it rests on: events of the log (`#12`), findings (`F1`, `V09 3f2a…`), measures (`M1`). */
export interface Sentence {
  readonly text: string;
  readonly evidence: readonly string[];
}

export interface Part {
  readonly title: string;
  readonly sentences: readonly Sentence[];
}

/** Every sentence of a result paper. There is none without evidence: what nothing proves is not said. */
export function conclusionParts(content: ConclusionContent): readonly Part[] {
  const say = content.language === 'vi' ? inVietnamese : inEnglish;
  return [
    { title: say.scope, sentences: scopeSentences(content) },
    { title: say.checklist, sentences: checklistSentences(content) },
    { title: say.rules, sentences: ruleSentences(content) },
    { title: say.people, sentences: peopleSentences(content) },
    { title: say.measures, sentences: measureSentences(content) },
    { title: say.conclusion, sentences: conclusionSentences(content) },
  ].filter(({ sentences }) => sentences.length > 0);
}

const inVietnamese = {
  scope: 'Phạm vi và cách làm',
  checklist: 'Mục kiểm tra',
  rules: 'Vi phạm do quy tắc phát hiện trong mẫu',
  people: 'Phát hiện của đoàn và giải trình',
  measures: 'Yêu cầu khắc phục',
  conclusion: 'Kết luận',
} as const;
const inEnglish = {
  scope: 'Scope and manner',
  checklist: 'Checklist',
  rules: 'What the rules found in the sample',
  people: 'Findings of the inspection, and replies',
  measures: 'Measures',
  conclusion: 'Conclusion',
} as const;

function scopeSentences({ language, inspection, names }: ConclusionContent): readonly Sentence[] {
  const { id, kind, self, conductedBy, decision, from, to, openedAt, units, procedures, sample } = inspection;
  const isVi = language === 'vi';
  const who = names.get(conductedBy) ?? conductedBy;
  const where = units?.map((unit) => names.get(unit) ?? unit);
  const kinds = {
    vi: self ? 'tự kiểm tra' : kind === 'announced' ? 'kiểm tra theo kế hoạch' : 'kiểm tra đột xuất',
    en: self ? 'self-inspection' : kind === 'announced' ? 'announced inspection' : 'unannounced inspection',
  };
  const [begin, end] = [dateOf(`${from}T05:00:00.000Z`), dateOf(`${to}T05:00:00.000Z`)];
  const of = [`${isVi ? 'cuộc kiểm tra' : 'inspection'} ${id}`];
  const opened = isVi
    ? `${who} tiến hành ${kinds.vi}${decision ? ` theo ${decision}` : ''}, mở lúc ${timeOf(openedAt)}.`
    : `${who} conducted this ${kinds.en}${decision ? ` by ${decision}` : ''}, opened at ${timeOf(openedAt)}.`;
  const scope = isVi
    ? `Phạm vi là hồ sơ nộp từ ${begin} đến ${end}${named(', tại ', where)}${named(', thủ tục ', procedures)}.`
    : `Its scope is what was submitted from ${begin} to ${end}${named(', at ', where)}${named(', of ', procedures)}.`;
  const sentences = [
    { text: opened, evidence: of },
    { text: scope, evidence: of },
  ];
  if (!sample) return sentences;
  const { drawn, population, upTo, seed, populationSha256, times, insisted } = sample;
  const why =
    insisted?.reason === undefined ? '.' : isVi ? `, vì: “${insisted.reason}”.` : `, because: “${insisted.reason}”.`;
  const nth = isVi ? ` Đây là lần rút thứ ${times}` : ` It is the sample drawn as number ${times}`;
  const again = times > 1 ? `${nth}${why}` : '';
  const text = isVi
    ? `Mẫu gồm ${drawn.length} trong ${population} hồ sơ có đến sự kiện #${upTo}, rút bằng mầm ${seed}.${again}`
    : `The sample is ${drawn.length} of ${population} dossiers up to event #${upTo}, by the seed ${seed}.${again}`;
  return [...sentences, { text, evidence: [`#${upTo}`, `SHA-256 ${populationSha256}`] }];
}

function named(before: string, all: readonly string[] | undefined): string {
  return all === undefined ? '' : `${before}${all.join(', ')}`;
}

/** One sentence a rule, in the order of rules, with the events that prove each breach of it. */
function ruleSentences({ language, findings }: ConclusionContent): readonly Sentence[] {
  const byRule = Map.groupBy(findings, ({ rule }) => rule);
  return [...byRule.keys()].sort().flatMap((rule) => {
    const those = byRule.get(rule) ?? [];
    const [first] = those;
    if (!first) return [];
    const dossiers = new Set(those.map(({ dossier }) => dossier)).size;
    const name = first.name[language];
    const text =
      language === 'vi'
        ? `${name} (${rule}, ${first.article}): ${those.length} vi phạm trong ${dossiers} hồ sơ.`
        : `${name} (${rule}, ${first.article}): ${those.length} in ${dossiers} dossiers.`;
    const evidence = those.map(({ id, code, dossier, positions }) => {
      return `${code ?? dossier}: ${positions.map((position) => `#${position}`).join(' ')} (${id.slice(0, 8)})`;
    });
    return [{ text, evidence }];
  });
}

/** One sentence an item that was answered, with the dossiers that each answer is about. */
function checklistSentences({
  language,
  findings,
  inspection: { checklist, checks },
}: ConclusionContent): readonly Sentence[] {
  return checklist.flatMap((question, place) => {
    const answers = checks.filter(({ item }) => item === place + 1);
    if (answers.length === 0) return [];
    const counted = [...Map.groupBy(answers, ({ verdict }) => verdict)].map(
      ([verdict, those]) => `${checkVerdictWords[verdict][language === 'vi' ? 0 : 1]} ${those.length}`,
    );
    const notes = answers.flatMap(({ note }) => (note === undefined ? [] : [`“${note}”`]));
    const told = [counted.join(', '), ...notes].join('; ');
    const asked = /[?:.]$/.test(question) ? question : `${question}:`;
    const about = answers.flatMap(({ dossier }) => (dossier === undefined ? [] : [called(dossier, findings)]));
    const evidence = about.length > 0 ? about : [language === 'vi' ? `mục ${place + 1}` : `item ${place + 1}`];
    return [{ text: `${place + 1}. ${asked} ${told}.`, evidence }];
  });
}

const stances = {
  accepts: { vi: 'thừa nhận', en: 'accepts it' },
  'accepts-partly': { vi: 'thừa nhận một phần', en: 'accepts part of it' },
  disputes: { vi: 'không thừa nhận', en: 'disputes it' },
} as const;

function peopleSentences({ language, inspection, findings, names }: ConclusionContent): readonly Sentence[] {
  const isVi = language === 'vi';
  return inspection.findings.flatMap((one) => {
    const { finding, statement, severity, unit, dossier, positions, reply, replyDueAt, article, insisted } = one;
    if (statement === undefined) return [];
    const events = positions.map((position) => `#${position}`).join(' ');
    const unproven = isVi ? 'không nêu sự kiện' : 'no event named';
    const proof = events || (insisted?.reason === undefined ? unproven : `${unproven}: “${insisted.reason}”`);
    const evidence = [`F${finding}`, dossier === undefined ? proof : `${called(dossier, findings)}: ${proof}`];
    const where = names.get(unit) ?? unit;
    const law = article === undefined ? '' : `, ${article}`;
    const said = { text: `F${finding}. ${ended(statement)} (${where}, ${severity}${law})`, evidence };
    if (!reply) return replyDueAt === undefined || !inspection.closed ? [said] : [said, silence(one, where, language)];
    const late = reply.late ? (isVi ? ' (trễ hạn)' : ' (late)') : '';
    const stance = stances[reply.stance][language];
    const words = reply.reply === undefined ? '' : `: “${reply.reply}”`;
    const text = isVi ? `${where} ${stance}${late}${words}.` : `${where} ${stance}${late}${words}.`;
    return [said, { text, evidence: [`F${finding}`] }];
  });
}

/** Said once it is concluded: nobody can reply any more. */
function silence(
  { finding, replyDueAt = '' }: Inspection['findings'][number],
  where: string,
  language: 'vi' | 'en',
): Sentence {
  const text =
    language === 'vi'
      ? `${where} không giải trình; hạn là ${timeOf(replyDueAt)}.`
      : `${where} did not reply; the term was ${timeOf(replyDueAt)}.`;
  return { text, evidence: [`F${finding}`] };
}

const outcomes = {
  done: { vi: 'đã khắc phục', en: 'done' },
  'partly-done': { vi: 'khắc phục một phần', en: 'partly done' },
  'not-done': { vi: 'chưa khắc phục', en: 'not done' },
} as const;

function measureSentences({ language, inspection, names }: ConclusionContent): readonly Sentence[] {
  const isVi = language === 'vi';
  return inspection.measures.flatMap(({ measure, text, unit, dueAt, finding, report, followUp }) => {
    if (text === undefined) return [];
    const where = names.get(unit) ?? unit;
    const due = isVi ? `chậm nhất ${timeOf(dueAt)}` : `by ${timeOf(dueAt)}`;
    const outcome = followUp ? `; ${outcomes[followUp.outcome][language]}` : '';
    const evidence = [`M${measure}`, ...(finding === undefined ? [] : [`F${finding}`])];
    const ordered = { text: `M${measure}. ${ended(text)} (${where}, ${due}${outcome})`, evidence };
    if (report?.report === undefined) return [ordered];
    const late = report.late ? (isVi ? ' (trễ hạn)' : ' (late)') : '';
    const told = isVi ? `${where} báo cáo${late}` : `${where} reported${late}`;
    return [ordered, { text: `${told}: “${report.report}”.`, evidence: [`M${measure}`] }];
  });
}

/** What was concluded rests on all that was found. */
function conclusionSentences({ inspection, findings }: ConclusionContent): readonly Sentence[] {
  const { closed, findings: people, id } = inspection;
  if (closed?.conclusion === undefined) return [];
  const rules = [...new Set(findings.map(({ rule }) => rule))].sort();
  const evidence = [...people.map(({ finding }) => `F${finding}`), ...rules];
  return [{ text: ended(closed.conclusion), evidence: evidence.length > 0 ? evidence : [id] }];
}

/** A dossier by its code, where something that was found in it tells that. */
function called(dossier: string, findings: readonly Finding[]): string {
  return findings.find((one) => one.dossier === dossier)?.code ?? dossier;
}

function ended(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
