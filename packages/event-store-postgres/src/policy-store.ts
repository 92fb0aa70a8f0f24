import { type FollowerProgress, type PolicyStore, StaleFollower } from '@hoso/event-sourcing';
import { reaching } from '@hoso/postgres';
import type pg from 'pg';

/** The progress of policies, in the log's own schema: as durable as the log. */
export function policyStore(pool: pg.Pool, schema: string, setting: string): PolicyStore {
  const s = `"${schema}"`;
  const progressOf = async (policy: string): Promise<FollowerProgress> => {
    const checkpoints = `select position from ${s}.policy_checkpoints where policy = $1 order by partition`;
    const holds = `select subject, partition, position, reason from ${s}.policy_holds
      where policy = $1 order by position`;
    const [at, held] = await Promise.all([
      pool.query<{ position: number }>({ name: 'checkpoints', text: checkpoints, values: [policy] }),
      pool.query<FollowerProgress['holds'][number]>({ name: 'holds', text: holds, values: [policy] }),
    ]);
    return { checkpoints: at.rows.map(({ position }) => position), holds: held.rows };
  };
  const call = async (values: readonly unknown[]): Promise<number | null> => {
    const text = `select ${s}.save_progress($1, $2, $3, $4, $5, $6, $7, $8) as stale`;
    const { rows } = await pool.query<{ stale: number | null }>({ name: 'save_progress', text, values: [...values] });
    return rows[0]?.stale ?? null;
  };
  const reach = <Answer>(work: () => Promise<Answer>): Promise<Answer> => reaching(work, setting);
  const inTurn = turns(reach);
  return {
    progress: (policy, begins) =>
      reach(async () => {
        const known = await progressOf(policy);
        if (known.checkpoints.length > 0) return known;
        await call([policy, begins, [], [], [], [], '[]', '[]']);
        return progressOf(policy);
      }),
    save: (policy, { checkpoints, held, released }, outcomes) =>
      inTurn(policy, async () => {
        const stale = await call([
          policy,
          null,
          checkpoints.map(({ partition }) => partition),
          checkpoints.map(({ from }) => from),
          checkpoints.map(({ to }) => to),
          [...released],
          JSON.stringify(held),
          JSON.stringify(
            outcomes.map(({ event, ordinal, commandId, outcome }) => ({
              event,
              ordinal,
              command_id: commandId,
              outcome,
            })),
          ),
        ]);
        if (stale === null) return;
        throw new StaleFollower(`${policy} is no longer where it was in partition ${stale}`);
      }),
    refusals: (policy, limit) =>
      reach(async () => {
        const text = `select event, ordinal, command_id, outcome from ${s}.policy_outcomes
          where policy = $1 and outcome <> 'done' order by event desc, ordinal desc limit $2`;
        const { rows } = await pool.query<{ event: number; ordinal: number; command_id: string; outcome: string }>({
          name: 'refusals',
          text,
          values: [policy, limit],
        });
        return rows.map(({ event, ordinal, command_id: commandId, outcome }) => ({
          ...{ policy, event, ordinal, commandId, outcome },
        }));
      }),
  };
}

type Reach = <Answer>(work: () => Promise<Answer>) => Promise<Answer>;

/** One after the other for each name, in the order asked: what is compared and set must not overtake itself. */
function turns(reach: Reach): <Answer>(name: string, work: () => Promise<Answer>) => Promise<Answer> {
  const last = new Map<string, Promise<unknown>>();
  return (name, work) => {
    const mine = (last.get(name) ?? Promise.resolve()).then(() => reach(work));
    last.set(
      name,
      mine.catch(() => {}),
    );
    return mine;
  };
}
