import {
  gapless,
  type Hold,
  lookedUpBy,
  type OnCarried,
  type PolicyCheckpoint,
  type PolicyOutcome,
  type RecordedEvent,
  type WholeLog,
} from '@hoso/event-sourcing';
import { type Address, createRole, opening, openConnection, requireVersion } from '@hoso/postgres';
import type pg from 'pg';
import { LogError } from './log-error.ts';
import { createSchema, findLog } from './migrate.ts';
import { namesOf } from './schema.ts';
import { settingDefault } from './setting.ts';

/** Rows asked for, or sent, at once: of the largest events they are 128 MB. */
const pageRows = 500;

export interface CarryOptions {
  /** To read: of a member of the logs' reader role. To restore: of who may create schemas and roles. */
  readonly url: string;
  /** What named the URL, for errors to say. */
  readonly setting?: string;
}

/**
 * What a log holds at this moment, read as a reader may, while services go on appending. Throws `LogError` and
 * `ServerUnusable`.
 */
export async function openWholeLog({ url, setting = settingDefault }: CarryOptions, log: string): Promise<WholeLog> {
  const address = { url, setting };
  return opening(address, async () => {
    const client = await openConnection(address, { isPatient: true });
    try {
      await requireVersion(client, setting);
      // How long whoever takes the pages needs for one is not for the server to judge.
      await client.query(`begin isolation level repeatable read read only;
        set local idle_in_transaction_session_timeout = 0`);
      return await wholeLog(client, log);
    } catch (error) {
      await client.end();
      throw error;
    }
  });
}

/** A log to be made of what another store held. */
export interface LogToRestore {
  /** Under which name. */
  readonly log: string;
  readonly whole: WholeLog;
  readonly onCarried?: OnCarried;
}

/**
 * Makes logs of what other stores held, all of them or none, with their bytes, positions and times as they were. Throws
 * `LogError` where a log of one of the names is there, and `ServerUnusable`; nothing was changed then.
 *
 * Decision: rows are inserted as the logs' owner, in one transaction that makes their schemas too. / Because the only
 * other way in, the function `append`, numbers and stamps by itself, and must go on being the only one for services. /
 * Instead of a function that takes positions and times, which somebody could be granted.
 */
export async function restoreLogs(
  { url, setting = settingDefault }: CarryOptions,
  logs: readonly LogToRestore[],
): Promise<void> {
  const address: Address = { url, setting };
  await opening(address, async () => {
    const client = await openConnection(address, { isPatient: true });
    try {
      await requireVersion(client, setting);
      for (const { log } of logs) {
        const { owner, writer, reader } = namesOf(log);
        for (const role of [owner, writer, reader]) await createRole(client, role);
      }
      await client.query('begin; set local idle_in_transaction_session_timeout = 0');
      for (const each of logs) await restore(client, each);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      await client.end();
    }
  });
}

async function wholeLog(client: pg.Client, log: string): Promise<WholeLog> {
  const names = namesOf(log);
  const s = `"${names.schema}"`;
  const known = await findLog(client, names, log);
  if (!known) throw new LogError('NoLog', log, 'there is no such log: LOG is to name one that is there');
  const last = await client.query<{ head: number }>(`select coalesce(max(position), 0) as head from ${s}.events`);
  const head = last.rows[0]?.head ?? 0;
  const checkpoints = await client.query<PolicyCheckpoint>(
    `select policy, partition, position from ${s}.policy_checkpoints order by policy, partition`,
  );
  const holds = await client.query<Hold & { readonly policy: string }>(
    `select policy, subject, partition, position, reason from ${s}.policy_holds order by policy, position`,
  );
  async function* pages(): AsyncIterable<readonly RecordedEvent[]> {
    const text = `select position, recorded_at as "recordedAt", partition, convert_from(body, 'UTF8') as body
      from ${s}.events where position > $1 order by position limit ${pageRows}`;
    for (let after = 0; after < head; ) {
      const { rows } = await client.query<RecordedEvent>({ name: 'page', text, values: [after] });
      yield rows;
      after = rows.at(-1)?.position ?? head;
    }
  }
  return {
    ...{ log: known.identity, head, checkpoints: checkpoints.rows, holds: holds.rows },
    events: pages,
    async *outcomes() {
      const text = `select policy, event, ordinal, command_id as "commandId", outcome from ${s}.policy_outcomes
        where (policy, event, ordinal) > ($1, $2, $3) order by policy, event, ordinal limit ${pageRows}`;
      for (let after: [string, number, number] = ['', 0, -1]; ; ) {
        const { rows } = await client.query<PolicyOutcome>({ name: 'outcomes', text, values: after });
        const final = rows.at(-1);
        if (!final) return;
        yield rows;
        after = [final.policy, final.event, final.ordinal];
      }
    },
    close: () => client.end(),
  };
}

async function restore(client: pg.Client, { log, whole, onCarried }: LogToRestore): Promise<void> {
  const names = namesOf(log);
  const s = `"${names.schema}"`;
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${names.schema} migration`]);
  const known = await findLog(client, names, log);
  if (known) throw new LogError('LogThere', log, 'a log of this name is there: only a place without it is restored to');
  await createSchema(client, names, whole.log);
  for await (const events of gapless(whole)) {
    const looked = events.map(lookedUpBy);
    await client.query({
      name: `restore ${log}`,
      text: `insert into ${s}.events
        select e.position, e.recorded_at, e.partition, e.version, e.id, e.command_id, e.stream,
          convert_to(e.body, 'UTF8')
        from unnest($1::bigint[], $2::bigint[], $3::smallint[], $4::integer[], $5::uuid[], $6::uuid[], $7::text[],
          $8::text[]) e (position, recorded_at, partition, version, id, command_id, stream, body)`,
      values: [
        events.map(({ position }) => position),
        events.map(({ recordedAt }) => recordedAt),
        events.map(({ partition }) => partition),
        looked.map(({ version }) => version),
        looked.map(({ id }) => id),
        looked.map(({ commandId }) => commandId),
        looked.map(({ stream }) => stream),
        events.map(({ body }) => body),
      ],
    });
    onCarried?.(events.at(-1)?.position ?? whole.head, whole.head);
  }
  await client.query(
    `insert into ${s}.policy_checkpoints
     select policy, partition, position
     from jsonb_to_recordset($1) c (policy text, partition smallint, position bigint)`,
    [JSON.stringify(whole.checkpoints)],
  );
  await client.query(
    `insert into ${s}.policy_holds select policy, subject, partition, position, reason
     from jsonb_to_recordset($1) h (policy text, subject text, partition smallint, position bigint, reason text)`,
    [JSON.stringify(whole.holds)],
  );
  for await (const outcomes of whole.outcomes()) {
    await client.query(
      `insert into ${s}.policy_outcomes select policy, event, ordinal, "commandId", outcome from jsonb_to_recordset($1)
       o (policy text, event bigint, ordinal integer, "commandId" text, outcome text)
       on conflict do nothing`,
      [JSON.stringify(outcomes)],
    );
  }
  await client.query('reset role');
}
