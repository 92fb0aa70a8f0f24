export { type BlobStorePlace, describeBlobStore } from './describe-blob-store.ts';
