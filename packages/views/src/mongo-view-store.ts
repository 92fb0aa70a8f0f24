import { setTimeout as pause } from 'node:timers/promises';
import {
  type GenerationInfo,
  StoreUnavailable,
  type View,
  type ViewGeneration,
  type ViewStore,
} from '@hoso/event-sourcing';
import type { Collection, Db, MongoClient, MongoClientOptions, OptionalUnlessRequiredId } from 'mongodb';
import { type Declared, type GenerationIdentity, requireName } from './generation-identity.ts';
import { beginnings, indexesOf, type Kept } from './mongo-collection.ts';
import { inOurWords, isAway, isDuplicate, isMissing, ViewsUrlError } from './mongo-error.ts';
import { type MongoPlace, MongoViewGeneration } from './mongo-view-generation.ts';

/** How views are stored. A database with another form is left alone. */
const form = 1;
const catalogueName = 'hoso-views';
/** How often in a row another process may change the catalogue before this one gives up. */
const attemptsMax = 20;
/** How often making something may fail because another process makes the same, and how long to wait in between. */
const makingMax = 5;
const makingPauseMs = 100;

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

/** A view in the catalogue: the pointer to its live generation, and all generations by number. */
interface Entry {
  readonly _id: string;
  readonly form: number;
  readonly live: number;
  /** The highest number ever given. */
  readonly last: number;
  readonly generations: Readonly<Record<string, Pick<GenerationIdentity, 'revision' | 'indexes'>>>;
}

/**
 * Views on a MongoDB server, 4.2 or newer, or one that speaks its protocol: a catalogue, and a collection for each
 * generation. Any number of processes share it. Rejects with `StoreUnavailable` where the server cannot be reached, and
 * with `ViewsUrlError` where the URL must be changed.
 */
export async function mongoViewStore(url: string, { onCommand }: MongoViewStoreOptions = {}): Promise<ViewStore> {
  const client = await clientOf(url, onCommand ? { ...settings, monitorCommands: true } : settings);
  if (onCommand) client.on('commandStarted', ({ commandName }) => onCommand(commandName));
  const hosts = client.options.hosts.map(String).join(',');
  try {
    await client.connect();
    await client.db().command({ ping: 1 });
  } catch (error) {
    await client.close();
    throw inOurWords(error, hosts);
  }
  return new MongoViewStore(client, hosts);
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

class MongoViewStore implements ViewStore, MongoPlace {
  readonly #client: MongoClient;
  readonly #hosts: string;
  readonly #db: Db;
  readonly #catalogue: Collection<Entry>;
  /** What was last seen of a view: with it a catalogue that was wiped is restored. */
  readonly #seen = new Map<string, Entry>();
  readonly #made = new Set<string>();
  #isClosed = false;

  constructor(client: MongoClient, hosts: string) {
    this.#client = client;
    this.#hosts = hosts;
    this.#db = client.db();
    this.#catalogue = this.#db.collection<Entry>(catalogueName);
  }

  async live<Document>(view: View<Document>): Promise<ViewGeneration<Document>> {
    const entry = await this.#entry(view);
    return await this.#generation(view, identityOf(entry, entry.live));
  }

  async begin<Document>(view: View<Document>): Promise<ViewGeneration<Document>> {
    for (let attempt = 1; attempt <= attemptsMax; attempt++) {
      const { last } = await this.#entry(view);
      const number = last + 1;
      const change = { last: number, [`generations.${number}`]: madeOf(view) };
      if (await this.#change({ _id: view.name, last }, { $set: change })) {
        return await this.open(view, number);
      }
    }
    throw new Error(`${view.name}: other processes began ${attemptsMax} generations meanwhile`);
  }

  async open<Document>(view: View<Document>, generation: number): Promise<ViewGeneration<Document>> {
    const entry = await this.#find(view.name);
    if (!entry) throw missing(view.name, generation);
    return await this.#generation(view, identityOf(entry, generation));
  }

  async flip(view: string, generation: number): Promise<void> {
    const filter = { _id: view, [`generations.${generation}`]: { $exists: true } };
    if (!(await this.#change(filter, { $set: { live: generation } }))) throw missing(view, generation);
  }

  async drop(view: string, generation: number): Promise<void> {
    const field = `generations.${generation}`;
    const filter = { _id: view, live: { $ne: generation }, [field]: { $exists: true } };
    if (!(await this.#change(filter, { $unset: { [field]: true } }))) {
      const { live } = (await this.#find(view)) ?? {};
      throw live === generation ? new Error(`generation ${generation} of ${view} is live`) : missing(view, generation);
    }
    await this.#sweep(view);
  }

  async generations(): Promise<readonly GenerationInfo[]> {
    const entries = await this.reach(() => this.#catalogue.find().sort({ _id: 1 }).toArray());
    return entries.flatMap((entry) =>
      numbersOf(checked(entry)).map((generation) => {
        const { view, revision } = identityOf(entry, generation);
        return { view, generation, revision, live: generation === entry.live };
      }),
    );
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#client.close();
  }

  async reach<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    if (this.#isClosed) throw new StoreUnavailable('closed');
    try {
      return await work();
    } catch (error) {
      throw inOurWords(error, this.#hosts);
    }
  }

  async renew(identity: GenerationIdentity): Promise<void> {
    const { view, generation, revision, indexes } = identity;
    const entry = await this.#entry({ name: view, revision, indexes: indexes.map((name) => ({ name })) });
    identityOf(entry, generation);
    const collection = this.#collection(identity);
    await this.reach(async () => {
      await collection.drop();
      await besideOthers(() => this.#make(collection, identity));
    });
  }

  async #generation<Document>(view: View<Document>, identity: GenerationIdentity): Promise<ViewGeneration<Document>> {
    const collection = this.#collection(identity);
    const found = new MongoViewGeneration(view, identity, collection, this);
    if (!this.#made.has(collection.collectionName)) {
      await this.reach(() => besideOthers(() => this.#make(collection, identity)));
      this.#made.add(collection.collectionName);
    }
    return found;
  }

  /** May be done again. FerretDB breaks off where an index is made that is there already. */
  async #make(collection: Collection<Kept>, { indexes }: GenerationIdentity): Promise<void> {
    const existing = await namesOfIndexes(collection);
    const wanted = indexesOf(indexes).filter(({ name }) => !existing.includes(name));
    if (wanted.length > 0) await collection.createIndexes(wanted);
    await insertedOnce(collection, beginnings);
  }

  #collection({ view, generation }: GenerationIdentity): Collection<Kept> {
    return this.#db.collection<Kept>(`${view}.${generation}`);
  }

  /** What is known of a view. Its first generation is made here, or what was there before the catalogue was lost. */
  async #entry(view: Declared): Promise<Entry> {
    requireName(view.name);
    const found = await this.#find(view.name);
    if (found) return found;
    const first = { _id: view.name, form, live: 1, last: 1, generations: { 1: madeOf(view) } };
    await this.reach(() => besideOthers(() => insertedOnce(this.#catalogue, [this.#seen.get(view.name) ?? first])));
    const made = await this.#find(view.name);
    if (!made) throw new Error(`${view.name} was removed while it was made`);
    return made;
  }

  async #find(view: string): Promise<Entry | undefined> {
    const entry = await this.reach(() => this.#catalogue.findOne({ _id: view }));
    if (!entry) return undefined;
    this.#seen.set(view, checked(entry));
    return entry;
  }

  async #change(filter: object, update: object): Promise<boolean> {
    const { matchedCount } = await this.reach(() => this.#catalogue.updateOne(filter, update));
    return matchedCount === 1;
  }

  /** Drops every collection of a generation that the catalogue no longer has: what a writer that was late left, too. */
  async #sweep(view: string): Promise<void> {
    const entry = await this.#find(view);
    const names = new Set(entry ? numbersOf(entry).map((generation) => `${view}.${generation}`) : []);
    await this.reach(async () => {
      for (const { name } of await this.#db.listCollections({}, { nameOnly: true }).toArray()) {
        const [of, number] = name.split('.');
        if (of !== view || names.has(name) || Number(number) > (entry?.last ?? 0)) continue;
        await this.#db.collection(name).drop();
        this.#made.delete(name);
      }
    });
  }
}

function madeOf({ revision, indexes }: Declared) {
  return { revision, indexes: indexes.map(({ name }) => name) };
}

function identityOf({ _id: view, generations }: Entry, generation: number): GenerationIdentity {
  const made = generations[generation];
  if (!made) throw missing(view, generation);
  return { view, generation, ...made };
}

function numbersOf({ generations }: Entry): readonly number[] {
  return Object.keys(generations)
    .map(Number)
    .sort((one, other) => one - other);
}

function checked(entry: Entry): Entry {
  if (entry.form === form) return entry;
  throw new ViewsUrlError(
    `the database has views of form ${entry.form}, this process knows ${form}; name another one, or drop it: ` +
      'all views are rebuilt from the log',
  );
}

/** Inserts what is not there. */
async function insertedOnce<Schema extends { readonly _id: string | number }>(
  collection: Collection<Schema>,
  wanted: readonly OptionalUnlessRequiredId<Schema>[],
): Promise<void> {
  try {
    await collection.insertMany([...wanted], { ordered: false });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
}

/** FerretDB breaks off where several processes make the same collection or index at once: it is there soon after. */
async function besideOthers(make: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await make();
    } catch (error) {
      if (attempt === makingMax || isAway(error)) throw error;
      await pause(makingPauseMs);
    }
  }
}

async function namesOfIndexes(collection: Collection<Kept>): Promise<readonly (string | undefined)[]> {
  try {
    return (await collection.indexes()).map(({ name }) => name);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function missing(view: string, generation: number): Error {
  return new Error(`there is no generation ${generation} of ${view}`);
}
