import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventCatalogue, type RebuildProgress, type View } from '@hoso/event-sourcing';
import { describeViewFollowing, describeViewStore } from '@hoso/event-sourcing/testing';
import { countSql, pageSql } from './page-sql.ts';
import { sqliteViewStore } from './sqlite-view-store.ts';

const place = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hoso-views-'));
  return {
    connect: async () => sqliteViewStore(folder),
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
};

describeViewStore('SQLite', place, 25);
describeViewFollowing('SQLite', place, 10);

const view: View<{ readonly id: string }> = {
  name: 'dossiers',
  revision: 1,
  indexes: [
    { name: 'id', of: ({ id }) => [id] },
    { name: 'due', of: ({ id }) => ['2022', id] },
  ],
  events: eventCatalogue(),
  key: () => undefined,
  evolve: (document) => document,
};
const nothing = { checkpoints: [], held: [], released: [] };
const row = (id: string) => ({ key: id, document: { id }, position: 2, previous: 0 });

describe('A folder of views', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hoso-views-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const file = (name: string) => join(folder, name);
  const filled = async () => {
    const views = sqliteViewStore(folder);
    await (await views.live(view)).save([row('a')], nothing);
    await views.close();
  };

  it('answers pages and counts through indexes alone', async () => {
    await filled();
    const db = new DatabaseSync(file('dossiers-1.sqlite'));
    const plan = (sql: string) =>
      db
        .prepare(`explain query plan ${sql}`)
        .all()
        .map(({ detail }) => String(detail));
    for (const order of ['ascending', 'descending'] as const) {
      for (const hasUpper of [true, false]) {
        for (const hasCursor of [true, false]) {
          const shape = { column: 'i1', order, hasUpper, hasCursor };
          expect(plan(pageSql(shape))).toEqual([expect.stringMatching(/^SEARCH docs USING INDEX docs_i1 \(/)]);
        }
        expect(plan(countSql('i1', hasUpper))).toEqual([
          expect.stringMatching(/^SEARCH docs USING COVERING INDEX docs_i1 \(/),
        ]);
      }
    }
    expect(plan('select document from docs where key = ?')).toEqual([
      expect.stringMatching(/^SEARCH docs USING INDEX/),
    ]);
    db.close();
  });

  it('removes the files of a generation that is dropped', async () => {
    const views = sqliteViewStore(folder);
    await views.live(view);
    const { generation } = await views.begin(view);
    await views.flip(view.name, generation);
    await views.drop(view.name, 1);
    expect(readdirSync(folder).filter((name) => name.startsWith('dossiers-1'))).toEqual([]);
    await views.close();
  });

  it('begins a generation anew whose file was removed', async () => {
    await filled();
    rmSync(file('dossiers-1.sqlite'));
    writeFileSync(file('dossiers-1.sqlite-wal'), 'left over');
    const views = sqliteViewStore(folder);
    const live = await views.live(view);
    expect(await live.find('a')).toBeUndefined();
    await live.save([row('b')], nothing);
    expect(await live.find('b')).toEqual({ id: 'b' });
    await views.close();
  });

  it('begins anew where the catalogue was removed', async () => {
    await filled();
    rmSync(file('catalogue.sqlite'));
    const views = sqliteViewStore(folder);
    expect(await (await views.live(view)).find('a')).toBeUndefined();
    await views.close();
  });

  it.each(['catalogue.sqlite', 'dossiers-1.sqlite'])(
    'names a damaged %s and the remedy, and changes nothing',
    async (name) => {
      await filled();
      for (const content of [
        'not a database at all, and long enough to be read as one'.repeat(40),
        foreignDatabase(file('x')),
      ]) {
        writeFileSync(file(name), content);
        for (const suffix of ['-wal', '-shm']) rmSync(file(name + suffix), { force: true });
        const before = readFileSync(file(name));
        const open = async () => {
          const views = sqliteViewStore(folder);
          try {
            return await (await views.live(view)).find('a');
          } finally {
            await views.close();
          }
        };
        await expect(open()).rejects.toMatchObject({
          name: 'ViewFileError',
          path: file(name),
          message: expect.stringMatching(/remove .* rebuilt from the log/),
        });
        expect(readFileSync(file(name)).equals(before)).toBe(true);
      }
    },
  );

  it('names a file that is damaged within', async () => {
    const views = sqliteViewStore(folder);
    const live = await views.live(view);
    const rows = Array.from({ length: 500 }, (_, index) => row(`a${'x'.repeat(200)}${index}`));
    await live.save(rows, nothing);
    await views.close();
    const bytes = readFileSync(file('dossiers-1.sqlite'));
    bytes.fill(0x5a, 8_192);
    writeFileSync(file('dossiers-1.sqlite'), bytes);
    const again = sqliteViewStore(folder);
    const read = async () => (await again.live(view)).load(rows.map(({ key }) => key));
    await expect(read()).rejects.toMatchObject({ name: 'ViewFileError', path: file('dossiers-1.sqlite') });
    await again.close();
  });

  it('does not follow with a fold of another revision, nor with other indexes', async () => {
    await filled();
    const views = sqliteViewStore(folder);
    const newer = await views.live({ ...view, revision: 2 });
    expect([newer.revision, await newer.find('a')]).toEqual([1, { id: 'a' }]);
    await expect(newer.save([row('b')], nothing)).rejects.toThrow('revision');
    await expect(views.live({ ...view, indexes: [] })).rejects.toThrow('raise its revision');
    await expect(views.live({ ...view, name: '../dossiers' })).rejects.toThrow('not the name of a view');
    await views.close();
  });

  it('refuses what a full disk cannot take, and lives', () => {
    const script = join(import.meta.dirname, '../test/fill-disk.mjs');
    const told = execFileSync('bash', ['-c', `ulimit -f 400; exec "$0" "$1" "$2"`, process.execPath, script, folder]);
    const { saved, refusal, checkpoint, count, last } = JSON.parse(told.toString());
    expect(refusal).toEqual({ name: 'StoreUnavailable', reason: 'full' });
    expect(saved).toBeGreaterThan(0);
    expect([checkpoint, count, last]).toEqual([saved, saved, `d${saved}`]);
  });

  it('is rebuilt in a worker thread while this one goes on writing', async () => {
    const counts: View<{ readonly events: number }> = {
      ...view,
      name: 'counts',
      indexes: [],
      evolve: (document) => document,
    };
    const views = sqliteViewStore(folder);
    const live = await views.live(counts);
    const { generation } = await views.begin(counts);
    const seen: RebuildProgress[] = [];
    let writes = 0;
    let isBuilding = true;
    const writing = (async () => {
      while (isBuilding) {
        const position = ++writes;
        await live.save([{ key: `w${position}`, document: { events: 1 }, position, previous: 0 }], nothing);
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    })();
    const worker = new Worker(join(import.meta.dirname, '../test/rebuild.worker.mjs'), {
      workerData: { folder, generation, events: 30_000 },
    });
    worker.on('message', (progress: RebuildProgress) => seen.push(progress));
    const code = await new Promise((resolve, reject) => worker.on('error', reject).on('exit', resolve));
    expect(code).toBe(0);
    isBuilding = false;
    await writing;
    // An SQLite writer that had to wait for another one would wait for a whole batch; there are 15.
    expect(writes).toBeGreaterThan(45);
    expect(seen.at(-1)).toMatchObject({ view: 'counts', generation, position: 30_000, to: 30_000, etaMs: 0 });
    expect(seen).toHaveLength(15);
    await views.flip('counts', generation);
    expect(await (await views.live(counts)).find('k7')).toEqual({ events: 30 });
    await views.close();
  });
});

/** The bytes of a database that somebody else made. */
function foreignDatabase(path: string): Buffer {
  const db = new DatabaseSync(path);
  db.exec('create table somebody_elses (thing text); insert into somebody_elses values (1)');
  db.close();
  const bytes = readFileSync(path);
  if (existsSync(path)) rmSync(path);
  return bytes;
}
