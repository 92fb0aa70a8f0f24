import { isNode, type Source, type SyntaxNode } from './source.ts';
import type { Offence } from './tree.ts';

/**
 * A rule of STYLE that a machine can see. `looksAt` says of which files; `offences` where in one of them it is broken.
 */
export interface StyleRule {
  readonly name: string;
  readonly looksAt: (path: string) => boolean;
  readonly offences: (source: Source) => readonly Offence[];
}

const code = /\.(tsx?|mjs)$/;
const typescript = /\.tsx?$/;
const spec = /\.spec\.tsx?$|^test\//;
/** Specs, and the suites and fixtures that are made of them. */
const test = /\.spec\.tsx?$|^test\/|\/testing\//;
const shell =
  /^services\/(gateway|console|standalone)\/|\/(main|[^/]+\.(module|controller))\.ts$|^services\/[^/]+\/src\/process\//;
const pure = /^packages\/(event-sourcing|working-time|rules|merkle-log)\/src\/|^services\/[^/]+\/src\//;
/** Tools read a default export from these. */
const configuration = /(^|\/)(\.dependency-cruiser|[^/]+\.config|scripts\/closing-line)\.(mjs|ts)$/;
/** These two hold, as patterns and as samples, what they look for. */
const ownWords = /^test\/style(-rules|\.spec)\.ts$/;

export const fileLinesMax = 300;
export const specLinesMax = 600;
export const functionLinesMax = 70;
export const columnsMax = 120;

/**
 * Where `as` is allowed: decoders, which give checked or stored bytes their type, and the few places where TypeScript
 * cannot follow what the code has just established. At most so many a file; lower the number when one goes.
 */
export const decoders: ReadonlyMap<string, { readonly most: number; readonly because: string }> = new Map([
  ['packages/event-sourcing/src/envelope.ts', { most: 1, because: 'reads the stored body of an event, written by us' }],
  ['packages/event-sourcing/src/event-type.ts', { most: 4, because: 'reads stored data of any schema version' }],
  [
    'packages/event-sourcing/src/command-handler.ts',
    { most: 2, because: 'an event read through its catalogue is of its union' },
  ],
  [
    'packages/event-sourcing/src/folded-states.ts',
    { most: 1, because: 'a state is found again by the decider that made it' },
  ],
  [
    'services/standalone/src/quarter/simulated-platform.ts',
    { most: 1, because: 'what a query was answered is of its answer again' },
  ],
  ['packages/event-store-sqlite/src/log-queries.ts', { most: 1, because: 'reads a row of SQLite' }],
  ['packages/nest/src/command-endpoint.ts', { most: 2, because: 'a command parsed by its own schema is of its type' }],
]);

const forbiddenFolder = /^(commons?|shared|utils?|libs?|helpers?|dtos?|types|models?|managers?)$/;
const forbiddenFile =
  /^(common|shared|utils?|libs?|helpers?|dtos?|types|misc|constants)\.|\.(dto|model|helper|util|repository)\./;
const kebab = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
const forbiddenName =
  /(Impl|Base|Manager|Helpers?|Utils?|Repository|Dto|DTO|Model)$|^Abstract[A-Z]|^(helpers?|utils?|manager|repository)$/;
const interfacePrefix = /^I[A-Z][a-z]/;

const machinePath = /(^|[\s"'`(=:[])(file:\/\/)?\/(work|home|root|Users|mnt|tmp)\/[\w.-]+/;
const registryHost =
  /https?:\/\/[^/\s"'`]*(registry\.|npmjs|yarnpkg|verdaccio|artifactory|jfrog|nexus\.|pypi|proxy\.golang)/;
const unfinished = /\b(TODO|FIXME|XXX|HACK)\b/;
const silenced = /@ts-(ignore|nocheck|expect-error)|eslint-disable|biome-ignore-all/;
const deadCode = [
  /^\s*\/\/\s*((import|export)\s.*['{]|(const|let|var)\s+\w+\s*=|(return|await|throw)\b.*;$)/,
  /^\s*\/\/\s*((if|for|while)\s*\(.*[{;]$|[\w.]+\(.*\);$|\}\)?;?$)/,
];

const everyFile = () => true;
const isCode = (path: string) => code.test(path);
const isTypeScript = (path: string) => typescript.test(path);
const isPure = (path: string) => isTypeScript(path) && pure.test(path) && !shell.test(path) && !test.test(path);

/** Every rule, each with what it looks at. */
export const styleRules: readonly StyleRule[] = [
  ofPath('no catch-all folder', isCode, (path) =>
    path
      .split('/')
      .slice(0, -1)
      .some((folder) => forbiddenFolder.test(folder)),
  ),
  ofPath('no catch-all file', isCode, (path) => forbiddenFile.test(fileName(path))),
  ofPath('file names in kebab-case', isCode, (path) => !kebab.test(fileName(path))),
  ofLines('no path of one machine', everyFile, (line) => machinePath.test(line)),
  ofLines('no host of a package registry', everyFile, (line) => registryHost.test(line)),
  ofLines('nothing unfinished', everyFile, (line) => unfinished.test(line)),
  ofLines('no checks switched off', isCode, (line) => silenced.test(line)),
  ofLines('no commented-out code', isCode, (line) => deadCode.some((pattern) => pattern.test(line))),
  ofLines(`at most ${columnsMax} columns`, isCode, (line) => [...line].length > columnsMax),
  { name: `at most ${fileLinesMax} lines a file, ${specLinesMax} a spec`, looksAt: isCode, offences: tooLongFile },
  {
    name: `at most ${functionLinesMax} lines a function`,
    looksAt: (path) => isCode(path) && !test.test(path),
    offences: longFunctions,
  },
  ofNodes(
    'no default export',
    isCode,
    (node, { path }) => node.type.startsWith('ExportDefault') && !configuration.test(path),
  ),
  ofNodes('no any', isTypeScript, (node) => node.type === 'TsKeywordType' && node['kind'] === 'any'),
  ofNodes(
    'no non-null assertion',
    isTypeScript,
    (node) => node.type === 'TsNonNullExpression' || node['definite'] === true,
  ),
  ofNodes('no enum', isTypeScript, (node) => node.type === 'TsEnumDeclaration'),
  ofNodes('no namespace', isTypeScript, (node) => node.type === 'TsModuleDeclaration' && node['global'] !== true),
  { name: 'as in decoders only', looksAt: (path) => isTypeScript(path) && !spec.test(path), offences: assertions },
  ofNodes('no technical names', isTypeScript, (node) => namesOf(node).some((name) => forbiddenName.test(name))),
  ofNodes(
    'no I before a name',
    isTypeScript,
    (node) =>
      /^(Ts(Interface|TypeAlias)|Class)Declaration$/.test(node.type) &&
      namesOf(node).some((name) => interfacePrefix.test(name)),
  ),
  ofNodes('no clock and no chance in what is pure', isPure, (node, source) => readsClockOrChance(node, source)),
];

/** Of all files, those that break no rule are left out. */
export function offencesOf(rule: StyleRule, sources: readonly Source[]): readonly Offence[] {
  return sources.filter(({ path }) => rule.looksAt(path)).flatMap(rule.offences);
}

function ofPath(name: string, looksAt: StyleRule['looksAt'], breaks: (path: string) => boolean): StyleRule {
  return { name, looksAt, offences: ({ path }) => (breaks(path) ? [{ path, line: 1, reason: name }] : []) };
}

function ofLines(name: string, looksAt: StyleRule['looksAt'], breaks: (line: string) => boolean): StyleRule {
  return {
    name,
    looksAt: (path) => looksAt(path) && !ownWords.test(path),
    offences: ({ path, lines }) =>
      lines.flatMap((line, at) =>
        breaks(line) ? [{ path, line: at + 1, reason: `${name}: ${line.trim().slice(0, columnsMax)}` }] : [],
      ),
  };
}

function ofNodes(
  name: string,
  looksAt: StyleRule['looksAt'],
  breaks: (node: SyntaxNode, source: Source) => boolean,
): StyleRule {
  return {
    name,
    looksAt,
    offences: (source) => source.nodes().flatMap((node) => (breaks(node, source) ? [offence(source, node, name)] : [])),
  };
}

function offence(source: Source, node: SyntaxNode, name: string): Offence {
  const line = source.lineAt(node.span.start);
  return { path: source.path, line, reason: `${name}: ${source.lines[line - 1]?.trim()}` };
}

const fileName = (path: string) => path.slice(path.lastIndexOf('/') + 1);

function tooLongFile({ path, lines }: Source): readonly Offence[] {
  // A contract suite is a spec that adapters call.
  const most = test.test(path) ? specLinesMax : fileLinesMax;
  const length = lines.at(-1) === '' ? lines.length - 1 : lines.length;
  return length > most ? [{ path, line: most + 1, reason: `${length} lines, more than ${most}` }] : [];
}

const functions =
  /^(Function(Declaration|Expression)|ArrowFunctionExpression|(Class|Private)Method|Constructor|MethodProperty)$/;

/** Blank lines and lines of comment do not count. */
function longFunctions(source: Source): readonly Offence[] {
  return source.nodes().flatMap((node) => {
    if (!functions.test(node.type)) return [];
    const [from, to] = [source.lineAt(node.span.start), source.lineAt(node.span.end - 1)];
    const length = source.lines.slice(from - 1, to).filter((line) => !/^\s*($|\/\/|\/?\*)/.test(line)).length;
    return length > functionLinesMax
      ? [{ path: source.path, line: from, reason: `a function of ${length} lines` }]
      : [];
  });
}

function assertions(source: Source): readonly Offence[] {
  const found = source.nodes().filter(({ type }) => type === 'TsAsExpression' || type === 'TsTypeAssertion');
  const most = decoders.get(source.path)?.most ?? 0;
  return found.length > most
    ? found.map((node) => offence(source, node, 'as outside a decoder (test/style-rules.ts lists them)'))
    : [];
}

/** The names that a node declares. */
function namesOf(node: SyntaxNode): readonly string[] {
  const declared =
    /^(FunctionDeclaration|ClassDeclaration|TsInterfaceDeclaration|TsTypeAliasDeclaration|VariableDeclarator)$/;
  if (!declared.test(node.type)) return [];
  const name = node['identifier'] ?? node['id'];
  return isNode(name) && typeof name['value'] === 'string' ? [name['value']] : [];
}

const clockOrChance = new Set([
  'Date.now',
  'Math.random',
  'performance.now',
  'Temporal.Now',
  'process.hrtime',
  'crypto.randomUUID',
  'crypto.getRandomValues',
]);
const calledForClockOrChance = new Set(['randomUUID', 'randomBytes', 'randomInt', 'Date']);
const timers = new Set(['setTimeout', 'setInterval']);
/**
 * Followers of the kernel wait, bounded, for the log and before they try again; nothing else that is pure waits at all.
 */
const mayWait = /^packages\/event-sourcing\//;

function readsClockOrChance(node: SyntaxNode, source: Source): boolean {
  if (node.type === 'MemberExpression') return clockOrChance.has(textOf(node, source).replace(/\s|\?/g, ''));
  const called = node['callee'];
  if (!isNode(called) || called.type !== 'Identifier') return false;
  const name = textOf(called, source);
  if (timers.has(name)) return !mayWait.test(source.path);
  if (node.type === 'CallExpression') return calledForClockOrChance.has(name);
  const given = node['arguments'];
  return node.type === 'NewExpression' && name === 'Date' && !(Array.isArray(given) && given.length > 0);
}

function textOf(node: SyntaxNode, source: Source): string {
  return Buffer.from(source.text)
    .subarray(node.span.start - 1, node.span.end - 1)
    .toString();
}
