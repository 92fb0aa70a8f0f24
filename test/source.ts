import { parseSync } from '@swc/core';
import { readText } from './tree.ts';

/** A node of swc's syntax tree. `span` counts bytes of the file's UTF-8, from 1. */
export interface SyntaxNode {
  readonly type: string;
  readonly span: { readonly start: number; readonly end: number };
  readonly [member: string]: unknown;
}

/** A file and, where it is TypeScript or JavaScript, its syntax. */
export interface Source {
  readonly path: string;
  readonly text: string;
  readonly lines: readonly string[];
  /** Every node, outer ones first. Empty for other files. */
  readonly nodes: () => readonly SyntaxNode[];
  /** The line, from 1, of a byte offset of a span. */
  readonly lineAt: (offset: number) => number;
}

const sources = new Map<string, Source>();

/** The source of a file of the repository, parsed once. */
export function sourceOf(path: string): Source {
  const known = sources.get(path);
  if (known) return known;
  const source = parse(path, readText(path));
  sources.set(path, source);
  return source;
}

/** Parses a text as if it were the file at `path`, lazily. A text that is not TypeScript throws swc's error. */
export function parse(path: string, text: string): Source {
  const lines = text.split('\n');
  const ends: number[] = [];
  for (const line of lines) ends.push((ends.at(-1) ?? 0) + Buffer.byteLength(line) + 1);
  let nodes: readonly SyntaxNode[] | undefined;
  return {
    path,
    text,
    lines,
    nodes: () => {
      nodes ??= /\.(tsx?|mjs)$/.test(path) ? nodesOf(path, text) : [];
      return nodes;
    },
    lineAt: (offset) => ends.findIndex((end) => offset <= end) + 1,
  };
}

/** The packages that a file imports by name: `zod`, `@hoso/contracts`. Node's own modules are left out. */
export function importsOf(path: string): readonly string[] {
  const names = sourceOf(path)
    .nodes()
    .flatMap(importedBy)
    .filter((name) => !/^\.|:/.test(name));
  return [...new Set(names.map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/')))];
}

function importedBy(node: SyntaxNode): readonly string[] {
  const { source, callee, arguments: given } = node;
  if (isNode(source) && typeof source['value'] === 'string') return [source['value']];
  if (!isNode(callee) || callee.type !== 'Import' || !Array.isArray(given)) return [];
  const name: unknown = given[0]?.expression?.value;
  return typeof name === 'string' ? [name] : [];
}

function nodesOf(path: string, text: string): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  collect(
    parseSync(text, { syntax: 'typescript', tsx: path.endsWith('x'), decorators: true, target: 'es2024' }),
    found,
  );
  return found;
}

function collect(value: unknown, found: SyntaxNode[]): void {
  if (typeof value !== 'object' || value === null) return;
  if (isNode(value)) found.push(value);
  for (const member of Array.isArray(value) ? value : Object.values(value)) collect(member, found);
}

export function isNode(value: unknown): value is SyntaxNode {
  return (
    typeof value === 'object' && value !== null && 'span' in value && 'type' in value && typeof value.type === 'string'
  );
}
