import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { run } from './program.ts';
import { root } from './tree.ts';

const Verdict = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
    ruleSetUsed: z.object({ forbidden: z.array(z.object({ name: z.string() })) }),
  }),
});

function cruise(folder: string) {
  const config = join(root, '.dependency-cruiser.mjs');
  const { said } = run('depcruise', ['packages', 'services', '--config', config, '--output-type', 'json'], folder);
  const { violations, ruleSetUsed } = Verdict.parse(JSON.parse(said)).summary;
  return {
    breaches: violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
    rules: ruleSetUsed.forbidden.map(({ name }) => name),
  };
}

/** A tree in which each file named here does, in its one line, what the rule named forbids. */
const planted: readonly (readonly [rule: string, file: string, imported: string])[] = [
  ['no-cycles', 'packages/views/src/one.ts', './two.ts'],
  ['everything-resolves', 'packages/views/src/lost.ts', './nowhere.ts'],
  ['the-kernel-and-the-tree-hash-and-know-zod', 'packages/event-sourcing/src/disk.ts', 'node:fs'],
  ['the-kernel-and-the-tree-hash-and-know-zod', 'packages/merkle-log/src/a.ts', '../../event-sourcing/src/index.ts'],
  ['working-time-knows-zod', 'packages/working-time/src/a.ts', 'node:crypto'],
  ['rules-know-working-time', 'packages/rules/src/a.ts', '../../event-sourcing/src/index.ts'],
  ['contracts-know-zod-and-the-kernel', 'packages/contracts/src/a.ts', '../../rules/src/index.ts'],
  ['adapters-know-the-kernel-and-their-drivers', 'packages/views/src/a.ts', '../../messaging/src/index.ts'],
  ['adapters-know-the-kernel-and-their-drivers', 'packages/sealing/src/a.ts', '../../contracts/src/index.ts'],
  ['adapters-know-the-kernel-and-their-drivers', 'packages/blobs/src/a.ts', '@nestjs/common'],
  ['formats-and-telemetry-know-what-is-pure', 'packages/event-log/src/a.ts', '../../messaging/src/index.ts'],
  ['packages-know-no-service', 'packages/nest/src/a.ts', '../../../services/intake/src/index.ts'],
  ['the-core-of-a-service-is-pure', 'services/intake/src/dossier/a.ts', 'node:timers'],
  ['the-core-of-a-service-is-pure', 'services/intake/src/b.ts', '../../../packages/messaging/src/index.ts'],
  ['the-core-knows-no-shell', 'services/intake/src/dossier/c.ts', './dossier.controller.ts'],
  ['services-meet-in-contracts-only', 'services/audit/src/main.ts', '../../intake/src/index.ts'],
  ['services-meet-in-contracts-only', 'services/gateway/src/a.ts', '../../standalone/src/index.ts'],
  ['nest-is-known-in-the-shell-only', 'packages/event-log/src/b.ts', '@nestjs/common'],
  ['test-tools-stay-in-tests', 'packages/nest/src/b.ts', '@jest/globals'],
  ['test-tools-stay-in-tests', 'services/gateway/src/b.ts', '../../../packages/event-sourcing/src/testing/index.ts'],
];

/** What the planted files may meet, and files beside them that break nothing. */
const lawful: readonly (readonly [file: string, text: string])[] = [
  ...['contracts', 'event-sourcing', 'messaging', 'rules'].map((name) => leaf(`packages/${name}/src/index.ts`)),
  ...['intake', 'standalone'].map((name) => leaf(`services/${name}/src/index.ts`)),
  leaf('packages/event-sourcing/src/testing/index.ts'),
  leaf('node_modules/@nestjs/common/index.js'),
  leaf('node_modules/@jest/globals/index.js'),
  ['packages/views/src/two.ts', "export * from './one.ts';\n"],
  ['packages/rules/src/a.spec.ts', "export * from '@jest/globals';\nexport * from 'node:fs';\n"],
  [
    'packages/messaging/src/kernel.ts',
    "export * from '../../event-sourcing/src/index.ts';\nexport * from 'node:net';\n",
  ],
  [
    'services/intake/src/dossier/dossier.controller.ts',
    "export * from '@nestjs/common';\nexport * from '../index.ts';\n",
  ],
  ['services/standalone/src/both.ts', "export * from '../../intake/src/index.ts';\nexport * from 'node:fs';\n"],
];

function leaf(path: string): readonly [string, string] {
  return [path, 'export const here = 1;\n'];
}

describe('The layers', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hoso-layers-'));
    const files = planted.map(([, path, imported]) => [path, `export * from '${imported}';\n`] as const);
    for (const [path, text] of [...lawful, ...files]) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('are kept apart', () =>
    expect(cruise(root).breaches.map(({ rule, from, to }) => `${rule}: ${from} → ${to}`)).toEqual([]));

  it('show a breach of every rule, and none where there is none', () => {
    const { breaches, rules } = cruise(folder);
    const found = new Set(breaches.map(({ rule, from }) => `${rule}: ${from}`));
    expect(planted.map(([rule, file]) => `${rule}: ${file}`).filter((breach) => !found.has(breach))).toEqual([]);
    expect([...new Set(planted.map(([rule]) => rule))].sort()).toEqual([...rules].sort());
    const clean = new Set(lawful.map(([file]) => file).filter((file) => !file.endsWith('/two.ts')));
    expect(breaches.filter(({ from }) => clean.has(from))).toEqual([]);
  });
});
