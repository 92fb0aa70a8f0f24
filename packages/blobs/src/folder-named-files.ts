import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StoreUnavailable } from '@hoso/event-sourcing';
import { codeOf, syncFolder, unless } from './folder-blob-store.ts';
import { type NamedFiles, requireFileName } from './named-files.ts';

/** Named files in a folder, which is made when the first one is. A file is a draft until it is whole and durable. */
export function folderNamedFiles(folder: string): NamedFiles {
  const made = new Set<string>();
  const pathOf = (name: string): string => {
    requireFileName(name);
    return join(folder, name);
  };
  const put = async (name: string, bytes: Uint8Array, place: (draft: string, path: string) => Promise<boolean>) => {
    const path = pathOf(name);
    const draft = join(folder, `.draft-${randomUUID()}`);
    try {
      await makeFolder(dirname(path), folder, made);
      const file = await open(draft, 'wx', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      const isPlaced = await place(draft, path);
      await syncFolder(dirname(path));
      return isPlaced;
    } catch (error) {
      if (codeOf(error) !== 'ENOSPC') throw error;
      throw new StoreUnavailable('full', { what: `the folder ${folder}`, cause: error });
    } finally {
      await rm(draft, { force: true });
    }
  };
  return {
    read: (name) => readFile(pathOf(name)).catch(unless('ENOENT', 'ENOTDIR', 'EISDIR')),
    create: (name, bytes) =>
      put(name, bytes, (draft, path) =>
        link(draft, path).then(
          () => true,
          (error) => unless('EEXIST')(error) ?? false,
        ),
      ),
    replace: async (name, bytes) => {
      await put(name, bytes, (draft, path) => rename(draft, path).then(() => true));
    },
    removeUnder: async (name) => {
      made.delete(pathOf(name));
      await rm(pathOf(name), { recursive: true, force: true });
    },
    close: async () => undefined,
  };
}

/** A folder's own name is durable once the folder that it lies in is synced. */
async function makeFolder(path: string, top: string, made: Set<string>): Promise<void> {
  if (made.has(path)) return;
  const first = await mkdir(path, { recursive: true, mode: 0o700 });
  if (first !== undefined) {
    for (let at = path; at.length >= first.length && at !== dirname(at); at = dirname(at))
      await syncFolder(dirname(at));
  }
  if (path !== top) made.add(path);
}
