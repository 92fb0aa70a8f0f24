import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { uploadFolder } from './upload-folder.ts';

let path: string;
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'hoso-uploads-'));
});
afterEach(() => rmSync(path, { recursive: true }));

const content = randomBytes(100_000);
const sha256 = createHash('sha256').update(content).digest('hex');

async function* pieces(bytes: Uint8Array, cutAt = Number.POSITIVE_INFINITY): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 8_192) {
    if (at >= cutAt) throw new Error('the line was cut');
    yield bytes.subarray(at, at + 8_192);
  }
}

describe('An uploaded file', () => {
  it('lies under the hash of its bytes and is read back whole', async () => {
    const uploads = uploadFolder(path);
    expect(await uploads.store(pieces(content), content.length)).toEqual({ sha256, bytes: content.length });
    const read = await Array.fromAsync(uploads.open(sha256) ?? []);
    expect(Buffer.concat(read).equals(content)).toBe(true);
  });

  it('may come twice', async () => {
    const uploads = uploadFolder(path);
    await Promise.all([uploads.store(pieces(content), 200_000), uploads.store(pieces(content), 200_000)]);
    expect(readdirSync(path)).toEqual([sha256]);
  });

  it('that is too large leaves nothing', async () => {
    const stored = uploadFolder(path).store(pieces(content), content.length - 1);
    await expect(stored).rejects.toMatchObject({ name: 'UploadTooLarge', statusCode: 413 });
    expect(readdirSync(path)).toEqual([]);
  });

  it('that is cut off leaves nothing', async () => {
    await expect(uploadFolder(path).store(pieces(content, 50_000), 200_000)).rejects.toThrow('the line was cut');
    expect(readdirSync(path)).toEqual([]);
  });

  it.each(['', '..', '../keys/token.key', sha256, 'A'.repeat(64)])('is not found under %j', (name) =>
    expect(uploadFolder(path).open(name)).toBeUndefined(),
  );
});
