export type { CarryOptions } from './connection.ts';
export { type KurrentDbEventStore, type KurrentDbEventStoreOptions, kurrentDbEventStore } from './event-store.ts';
export { KurrentDbUnusable, type KurrentDbUnusableCode } from './failure.ts';
export { type MigrateOptions, type Migration, migrate } from './migrate.ts';
export { type LogToRestore, restoreLogs } from './restore-log.ts';
export { type ServerClock, serverClock } from './server-clock.ts';
export { openWholeLog } from './whole-log.ts';
