import { randomUUID } from 'node:crypto';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { backends } from '@hoso/backends';
import { onServer } from '@hoso/backends/testing';
import { folderBlobStore } from '@hoso/blobs';
import { postgresEventStore } from '@hoso/event-store-postgres';
import { sqliteEventStore } from '@hoso/event-store-sqlite';
import { everything, freshStream, notes, write } from '@hoso/event-sourcing/testing';
import { tokenKeys } from '@hoso/nest/token-keys';
import { openConnection } from '@hoso/postgres';
import { migratePlatform } from '@hoso/runtime';
import { openEventStore } from '@hoso/runtime/adapters';
import { sqliteKeyStore } from '@hoso/sealing';
import { postgresKeyStore } from '@hoso/sealing/postgres';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { makeBackup } from './make-backup.ts';
import { restoreBackup } from './restore-backup.ts';
import { restoreKeysToServers, restoreToServers } from './restore-to-servers.ts';
import { type KeyPlaces, type ServerPlaces, serverPlaces } from './server-places.ts';
import { serverSource } from './server-source.ts';

/** Databases of events and of keys, and folders for the rest. */
type Places = ServerPlaces & { readonly keys: KeyPlaces };

let folder: string;
let from: Places;
let log: string;
const at = (...names: readonly string[]) => join(folder, ...names);
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hoso-servers-'));
  // Roles are the whole server's: each platform has a log, and so roles, of its own.
  log = `b${randomUUID().slice(0, 8)}`;
  from = await newPlaces('one');
  mkdirSync(at('one'));
  tokenKeys(at('one'));
  await migratePlatform({
    ...{ eventStoreUrl: from.eventStoreUrl, log, kind: 'simulated' as const },
    ...{ keysUrl: from.keys.url, masterKeyFile: from.keys.masterKeyFile },
  });
  const store = await postgresEventStore({ url: from.eventStoreUrl, log });
  await store.append([write(freshStream(), 0, ...notes(600))]);
  await store.policies.progress('arrange', 3);
  await store.close();
  const keys = await keysAt(from);
  await keys.keyOf('dossier');
  await keys.destroy('gone');
  await keys.close();
  await folderBlobStore(at('one', 'uploads')).store(Readable.from([Buffer.from('a paper')]), 100);
  mkdirSync(at('one', 'imports', 'logs'), { recursive: true });
  await sqliteEventStore({ path: at('one', 'imports', 'logs', 'receipt.sqlite'), log: { kind: 'imported' } }).close();
});
afterEach(() => rmSync(folder, { recursive: true }));

async function newPlaces(name: string): Promise<Places> {
  const [events, keys] = [await backends.postgres(), await backends.postgres()];
  if (!('url' in events) || !('url' in keys)) throw new Error('no PostgreSQL can be had');
  return {
    ...{ eventStoreUrl: events.url, log, blobsUrl: `file:${at(name, 'uploads')}`, imports: at(name, 'imports') },
    keys: { url: keys.url, masterKeyFile: at(name, 'master.key'), tokenKeyFile: at(name, 'token.key') },
  };
}

const keysAt = ({ keys }: Places) => postgresKeyStore({ url: keys.url, masterKeyPath: keys.masterKeyFile });
const backUp = (places: ServerPlaces, keysTo?: string) =>
  makeBackup({
    ...{ source: serverSource(places), to: at('backup'), keysTo, by: '0.1.0' },
    ...{ clock: () => 1_647_000_000_000, onProgress: () => undefined },
  });
const restoreTo = (places: Places) =>
  restoreToServers({
    ...{ from: at('backup'), keysFrom: at('keys'), withoutKeys: false, places },
    onProgress: () => undefined,
  });
const refusal = (code: string) => ({ name: 'BackupError', code });

async function eventsAt({ eventStoreUrl }: Places) {
  const store = await openEventStore({ url: eventStoreUrl, log }, Date.now);
  try {
    return { events: await everything(store), policies: await store.policies.progress('arrange', 99) };
  } finally {
    await store.close();
  }
}

describe('A backup of servers', () => {
  it('takes a user who may read the logs, and keys their owner', async () => {
    const user = `u${randomUUID().slice(0, 8)}`;
    const client = await openConnection({ url: from.eventStoreUrl, setting: 'EVENT_STORE_URL' });
    await client.query(`create role ${user} login password 'secret' in role "hoso_${log}_reader"`);
    await client.query(`grant "hoso_${log}-audit_reader" to ${user}`);
    await client.end();
    const asUser = (url: string) => Object.assign(new URL(url), { username: user, password: 'secret' }).href;
    const made = await backUp({ ...from, eventStoreUrl: asUser(from.eventStoreUrl), keys: undefined });
    expect(made.logs.map(({ store, name, head }) => [store, name, head]).sort()).toEqual(
      [
        ['audit', log, 1],
        ['logs', log, 601],
        ['logs', 'receipt', 1],
      ].sort(),
    );
    expect(made).toMatchObject({ keys: 'left out', uploads: { count: 1, bytes: 7 } });
    rmSync(at('backup'), { recursive: true });
    const withKeys = backUp({ ...from, keys: { ...from.keys, url: asUser(from.keys.url) } }, at('keys'));
    await expect(withKeys).rejects.toMatchObject({ name: 'ServerUnusable', code: 'Refused', setting: 'KEYS_URL' });
    expect(readdirSync(at('backup'))).not.toContain('manifest.json');
  }, 60_000);

  it('becomes the same platform on other servers, and one in a folder', async () => {
    const made = await backUp(from, at('keys'));
    const to = await newPlaces('two');
    expect(await restoreTo(to)).toMatchObject({ ...made, left: [] });
    const original = await eventsAt(from);
    expect(await eventsAt(to)).toEqual(original);
    const [one, two] = [await keysAt(from), await keysAt(to)];
    const found = await two.findKey('dossier');
    if (typeof found !== 'object') throw new Error('the key was not restored');
    expect(found.equals(await one.keyOf('dossier'))).toBe(true);
    expect(await two.findKey('gone')).toBe('destroyed');
    await Promise.all([one.close(), two.close()]);
    expect(readdirSync(at('two', 'imports', 'logs'))).toEqual(['receipt.sqlite']);
    expect(readdirSync(at('two', 'uploads'))).toEqual(readdirSync(at('one', 'uploads')));

    const request = { from: at('backup'), keysFrom: at('keys'), withoutKeys: false, onProgress: () => undefined };
    await restoreBackup({ ...request, to: at('three') });
    const file = sqliteEventStore({ path: at('three', 'logs', `${log}.sqlite`) });
    expect({ events: await everything(file), policies: await file.policies.progress('arrange', 99) }).toEqual(original);
    await file.close();
    const locked = sqliteKeyStore(at('three', 'keys', 'keys.sqlite'));
    expect((await locked.keyOf('dossier')).equals(found)).toBe(true);
    await locked.close();
  }, 60_000);

  it('is not restored where the log is, nor with keys among others, and again where it was cut off', async () => {
    await backUp(from, at('keys'));
    await expect(restoreTo(from)).rejects.toMatchObject(refusal('LogThere'));
    const to = await newPlaces('two');
    await restoreKeysToServers(at('keys'), to.keys, 'simulated', () => undefined);
    await restoreTo(to);
    const another = await newPlaces('three');
    await restoreKeysToServers(at('keys'), another.keys, 'simulated', () => undefined);
    const keys = await keysAt(another);
    await keys.keyOf('somebody else');
    await keys.close();
    await expect(restoreTo(another)).rejects.toMatchObject({ name: 'KeysUnusable', reason: 'other keys' });
    await expect(eventsAt(another)).rejects.toMatchObject({ code: 'NoLog' });
    const locked = await newPlaces('four');
    mkdirSync(at('four'));
    writeFileSync(at('four', 'master.key'), 'another');
    await expect(restoreTo(locked)).rejects.toMatchObject(refusal('KeyThere'));
  }, 120_000);

  it.each([
    ['logs/<log>.sqlite', () => appendFileSync(at('backup', 'logs', `${log}.sqlite`), '!')],
    ['an upload', () => appendFileSync(at('backup', 'uploads', readdirSync(at('backup', 'uploads'))[0] ?? ''), '!')],
    ['the keys', () => appendFileSync(at('keys', 'keys.sqlite'), '!')],
    ['the list of uploads', () => rmSync(at('backup', 'uploads.jsonl'))],
  ])(
    'of which %s was damaged changes nothing',
    async (_, damage) => {
      await backUp(from, at('keys'));
      damage();
      const to = await newPlaces('two');
      await expect(restoreTo(to)).rejects.toMatchObject(refusal('FileDamaged'));
      await expect(eventsAt(to)).rejects.toMatchObject({ code: 'NoLog' });
      expect(readdirSync(folder)).not.toContain('two');
    },
    60_000,
  );

  it('says which log it lacks, and tells those that it leaves', async () => {
    await backUp(from, at('keys'));
    const to = await newPlaces('two');
    await expect(restoreTo({ ...to, log: 'nothere' })).rejects.toMatchObject(refusal('LogNotInBackup'));
    expect((await restoreTo({ ...to, imports: undefined })).left).toEqual(['logs/receipt']);
  }, 60_000);

  it('of a log that is damaged, or not there, says so and leaves no manifest', async () => {
    const nowhere = backUp({ ...from, log: 'nothere' });
    await expect(nowhere).rejects.toMatchObject({
      message: expect.stringMatching(/^EVENT_STORE_URL: log .* LOG is to/),
    });
    rmSync(at('backup'), { recursive: true });
    const client = await openConnection({ url: from.eventStoreUrl, setting: 'EVENT_STORE_URL' });
    await client.query(`set session_replication_role = replica; delete from "log_${log}".events where position = 300`);
    await client.end();
    await expect(backUp(from)).rejects.toMatchObject(refusal('LogUnreadable'));
    expect(readdirSync(at('backup'))).not.toContain('manifest.json');
  }, 60_000);

  it('whose key of tokens is gone says so before anything is copied', async () => {
    cpSync(at('one', 'token.key'), at('kept'));
    rmSync(at('one', 'token.key'));
    await expect(backUp(from, at('keys'))).rejects.toMatchObject(refusal('KeysMissing'));
    expect(readdirSync(folder)).not.toContain('backup');
  });
});

await onServer('kurrentdb', ['A backup of KurrentDB'], (url) => {
  describe('A backup of KurrentDB', () => {
    it('is made under load of what was restored there, and becomes the same platform on PostgreSQL', async () => {
      await backUp(from, at('keys'));
      const there = { ...(await newPlaces('two')), eventStoreUrl: url };
      await restoreTo(there);
      const restored = await eventsAt(there);
      expect(restored).toEqual(await eventsAt(from));
      await expect(restoreTo(there)).rejects.toMatchObject(refusal('LogThere'));

      for (const name of ['backup', 'keys']) rmSync(at(name), { recursive: true });
      const store = await openEventStore({ url, log }, Date.now);
      const acknowledged: number[] = [];
      let isOver = false;
      const load = (async () => {
        while (!isOver) acknowledged.push((await store.append([write(freshStream(), 0, ...notes(3))])).position);
      })();
      const made = await backUp(there, at('keys'));
      isOver = true;
      await load;
      const all = await everything(store);
      await store.close();
      const to = await newPlaces('three');
      await restoreTo(to);
      const { events, policies } = await eventsAt(to);
      const head = made.logs.find((kept) => kept.store === 'logs' && kept.name === log)?.head ?? 0;
      expect(events).toEqual(all.slice(0, head));
      expect(policies).toEqual(restored.policies);
      expect(all.length).toBe(acknowledged.at(-1));
    }, 120_000);
  });
});

describe('The places of servers', () => {
  it('are read from settings, all mistakes at once', () => {
    expect(() => serverPlaces({ EVENT_STORE_URL: 'mysql://x', BLOBS_URL: 'ftp://y' }, '/keys')).toThrow(
      /EVENT_STORE_URL: .*BLOBS_URL: /s,
    );
    const settings = { EVENT_STORE_URL: 'postgres://h/e', BLOBS_URL: 's3://b', KEYS_URL: 'postgres://h/k' };
    const onKurrentDb = { ...settings, EVENT_STORE_URL: 'kurrentdb+discover://u:p@h:2113?tls=true' };
    expect(serverPlaces(onKurrentDb, '/keys')).toMatchObject({ eventStoreUrl: onKurrentDb.EVENT_STORE_URL });
    expect(serverPlaces(settings, '/keys')).toMatchObject({
      ...{ log: 'main', imports: undefined, blobsUrl: 's3://b' },
      keys: { masterKeyFile: '/keys/master.key', tokenKeyFile: '/keys/token.key' },
    });
  });
});
