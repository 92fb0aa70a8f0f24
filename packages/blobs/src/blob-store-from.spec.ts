import { describe, expect, it } from '@jest/globals';
import { blobStoreFrom } from './blob-store-from.ts';
import { s3Place } from './s3-place.ts';

describe('A URL of blobs', () => {
  it.each([
    '',
    's3://',
    's3:///papers',
    's3://u:s3cret@bucket?endpoint=nowhere',
    's3://u:s3cret@bucket?secure=1',
    'ftp://u:s3cret@host/x',
    'file://elsewhere/x',
    's3://[',
  ])('%j is refused by the name of its setting, without its secret', (url) => {
    expect(() => blobStoreFrom(url)).toThrow(
      expect.objectContaining({ name: 'BlobsUrlError', message: expect.stringMatching(/^BLOBS_URL: (?!.*s3cret)/) }),
    );
  });

  it('names bucket, folder in it, server and key', () =>
    expect(s3Place(new URL('s3://k:a%2Fb@papers/2026/?endpoint=http://127.0.0.1:7070&region=vn-1'))).toEqual({
      bucket: 'papers',
      prefix: '2026/',
      region: 'vn-1',
      endpoint: 'http://127.0.0.1:7070',
      credentials: { accessKeyId: 'k', secretAccessKey: 'a/b' },
    }));

  it('that nobody answers at is said to be unreachable, by the name of its setting', async () => {
    const store = blobStoreFrom('s3://k:s@papers?endpoint=http://127.0.0.1:1');
    await expect(store.open('a'.repeat(64))).rejects.toMatchObject({
      name: 'StoreUnavailable',
      reason: 'unreachable',
      message: 'bucket papers at http://127.0.0.1:1 (BLOBS_URL) is unreachable',
    });
    await store.close();
  });
});
