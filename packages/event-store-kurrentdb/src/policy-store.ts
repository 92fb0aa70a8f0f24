import { type FollowerProgress, LogDamaged, type PolicyStore, StaleFollower } from '@hoso/event-sourcing';
import type { AppendRecordInput, ConsistencyCheck } from '@kurrent/kurrentdb-client';
import type { Server } from './connection.ts';
import { failureOf, unavailable } from './failure.ts';
import { lastRecords, recordsOf } from './log-queries.ts';
import type { LogNames } from './names.ts';
import {
  beginningAt,
  moved,
  outcomeBytes,
  policyBytes,
  policyOf,
  progressBytes,
  progressOf,
  refusalsAmong,
} from './progress-records.ts';
import { binary, isAt } from './records.ts';

/** So many outcomes of a policy are looked through for refusals, the newest ones. */
const outcomesMax = 10_000;
/** Older progress is of no use to anybody; the server drops it when it scavenges. */
const progressKept = 10;
const racesMax = 20;
/** More policies than a platform will ever have, each named by few processes at once. */
const policiesMax = 10_000;

interface Stored {
  readonly progress: FollowerProgress;
  /** How often progress was stored: the version of its stream. */
  readonly version: number;
}

/** The progress of policies, a stream each beside the log: its last event is where the policy is. */
export function policyStore(server: Server, names: LogNames, log: string): PolicyStore {
  const listed = new Set<string>();
  /** Answers whether the check held; nothing was written otherwise. */
  const appended = async (records: AppendRecordInput[], check: ConsistencyCheck): Promise<boolean> => {
    try {
      await server.appendRecords(records, [check]);
      return true;
    } catch (error) {
      if (failureOf(error) === 'violation') return false;
      throw unavailable(error);
    }
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
      ...(before ? [] : [listing(names, policy)]),
      binary(stream, 'ProgressSaved', progressBytes(progress)),
      ...outcomes.map((outcome) => binary(names.ofOutcomes(policy), 'OutcomeNoted', outcomeBytes(outcome))),
    ];
    return await appended(records, isAt(stream, version));
  };
  /** Earlier versions kept no list: who began then is entered when it is met again, once a process. */
  const enter = async (policy: string): Promise<void> => {
    for (let races = 0; races < racesMax && !listed.has(policy); races += 1) {
      const all = await entriesOf(server, names, log);
      if (all.includes(policy) || (await appended([listing(names, policy)], isAt(names.policies, all.length)))) {
        listed.add(policy);
      }
    }
  };
  const progressFrom = async (policy: string, begins: number): Promise<FollowerProgress> => {
    const known = await stored(server, names, log, policy);
    if (known && known.progress.checkpoints.length > 0) {
      await enter(policy);
      return known.progress;
    }
    const progress = { ...beginningAt(begins), holds: known?.progress.holds ?? [] };
    if (!(await store(policy, known, progress, []))) return progressFrom(policy, begins);
    await server.setStreamMetadata(names.ofPolicy(policy), { maxCount: progressKept }).catch((error: unknown) => {
      throw unavailable(error);
    });
    return progress;
  };
  return {
    progress: progressFrom,
    async save(policy, change, outcomes) {
      for (let races = 0; races < racesMax; races += 1) {
        const before = await stored(server, names, log, policy);
        if (await store(policy, before, moved(policy, before?.progress, change), outcomes)) return;
      }
      throw stale(policy);
    },
    async refusals(policy, limit) {
      return refusalsAmong(log, policy, await lastRecords(server, names.ofOutcomes(policy), outcomesMax), limit);
    },
  };
}

/** Where a policy stands at one moment. */
export interface PolicyStand {
  readonly policy: string;
  readonly progress: FollowerProgress;
  /** So many outcomes were noted by then. */
  readonly outcomes: number;
}

/**
 * Where every policy of the log stands, each at a moment of its own. Rejects with `StaleFollower` where one never
 * stands still, and with `LogDamaged`.
 */
export async function policyStands(server: Server, names: LogNames, log: string): Promise<readonly PolicyStand[]> {
  const stands: PolicyStand[] = [];
  for (const policy of new Set(await entriesOf(server, names, log)))
    stands.push(await standOf(server, names, log, policy));
  return stands;
}

/** Progress and outcomes are stored together, but read one by one: they agree where no outcome came between. */
async function standOf(server: Server, names: LogNames, log: string, policy: string): Promise<PolicyStand> {
  const noted = async (): Promise<number> => {
    const [last] = await lastRecords(server, names.ofOutcomes(policy), 1);
    return last ? Number(last.revision) + 1 : 0;
  };
  for (let races = 0, before = await noted(); races < racesMax; races += 1) {
    const known = await stored(server, names, log, policy);
    const outcomes = await noted();
    if (!known) throw new LogDamaged(log, 1, 1, `it is not known where ${policy} is`);
    if (outcomes === before) return { policy, progress: known.progress, outcomes };
    before = outcomes;
  }
  throw stale(policy);
}

/** The policies that began, in that order; of two processes that met one both may have entered it. */
async function entriesOf(server: Server, names: LogNames, log: string): Promise<readonly string[]> {
  return (await recordsOf(server, names.policies, 0, policiesMax)).map((record) => policyOf(log, record));
}

async function stored(server: Server, names: LogNames, log: string, policy: string): Promise<Stored | undefined> {
  const [record] = await lastRecords(server, names.ofPolicy(policy), 1);
  return record && { progress: progressOf(log, record), version: Number(record.revision) + 1 };
}

function listing(names: LogNames, policy: string) {
  return binary(names.policies, 'PolicyBegan', policyBytes(policy));
}

function stale(policy: string): StaleFollower {
  return new StaleFollower(`others keep moving ${policy}`);
}
