import { z } from 'zod';
import { readText, root, workspaceFolders } from './tree.ts';
import { join, relative } from 'node:path';

const Versions = z.record(z.string(), z.string()).default({});
const Manifest = z.object({
  name: z.string(),
  version: z.string().optional(),
  dependencies: Versions,
  devDependencies: Versions,
  optionalDependencies: Versions,
  peerDependencies: Versions,
});
const Project = z.object({ references: z.array(z.object({ path: z.string() })).default([]) });

export type Manifest = z.infer<typeof Manifest>;

/** The package.json of a folder, relative to the root; the root's own is that of `.`. */
export const manifestOf = (folder: string): Manifest =>
  Manifest.parse(JSON.parse(readText(join(folder, 'package.json'))));

/** Folder and package.json of every package and service. */
export const manifests = (): readonly (readonly [string, Manifest])[] =>
  workspaceFolders().map((folder) => [folder, manifestOf(folder)] as const);

/** Everything a package.json lists, with its version. */
export const listed = (manifest: Manifest): Readonly<Record<string, string>> => ({
  ...manifest.dependencies,
  ...manifest.devDependencies,
  ...manifest.optionalDependencies,
  ...manifest.peerDependencies,
});

/** The folders that a tsconfig file refers to, relative to the root, in its order. */
export function references(tsconfig: string): readonly string[] {
  const { references } = Project.parse(JSON.parse(readText(tsconfig)));
  return references.map(({ path }) => relative(root, join(root, tsconfig, '..', path)));
}

/** The versions of `catalog:` in pnpm-workspace.yaml. */
export function catalog(): Readonly<Record<string, string>> {
  const block = /^catalog:\n((?: {2}.*\n)+)/m.exec(readText('pnpm-workspace.yaml'))?.[1] ?? '';
  return Object.fromEntries(
    block
      .split('\n')
      .filter((line) => line.includes(':'))
      .map((line) => line.trim().replaceAll(/["']/g, '').split(/:\s+/, 2))
      .map(([name = '', version = '']) => [name, version]),
  );
}
