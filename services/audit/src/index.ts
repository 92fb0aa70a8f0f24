export { AuditModule, audit, auditViews } from './audit.module.ts';
export type { AuditPorts, FiledCase, FiledEvent, Logs, ReadCases, Uploads } from './audit-ports.ts';
export { checkLog, listDeviations } from './checks/check-log.ts';
export { histories } from './history/dossier-history.ts';
export { isWithin } from './history/moments.ts';
export { replay, stateAt } from './history/replay.ts';
export { type ImportCase, type ImportedCaseState, importedCase } from './imports/imported-case.ts';
export { dossierIdOf, importXes } from './imports/import-xes.ts';
export { listLogs, readLog } from './logs/read-log.ts';
