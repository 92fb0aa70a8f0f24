import { fileURLToPath } from 'node:url';
import { type BlobStore, BlobsUrlError } from './blob-store.ts';
import { folderBlobStore } from './folder-blob-store.ts';
import { s3BlobStore } from './s3-blob-store.ts';
import { s3Place } from './s3-place.ts';

/** The store that `BLOBS_URL` names: a folder (a path, or `file:`) or a bucket (`s3:`). Throws `BlobsUrlError`. */
export function blobStoreFrom(url: string): BlobStore {
  const [, scheme] = /^([a-z][a-z0-9+.-]+):/i.exec(url) ?? [];
  if (url === '') throw new BlobsUrlError('it is empty: a folder or s3://<bucket>');
  if (scheme === undefined) return folderBlobStore(url);
  if (!URL.canParse(url)) throw new BlobsUrlError('it is no URL: a folder or s3://<bucket>');
  switch (scheme.toLowerCase()) {
    case 'file':
      return folderBlobStore(pathOf(url));
    case 's3':
      return s3BlobStore(s3Place(new URL(url)));
    default:
      throw new BlobsUrlError(`${scheme}: is not known: a folder or s3://<bucket>`);
  }
}

function pathOf(url: string): string {
  try {
    return fileURLToPath(url);
  } catch (error) {
    throw new BlobsUrlError('it names no folder of this machine: file:///<folder>', { cause: error });
  }
}
