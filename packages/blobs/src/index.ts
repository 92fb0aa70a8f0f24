export * from './blob-store.ts';
export { blobStoreFrom, namedFilesFrom } from './blob-store-from.ts';
export { folderBlobStore } from './folder-blob-store.ts';
export { folderNamedFiles } from './folder-named-files.ts';
export * from './named-files.ts';
export { s3BlobStore } from './s3-blob-store.ts';
export type { S3Place } from './s3-place.ts';
