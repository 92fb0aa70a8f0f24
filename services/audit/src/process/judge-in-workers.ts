import type { LogAddress } from '@hoso/runtime/adapters';
import type { JudgedShare } from '../findings/judge-again.ts';
import { workInShares } from './work-in-shares.ts';

/** What a worker needs to judge parts of a log by itself. */
export interface JudgeTask {
  readonly log: LogAddress;
  /** Audit's own log beside it. */
  readonly audit: LogAddress;
  /** Milliseconds since 1970. */
  readonly until: number;
  /** The last event that is judged. */
  readonly upTo: number;
}

/** Judges a log in threads of their own, by default one for each core, as `workInShares` does. */
export function judgeInWorkers(task: JudgeTask, workers?: number): Promise<readonly JudgedShare[]> {
  return workInShares<JudgedShare>({ module: 'judge.worker', log: task.log, task, workers });
}
