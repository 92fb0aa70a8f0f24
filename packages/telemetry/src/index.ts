export { log, type Log, openLog } from './log.ts';
export { startTelemetry, type StartOptions } from './start-telemetry.ts';
export { noTelemetry, type Telemetry, type WatchedRequest } from './telemetry.ts';
