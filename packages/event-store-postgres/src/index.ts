export { type CarryOptions, type LogToRestore, openWholeLog, restoreLogs } from './carry-log.ts';
export { type PostgresEventStore, type PostgresEventStoreOptions, postgresEventStore } from './event-store.ts';
export { LogError, type LogErrorCode } from './log-error.ts';
export { type MigrateOptions, type Migration, migrate } from './migrate.ts';
export { type PostgresRecorder, postgresRecorder } from './recorder.ts';
