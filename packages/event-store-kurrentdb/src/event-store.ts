import {
  appendBatches,
  type EventStore,
  encodeAppend,
  type PolicyStore,
  StoreUnavailable,
  waitingReaders,
} from '@hoso/event-sourcing';
import { appendWriter } from './append-writer.ts';
import { appendOf, clientOf, type Server, settingDefault } from './connection.ts';
import { opening } from './failure.ts';
import { headListener } from './head-listener.ts';
import { findWholeLog, logQueries } from './log-queries.ts';
import { noLog } from './migrate.ts';
import { namesOf } from './names.ts';
import { policyStore } from './policy-store.ts';

export interface KurrentDbEventStoreOptions {
  /** `kurrentdb://user:password@host:2113?tls=true` */
  readonly url: string;
  /** The log's name, as `migrate` made it. */
  readonly log: string;
  /** Milliseconds since 1970; what every event is stamped by, never below the log's last. */
  readonly clock?: () => number;
  /** What named the URL, for errors to say. */
  readonly setting?: string;
  /** Told how many appends share each batch. */
  readonly onBatch?: ((appends: number) => void) | undefined;
}

/** A log in the streams of a server, and beside it the progress of the policies that follow it. */
export type KurrentDbEventStore = EventStore & { readonly policies: PolicyStore };

/** What shares one request at most: appends, and UTF-16 units in their bodies, which are stored twice. */
const appendsMax = 128;
const unitsMax = 256 * 1024;

/**
 * Opens a log that `migrate` made. Throws `KurrentDbUnusable` where it is not there, or its server is away, does not
 * let us in, or is too old. Any number of processes MAY write.
 */
export async function kurrentDbEventStore(options: KurrentDbEventStoreOptions): Promise<KurrentDbEventStore> {
  const { url, setting = settingDefault } = options;
  const server = clientOf(url, setting);
  try {
    return await opening(setting, () => eventStoreOn(server, options));
  } catch (error) {
    await server.dispose();
    throw error;
  }
}

/** Has the server for itself once it is open: closing the store disposes of it. */
export async function eventStoreOn(
  server: Server,
  { log: name, clock = Date.now, setting = settingDefault, onBatch }: Omit<KurrentDbEventStoreOptions, 'url'>,
): Promise<KurrentDbEventStore> {
  const names = namesOf(name);
  const found = await findWholeLog(server, names, name, setting);
  if (!found) throw noLog(setting, name);
  const { readHead, ...queries } = logQueries(server, names, name);
  const { findCommand } = queries;
  const write = appendWriter({ append: appendOf(server), log: name, names, clock, readHead, findCommand });
  const batches = appendBatches({
    ...{ appendsMax, unitsMax },
    write: (batch) => {
      onBatch?.(batch.length);
      return write(batch);
    },
  });
  const arrivals = waitingReaders(queries.head);
  const listener = headListener(server, names.log, queries.head, arrivals.wake);
  let closed: Promise<void> | undefined;
  const whileOpen =
    <Values extends readonly unknown[], Answer>(ask: (...values: Values) => Promise<Answer>) =>
    (...values: Values): Promise<Answer> =>
      closed ? Promise.reject(new StoreUnavailable('closed')) : ask(...values);
  const close = async (): Promise<void> => {
    await batches.close();
    arrivals.end();
    await listener.close();
    // Those who wait for the head are answered before the connection goes.
    await queries.head().catch(() => {});
    await server.dispose();
  };
  return {
    log: found,
    policies: policyStore(server, names, name),
    readStream: whileOpen(queries.readStream),
    findCommand: whileOpen(findCommand),
    readAll: whileOpen(queries.readAll),
    head: whileOpen(queries.head),
    waitPast: whileOpen(arrivals.waitPast),
    append: whileOpen(async (writes) => {
      const receipt = await batches.run(encodeAppend(found.id, writes));
      arrivals.wake(receipt.position);
      return receipt;
    }),
    close: () => (closed ??= close()),
  };
}
