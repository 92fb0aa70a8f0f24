import { type FollowerProgress, type PolicyStore, StaleFollower } from '@hoso/event-sourcing';
import type { KurrentDBClient } from '@kurrent/kurrentdb-client';
import { failureOf, unavailable } from './failure.ts';
import { lastRecords } from './log-queries.ts';
import type { LogNames } from './names.ts';
import { beginningAt, moved, outcomeBytes, progressBytes, progressOf, refusalsAmong } from './progress-records.ts';
import { binary, isAt } from './records.ts';

/** So many outcomes of a policy are looked through for refusals, the newest ones. */
const outcomesMax = 10_000;
/** Older progress is of no use to anybody; the server drops it when it scavenges. */
const progressKept = 10;
const racesMax = 20;

interface Stored {
  readonly progress: FollowerProgress;
  /** How often progress was stored: the version of its stream. */
  readonly version: number;
}

/** The progress of policies, a stream each beside the log: its last event is where the policy is. */
export function policyStore(client: KurrentDBClient, names: LogNames, log: string): PolicyStore {
  const find = async (policy: string): Promise<Stored | undefined> => {
    const [record] = await lastRecords(client, names.ofPolicy(policy), 1);
    return record && { progress: progressOf(log, record), version: Number(record.revision) + 1 };
  };
  /** Stores progress and outcomes together, unless others have stored since; answers whether it did. */
  const store = async (
    policy: string,
    before: Stored | undefined,
    progress: FollowerProgress,
    outcomes: Parameters<PolicyStore['save']>[2],
  ): Promise<boolean> => {
    const stream = names.ofPolicy(policy);
    const version = before?.version ?? 0;
    const records = [
      binary(stream, 'ProgressSaved', progressBytes(progress)),
      ...outcomes.map((outcome) => binary(names.ofOutcomes(policy), 'OutcomeNoted', outcomeBytes(outcome))),
    ];
    try {
      await client.appendRecords(records, [isAt(stream, version)]);
      return true;
    } catch (error) {
      if (failureOf(error) === 'violation') return false;
      throw unavailable(error);
    }
  };
  const progressFrom = async (policy: string, begins: number): Promise<FollowerProgress> => {
    const known = await find(policy);
    if (known) return known.progress;
    const progress = beginningAt(begins);
    if (!(await store(policy, undefined, progress, []))) return progressFrom(policy, begins);
    await client.setStreamMetadata(names.ofPolicy(policy), { maxCount: progressKept }).catch((error: unknown) => {
      throw unavailable(error);
    });
    return progress;
  };
  return {
    progress: progressFrom,
    async save(policy, change, outcomes) {
      for (let races = 0; races < racesMax; races += 1) {
        const before = await find(policy);
        if (await store(policy, before, moved(policy, before?.progress, change), outcomes)) return;
      }
      throw new StaleFollower(`others keep moving ${policy}`);
    },
    async refusals(policy, limit) {
      return refusalsAmong(log, policy, await lastRecords(client, names.ofOutcomes(policy), outcomesMax), limit);
    },
  };
}
