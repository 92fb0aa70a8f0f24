import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { z } from 'zod';

/** A file of a backup, as it must be found again. */
export const KeptFile = z.strictObject({ bytes: z.int().min(0), sha256: z.hex().length(64) });
export type KeptFile = z.infer<typeof KeptFile>;

/** A new file for its owner only, on disk when it resolves. */
export async function writeDurably(
  path: string,
  content: string | AsyncIterable<Uint8Array | string>,
): Promise<KeptFile> {
  const file = await open(path, 'wx', 0o600);
  const digest = createHash('sha256');
  let bytes = 0;
  try {
    for await (const piece of typeof content === 'string' ? [content] : content) {
      const chunk = Buffer.from(piece);
      digest.update(chunk);
      bytes += chunk.byteLength;
      await file.writeFile(chunk);
    }
    await file.sync();
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  return { bytes, sha256: digest.digest('hex') };
}

/** Copies piece by piece, so that a file of any size takes little memory. */
export function copyDurably(from: string, to: string): Promise<KeptFile> {
  return writeDurably(to, createReadStream(from));
}

export function isSame(one: KeptFile, other: KeptFile | undefined): boolean {
  return one.bytes === other?.bytes && one.sha256 === other.sha256;
}

/** The size and hash of a file; nothing where there is no such file. */
export async function lookAt(path: string): Promise<KeptFile | undefined> {
  const digest = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(path)) {
      digest.update(chunk);
      bytes += chunk.length;
    }
  } catch (error) {
    if (Error.isError(error) && 'code' in error && ['ENOENT', 'EISDIR', 'ENOTDIR'].includes(String(error.code))) return;
    throw error;
  }
  return { bytes, sha256: digest.digest('hex') };
}

/** Names in a folder are durable once it is. Windows cannot open a folder, and needs no such thing. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
