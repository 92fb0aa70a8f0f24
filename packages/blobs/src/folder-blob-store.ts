import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, link, mkdir, open, opendir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StoreUnavailable } from '@hoso/event-sourcing';
import { type BlobStore, isAddress } from './blob-store.ts';
import { checked, isWhole, measured } from './hashing.ts';

/**
 * Blobs in a folder, each in a file named by its hash. A file is written as a draft, synced, and then gets its name,
 * unless that is taken by the same bytes; the folder is synced last.
 */
export function folderBlobStore(folder: string): BlobStore {
  return {
    store: async (content, bytesMax) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const draft = join(folder, `.draft-${randomUUID()}`);
      const passing = measured(content, bytesMax);
      try {
        const file = await open(draft, 'wx', 0o600);
        try {
          for await (const piece of passing) await writeWhole(file, piece);
          await file.sync();
        } finally {
          await file.close();
        }
        const stored = passing.stored();
        await give(draft, join(folder, stored.sha256), stored.sha256);
        await syncFolder(folder);
        return stored;
      } catch (error) {
        if (codeOf(error) !== 'ENOSPC') throw error;
        throw new StoreUnavailable('full', { what: `the folder of blobs ${folder} (BLOBS_URL)`, cause: error });
      } finally {
        await rm(draft, { force: true });
      }
    },
    open: async (sha256) => {
      if (!isAddress(sha256)) return undefined;
      const path = join(folder, sha256);
      const file = await open(path, 'r').catch(unless('ENOENT'));
      await file?.close();
      return file && checkedFile(path, sha256);
    },
    async *addresses() {
      const files = await opendir(folder).catch(unless('ENOENT'));
      for await (const { name } of files ?? []) if (isAddress(name)) yield name;
    },
    close: async () => undefined,
  };
}

/** Where the name is taken, what has it stays, unless it is damaged. */
async function give(draft: string, path: string, sha256: string): Promise<void> {
  try {
    await link(draft, path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    if (!(await isWhole(createReadStream(path), sha256))) await rename(draft, path);
  }
}

/** Opened when it is read, so that what nobody reads leaves nothing open. */
function checkedFile(path: string, sha256: string): AsyncIterable<Uint8Array> {
  return { [Symbol.asyncIterator]: () => checked(createReadStream(path), sha256)[Symbol.asyncIterator]() };
}

/** A single write MAY take less than it was given. */
async function writeWhole(file: FileHandle, piece: Uint8Array): Promise<void> {
  for (let written = 0; written < piece.byteLength; ) {
    written += (await file.write(piece, written)).bytesWritten;
  }
}

/** What a folder holds by name is durable once it is synced. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Answers nothing to errors of these codes, and throws the others. */
export function unless(...codes: readonly string[]): (error: unknown) => undefined {
  return (error) => {
    if (codes.some((code) => codeOf(error) === code)) return undefined;
    throw error;
  };
}

/** The system's code of an error. */
export function codeOf(error: unknown): unknown {
  return Error.isError(error) && 'code' in error ? error.code : undefined;
}
