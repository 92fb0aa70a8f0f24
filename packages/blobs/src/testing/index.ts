export { type BlobStorePlace, describeBlobStore } from './describe-blob-store.ts';
export { describeNamedFiles, type NamedFilesPlace } from './describe-named-files.ts';
