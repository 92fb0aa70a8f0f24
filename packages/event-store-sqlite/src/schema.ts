import { DatabaseSync } from 'node:sqlite';

/** "HOSO" in ASCII: what SQLite's header calls the application that owns a file. */
export const applicationId = 0x484f534f;
/** The version of the tables below. A file with a higher one is left alone. */
export const schemaVersion = 1;

/**
 * `events` is the log. What look-ups need stands beside the body, whose bytes are the truth. An index of SQLite holds
 * the row's position anyway, so that `events_partition` and `events_command` are in the order of positions.
 */
const tables = `
  create table events (
    position integer primary key,
    recorded_at integer not null,
    partition integer not null,
    stream text not null,
    version integer not null,
    id text not null,
    command_id text not null,
    body blob not null
  ) strict;
  create trigger events_never_change before update on events
    begin select raise(abort, 'an event is never changed'); end;
  create trigger events_never_go before delete on events
    begin select raise(abort, 'an event is never deleted'); end;

  create table policy_checkpoints (
    policy text not null,
    partition integer not null,
    position integer not null,
    primary key (policy, partition)
  ) strict, without rowid;
  create table policy_holds (
    policy text not null,
    subject text not null,
    partition integer not null,
    position integer not null,
    reason text not null,
    primary key (policy, subject)
  ) strict, without rowid;
  create table policy_outcomes (
    policy text not null,
    event integer not null,
    ordinal integer not null,
    command_id text not null,
    outcome text not null,
    primary key (policy, event, ordinal)
  ) strict, without rowid;
  create index policy_refusals on policy_outcomes (policy, event, ordinal) where outcome <> 'done';
  create trigger policy_outcomes_never_change before update on policy_outcomes
    begin select raise(abort, 'an outcome is never changed'); end;
  create trigger policy_outcomes_never_go before delete on policy_outcomes
    begin select raise(abort, 'an outcome is never deleted'); end;
`;
const indexes = `
  create unique index events_id on events (id);
  create unique index events_stream on events (stream, version);
  create index events_command on events (command_id);
  create index events_partition on events (partition);
`;

/** Makes the tables in an empty database, and marks it as ours. */
export function createTables(db: DatabaseSync): void {
  createBareTables(db);
  createIndexes(db);
}

/** Without the indexes of events: where a whole log is put in, they are made of all of it afterwards. */
export function createBareTables(db: DatabaseSync): void {
  db.exec(`pragma application_id = ${applicationId}; pragma user_version = ${schemaVersion}; ${tables}`);
}

export function createIndexes(db: DatabaseSync): void {
  db.exec(indexes);
}

/** The tables, indexes and triggers that a database is made of, as text to compare. */
export function schemaOf(db: DatabaseSync): string {
  const rows = db
    .prepare("select type, name, sql from sqlite_schema where name not like 'sqlite\\_%' escape '\\'")
    .all();
  return rows
    .map(({ type, name, sql }) => `${type} ${name}: ${sql}`)
    .sort()
    .join('\n');
}

/** What `schemaOf` gives for an undamaged log. */
export function expectedSchema(): string {
  const db = new DatabaseSync(':memory:');
  try {
    createTables(db);
    return schemaOf(db);
  } finally {
    db.close();
  }
}
