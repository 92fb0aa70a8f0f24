import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The repository's root: jest runs there. */
export const root = process.cwd();

/** A place in a file that breaks a rule, and why. */
export interface Offence {
  readonly path: string;
  readonly line: number;
  readonly reason: string;
}

/**
 * Every file that belongs to the repository, new ones too, relative to the root. Without git: all that .gitignore
 * leaves.
 */
export function repositoryFiles(): readonly string[] {
  const listed = existsSync(join(root, '.git'))
    ? execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
        cwd: root,
        encoding: 'utf8',
        maxBuffer: 64 * 1024 * 1024,
      }).split('\0')
    : filesWithoutGit();
  return listed.filter((path) => path !== '' && existsSync(join(root, path))).sort();
}

/** The folders of all packages and services, relative to the root. */
export function workspaceFolders(): readonly string[] {
  return globSync('{packages,services}/*/package.json', { cwd: root })
    .map((path) => path.slice(0, -'/package.json'.length))
    .sort();
}

export const readText = (path: string): string => readFileSync(join(root, path), 'utf8');

/** `path:line: reason`, one a line: what a failing test shows. */
export const described = (offences: readonly Offence[]): readonly string[] =>
  offences.map(({ path, line, reason }) => `${path}:${line}: ${reason}`);

function filesWithoutGit(): readonly string[] {
  const ignored = new Set(
    readText('.gitignore')
      .split('\n')
      .map((line) => line.trim().replace(/^\/|\/$/g, ''))
      .filter((line) => line !== '' && !line.startsWith('#')),
  );
  return globSync('**/*', {
    cwd: root,
    withFileTypes: true,
    exclude: (entry) => ignored.has(entry.name) || entry.name === '.git',
  })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}
