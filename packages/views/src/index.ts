export { type BuildInWorkerOptions, buildInWorker } from './build-in-worker.ts';
export { sqliteViewStore } from './sqlite-view-store.ts';
export { ViewFileError } from './view-file-error.ts';
