export { rebuildCacheKib, type SqliteViewStoreOptions, sqliteViewStore } from './sqlite-view-store.ts';
export { ViewFileError } from './view-file-error.ts';
