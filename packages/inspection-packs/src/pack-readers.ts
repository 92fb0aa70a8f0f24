import { existsSync, lstatSync, readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NotProven } from '@hoso/merkle-log';
import type { PackReader } from './check-pack.ts';
import { packFiles } from './pack-format.ts';
import { plainFile } from './plain-file.ts';
import { filesInZip } from './zip.ts';

/** An archive, or a file, that is larger is none of a pack. */
const archiveBytesMax = 2_000_000_000;

/** A pack at a path: a folder with a manifest, or an archive of one; nothing where it is neither. */
export async function packAt(path: string): Promise<PackReader | undefined> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) return existsSync(join(path, packFiles.manifest)) ? packIn(path) : undefined;
  if (!found?.isFile() || !path.toLowerCase().endsWith('.zip')) return undefined;
  if (found.size > archiveBytesMax) throw new NotProven('zip', { vi: 'quá lớn', en: 'is too large' });
  return packOf(filesInZip(await readFile(path)));
}

export function packOf(files: ReadonlyMap<string, Uint8Array>): PackReader {
  return { names: [...files.keys()], read: async (name) => files.get(name) };
}

/** Nothing outside the folder is ever read: what is no plain file is extra. */
function packIn(folder: string): PackReader {
  const names = namesIn(folder, '');
  const plain = new Set(names.filter((name) => lstatSync(join(folder, name)).isFile()));
  const read = async (name: string): Promise<Uint8Array | undefined> => {
    const path = plain.has(name) ? plainFile(folder, name, archiveBytesMax) : undefined;
    return path === undefined ? undefined : await readFile(path);
  };
  return { names, read };
}

function namesIn(folder: string, below: string): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const name = below === '' ? entry.name : `${below}/${entry.name}`;
    return entry.isDirectory() ? namesIn(folder, name) : [name];
  });
}
