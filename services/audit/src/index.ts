export { AuditModule, audit } from './audit.module.ts';
export type {
  AuditLog,
  AuditLogs,
  AuditPorts,
  FiledCase,
  FiledEvent,
  Logs,
  ReadFile,
  Uploads,
} from './audit-ports.ts';
export { checkLog, listDeviations } from './checks/check-log.ts';
export type { FindingIntent } from './findings/finding.ts';
export { type FindingDocument, findings } from './findings/findings.view.ts';
export { inspections } from './inspections/inspections.view.ts';
export { judgeAgain, type JudgedAgain } from './findings/judge-again.ts';
export { judgements } from './findings/judgements.view.ts';
export { liveOrFresh } from './findings/live-or-fresh.ts';
export { findingRecorder } from './findings/record-findings.ts';
export { type RunningRules, runRules } from './findings/run-rules.ts';
export { histories } from './history/dossier-history.ts';
export { isWithin } from './history/moments.ts';
export { replay, stateAt } from './history/replay.ts';
export { type ImportCase, type ImportedCaseState, importedCase } from './imports/imported-case.ts';
export { dossierIdOf, importXes } from './imports/import-xes.ts';
export { type Ledger, openLedger } from './ledger/ledger.ts';
export type { LedgerFiles } from './ledger/ledger-files.ts';
export { listLogs, readLog } from './logs/read-log.ts';
export { views as auditViews } from './views.ts';
