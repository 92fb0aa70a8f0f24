export * from './blob-store.ts';
export { blobStoreFrom } from './blob-store-from.ts';
export { folderBlobStore } from './folder-blob-store.ts';
export { s3BlobStore } from './s3-blob-store.ts';
export type { S3Place } from './s3-place.ts';
