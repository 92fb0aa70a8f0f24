import type { DatabaseSync } from 'node:sqlite';
import {
  allPartitions,
  type FollowerProgress,
  type PolicyOutcome,
  type PolicyStore,
  type ProgressChange,
  StaleFollower,
  StoreUnavailable,
} from '@hoso/event-sourcing';
import type { GroupCommit } from './group-commit.ts';

/**
 * The progress of policies, in the log's own file: what is saved shares transactions with the appends that wait beside
 * it.
 */
export function policyStore(db: DatabaseSync, commits: GroupCommit): PolicyStore {
  const begin = db.prepare('insert into policy_checkpoints values (?, ?, ?) on conflict do nothing');
  const save = saveProgress(db);
  const progressOf = readProgress(db);
  const refusals = db.prepare(
    `select event, ordinal, command_id, outcome from policy_outcomes where policy = ? and outcome <> 'done'
     order by event desc, ordinal desc limit ?`,
  );
  return {
    async progress(policy, begins) {
      if (!db.isOpen) throw new StoreUnavailable('closed');
      const known = progressOf(policy);
      if (known.checkpoints.length > 0) return known;
      return await commits.run(() => {
        for (const partition of allPartitions) begin.run(policy, partition, begins);
        return progressOf(policy);
      });
    },
    async save(policy, change, outcomes) {
      await commits.run(() => save(policy, change, outcomes));
    },
    async refusals(policy, limit) {
      if (!db.isOpen) throw new StoreUnavailable('closed');
      return refusals.all(policy, limit).map((row) => ({
        policy,
        event: Number(row['event']),
        ordinal: Number(row['ordinal']),
        commandId: String(row['command_id']),
        outcome: String(row['outcome']),
      }));
    },
  };
}

function readProgress(db: DatabaseSync): (policy: string) => FollowerProgress {
  const checkpoints = db.prepare('select position from policy_checkpoints where policy = ? order by partition');
  const holds = db.prepare(
    'select subject, partition, position, reason from policy_holds where policy = ? order by position',
  );
  return (policy) => ({
    checkpoints: checkpoints.all(policy).map((row) => Number(row['position'])),
    holds: holds.all(policy).map((row) => ({
      subject: String(row['subject']),
      partition: Number(row['partition']),
      position: Number(row['position']),
      reason: String(row['reason']),
    })),
  });
}

function saveProgress(db: DatabaseSync) {
  const at = db.prepare('select position from policy_checkpoints where policy = ? and partition = ?');
  const move = db.prepare('update policy_checkpoints set position = ? where policy = ? and partition = ?');
  const hold = db.prepare('insert or replace into policy_holds values (?, ?, ?, ?, ?)');
  const release = db.prepare('delete from policy_holds where policy = ? and subject = ?');
  const note = db.prepare('insert into policy_outcomes values (?, ?, ?, ?, ?) on conflict do nothing');
  return (policy: string, change: ProgressChange, outcomes: readonly PolicyOutcome[]): void => {
    for (const { partition, from } of change.checkpoints) {
      if (at.get(policy, partition)?.['position'] === from) continue;
      throw new StaleFollower(`${policy} is no longer at ${from} in partition ${partition}`);
    }
    for (const { partition, to } of change.checkpoints) move.run(to, policy, partition);
    for (const subject of change.released) release.run(policy, subject);
    for (const { subject, partition, position, reason } of change.held) {
      hold.run(policy, subject, partition, position, reason);
    }
    for (const { event, ordinal, commandId, outcome } of outcomes) note.run(policy, event, ordinal, commandId, outcome);
  };
}
