import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { smallDisk, startS3 } from '@hoso/backends';
import { afterAll, describe, expect, it } from '@jest/globals';
import { blobStoreFrom } from './blob-store-from.ts';

const disk = await smallDisk(16 * 1024 ** 2).catch((error: Error) => error);
const server =
  disk instanceof Error ? disk : await startS3(join(disk.folder, 'buckets')).catch((error: Error) => error);

describe('Blobs on a disk that is full', () => {
  if (disk instanceof Error) {
    it.skip(`skipped: ${disk.message}`, () => undefined);
    return;
  }
  const { folder, fill, makeRoom, remove } = disk;
  afterAll(async () => {
    if (!(server instanceof Error)) await server.stop();
    await remove();
  });
  const content = Buffer.alloc(300_000, 'hồ sơ');
  const sha256 = createHash('sha256').update(content).digest('hex');

  const isRefused = async (url: string): Promise<void> => {
    const store = blobStoreFrom(url);
    const stored = (bytes: Buffer) =>
      store.store(
        (async function* () {
          yield bytes;
        })(),
        bytes.length,
      );
    const { sha256: kept } = await stored(Buffer.from('before'));
    await fill();
    await expect(stored(content)).rejects.toMatchObject({
      name: 'StoreUnavailable',
      reason: expect.stringMatching(/full|unreachable/),
      message: expect.stringContaining('BLOBS_URL'),
    });
    expect(await store.open(sha256)).toBeUndefined();
    expect(Buffer.concat(await Array.fromAsync((await store.open(kept)) ?? [])).toString()).toBe('before');
    await makeRoom();
    expect(await stored(content)).toEqual({ sha256, bytes: content.length });
    expect((await Array.fromAsync(store.addresses())).sort()).toEqual([kept, sha256].sort());
    await store.close();
  };

  it(
    'in a folder are refused with the setting, leave nothing, and are taken once there is room',
    () => isRefused(`file:${join(folder, 'blobs')}`),
    60_000,
  );

  if (server instanceof Error) it.skip(`skipped: ${server.message}`, () => undefined);
  else {
    it('in S3 likewise', async () => {
      const { origin, username, password } = new URL(server.url);
      const credentials = { accessKeyId: username, secretAccessKey: password };
      const client = new S3Client({ endpoint: origin, region: 'us-east-1', forcePathStyle: true, credentials });
      await client.send(new CreateBucketCommand({ Bucket: 'full' }));
      client.destroy();
      await isRefused(`s3://${username}:${password}@full/papers?endpoint=${origin}`);
    }, 120_000);
  }
});
