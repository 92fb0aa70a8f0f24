import { chmodSync, closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gapless, lookedUpBy, type OnCarried, type RecordedEvent, type WholeLog } from '@hoso/event-sourcing';
import { LogFileError } from './log-file-error.ts';
import { openLog, openLogReadOnly, syncFolder } from './log-file.ts';
import { logOf, recordedEvent } from './log-queries.ts';
import { createBareTables, createIndexes } from './schema.ts';

/** Rows read at once: of the largest events they are 128 MB. */
const pageRows = 500;
/** Rows come one after the other; what is sorted into the indexes at once is more. */
const [fillingCacheKib, sortingCacheKib] = [4_096, 16_384];

/** A log's file, to carry what it holds into another store. Throws `LogFileError`. */
export function openWholeLog(path: string): WholeLog {
  const db = openLogReadOnly(path);
  // One moment, whoever writes beside: it begins with the first read.
  db.exec('begin');
  const head = Number(db.prepare('select max(position) as head from events').get()?.['head']);
  const page = db.prepare(
    `select position, recorded_at, partition, cast(body as text) from events
     where position > ? order by position limit ${pageRows}`,
    { returnArrays: true },
  );
  async function* pages(): AsyncIterable<readonly RecordedEvent[]> {
    for (let after = 0; ; ) {
      const rows = page.all(after).map(recordedEvent);
      yield rows;
      after = rows.at(-1)?.position ?? head;
      if (after >= head) return;
    }
  }
  return {
    log: logOf(db, path),
    head,
    checkpoints: db
      .prepare('select policy, partition, position from policy_checkpoints order by policy, partition')
      .all()
      .map((row) => ({ ...where(row), policy: String(row['policy']) })),
    holds: db
      .prepare('select policy, subject, partition, position, reason from policy_holds order by policy, position')
      .all()
      .map((row) => ({
        ...where(row),
        ...{ policy: String(row['policy']), subject: String(row['subject']), reason: String(row['reason']) },
      })),
    events: pages,
    async *outcomes() {
      const next = db.prepare(
        `select policy, event, ordinal, command_id, outcome from policy_outcomes
         where (policy, event, ordinal) > (?, ?, ?) order by policy, event, ordinal limit ${pageRows}`,
      );
      for (let after: [string, number, number] = ['', 0, -1]; ; ) {
        const rows = next.all(...after).map((row) => ({
          policy: String(row['policy']),
          event: Number(row['event']),
          ordinal: Number(row['ordinal']),
          commandId: String(row['command_id']),
          outcome: String(row['outcome']),
        }));
        const last = rows.at(-1);
        if (!last) return;
        yield rows;
        after = [last.policy, last.event, last.ordinal];
      }
    },
    close: async () => db.close(),
  };
}

/**
 * Makes a log's file of what another store holds: there as a whole, checked and durable, or not at all. Throws
 * `LogFileError` where a file is there, and what the other store rejects with.
 */
export async function writeWholeLog(path: string, whole: WholeLog, onCarried?: OnCarried): Promise<void> {
  if (existsSync(path)) throw new LogFileError('LogThere', path, 'a log is there');
  const unfinished = `${path}.unfinished`;
  rmSync(unfinished, { force: true });
  try {
    await writeUnfinished(unfinished, whole, onCarried);
    check(unfinished, whole);
    chmodSync(unfinished, 0o600);
    syncFile(unfinished);
    renameSync(unfinished, path);
  } finally {
    rmSync(unfinished, { force: true });
  }
  syncFolder(dirname(path));
}

async function writeUnfinished(path: string, whole: WholeLog, onCarried?: OnCarried): Promise<void> {
  const db = new DatabaseSync(path);
  try {
    // It counts once it is whole: until then nothing needs to outlive anybody.
    db.exec(`pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -${fillingCacheKib}`);
    createBareTables(db);
    await fill(db, whole, onCarried);
    // Sorted as a whole: entered one by one, every event would touch a page of its own in three of them.
    db.exec(`pragma cache_size = -${sortingCacheKib}`);
    createIndexes(db);
  } finally {
    db.close();
  }
}

function check(path: string, { log }: WholeLog): void {
  const written = openLog(path, Number.POSITIVE_INFINITY);
  try {
    written.exec('pragma journal_mode = delete');
    const { id, kind } = logOf(written, path);
    if (id === log.id && kind === log.kind) return;
    throw new LogFileError('DamagedLog', path, `the log is damaged: it was opened as the ${kind} log ${id}`);
  } finally {
    written.close();
  }
}

async function fill(db: DatabaseSync, whole: WholeLog, onCarried?: OnCarried): Promise<void> {
  const event = db.prepare('insert into events values (?, ?, ?, ?, ?, ?, ?, cast(? as blob))');
  const checkpoint = db.prepare('insert into policy_checkpoints values (?, ?, ?)');
  const hold = db.prepare('insert into policy_holds values (?, ?, ?, ?, ?)');
  const outcome = db.prepare('insert or ignore into policy_outcomes values (?, ?, ?, ?, ?)');
  for await (const events of gapless(whole)) {
    db.exec('begin');
    for (const recorded of events) {
      const { position, recordedAt, partition, body } = recorded;
      const { stream, version, id, commandId } = lookedUpBy(recorded);
      event.run(position, recordedAt, partition, stream, version, id, commandId, body);
    }
    db.exec('commit');
    onCarried?.(events.at(-1)?.position ?? whole.head, whole.head);
  }
  for await (const outcomes of whole.outcomes()) {
    db.exec('begin');
    for (const { policy, event: of, ordinal, commandId, outcome: said } of outcomes) {
      outcome.run(policy, of, ordinal, commandId, said);
    }
    db.exec('commit');
  }
  db.exec('begin');
  for (const { policy, partition, position } of whole.checkpoints) checkpoint.run(policy, partition, position);
  for (const { policy, subject, partition, position, reason } of whole.holds) {
    hold.run(policy, subject, partition, position, reason);
  }
  db.exec('commit');
}

function where(row: Record<string, unknown>) {
  return { partition: Number(row['partition']), position: Number(row['position']) };
}

function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
