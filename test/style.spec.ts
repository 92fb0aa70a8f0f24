import { describe, expect, it } from '@jest/globals';
import { parse, sourceOf } from './source.ts';
import {
  columnsMax,
  decoders,
  fileLinesMax,
  functionLinesMax,
  offencesOf,
  type StyleRule,
  specLinesMax,
  styleRules,
} from './style-rules.ts';
import { described, readText, repositoryFiles } from './tree.ts';

const binary = /\.(gz|zip|png|jpe?g|ico|woff2?|ttf|pdf|sqlite)$/;
const files = repositoryFiles().filter((path) => !binary.test(path));
const sources = files.map(sourceOf);

describe('The style', () => {
  it.each(styleRules)('$name', (rule) => expect(described(offencesOf(rule, sources))).toEqual([]));

  it('knows no decoder that is none any more', () => {
    const idle = [...decoders.keys()].filter((path) => !files.includes(path) || !/ as [^c]/.test(readText(path)));
    expect(idle).toEqual([]);
  });
});

const core = 'services/intake/src/dossier/dossier.ts';
const longFunction = `function f() {\n${'  g();\n'.repeat(functionLinesMax)}}\n`;

/** What each rule must object to, in at least one of these files. */
const ugly: readonly (readonly [rule: string, path: string, text: string])[] = [
  ['no catch-all folder', 'packages/views/src/utils/dates.ts', ''],
  ['no catch-all file', 'packages/views/src/types.ts', ''],
  ['no catch-all file', 'packages/views/src/dossier.dto.ts', ''],
  ['file names in kebab-case', 'packages/views/src/SqliteViews.ts', ''],
  ['no path of one machine', 'README.md', 'cd /home/someone/hoso'],
  ['no host of a package registry', 'README.md', 'npm install --registry https://registry.npmjs.org/'],
  ['nothing unfinished', 'README.md', 'TODO: write this'],
  ['no checks switched off', core, '// @ts-ignore: it works'],
  ['no commented-out code', core, '// const state = evolve(before, event);'],
  ['no commented-out code', core, '  // return [];'],
  [`at most ${columnsMax} columns`, core, `const name = '${'ồ'.repeat(columnsMax)}';`],
  [`at most ${fileLinesMax} lines a file, ${specLinesMax} a spec`, core, 'a();\n'.repeat(fileLinesMax + 1)],
  [`at most ${fileLinesMax} lines a file, ${specLinesMax} a spec`, 'test/a.spec.ts', 'a();\n'.repeat(specLinesMax + 1)],
  [`at most ${functionLinesMax} lines a function`, core, longFunction],
  [`at most ${functionLinesMax} lines a function`, core, `const f = ${longFunction.replace('function f()', '() =>')}`],
  [`at most ${functionLinesMax} lines a function`, core, `class C {\n${longFunction.replace('function ', '')}}`],
  ['no default export', core, 'export default class {}'],
  ['no default export', core, 'const a = 1;\nexport default a;'],
  ['no any', core, 'const a: readonly any[] = [];'],
  ['no non-null assertion', core, 'const a = b!.c;'],
  ['no non-null assertion', core, 'let a!: string;'],
  ['no enum', core, 'enum Status { Open }'],
  ['no namespace', core, 'namespace A { export const b = 1; }'],
  ['as in decoders only', core, 'const a = b as Dossier;'],
  ['as in decoders only', core, 'const a = b as unknown as Dossier;'],
  ['as in decoders only', core, 'const a = <Dossier>b;'],
  ['no technical names', core, 'class DossierManager {}'],
  ['no technical names', core, 'interface DossierRepository {}'],
  ['no technical names', core, 'const DossierDto = 1;'],
  ['no technical names', core, 'abstract class AbstractView {}'],
  ['no I before a name', core, 'interface IView {}'],
  ['no clock and no chance in what is pure', core, 'const a = Date.now();'],
  ['no clock and no chance in what is pure', core, 'const a = new Date();'],
  ['no clock and no chance in what is pure', core, 'const a = new Date;'],
  ['no clock and no chance in what is pure', core, 'const a = Math.random();'],
  ['no clock and no chance in what is pure', core, 'const now = performance.now;'],
  ['no clock and no chance in what is pure', core, 'const a = Temporal.Now.instant();'],
  ['no clock and no chance in what is pure', core, "import { randomUUID } from 'node:crypto';\nrandomUUID();"],
  ['no clock and no chance in what is pure', 'packages/working-time/src/clock.ts', 'setTimeout(() => {}, 1);'],
  [
    'no clock and no chance in what is pure',
    'packages/event-sourcing/src/follower.ts',
    'const a = crypto.randomUUID();',
  ],
];

/** What no rule may object to. */
const fine: readonly (readonly [path: string, text: string])[] = [
  [
    core,
    "// A clerk may insist: the reason is recorded.\nconst a = ['x'] as const;\nimport type { C } from './c.ts';\n",
  ],
  [core, "const text = 'any TypeScript! at enum as such';\nconst at = Date.parse(a);\nif (a !== b) c();\n"],
  [core, `const name = '${'ồ'.repeat(columnsMax - 16)}';\n`],
  ['services/intake/src/dossier/dossier.controller.ts', 'const a = Date.now();\n'],
  ['packages/event-sourcing/src/testing/given.ts', `const a = Date.now();\n${longFunction}`],
  ['packages/views/src/swap.ts', 'const a = performance.now();\n'],
  ['packages/event-sourcing/src/pause.ts', 'setTimeout(a, 1);\n'],
  ['jest.config.mjs', 'export default {};\n'],
  ['README.md', 'curl http://127.0.0.1:8080/work/home/registry/procedures\n'],
  [core, longFunction.replace('  g();\n  g();\n', '  // Why this is so.\n\n')],
];

describe('The rules of style', () => {
  const ruleCalled = (name: string): StyleRule => {
    const rule = styleRules.find((candidate) => candidate.name === name);
    if (!rule) throw new Error(`no rule called ${name}`);
    return rule;
  };

  it.each(ugly)('«%s» objects to %s with %j', (name, path, text) =>
    expect(offencesOf(ruleCalled(name), [parse(path, text)])).not.toEqual([]),
  );

  it.each(fine)('have nothing against %s with %j', (path, text) =>
    expect(styleRules.flatMap((rule) => described(offencesOf(rule, [parse(path, text)])))).toEqual([]),
  );

  it('are all shown to object to something', () =>
    expect([...new Set(ugly.map(([name]) => name))].sort()).toEqual(styleRules.map(({ name }) => name).sort()));

  it('name the line', () => {
    const source = parse(core, '// đường\n\nconst a = 1;\nconst b = a as any;\n');
    expect(described(offencesOf(ruleCalled('no any'), [source]))).toEqual([`${core}:4: no any: const b = a as any;`]);
  });
});
