import {
  CreateBucketCommand,
  DeleteObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { onServer } from '@hoso/backends/testing';
import { describe, expect, it } from '@jest/globals';
import { blobStoreFrom, namedFilesFrom } from './blob-store-from.ts';
import { describeBlobStore } from './testing/describe-blob-store.ts';
import { describeNamedFiles } from './testing/describe-named-files.ts';

await onServer('s3', ['A blob in S3'], (url) => describeOn(new URL(url)));

async function describeOn({ origin, username, password, pathname }: URL): Promise<void> {
  const bucket = pathname.slice(1);
  const client = new S3Client({
    endpoint: origin,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: username, secretAccessKey: password },
  });
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  const url = `s3://${username}:${password}@${bucket}/papers?endpoint=${origin}`;
  const keys = async () => {
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: 'papers/' }));
    return Contents.map(({ Key = '' }) => Key);
  };

  describeBlobStore('S3', async () => ({
    open: () => blobStoreFrom(url),
    names: async () => (await keys()).map((key) => key.slice('papers/'.length)),
    damage: async (sha256, bytes) => {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: `papers/${sha256}`, Body: bytes }));
    },
    remove: async () => {
      for (const Key of await keys()) await client.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
    },
  }));

  let places = 0;
  describeNamedFiles('S3', async () => {
    const under = `ledger/${places++}`;
    return { open: () => namedFilesFrom(url, under), remove: async () => undefined };
  });

  describe('A bucket of blobs', () => {
    it.each([
      ['that is not there', `s3://${username}:${password}@no-such-bucket?endpoint=${origin}`],
      ['whose secret is another', `s3://${username}:other@${bucket}?endpoint=${origin}`],
    ])('%s is told by the name of the setting', async (_, wrong) => {
      const store = blobStoreFrom(wrong);
      const stored = store.store((async function* () {})(), 1);
      await expect(stored).rejects.toMatchObject({
        name: 'BlobsUrlError',
        message: expect.stringMatching(/^BLOBS_URL: /),
      });
      await store.close();
    });
  });
}
