import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A fenced block of commands in a README, and what the README shows as their output. CONTRIBUTING.md states the
 * convention.
 */
export interface Commands {
  /** The line of its first command, from 1. */
  readonly line: number;
  readonly text: string;
  /** ```` ```sh exit=1 ````: the code that its last command ends with; 0 unless said. */
  readonly exit: number;
  /** ```` ```sh needs=../some/file ````: left out where that is missing. */
  readonly needs: string | undefined;
  /** The block that follows, if it shows output. */
  readonly shown: Shown | undefined;
}

export interface Shown {
  readonly kind: 'console' | 'json';
  readonly text: string;
}

/** One step of a block: lines for the shell, or `npm start`, which goes on in the background. */
export type Step = { readonly shell: string } | { readonly start: string };

const fence = /^```(\w*)([^\n]*)\n([\s\S]*?)^```$/gm;

/** The blocks of commands in a README, in order. */
export function commandsOf(markdown: string): readonly Commands[] {
  const blocks = [...markdown.matchAll(fence)].map(({ 1: kind = '', 2: info = '', 3: text = '', index }) => ({
    kind,
    info,
    text,
    line: markdown.slice(0, index).split('\n').length + 1,
  }));
  return blocks.flatMap(({ kind, info, text, line }, at) => {
    if (kind !== 'sh') return [];
    const next = blocks[at + 1];
    const exit = Number(/\bexit=(\d+)/.exec(info)?.[1] ?? 0);
    return [{ line, text, exit, needs: /\bneeds=(\S+)/.exec(info)?.[1], shown: shownBy(next) }];
  });
}

function shownBy(block: { readonly kind: string; readonly text: string } | undefined): Shown | undefined {
  if (block?.kind !== 'console' && block?.kind !== 'json') return undefined;
  return { kind: block.kind, text: block.text };
}

/** Why a block cannot be run here, if it cannot. */
export function missingFor(commands: Commands, root: string): string | undefined {
  if (commands.needs === undefined || existsSync(join(root, commands.needs))) return undefined;
  return `${commands.needs} is missing`;
}

/**
 * The steps of a block. Left out is what is under way already: getting the clone one stands in, and `npm test` and the
 * benches, which would run inside themselves.
 */
export function stepsOf({ text }: Commands): readonly Step[] {
  const steps: Step[] = [];
  let shell: string[] = [];
  const flush = () => {
    if (shell.some((line) => line.trim() !== '')) steps.push({ shell: `${shell.join('\n')}\n` });
    shell = [];
  };
  for (const line of text.split('\n')) {
    if (/^\s*(git clone |cd hoso\s*$|npm test\b|npm run (--silent )?bench\b)/.test(line)) continue;
    if (/^\s*npm start\b/.test(line)) {
      flush();
      steps.push({ start: line.trim().replace(/\s*(&|#.*)$/, '') });
    } else shell.push(line);
  }
  flush();
  return steps;
}

/**
 * Where real output differs from what a README shows, loosely: each shown line must be part of a line of the output, in
 * order. Numbers, instants, dates, UUIDs and long hexadecimals stand for any of their kind, `…` for any text. JSON must
 * have at least the members shown, of the same kinds, and a list that is shown with items must have some.
 */
export function differenceFrom(shown: Shown, output: string): string | undefined {
  if (shown.kind === 'json') return jsonDifference(shown.text, output);
  const lines = output.split('\n');
  let at = 0;
  for (const wanted of shown.text.split('\n').filter((line) => line.trim() !== '' && line.trim() !== '…')) {
    const pattern = patternOf(wanted.trim());
    const found = lines.findIndex((line, index) => index >= at && pattern.test(line));
    if (found < 0) return `no line like «${wanted.trim()}» in:\n${output}`;
    at = found + 1;
  }
  return undefined;
}

const kinds: readonly (readonly [shown: RegExp, stands: string])[] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/, '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'],
  [/\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})/, '\\d{4}-\\d{2}-\\d{2}T[\\d:.]+(?:Z|[+-]\\d{2}:\\d{2})'],
  [/\b(?=[0-9a-f]*\d)[0-9a-f]{16,}\b/, '[0-9a-f]{16,}'],
  [/\d+(?:[.,]\d+)*/, '\\d+(?:[.,]\\d+)*'],
  [/\s*…\s*/, '.*'],
  [/\s+/, '\\s+'],
];
const anyKind = new RegExp(kinds.map(([shown]) => `(${shown.source})`).join('|'), 'g');

function patternOf(line: string): RegExp {
  let pattern = '';
  let at = 0;
  for (const match of line.matchAll(anyKind)) {
    const kind = match.slice(1).findIndex((text) => text !== undefined);
    pattern += RegExp.escape(line.slice(at, match.index)) + kinds[kind]?.[1];
    at = match.index + match[0].length;
  }
  return new RegExp(pattern + RegExp.escape(line.slice(at)));
}

function jsonDifference(shown: string, output: string): string | undefined {
  const wanted: unknown = JSON.parse(shown);
  const candidates = [output, output.trimEnd().split('\n').at(-1) ?? ''];
  for (const candidate of candidates) {
    try {
      return shapeDifference(wanted, JSON.parse(candidate), '');
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  return `no JSON in:\n${output}`;
}

function shapeDifference(wanted: unknown, real: unknown, path: string): string | undefined {
  if (kindOf(wanted) !== kindOf(real)) return `${path || 'the answer'} is ${kindOf(real)}, not ${kindOf(wanted)}`;
  if (Array.isArray(wanted) && Array.isArray(real)) {
    if (wanted.length > 0 && real.length === 0) return `${path || 'the answer'} is empty`;
    return first(wanted.map((item) => shapeDifference(item, real[0], `${path}/0`)));
  }
  if (kindOf(wanted) !== 'object') return undefined;
  const members = new Map(Object.entries(Object(real)));
  return first(
    Object.entries(Object(wanted)).map(([name, member]) =>
      members.has(name) ? shapeDifference(member, members.get(name), `${path}/${name}`) : `${path}/${name} is missing`,
    ),
  );
}

const first = (differences: readonly (string | undefined)[]) =>
  differences.find((difference) => difference !== undefined);

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}
