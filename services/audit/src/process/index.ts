export {
  type AuditLogsOptions,
  auditLogs,
  type OpenAuditLog,
  type OpenAuditLogs,
  ownViews,
  requireAuditLog,
  type WorkedOn,
} from './audit-logs.ts';
export { type LedgersOptions, ledgers, type OpenLedgers, originOf } from './ledgers.ts';
export { lawParameters, lawRules } from './law-rules.ts';
export { type LogFolder, logFolder } from './log-folder.ts';
export { namedLogs } from './named-logs.ts';
export { putWitnessed, takeWitnessed, type Witnessed } from '../ledger/witnessed.ts';
