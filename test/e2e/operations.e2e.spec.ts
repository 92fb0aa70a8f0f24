import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ListDossiers, ListViews, OperationsStatus, RebuildView, RetryHeld } from '@hoso/contracts';
import { intake } from '@hoso/intake';
import { sqliteViewStore } from '@hoso/views';
import { type Api, api, clerk, submission } from './api.ts';
import { answered, type Hoso, hoso } from './hoso-command.ts';
import { type PlatformProcess, startPlatform, trialFolder } from './platform-process.ts';

const folder = trialFolder();
const run: Hoso = hoso(folder.path);
let platform: PlatformProcess;
let http: Api;
beforeAll(async () => {
  platform = await startPlatform({ data: folder.path });
  http = api(platform.url, folder.path);
});
afterAll(async () => {
  await platform?.stop('SIGTERM');
  folder.remove();
});

const generationsOf = async (view: string) =>
  ListViews.answer.parse(await answered(run('views', 'list', '--json'))).items.filter((item) => item.view === view);

/** What a rebuild leaves that is killed in the middle. */
async function beginDossiersAnew(): Promise<void> {
  const views = sqliteViewStore(join(folder.path, 'views', 'main'));
  const dossiers = intake.views.find(({ name }) => name === 'dossiers');
  if (dossiers) expect((await (await views.begin(dossiers)).progress()).holds).toEqual([]);
  expect((await views.generations()).filter(({ live }) => !live)).toMatchObject([{ view: 'dossiers' }]);
  await views.close();
}

async function everyDossier(): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let after = ''; ; ) {
    const { body } = await http.send('GET', `/dossiers?limit=200${after}`, { as: clerk });
    const page = ListDossiers.answer.parse(body);
    ids.push(...page.items.map(({ id }) => id));
    if (page.next === undefined) return ids;
    after = `&after=${encodeURIComponent(page.next)}`;
  }
}

describe('A view', () => {
  it('is built anew beside the live one while commands go on, and nothing is missing afterwards', async () => {
    const submitted: string[] = [];
    let building = true;
    const submitOn = async (): Promise<void> => {
      do {
        const id = randomUUID();
        const { position } = await http.command(`/dossiers/${id}`, { as: clerk, body: submission });
        submitted.push(id);
        if (submitted.length % 25 === 0) expect(await http.dossier(id, clerk, position)).toMatchObject({ id });
      } while (building || submitted.length < 300);
    };
    const submitting = Promise.all(Array.from({ length: 8 }, submitOn));
    const before = await generationsOf('dossiers');
    const rebuilt = RebuildView.answer.parse(await answered(run('views', 'rebuild', 'dossiers', '--json')));
    building = false;
    await submitting;
    expect(rebuilt.generation).toBeGreaterThan(Math.max(...before.map(({ generation }) => generation)));
    expect((await generationsOf('dossiers')).filter(({ live }) => live)).toMatchObject([
      { generation: rebuilt.generation },
    ]);
    const { log } = await http.operations();
    expect((await http.send('GET', `/dossiers?limit=1&atLeast=${log.head}`, { as: clerk })).status).toBe(200);
    expect([...(await everyDossier())].sort()).toEqual([...submitted].sort());
  });

  it('that there is not cannot be built', async () => {
    const said = await run('views', 'rebuild', 'nothing', '--json');
    expect([said.code, JSON.parse(said.stderr)]).toMatchObject([1, { code: 'ViewNotFound', status: 404 }]);
  });

  it('built anew is there after a restart', async () => {
    const ids = await everyDossier();
    await platform.stop('SIGKILL');
    await beginDossiersAnew();
    platform = await startPlatform({ data: folder.path });
    http = api(platform.url, folder.path);
    const { log } = await http.operations();
    await http.send('GET', `/dossiers?limit=1&atLeast=${log.head}`, { as: clerk });
    expect([...(await everyDossier())].sort()).toEqual([...ids].sort());
    expect((await generationsOf('dossiers')).map(({ live }) => live)).toEqual([true]);
  });
});

describe('The state of operations', () => {
  it('shows every view and policy, up to date, holding nothing', async () => {
    const status = OperationsStatus.answer.parse(await answered(run('ops', 'status', '--json')));
    const kinds = Map.groupBy(status.followers, ({ kind }) => kind);
    expect(
      kinds
        .get('policy')
        ?.map(({ follower }) => follower)
        .sort(),
    ).toEqual([
      ...['arrange-shipment', 'case-follows-dossier', 'follow-shipment'],
      ...['record-result', 'restart-clock', 'submit-collected'],
    ]);
    const views = kinds.get('view')?.map(({ follower }) => follower.replace(/-\d+$/, ''));
    expect(views?.sort()).toEqual(['calendars', 'dossiers', 'procedures', 'shipments', 'units']);
    expect(status.followers.filter(({ held, stalledBecause }) => held.length > 0 || stalledBecause)).toEqual([]);
    expect(status.log).toMatchObject({ name: 'main', kind: 'live' });
    expect(status.followers.filter(({ completeUpTo }) => completeUpTo < status.log.head)).toEqual([]);
    expect((await run('ops', 'status')).stdout).toContain('record-result');
  });

  it('lets held dossiers be tried again, of which there are none', async () => {
    expect(RetryHeld.answer.parse(await answered(run('ops', 'retry', '--json')))).toEqual({ retried: 0, stillHeld: 0 });
    const asked = await http.send('POST', '/operations/retry', { as: clerk, body: {} });
    expect([asked.status, asked.body]).toMatchObject([403, { code: 'RoleNotAllowed' }]);
  });
});
