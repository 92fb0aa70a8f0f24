import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { type FollowerStatus, ListViews, OperationsStatus, RebuildView, RetryHeld } from '@hoso/contracts';
import { intake } from '@hoso/intake';
import { openConnection } from '@hoso/postgres';
import { sqliteViewStore } from '@hoso/views';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { root } from '../tree.ts';
import { type Api, api, clerk, head, officer, operator, submission, until } from './api.ts';
import { everyDossier } from './backup-trial.ts';
import { type DistributedPlatform, startDistributed } from './distributed-platform.ts';
import { answered, type Hoso, hoso } from './hoso-command.ts';
import { plainEnvironment, trialFolder } from './platform-process.ts';
import { startWithinMs } from './ways.ts';

const folder = trialFolder();
const run: Hoso = hoso(folder.path);
let platform: DistributedPlatform;
let http: Api;
beforeAll(async () => {
  platform = await startDistributed({ data: folder.path, args: ['--scale', 'intake=2'] });
  http = api(platform.url, folder.path);
}, startWithinMs);
afterAll(async () => {
  await platform?.stop('SIGTERM');
  folder.remove();
}, startWithinMs);

const generationsOf = async (view: string) =>
  ListViews.answer.parse(await answered(run('views', 'list', '--json'))).items.filter((item) => item.view === view);
const rebuilt = async (view: string) => await http.send('POST', '/views/rebuild', { as: operator, body: { view } });
const status = async () => OperationsStatus.answer.parse(await answered(run('ops', 'status', '--json')));

/** Submits and receives dossiers, four at a time, as long as `goesOn`; reads each again and again meanwhile. */
async function work(goesOn: () => boolean): Promise<ReadonlyMap<string, number>> {
  const versions = new Map<string, number>();
  const one = async (): Promise<void> => {
    do {
      const id = randomUUID();
      await http.command(`/dossiers/${id}`, { as: clerk, body: submission });
      const { version, position } = await http.command(`/dossiers/${id}/reception`, { as: clerk });
      versions.set(id, version);
      expect(await http.dossier(id, clerk, position)).toMatchObject({ id, version });
    } while (goesOn());
  };
  await Promise.all(Array.from({ length: 4 }, one));
  return versions;
}

describe('A view of two replicas', () => {
  it('is built anew once, however often asked for, while commands go on; nothing is stale or missing', async () => {
    let building = true;
    const known = await work(() => false);
    const working = work(() => building);
    // Nobody who reads meanwhile sees less than before.
    const reading = (async () => {
      do {
        for (const [id, version] of known) expect(await http.dossier(id, clerk)).toMatchObject({ version });
      } while (building);
    })();
    const before = await generationsOf('dossiers');
    const answers = await Promise.all(Array.from({ length: 4 }, () => rebuilt('dossiers')));
    const built = answers.filter(({ status: code }) => code === 200);
    expect(built.length).toBeGreaterThan(0);
    for (const { status: code, body } of answers) {
      if (code !== 200) expect([code, body]).toMatchObject([409, { code: 'RebuildRunning' }]);
    }
    building = false;
    await reading;
    const versions = new Map([...known, ...(await working)]);
    const last = Math.max(...built.map(({ body }) => RebuildView.answer.parse(body).generation));
    expect(last).toBe(Math.max(...before.map(({ generation }) => generation)) + built.length);
    expect(await generationsOf('dossiers')).toMatchObject([{ generation: last, live: true }]);

    // Both replicas answer, and follow the new generation.
    const { position } = await http.command(`/dossiers/${randomUUID()}`, { as: clerk, body: submission });
    for (let time = 0; time < 6; time++) {
      const answer = await http.send('GET', `/dossiers?limit=1&atLeast=${position}`, { as: clerk });
      expect(answer.status).toBe(200);
    }
    expect((await everyDossier(http)).length).toBe(versions.size + 1);
    for (const [id, version] of versions) expect(await http.dossier(id, clerk)).toMatchObject({ id, version });
    await until('both replicas followed the new one', async () => {
      const seen: FollowerStatus[] = [];
      for (let time = 0; time < 6; time++) seen.push(...(await http.operations()).followers);
      const ours = seen.filter(({ follower }) => follower.startsWith('dossiers-'));
      return ours.every((one) => one.follower === `dossiers-${last}` && one.stalledBecause === undefined) || undefined;
    });
  }, 120_000);

  it('loses what a rebuild has left whose process is gone, and no live one', async () => {
    const views = sqliteViewStore(join(folder.path, 'env', 'views'));
    const dossiers = intake.views.find(({ name }) => name === 'dossiers');
    if (dossiers) await views.begin(dossiers);
    const [left] = (await views.generations()).filter(({ live }) => !live);
    await views.close();
    expect(left).toMatchObject({ view: 'dossiers' });
    await until('gone', async () => ((await generationsOf('dossiers')).length === 1 ? true : undefined), 30_000);
    expect(await generationsOf('dossiers')).toMatchObject([{ live: true }]);
    expect((await rebuilt('dossiers')).body).toMatchObject({ generation: (left?.generation ?? 0) + 1 });
  }, 60_000);
});

describe('The state of operations of services that are processes', () => {
  it('shows each view and policy of each service with its position and lag', async () => {
    const { position } = await http.command(`/dossiers/${randomUUID()}`, { as: clerk, body: submission });
    const shown = await until('followed', async () => {
      const { followers, log } = await status();
      return followers.every(({ completeUpTo }) => completeUpTo >= position) ? { followers, log } : undefined;
    });
    expect(shown.log.head).toBeGreaterThanOrEqual(position);
    const services = new Set(shown.followers.map(({ service }) => service));
    expect([...services].sort()).toEqual(['audit', 'intake', 'postal-delivery', 'processing', 'registry']);
    expect(shown.followers.filter(({ held, stalledBecause }) => held.length > 0 || stalledBecause)).toEqual([]);
    const Lags = z.object({ head: z.int(), items: z.array(z.object({ events: z.int(), lagMs: z.int() })) });
    const lags = Lags.parse(await answered(run('ops', 'lag', '--json')));
    expect(lags.items).toHaveLength(shown.followers.length);
    expect(lags.items.every(({ events, lagMs }) => events === 0 && lagMs === 0)).toBe(true);
  }, 60_000);

  it('says of a follower that nobody has that there is none', async () => {
    const nobody = await run('ops', 'retry', '--follower', 'nothere');
    expect([nobody.code, nobody.stderr]).toEqual([1, expect.stringContaining('nothere (FollowerNotFound)')]);
    expect(RetryHeld.answer.parse(await answered(run('ops', 'retry', '--json')))).toEqual({ retried: 0, stillHeld: 0 });
  });
});

describe('A dossier that a policy of a process cannot go on with', () => {
  const id = randomUUID();
  const scan = { document: 'application-form', sha256: 'a'.repeat(64), bytes: 1, mediaType: 'application/pdf' };
  const owed = { groundRef: 'financial-obligation' };

  /** What lies there as this dossier's key, replaced by something else; answers what it was. */
  async function replaceKey(wrapped: Uint8Array): Promise<Uint8Array> {
    const { KEYS_URL: url = '' } = parseEnv(readFileSync(join(folder.path, 'env', 'backup.env'), 'utf8'));
    const client = await openConnection({ url, setting: 'KEYS_URL' });
    try {
      // The guards would not let even the owner.
      await client.query('set session_replication_role = replica');
      const { rows } = await client.query<{ before: Buffer }>(
        `with before as (select wrapped from hoso_keys.key where kid = $1)
         update hoso_keys.key set wrapped = $2 where kid = $1 returning (select wrapped from before) as before`,
        [id, Buffer.from(wrapped)],
      );
      const [row] = rows;
      if (!row) throw new Error('the dossier has a key');
      return row.before;
    } finally {
      await client.end();
    }
  }

  /** Processes that hold no key in memory, in the place of those that do. */
  async function replaceIntake(): Promise<readonly (() => void)[]> {
    const environment = `--env-file=${join(folder.path, 'env', 'intake.env')}`;
    const program = join(root, 'services', 'intake', 'dist', 'main.js');
    const fresh = ['one', 'other'].map(() => {
      const stdio: ('ignore' | 'ipc')[] = ['ignore', 'ignore', 'ignore', 'ipc'];
      return spawn(process.execPath, [environment, program], { stdio, env: plainEnvironment() });
    });
    await Promise.all(fresh.map((child) => new Promise((resolve) => child.once('message', resolve))));
    for (const name of ['intake-1', 'intake-2']) process.kill(platform.pid(name), 'SIGTERM');
    const left = (name: string) => new RegExp(`${name} has ended`).test(platform.said());
    await until('left', async () => (left('intake-1') && left('intake-2')) || undefined, 30_000);
    return fresh.map((child) => () => void child.kill('SIGKILL'));
  }
  const heldBy = async (follower: string) =>
    (await status()).followers.find((one) => one.follower === follower)?.held ?? [];
  const retry = async () => RetryHeld.answer.parse(await answered(run('ops', 'retry', '--subject', id, '--json')));

  it('is held, shown with the reason, tried again by an operator, and goes on once its cause is gone', async () => {
    await http.command(`/dossiers/${id}`, { as: clerk, body: submission });
    await http.command(`/dossiers/${id}/reception`, { as: clerk });
    await http.command(`/dossiers/${id}/scans`, { as: clerk, body: scan });
    await http.command(`/dossiers/${id}/transfer`, { as: clerk, body: { agency: 'ha-long-office' } });
    await until('assigned', async () => {
      const body = { officer: officer.id };
      const answer = await http.send('POST', `/dossiers/${id}/assignment`, { as: head, body });
      return answer.status === 200 ? true : undefined;
    });
    await http.command(`/dossiers/${id}/steps`, { as: officer, body: { step: 'verify' } });
    const key = await replaceKey(new Uint8Array(60));
    const kills = await replaceIntake();
    try {
      await http.command(`/dossiers/${id}/financial-obligation`, { as: officer, body: owed });
      const [hold] = await until(
        'held',
        async () => {
          const held = await heldBy('record-result');
          return held.length > 0 ? held : undefined;
        },
        60_000,
      );
      expect(hold).toMatchObject({ subject: id, reason: expect.stringContaining('PauseClock') });
      expect((await run('ops', 'status')).stdout).toContain(`! record-result holds ${id} from event ${hold?.position}`);
      const other = randomUUID();
      await http.command(`/dossiers/${other}`, { as: clerk, body: submission });

      expect(await retry()).toEqual({ retried: 1, stillHeld: 1 });
      await replaceKey(key);
      expect(await retry()).toEqual({ retried: 1, stillHeld: 0 });
      // Whichever replica is asked. One that set something aside in this very moment notes the hold once more: it is
      // tried again then.
      for (let time = 0; time < 4; time++) {
        await until('released', async () => {
          const held = await heldBy('record-result');
          if (held.length > 0) await retry();
          return held.length === 0 ? held : undefined;
        });
      }
      await http.command(`/dossiers/${id}/financial-obligation-fulfilled`, { as: clerk, body: { receipt: 'BL-9' } });
      await http.command(`/dossiers/${id}/result`, { as: head, body: { document: 'GCN 22.A.0361' } });
      await until('recorded', async () => {
        const returned = await http.send('POST', `/dossiers/${id}/return`, { as: clerk, body: { to: 'applicant' } });
        return returned.status === 200 ? true : undefined;
      });
      const { log } = await http.operations();
      expect(await http.dossier(id, clerk, log.head)).toMatchObject({ status: 'returned' });
    } finally {
      for (const kill of kills) kill();
    }
  }, 180_000);
});
