import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BlobStore, BlobsUrlError } from './blob-store.ts';
import { folderBlobStore } from './folder-blob-store.ts';
import { folderNamedFiles } from './folder-named-files.ts';
import type { NamedFiles } from './named-files.ts';
import { s3BlobStore } from './s3-blob-store.ts';
import { s3NamedFiles } from './s3-named-files.ts';
import { type S3Place, s3Place } from './s3-place.ts';

/** The store that `BLOBS_URL` names: a folder (a path, or `file:`) or a bucket (`s3:`). Throws `BlobsUrlError`. */
export function blobStoreFrom(url: string): BlobStore {
  const place = placeOf(url);
  return typeof place === 'string' ? folderBlobStore(place) : s3BlobStore(place);
}

/** Named files beside the blobs of that URL, under a name of their own. Throws `BlobsUrlError`. */
export function namedFilesFrom(url: string, under: string): NamedFiles {
  const place = placeOf(url);
  if (typeof place === 'string') return folderNamedFiles(join(place, under));
  return s3NamedFiles({ ...place, prefix: `${place.prefix}${under}/` });
}

/** A folder, or a place in S3. */
function placeOf(url: string): string | S3Place {
  const [, scheme] = /^([a-z][a-z0-9+.-]+):/i.exec(url) ?? [];
  if (url === '') throw new BlobsUrlError('it is empty: a folder or s3://<bucket>');
  if (scheme === undefined) return url;
  if (!URL.canParse(url)) throw new BlobsUrlError('it is no URL: a folder or s3://<bucket>');
  switch (scheme.toLowerCase()) {
    case 'file':
      return pathOf(url);
    case 's3':
      return s3Place(new URL(url));
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
