import { StoreUnavailable } from '@hoso/event-sourcing';
import type { Db, MongoClient, MongoClientOptions } from 'mongodb';
import { inOurWords, isAway, ViewsUrlError } from './mongo-error.ts';

export interface MongoViewStoreOptions {
  /** Told the name of each command sent to the server. */
  readonly onCommand?: (name: string) => void;
}

const settings: MongoClientOptions = {
  appName: 'hoso',
  serverSelectionTimeoutMS: 5_000,
  connectTimeoutMS: 5_000,
  socketTimeoutMS: 60_000,
  maxPoolSize: 20,
  readPreference: 'primary',
  readConcernLevel: 'majority',
  // What is acknowledged survives an election; a majority that does not come is a server that cannot be reached.
  writeConcern: { w: 'majority', wtimeoutMS: 10_000 },
};
/** Longer than any batch takes that comes to its end. */
const answersWithinMs = 120_000;
/** How long an answer may still take once the driver has found that its connections are of no use any more. */
const graceDefaultMs = 5_000;

/** Rejects with `StoreUnavailable` where the server cannot be reached, with `ViewsUrlError` where the URL is wrong. */
export async function openMongo(url: string, { onCommand }: MongoViewStoreOptions): Promise<MongoConnection> {
  const connect = async (): Promise<MongoClient> => {
    const client = await clientOf(url, onCommand ? { ...settings, monitorCommands: true } : settings);
    if (onCommand) client.on('commandStarted', ({ commandName }) => onCommand(commandName));
    return client;
  };
  const client = await connect();
  const hosts = client.options.hosts.map(String).join(',');
  try {
    await client.connect();
    await client.db().command({ ping: 1 });
  } catch (error) {
    await client.close();
    throw inOurWords(error, hosts);
  }
  return new MongoConnection(client, hosts, connect);
}

/** What was asked was neither answered nor refused. */
class NoAnswer extends Error {
  override readonly name = 'MongoOperationTimeoutError';
}

/**
 * A database that is reached through a driver that may be replaced.
 *
 * Decision: a driver that has looked for its server in vain is replaced by a new one. / Because one whose server was
 * killed while it wrote may wait for ever for that socket to drain (`mongodb` 7.9: a write on a socket that is closed
 * already), and where its monitor did so, it never looks for the server again. / Instead of trusting it to come back:
 * the views of such a process stood still until it was started anew (found by `npm run test:faults`).
 *
 * Decision: what was asked before the driver gave its connections up is waited for a moment longer only. / Because it
 * may be such a write, to which nobody will ever answer; a save whose answer was lost is found out by what it compares.
 * / Instead of the time that the longest batch may take, in which a view would stand still.
 */
export class MongoConnection {
  readonly #connect: () => Promise<MongoClient>;
  readonly #hosts: string;
  #client: MongoClient;
  #isClosed = false;
  readonly #graceMs: number;
  /** Ends the wait for an answer. */
  readonly #waiting = new Set<() => void>();

  constructor(client: MongoClient, hosts: string, connect: () => Promise<MongoClient>, graceMs = graceDefaultMs) {
    this.#client = this.#watched(client);
    this.#hosts = hosts;
    this.#connect = connect;
    this.#graceMs = graceMs;
  }

  /** Asked for anew whenever it is used. */
  get db(): Db {
    return this.#client.db();
  }

  /** Does what a database is for; failures are told in the port's words. */
  async reach<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    if (this.#isClosed) throw new StoreUnavailable('closed');
    const client = this.#client;
    try {
      return await this.#answered(work());
    } catch (error) {
      if (isAway(error) || error instanceof NoAnswer) await this.#renew(client);
      throw inOurWords(error, this.#hosts);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#client.close();
  }

  async #renew(old: MongoClient): Promise<void> {
    const fresh = await this.#connect();
    // Of several that waited in vain one is enough.
    if (this.#client !== old || this.#isClosed) return await fresh.close();
    this.#client = this.#watched(fresh);
    // Whatever still waits for the old one is told so.
    old.close().catch(() => undefined);
  }

  #watched(client: MongoClient): MongoClient {
    return client.on('connectionPoolCleared', () => {
      const asked = [...this.#waiting];
      setTimeout(() => {
        for (const end of asked) end();
      }, this.#graceMs).unref();
    });
  }

  async #answered<Answer>(work: Promise<Answer>): Promise<Answer> {
    const { promise, reject } = Promise.withResolvers<never>();
    const end = (): void => reject(new NoAnswer('the server did not answer'));
    const timer = setTimeout(end, answersWithinMs);
    this.#waiting.add(end);
    try {
      return await Promise.race([work, promise]);
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(end);
    }
  }
}

async function clientOf(url: string, options: MongoClientOptions): Promise<MongoClient> {
  const { MongoClient: Client } = await import('mongodb');
  try {
    const client = new Client(url, options);
    if (!client.options.dbName || !/^mongodb(\+srv)?:\/\/[^/]+\/[^?]/.test(url)) {
      throw new ViewsUrlError('it names no database: mongodb://host:27017/<database>');
    }
    return client;
  } catch (error) {
    if (error instanceof ViewsUrlError) throw error;
    // The driver's words may repeat the URL, and with it a password: they stay in the cause.
    throw new ViewsUrlError('it is no URL of a MongoDB server: mongodb://user:password@host:27017/<database>', {
      cause: error,
    });
  }
}
