import type { RejudgeLog } from '@hoso/contracts';
import { allPartitions, instantOf, type Position } from '@hoso/event-sourcing';
import type { z } from 'zod';
import type { AuditLog, AuditLogs, Logs } from '../audit-ports.ts';
import { namedLog } from '../logs/named-log.ts';
import type { FindingIntent } from './finding.ts';
import { findingRecorder } from './record-findings.ts';

export interface RejudgePorts {
  readonly logs: Logs;
  readonly auditLogs: AuditLogs;
  /** Milliseconds, for durations only. */
  readonly stopwatch: () => number;
}

/** Under this name audit's own log keeps how far its log was judged by `RejudgeLog`. */
const rejudging = 'rejudge';

/**
 * Judges a log again and brings audit's own log to it. With `until`, which asks about an earlier moment, nothing is
 * recorded. Refuses `LogNotFound`.
 */
export async function rejudgeLog(
  { logs, auditLogs, stopwatch }: RejudgePorts,
  ask: z.output<typeof RejudgeLog.ask>,
): Promise<z.output<typeof RejudgeLog.answer>> {
  const began = stopwatch();
  const { info } = await namedLog(logs, ask.log);
  const own = await auditLogs.of(info.name);
  // What has become certain since the last event is found by whoever follows the log, and is no difference.
  if (ask.until === undefined) await own.rules?.tick();
  const record = ask.until === undefined ? findingRecorder(own.store, own.clock) : undefined;
  const until = ask.until === undefined ? own.clock() : Date.parse(ask.until);
  let recording = Promise.resolve();
  const judged = await auditLogs.judgeAgain(info.name, until, (intents: readonly FindingIntent[]) => {
    recording = recording.then(() => record?.(intents));
    // Told of below, once the judgement is over.
    recording.catch(() => undefined);
  });
  await recording;
  if (record) await markJudged(own, judged.judgedUpTo);
  return {
    ...judged,
    log: info.name,
    until: instantOf(until),
    recorded: record !== undefined,
    ms: Math.round(stopwatch() - began),
  };
}

/** Up to where a log was judged by `RejudgeLog`. */
export async function judgedAgainUpTo({ store }: AuditLog): Promise<Position> {
  return Math.min(...(await store.policies.progress(rejudging, 0)).checkpoints);
}

async function markJudged({ store }: AuditLog, to: Position): Promise<void> {
  const { checkpoints } = await store.policies.progress(rejudging, 0);
  const moves = allPartitions.map((partition) => {
    const from = checkpoints[partition] ?? 0;
    return { partition, from, to: Math.max(from, to) };
  });
  await store.policies.save(rejudging, { checkpoints: moves, held: [], released: [] }, []);
}
