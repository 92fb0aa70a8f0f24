export { type Alone, nobodyElse } from './alone.ts';
export {
  type LogAddress,
  openBlobs,
  openEventStore,
  openKeys,
  openLog,
  openNamedFiles,
  openViews,
  type ServiceEventStore,
} from './adapters.ts';
export { clockSettingOf, lastInstantOf, recordClock } from './clock-record.ts';
export { type DatabaseUserName, databaseUserNames, databaseUserOf, opensKeys } from './database-users.ts';
export { fillViews } from './fill-views.ts';
export type { AuditFollowing, FollowingService, FollowServicesOptions } from './follow-options.ts';
export { type Followers, followServices } from './follow-service.ts';
export { garbageCollector } from './give-memory-back.ts';
export { gatherOperations } from './gather-operations.ts';
export { ledgerSeedOf, tellOfLedger } from './ledger-signing.ts';
export { listen } from './listen.ts';
export { type SimulatedClock, simulatedClock } from './log-clock.ts';
export { auditLogOf, demoLog, liveLog } from './log-names.ts';
export type { MovableClock } from './move-clock.ts';
export { answerOperations, operationsOf, platformOperations } from './operations.ts';
export { type Migrated, migratePlatform } from './migrate-platform.ts';
export { nodeFlags } from './node-flags.ts';
export { personalDataOf } from './personal-data.ts';
export { passes, wordsOf } from './passes.ts';
export { type Later, type NotReady, runProcess, type Serving } from './process.ts';
export { blobsSettings, listenSettings, processSettings, serviceSettings } from './process-settings.ts';
export type { RebuildPlaces } from './rebuild-in-worker.ts';
export { recordedReads } from './recorded-reads.ts';
export { relayBatchMax, runRelay } from './relay-process.ts';
export { requireFollowable } from './require-followable.ts';
export { type BeginningService, runService, type ServiceKit } from './service-process.ts';
export { type Environment, pathOf, readSettings, SettingsError, urlSetting } from './settings.ts';
export { type SystemVoice, systemVoice } from './system-voice.ts';
export { platformActor, writeKeys } from './write-keys.ts';
