import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { importsOf } from './source.ts';
import { catalog, listed, manifestOf, manifests, references } from './manifests.ts';
import { readText, repositoryFiles, root, workspaceFolders } from './tree.ts';

const exact = /^\d+\.\d+\.\d+(-[0-9a-z.-]+)?$/;
const pageLines = 100;
const folders = new Map(manifests().map(([folder, { name }]) => [name, folder]));
const sources = repositoryFiles().filter((path) => /\.tsx?$/.test(path));
const sourcesOf = (folder: string) => sources.filter((path) => path.startsWith(`${folder}/src/`));

describe('Every package and service', () => {
  it.each(['tsconfig.json', 'tsconfig.specs.json'])('is referred to by %s', (tsconfig) =>
    expect([...references(tsconfig)].sort()).toEqual(workspaceFolders()),
  );

  it.each(manifests())('%s refers to what it depends on, and to nothing else', (folder, manifest) => {
    const dependencies = Object.keys(manifest.dependencies).flatMap((name) => folders.get(name) ?? []);
    expect([...references(join(folder, 'tsconfig.json'))].sort()).toEqual(dependencies.sort());
  });

  it.each(manifests())('%s lists every package it imports', (folder, manifest) => {
    const known = new Set([manifest.name, ...Object.keys(listed(manifest))]);
    const unlisted = sourcesOf(folder)
      .filter((path) => !/\.spec\.tsx?$|\/testing\//.test(path))
      .flatMap((path) => importsOf(path).map((name) => ({ path, name })))
      .filter(({ name }) => !known.has(name));
    expect(unlisted.map(({ path, name }) => `${path} imports ${name}`)).toEqual([]);
  });

  it.each(manifests())('%s and the root list every package that its specs import', (folder, manifest) => {
    const known = new Set([manifest.name, ...Object.keys(listed(manifest)), ...Object.keys(listed(manifestOf('.')))]);
    const unlisted = sourcesOf(folder).flatMap((path) => importsOf(path).filter((name) => !known.has(name)));
    expect(unlisted).toEqual([]);
  });

  it.each(workspaceFolders())('%s has a README of a page at most', (folder) => {
    const path = join(folder, 'README.md');
    expect(existsSync(join(root, path)) ? 'has one' : `${path} is missing`).toBe('has one');
    expect(readText(path).split('\n').length).toBeLessThanOrEqual(pageLines);
  });
});

describe('Every version', () => {
  const everywhere = [['.', manifestOf('.')] as const, ...manifests()].flatMap(([folder, manifest]) =>
    Object.entries(listed(manifest)).map(([name, version]) => ({ folder, name, version })),
  );

  it('is pinned', () => {
    const loose = everywhere.filter(({ name, version }) =>
      folders.has(name) ? version !== 'workspace:*' : version !== 'catalog:' && !exact.test(version),
    );
    expect(loose.map(({ folder, name, version }) => `${folder}/package.json: ${name} ${version}`)).toEqual([]);
  });

  it('of the catalogue is pinned, and there for each that asks for it', () => {
    const versions = catalog();
    expect(Object.entries(versions).filter(([, version]) => !exact.test(version))).toEqual([]);
    const asked = everywhere.filter(({ version }) => version === 'catalog:').map(({ name }) => name);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((name) => versions[name] === undefined)).toEqual([]);
  });

  it('of one dependency is the same everywhere', () => {
    const byName = Map.groupBy(everywhere, ({ name }) => name);
    const differing = [...byName].filter(([, uses]) => new Set(uses.map(({ version }) => version)).size > 1);
    expect(differing.map(([name]) => name)).toEqual([]);
  });
});

describe('CONTRIBUTING.md', () => {
  it('names files and folders that exist', () => {
    const named = [...readText('CONTRIBUTING.md').matchAll(/`((?:packages|services|test|bench)\/[\w./-]+)`/g)];
    const paths = named.map(([, path = '']) => path);
    expect(paths.length).toBeGreaterThan(10);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});
