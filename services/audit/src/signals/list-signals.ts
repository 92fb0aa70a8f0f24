import { type ListSignals, refuse, type UnitId } from '@hoso/contracts';
import type { z } from 'zod';
import type { AuditLogs, Logs } from '../audit-ports.ts';
import { namedLog } from '../logs/named-log.ts';

export interface SignalsPorts {
  readonly logs: Logs;
  readonly auditLogs: Pick<AuditLogs, 'signals'>;
  /** Refuses `UnitNotFound`. */
  readonly requireUnit: (unit: UnitId) => Promise<unknown>;
}

/** As many as a log has: nothing but its memory bounds it. */
const daysMax = 36_600;

/** Signals of a log, gathered anew over all of it. Refuses `LogNotFound`, `PeriodInvalid` and `UnitNotFound`. */
export async function listSignals(
  { logs, auditLogs, requireUnit }: SignalsPorts,
  { log, ...asked }: z.output<typeof ListSignals.ask>,
): Promise<z.output<typeof ListSignals.answer>> {
  const { from, to } = asked;
  if (from !== undefined && to !== undefined && to < from) refuse('PeriodInvalid', { from, to, daysMax });
  const { info } = await namedLog(logs, log);
  const told = await auditLogs.signals(info.name, asked);
  // The registry knows the units of the log that the platform works on; another may have units of its own.
  if (told.items.length === 0 && asked.unit !== undefined && info.default) await requireUnit(asked.unit);
  return { log: info.name, ...told, lagMs: 0 };
}
