import {
  allPartitions,
  type FollowerProgress,
  LogDamaged,
  type PolicyOutcome,
  type Position,
  type ProgressChange,
  StaleFollower,
} from '@hoso/event-sourcing';
import { z } from 'zod';
import type { ReadRecord } from './records.ts';

const Checkpoints = z.array(z.int().nonnegative());
const Progress = z.object({
  /** None of a policy that has not begun. */
  checkpoints: z.union([Checkpoints.length(allPartitions.length), Checkpoints.length(0)]),
  holds: z.array(
    z.object({ subject: z.string(), partition: z.int(), position: z.int().nonnegative(), reason: z.string() }),
  ),
});
const Began = z.object({ policy: z.string() });
const Outcome = z.object({ event: z.int(), ordinal: z.int(), commandId: z.string(), outcome: z.string() });

/** Where a policy is that begins at a position. */
export function beginningAt(begins: Position): FollowerProgress {
  return { checkpoints: allPartitions.map(() => begins), holds: [] };
}

/** Progress after a step. Throws `StaleFollower` where a checkpoint is not as compared, or the policy never began. */
export function moved(policy: string, before: FollowerProgress | undefined, change: ProgressChange): FollowerProgress {
  for (const { partition, from } of change.checkpoints) {
    if (before?.checkpoints[partition] === from) continue;
    throw new StaleFollower(`${policy} is no longer at ${from} in partition ${partition}`);
  }
  const checkpoints = [...(before?.checkpoints ?? [])];
  for (const { partition, to } of change.checkpoints) checkpoints[partition] = to;
  const holds = new Map((before?.holds ?? []).map((hold) => [hold.subject, hold]));
  for (const subject of change.released) holds.delete(subject);
  for (const hold of change.held) holds.set(hold.subject, hold);
  return { checkpoints, holds: [...holds.values()].sort((one, other) => one.position - other.position) };
}

/** Progress as it is stored. Throws where it is none, so that a fault is never stored. */
export function progressBytes(progress: FollowerProgress): Buffer {
  return Buffer.from(JSON.stringify(Progress.parse(progress)));
}

export function outcomeBytes({ event, ordinal, commandId, outcome }: PolicyOutcome): Buffer {
  return Buffer.from(JSON.stringify(Outcome.parse({ event, ordinal, commandId, outcome })));
}

export function policyBytes(policy: string): Buffer {
  return Buffer.from(JSON.stringify(Began.parse({ policy })));
}

/** The policy that an entry of the list names. Throws `LogDamaged`. */
export function policyOf(log: string, { data }: ReadRecord): string {
  return parsed(log, Began, data).policy;
}

/** Progress as it was stored. Throws `LogDamaged`. */
export function progressOf(log: string, { data }: ReadRecord): FollowerProgress {
  return parsed(log, Progress, data);
}

/** An outcome as it was stored. Throws `LogDamaged`. */
export function outcomeOf(log: string, policy: string, { data }: ReadRecord): PolicyOutcome {
  return { policy, ...parsed(log, Outcome, data) };
}

/**
 * The refusals among a policy's outcomes, newest first. `records` are in any order; of two that say what came of one
 * command the older one counts.
 */
export function refusalsAmong(
  log: string,
  policy: string,
  records: readonly ReadRecord[],
  limit: number,
): readonly PolicyOutcome[] {
  const byCommand = new Map<string, PolicyOutcome>();
  for (const record of records.toSorted((one, other) => Number(other.revision - one.revision))) {
    const outcome = outcomeOf(log, policy, record);
    byCommand.set(`${outcome.event}/${outcome.ordinal}`, outcome);
  }
  return [...byCommand.values()]
    .filter(({ outcome }) => outcome !== 'done')
    .sort((one, other) => other.event - one.event || other.ordinal - one.ordinal)
    .slice(0, limit);
}

function parsed<Schema extends z.ZodType>(log: string, schema: Schema, data: unknown): z.infer<Schema> {
  try {
    return schema.parse(data instanceof Uint8Array ? JSON.parse(Buffer.from(data).toString()) : data);
  } catch (cause) {
    throw new LogDamaged(log, 1, 1, 'what is kept of a policy is damaged', { cause });
  }
}
