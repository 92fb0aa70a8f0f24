import type { Finding, Inspection } from '@hoso/contracts';
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
    { title: say.rules, sentences: ruleSentences(content) },
    { title: say.people, sentences: peopleSentences(content) },
    { title: say.measures, sentences: measureSentences(content) },
    { title: say.conclusion, sentences: conclusionSentences(content) },
  ].filter(({ sentences }) => sentences.length > 0);
}

const inVietnamese = {
  scope: 'Phạm vi và cách làm',
  rules: 'Vi phạm do quy tắc phát hiện trong mẫu',
  people: 'Phát hiện của đoàn và giải trình',
  measures: 'Yêu cầu khắc phục',
  conclusion: 'Kết luận',
} as const;
const inEnglish = {
  scope: 'Scope and manner',
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
  const { drawn, population, upTo, seed, populationSha256, times } = sample;
  const again =
    times > 1 ? (isVi ? ` Đây là lần rút thứ ${times}.` : ` It is the sample drawn as number ${times}.`) : '';
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

const stances = {
  accepts: { vi: 'thừa nhận', en: 'accepts it' },
  'accepts-partly': { vi: 'thừa nhận một phần', en: 'accepts part of it' },
  disputes: { vi: 'không thừa nhận', en: 'disputes it' },
} as const;

function peopleSentences({ language, inspection, names }: ConclusionContent): readonly Sentence[] {
  const isVi = language === 'vi';
  return inspection.findings.flatMap(({ finding, statement, severity, unit, positions, reply, article }) => {
    if (statement === undefined) return [];
    const evidence = [`F${finding}`, ...positions.map((position) => `#${position}`)];
    const where = names.get(unit) ?? unit;
    const law = article === undefined ? '' : `, ${article}`;
    const said = { text: `F${finding}. ${ended(statement)} (${where}, ${severity}${law})`, evidence };
    if (!reply) return [said];
    const late = reply.late ? (isVi ? ' (trễ hạn)' : ' (late)') : '';
    const stance = stances[reply.stance][language];
    const words = reply.reply === undefined ? '' : `: “${reply.reply}”`;
    const text = isVi ? `${where} ${stance}${late}${words}.` : `${where} ${stance}${late}${words}.`;
    return [said, { text, evidence: [`F${finding}`] }];
  });
}

const outcomes = {
  done: { vi: 'đã khắc phục', en: 'done' },
  'partly-done': { vi: 'khắc phục một phần', en: 'partly done' },
  'not-done': { vi: 'chưa khắc phục', en: 'not done' },
} as const;

function measureSentences({ language, inspection, names }: ConclusionContent): readonly Sentence[] {
  const isVi = language === 'vi';
  return inspection.measures.flatMap(({ measure, text, unit, dueAt, finding, followUp }) => {
    if (text === undefined) return [];
    const due = isVi ? `chậm nhất ${timeOf(dueAt)}` : `by ${timeOf(dueAt)}`;
    const outcome = followUp ? `; ${outcomes[followUp.outcome][language]}` : '';
    const evidence = [`M${measure}`, ...(finding === undefined ? [] : [`F${finding}`])];
    return [{ text: `M${measure}. ${ended(text)} (${names.get(unit) ?? unit}, ${due}${outcome})`, evidence }];
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

function ended(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
