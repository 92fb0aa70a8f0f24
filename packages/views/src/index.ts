export type { MongoViewStoreOptions } from './mongo-connection.ts';
export { mongoViewStore } from './mongo-view-store.ts';
export { ViewsUrlError } from './mongo-error.ts';
export { rebuildCacheKib, type SqliteViewStoreOptions, sqliteViewStore } from './sqlite-view-store.ts';
export { ViewFileError } from './view-file-error.ts';
