import { appendFunction } from './append-function.ts';

/** The version of the tables and functions below. A log with a higher one is left alone. */
export const schemaVersion = 4;

/** A log's schema is named after it; the names of roles and of the channel that wakes readers follow from it. */
export interface LogNames {
  readonly schema: string;
  readonly owner: string;
  /** May read, append, and save the progress of policies; nothing else. */
  readonly writer: string;
  /** May read. */
  readonly reader: string;
  /** May append what the log takes from everybody, and read nothing. */
  readonly recorder: string;
  readonly channel: string;
}

const nameForm = /^[a-z][a-z0-9_-]{0,30}$/;

/** Throws `RangeError` for a name that no log may have. */
export function namesOf(log: string): LogNames {
  if (!nameForm.test(log)) throw new RangeError(`${JSON.stringify(log)} is not the name of a log`);
  return {
    schema: `log_${log}`,
    owner: `hoso_${log}_owner`,
    writer: `hoso_${log}_writer`,
    reader: `hoso_${log}_reader`,
    recorder: `hoso_${log}_recorder`,
    channel: `hoso_${log}`,
  };
}

/**
 * Tables and functions of one log, in its schema. `events` is the log; what look-ups need stands beside the body, whose
 * bytes are the truth. There is one table: unique indexes cannot span the parts of a table that is divided by position.
 */
export function migrationOf({ schema, writer, reader }: LogNames): string {
  const s = `"${schema}"`;
  return `
  create table ${s}.log (
    singleton boolean primary key default true check (singleton),
    id uuid not null,
    kind text not null check (kind in ('live', 'simulated', 'imported')),
    schema_version integer not null
  );
  create table ${s}.events (
    position bigint primary key,
    recorded_at bigint not null,
    partition smallint not null,
    version integer not null,
    id uuid not null,
    command_id uuid not null,
    stream text collate "C" not null,
    body bytea not null
  );
  create unique index events_id on ${s}.events (id);
  create unique index events_stream on ${s}.events (stream, version);
  create index events_partition on ${s}.events (partition, position);

  create table ${s}.policy_checkpoints (
    policy text not null,
    partition smallint not null,
    position bigint not null,
    primary key (policy, partition)
  );
  create table ${s}.policy_holds (
    policy text not null,
    subject text not null,
    partition smallint not null,
    position bigint not null,
    reason text not null,
    primary key (policy, subject)
  );
  create table ${s}.policy_outcomes (
    policy text not null,
    event bigint not null,
    ordinal integer not null,
    command_id text not null,
    outcome text not null,
    primary key (policy, event, ordinal)
  );
  create index policy_refusals on ${s}.policy_outcomes (policy, event, ordinal) where outcome <> 'done';

  create function ${s}.refuse_change() returns trigger language plpgsql as $$
  begin
    raise exception 'what a log holds is never changed and never deleted' using errcode = 'insufficient_privilege';
  end $$;
  create trigger never_changed before update or delete on ${s}.events
    for each row execute function ${s}.refuse_change();
  create trigger never_emptied before truncate on ${s}.events
    for each statement execute function ${s}.refuse_change();
  create trigger never_changed before update or delete on ${s}.policy_outcomes
    for each row execute function ${s}.refuse_change();
  create trigger never_emptied before truncate on ${s}.policy_outcomes
    for each statement execute function ${s}.refuse_change();

  ${appendFunction(s)}
  ${saveFunction(s)}

  revoke all on all functions in schema ${s} from public;
  revoke all on schema ${s} from public;
  grant usage on schema ${s} to "${writer}", "${reader}";
  grant select on all tables in schema ${s} to "${writer}", "${reader}";
  grant execute on function ${s}.append, ${s}.save_progress to "${writer}";
  `;
}

/**
 * What brings a log of any older version to this one: `events` itself has never changed. Since 2 bodies are given as
 * bytes; since 3 versions are looked at; since 4 they are given by the function, and a command is found by its
 * first event's id. Whoever records in a log is given `record` anew by `migrate`.
 */
export function upgradeOf({ schema, writer }: LogNames): string {
  const s = `"${schema}"`;
  return `
  drop function if exists ${s}.record;
  drop function ${s}.append;
  drop index ${s}.events_command;
  ${appendFunction(s)}
  revoke all on function ${s}.append from public;
  grant execute on function ${s}.append to "${writer}";
  update ${s}.log set schema_version = ${schemaVersion};
  `;
}

/**
 * A policy's progress in one call: begins it where it was never begun, compares and moves its checkpoints, keeps and
 * releases holds, notes outcomes. Answers the partition whose checkpoint is not as compared, and then has done nothing.
 */
function saveFunction(s: string): string {
  return `
  create function ${s}.save_progress(
    name text, begins bigint, partitions smallint[], froms bigint[], tos bigint[],
    released text[], held jsonb, noted jsonb
  ) returns smallint
  language plpgsql volatile security definer set search_path = pg_catalog as $$
  declare
    stale smallint;
  begin
    perform pg_advisory_xact_lock(hashtextextended('${s} policy ' || name, 0));
    if begins is not null then
      insert into ${s}.policy_checkpoints select name, p, begins from generate_series(0, 15) p on conflict do nothing;
    end if;
    select c.partition into stale
      from unnest(partitions, froms) c (partition, position)
      where not exists (
        select from ${s}.policy_checkpoints k
        where k.policy = name and k.partition = c.partition and k.position = c.position
      ) limit 1;
    if stale is not null then return stale; end if;
    update ${s}.policy_checkpoints k set position = c.position
      from unnest(partitions, tos) c (partition, position)
      where k.policy = name and k.partition = c.partition;
    delete from ${s}.policy_holds h where h.policy = name and h.subject = any(released);
    insert into ${s}.policy_holds
      select name, h.subject, h.partition, h.position, h.reason
      from jsonb_to_recordset(held) h (subject text, partition smallint, position bigint, reason text)
      on conflict (policy, subject) do update
        set partition = excluded.partition, position = excluded.position, reason = excluded.reason;
    insert into ${s}.policy_outcomes
      select name, o.event, o.ordinal, o.command_id, o.outcome
      from jsonb_to_recordset(noted) o (event bigint, ordinal integer, command_id text, outcome text)
      on conflict do nothing;
    return null;
  end $$;`;
}
