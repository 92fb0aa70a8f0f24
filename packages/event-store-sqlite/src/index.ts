export { openWholeLog, writeWholeLog } from './carry-log.ts';
export { type CopiedLog, copyLog } from './copy-log.ts';
export { type SqliteEventStore, type SqliteEventStoreOptions, sqliteEventStore } from './event-store.ts';
export { type LogReader, openLogReader } from './log-reader.ts';
export { LogFileError, type LogFileErrorCode } from './log-file-error.ts';
