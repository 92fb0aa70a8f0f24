import { type ListSignals, refuse } from '@hoso/contracts';
import type { z } from 'zod';
import type { AuditLogs, Logs } from '../audit-ports.ts';
import { namedLog } from '../logs/named-log.ts';

export interface SignalsPorts {
  readonly logs: Logs;
  readonly auditLogs: Pick<AuditLogs, 'signals'>;
}

/** As many as a log has: nothing but its memory bounds it. */
const daysMax = 36_600;

/**
 * Signals of a log, gathered anew over all of it. Refuses `LogNotFound`, `PeriodInvalid`, and a name that the log knows
 * nothing of: `UnitNotFound`, `PersonNotFound`.
 */
export async function listSignals(
  { logs, auditLogs }: SignalsPorts,
  { log, ...asked }: z.output<typeof ListSignals.ask>,
): Promise<z.output<typeof ListSignals.answer>> {
  const { from, to } = asked;
  if (from !== undefined && to !== undefined && to < from) refuse('PeriodInvalid', { from, to, daysMax });
  const { info } = await namedLog(logs, log);
  const { named, ...told } = await auditLogs.signals(info.name, asked);
  const { unit, person } = asked;
  if (unit !== undefined && !named.unit) refuse('UnitNotFound', { id: unit });
  if (person !== undefined && !named.person) refuse('PersonNotFound', { person });
  return { log: info.name, ...told, lagMs: 0 };
}
