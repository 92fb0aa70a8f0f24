import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { GenerationInfo, View, ViewGeneration, ViewStore } from '@hoso/event-sourcing';
import type { Collection, OptionalUnlessRequiredId } from 'mongodb';
import { type Declared, type GenerationIdentity, requireName } from './generation-identity.ts';
import { checkpointsOf, guard, guardOf, indexesOf, type Kept } from './mongo-collection.ts';
import { type MongoConnection, type MongoViewStoreOptions, openMongo } from './mongo-connection.ts';
import { isAway, isDuplicate, isMissing, ViewsUrlError } from './mongo-error.ts';
import { type MongoPlace, MongoViewGeneration } from './mongo-view-generation.ts';

/** How views are stored. A database with another form is left alone. */
const form = 1;
const catalogueName = 'hoso-views';
/** How often in a row another process may change the catalogue before this one gives up. */
const attemptsMax = 20;
/** How often making something may fail because another process makes the same, and how long to wait in between. */
const makingMax = 5;
const makingPauseMs = 100;

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
export async function mongoViewStore(url: string, options: MongoViewStoreOptions = {}): Promise<ViewStore> {
  return new MongoViewStore(await openMongo(url, options));
}

class MongoViewStore implements ViewStore, MongoPlace {
  readonly #connection: MongoConnection;
  /** What was last seen of a view: with it a catalogue that was wiped is restored. */
  readonly #seen = new Map<string, Entry>();
  readonly #made = new Set<string>();

  constructor(connection: MongoConnection) {
    this.#connection = connection;
  }

  get #catalogue(): Collection<Entry> {
    return this.#connection.db.collection<Entry>(catalogueName);
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

  close(): Promise<void> {
    return this.#connection.close();
  }

  reach<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    return this.#connection.reach(work);
  }

  collectionOf({ view, generation }: GenerationIdentity): Collection<Kept> {
    return this.#connection.db.collection<Kept>(`${view}.${generation}`);
  }

  async renew(identity: GenerationIdentity): Promise<void> {
    const { view, generation, revision, indexes } = identity;
    const entry = await this.#entry({ name: view, revision, indexes: indexes.map((name) => ({ name })) });
    identityOf(entry, generation);
    const collection = this.collectionOf(identity);
    await this.reach(async () => {
      await collection.drop();
      await besideOthers(() => this.#make(collection, identity));
    });
  }

  async #generation<Document>(view: View<Document>, identity: GenerationIdentity): Promise<ViewGeneration<Document>> {
    const collection = this.collectionOf(identity);
    const found = new MongoViewGeneration(view, identity, this);
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
    await insertedOnce(collection, [guardOf(randomUUID())]);
    const { made } = (await collection.findOne({ at: guard })) ?? {};
    // Without one somebody else has dropped it again: it is found not to be whole.
    if (made !== undefined) await insertedOnce(collection, checkpointsOf(made));
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
      for (const { name } of await this.#connection.db.listCollections({}, { nameOnly: true }).toArray()) {
        const [of, number] = name.split('.');
        if (of !== view || names.has(name) || Number(number) > (entry?.last ?? 0)) continue;
        await this.#connection.db.collection(name).drop();
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
