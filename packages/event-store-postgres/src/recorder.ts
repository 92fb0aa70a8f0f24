import { type EventStore, encodeAppend, type RecordedEvent } from '@hoso/event-sourcing';
import { opening, openPool, reaching } from '@hoso/postgres';
import { appendWriter } from './append-writer.ts';
import { openLog, type PostgresEventStoreOptions } from './event-store.ts';
import { groupCommit } from './group-commit.ts';
import { LogError } from './log-error.ts';
import { namesOf } from './schema.ts';
import { settingDefault } from './setting.ts';

/** A log for those who may only record in it what it takes from everybody. */
export type PostgresRecorder = Pick<EventStore, 'log' | 'append' | 'close'>;

/**
 * Opens a log to record in it, as a member of its recorder role: each append is one event of a recordable type, in a
 * stream named after its command, whose id is random. Anything else is refused by the server. Throws as
 * `postgresEventStore` does.
 */
export async function postgresRecorder(options: PostgresEventStoreOptions): Promise<PostgresRecorder> {
  const { url, log: name, clock = Date.now, setting = settingDefault } = options;
  const address = { url, setting };
  const { schema, channel } = namesOf(name);
  const pool = openPool(address, 1);
  try {
    const log = await opening(address, async () => {
      const found = await openLog(pool, address, name);
      const { rows } = await pool.query('select where to_regproc($1) is not null', [`"${schema}".record`]);
      if (rows.length > 0) return found;
      throw new LogError('OlderLog', name, 'nothing can be recorded in it yet: `hoso ops migrate` brings it on');
    });
    const findCommand = async (commandId: string): Promise<readonly RecordedEvent[]> => {
      const text = `select position, recorded_at as "recordedAt", partition, body from "${schema}".recorded($1)`;
      const { rows } = await reaching(() => pool.query<RecordedEvent>(text, [commandId]));
      return rows;
    };
    const commits = groupCommit(address, channel, appendWriter({ schema, log, clock, findCommand, call: 'record' }));
    let closing: Promise<void> | undefined;
    const close = async (): Promise<void> => {
      await commits.close();
      await pool.end();
    };
    return {
      log,
      append: (writes) => commits.run(encodeAppend(log.id, writes)),
      close: () => (closing ??= close()),
    };
  } catch (error) {
    await pool.end();
    throw error;
  }
}
