import type { Notice, NoticeFacts, NoticeLanguage, NoticeText } from '@hoso/contracts';
import { frames, returns, templates } from './templates.ts';

/** Characters of a paragraph, as letters and e-mails take them. */
const paragraphMax = 2_000;
/** Things that one notice lists. */
const itemsMax = 50;

/**
 * A notice in words. Pure: the same notice is always the same words. What people wrote is set as text, in lines of
 * their own; a name that could pass for an address or a link is not repeated.
 */
export function wordsOf({ topic, language, facts }: Notice): NoticeText {
  const { title, paragraphs, short } = templates[topic][language];
  const { greeting, nameless, closing } = frames[language];
  const known = knownOf(facts, language);
  const knownInShort = { ...known, return: returnOf(facts, language, 'short') };
  const greeted = isPlainName(facts.applicant) ? (filled(greeting, known) ?? nameless) : nameless;
  const body = paragraphs.flatMap((paragraph) =>
    paragraph === '{items}' ? (facts.items ?? []).slice(0, itemsMax).map((item) => `- ${oneLine(item)}`) : [paragraph],
  );
  const said = body.flatMap((paragraph) => filled(paragraph, known) ?? []);
  return {
    title: cut(filled(title, known) ?? title, 200),
    paragraphs: [greeted, ...said, filled(closing, known) ?? ''].map((paragraph) => cut(paragraph, paragraphMax)),
    short: short.flatMap((sentence) => filled(sentence, knownInShort) ?? []).join(' '),
  };
}

type Known = Readonly<Record<string, string | undefined>>;

function knownOf(facts: NoticeFacts, language: NoticeLanguage): Known {
  const { applicant, code, procedure, oneStop, agency, dueAt, reason, amount, item } = facts;
  return {
    ...{ applicant: oneLine(applicant), code: oneLine(code), procedure: procedure && oneLine(procedure) },
    ...{ oneStop: oneLine(oneStop), agency: agency && oneLine(agency), item },
    dueAt: dueAt && localTime(dueAt),
    reason: reason && oneLine(reason),
    amount: amount === undefined ? undefined : amount.toLocaleString(language === 'vi' ? 'vi-VN' : 'en-GB'),
    return: returnOf(facts, language, 'long'),
  };
}

function returnOf({ returnBy, oneStop }: NoticeFacts, language: NoticeLanguage, length: 'long' | 'short') {
  if (returnBy === undefined) return undefined;
  const [long, short] = returns[language][returnBy];
  return length === 'short' ? short : long.replace('{oneStop}', () => oneLine(oneStop));
}

/** With every fact in its place; nothing where one is not known. Facts are never looked through for placeholders. */
function filled(template: string, known: Known): string | undefined {
  const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  if (names.some((name) => known[name] === undefined)) return undefined;
  return template.replace(/\{(\w+)\}/g, (_, name: string) => known[name] ?? '');
}

/** People write line breaks, and may write worse: a line stays one, and control characters are gone. */
function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim();
}

/**
 * Whether it can be repeated in a greeting: whoever hands a dossier in under somebody else's address must not make the
 * province send him links.
 */
function isPlainName(name: string): boolean {
  return name.length <= 100 && !/[/\\:@<>]|www|\.\p{L}|\d{5}/iu.test(name);
}

/** By code points: half a character is none. */
function cut(text: string, max: number): string {
  return text.length <= max ? text : `${[...text].slice(0, max / 2).join('')}…`;
}

/** `17:00 18/03/2022` as the province's clocks show it: seven hours ahead of UTC, all year. */
function localTime(instant: string): string {
  const local = new Date(Date.parse(instant) + 7 * 3_600_000).toISOString();
  return `${local.slice(11, 16)} ${local.slice(8, 10)}/${local.slice(5, 7)}/${local.slice(0, 4)}`;
}
