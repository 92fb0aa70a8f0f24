import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A file that is larger than the edge takes. */
export class UploadTooLarge extends Error {
  override readonly name = 'UploadTooLarge';
  readonly statusCode = 413;

  constructor(readonly bytesMax: number) {
    super(`larger than ${bytesMax} bytes`);
  }
}

/**
 * Uploaded files in a folder, each under the SHA-256 of its bytes. A file that was cut off leaves nothing under a name.
 */
export interface UploadFolder {
  /** Durable when it resolves. Rejects with `UploadTooLarge` past `bytesMax`; then nothing is kept. */
  store(
    content: AsyncIterable<Uint8Array>,
    bytesMax: number,
  ): Promise<{ readonly sha256: string; readonly bytes: number }>;
  open(sha256: string): AsyncIterable<Uint8Array> | undefined;
}

export function uploadFolder(folder: string): UploadFolder {
  return {
    store: async (content, bytesMax) => {
      await mkdir(folder, { recursive: true });
      const draft = join(folder, `.draft-${randomUUID()}`);
      const file = await open(draft, 'wx', 0o600);
      const digest = createHash('sha256');
      let bytes = 0;
      try {
        for await (const chunk of content) {
          bytes += chunk.byteLength;
          if (bytes > bytesMax) throw new UploadTooLarge(bytesMax);
          digest.update(chunk);
          await file.write(chunk);
        }
        await file.sync();
      } catch (error) {
        await file.close();
        await rm(draft, { force: true });
        throw error;
      }
      await file.close();
      const sha256 = digest.digest('hex');
      await rename(draft, join(folder, sha256));
      return { sha256, bytes };
    },
    open: (sha256) => {
      const path = join(folder, sha256);
      return /^[0-9a-f]{64}$/.test(sha256) && existsSync(path) ? createReadStream(path) : undefined;
    },
  };
}
