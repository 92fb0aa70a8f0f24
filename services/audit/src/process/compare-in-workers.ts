import { DomainError } from '@hoso/event-sourcing';
import type { LogAddress } from '@hoso/runtime/adapters';
import type { LawsComparedShare, LawsToCompare } from '../what-if/compare-laws.ts';
import { workInShares } from './work-in-shares.ts';

/** A rule file may hold a pattern that never comes to an end. */
export const comparingMaxMs = 15 * 60_000;

export interface CompareTask {
  readonly log: LogAddress;
  readonly laws: LawsToCompare;
}

/**
 * Judges a log by two laws in threads of their own, as `workInShares` does. Refuses `JudgingTooLong`, with all threads
 * ended, once `signal` is aborted: after `comparingMaxMs`, unless it is given.
 */
export async function compareInWorkers(
  task: CompareTask,
  signal: AbortSignal = AbortSignal.timeout(comparingMaxMs),
): Promise<readonly LawsComparedShare[]> {
  const work = { module: 'what-if.worker', log: task.log, task, signal };
  return await workInShares<LawsComparedShare>(work).catch((error: unknown) => {
    throw signal.aborted ? new DomainError('JudgingTooLong', { minutes: comparingMaxMs / 60_000 }) : error;
  });
}
