import type { Remark } from '@hoso/contracts';
import { z } from 'zod';
import { headingIn } from './headings.ts';
import { localText } from './instant.ts';
import { memberIn } from './members.ts';
import type { GlobalOptions } from './session.ts';
import type { Language } from './usage-words.ts';
import { truthIn, valueIn } from './values.ts';

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** One object: as JSON, or a line a member. */
export function print(options: Pick<GlobalOptions, 'json' | 'jsonl'>, value: unknown, text: () => string): void {
  process.stdout.write(
    options.json || options.jsonl ? `${JSON.stringify(value, null, options.jsonl ? 0 : 2)}\n` : `${text()}\n`,
  );
}

/**
 * `name  value` lines of an object; nested objects are indented, instants read as in the province, names and codes of
 * ours in that language.
 */
export function facts(value: object, indent = '', language: Language = 'en'): string {
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([name, member]) => ({ name, label: memberIn(language, name), member }));
  const width = Math.max(0, ...members.map(({ label }) => label.length));
  return members
    .map(({ name, label, member }) => {
      const told = (item: unknown): string => cell(item, language, name);
      if (Array.isArray(member) && member.every((item) => typeof item !== 'object'))
        return `${indent}${label.padEnd(width)}  ${member.map(told).join(', ') || '–'}`;
      if (Array.isArray(member)) return listed(`${indent}${label.padEnd(width)}  `, member.map(told));
      if (typeof member === 'object' && member !== null)
        return `${indent}${label}\n${facts(member, `${indent}  `, language)}`;
      return `${indent}${label.padEnd(width)}  ${told(member)}`;
    })
    .join('\n');
}

/** One below the other, the first beside its name. */
function listed(name: string, lines: readonly string[]): string {
  return lines.map((line, place) => `${place === 0 ? name : ' '.repeat(name.length)}${line}`).join('\n');
}

/** What an object says, in one line: its values, one after the other; a position as the event that it is. */
function brief(value: object, language: Language, of: string): string {
  if (Array.isArray(value)) return value.map((item) => cell(item, language, of)).join(', ');
  const told = Object.entries(value).filter(([, member]) => member !== undefined);
  return told.map(([name, member]) => (name === 'position' ? `#${member}` : cell(member, language, name))).join(' ');
}

/** Rows under their headings, both told in that language, columns aligned. */
export function table(headings: readonly string[], rows: readonly (readonly unknown[])[], language: Language): string {
  const lines = [
    headings.map((heading) => headingIn(language, heading)),
    ...rows.map((row) => row.map((value, column) => cell(value, language, headings[column]))),
  ];
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** How fresh an answer is, in words. */
export function freshness(
  options: GlobalOptions,
  value: { readonly completeUpTo: number; readonly lagMs: number; readonly held?: readonly string[] | undefined },
): string {
  const held = value.held?.length ?? 0;
  const text =
    options.lang === 'vi'
      ? `Đầy đủ đến sự kiện ${value.completeUpTo}, trễ ${value.lagMs} ms`
      : `Complete up to event ${value.completeUpTo}, lag ${value.lagMs} ms`;
  return held === 0 ? text : `${text}; ${options.lang === 'vi' ? 'hồ sơ bị giữ' : 'dossiers held'}: ${held}`;
}

/** A list of which a page says more than its items. */
export interface Paged<Page> {
  readonly fetch: (after: string | undefined) => Promise<unknown>;
  readonly read: (answer: unknown) => Page;
  readonly text: (page: Page) => string;
}

/** `--jsonl` tells every item of every page, everything else one page. Answers how many items were told. */
export async function printPages<
  Page extends { readonly items: readonly unknown[]; readonly next?: string | undefined },
>(options: GlobalOptions, { fetch, read, text }: Paged<Page>, first: string | undefined): Promise<number> {
  let [after, count] = [first, 0];
  do {
    const answer = await fetch(after);
    const page = read(answer);
    count += page.items.length;
    after = page.next;
    if (options.jsonl) for (const item of page.items) process.stdout.write(`${JSON.stringify(item)}\n`);
    else print(options, answer, () => text(page));
  } while (options.jsonl && after !== undefined);
  return count;
}

/** Lists page by page: `--json` one page, `--jsonl` every item of every page, otherwise a table. */
export async function printList(
  options: GlobalOptions,
  fetchPage: (after: string | undefined) => Promise<unknown>,
  headings: readonly string[],
  row: (item: Readonly<Record<string, unknown>>) => readonly unknown[],
  first: string | undefined,
): Promise<void> {
  let after = first;
  for (;;) {
    const answer = await fetchPage(after);
    const page = List.parse(answer);
    if (!options.jsonl) {
      const next = page.next === undefined ? '' : `\n--after ${page.next}`;
      print(
        options,
        answer,
        () => `${table(headings, page.items.map(row), options.lang)}\n${freshness(options, page)}${next}`,
      );
      return;
    }
    for (const item of page.items) process.stdout.write(`${JSON.stringify(item)}\n`);
    if (page.next === undefined) return;
    after = page.next;
  }
}

const List = z.looseObject({
  items: z.array(z.record(z.string(), z.unknown())),
  completeUpTo: z.int(),
  lagMs: z.int(),
  held: z.array(z.string()).optional(),
  next: z.string().optional(),
});

function cell(value: unknown, language: Language, name = ''): string {
  if (value === undefined || value === null) return '–';
  if (typeof value === 'string') return instant.test(value) ? localText(value) : valueIn(language, name, value);
  if (typeof value === 'boolean') return truthIn(language, value);
  return typeof value === 'object' ? brief(value, language, name) : String(value);
}

export function said({ lang }: Pick<GlobalOptions, 'lang'>, remarks: readonly Remark[]): string {
  return remarks.map(({ words }) => `! ${words[lang]}\n`).join('');
}
