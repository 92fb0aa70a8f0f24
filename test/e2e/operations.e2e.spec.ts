import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ListDossiers, ListViews, OperationsStatus, RebuildView, RetryHeld } from '@hoso/contracts';
import { intake } from '@hoso/intake';
import { sqliteViewStore } from '@hoso/views';
import { type Api, api, clerk, head, officer, submission, until } from './api.ts';
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
      ...['arrange-shipment', 'case-follows-dossier', 'finish-destruction', 'follow-shipment'],
      ...['order-carriage', 'record-result', 'restart-clock', 'submit-collected'],
    ]);
    const views = kinds.get('view')?.map(({ follower }) => follower.replace(/-\d+$/, ''));
    expect(views?.sort()).toEqual([
      ...['calendars', 'cases', 'dossier-search', 'dossiers', 'figures', 'holdings', 'notifications'],
      ...['petition-figures', 'petitions', 'procedure-names', 'procedures', 'rule-sets', 'shipments', 'units'],
    ]);
    expect(status.followers.filter(({ held, stalledBecause }) => held.length > 0 || stalledBecause)).toEqual([]);
    expect(status.log).toMatchObject({ name: 'main', kind: 'live' });
    expect(status.followers.filter(({ completeUpTo }) => completeUpTo < status.log.head)).toEqual([]);
    expect((await run('ops', 'status')).stdout).toContain('record-result');
  });

  it('lets held dossiers be tried again, of which there are none', async () => {
    expect(RetryHeld.answer.parse(await answered(run('ops', 'retry', '--json')))).toEqual({ retried: 0, stillHeld: 0 });
    const nobody = await run('ops', 'retry', '--follower', 'nothere');
    expect([nobody.code, nobody.stderr]).toEqual([1, expect.stringContaining('nothere (FollowerNotFound)')]);
    const asked = await http.send('POST', '/operations/retry', { as: clerk, body: {} });
    expect([asked.status, asked.body]).toMatchObject([403, { code: 'RoleNotAllowed' }]);
  });
});

describe('A dossier that a policy cannot go on with', () => {
  const scan = { document: 'application-form', sha256: 'a'.repeat(64), bytes: 1, mediaType: 'application/pdf' };
  const owed = { groundRef: 'financial-obligation' };
  const id = randomUUID();

  /** What the file of keys holds as this dossier's key, replaced by something else; answers what it was. */
  function replaceKey(wrapped: Uint8Array): Uint8Array {
    const keys = new DatabaseSync(join(folder.path, 'keys', 'keys.sqlite'), { timeout: 5_000 });
    const before = keys.prepare('select wrapped from key where kid = ?').get(id)?.['wrapped'];
    keys.prepare('update key set wrapped = ? where kid = ?').run(wrapped, id);
    keys.close();
    if (!(before instanceof Uint8Array)) throw new Error('the dossier has a key');
    return before;
  }
  const restart = async (): Promise<void> => {
    platform = await startPlatform({ data: folder.path });
    http = api(platform.url, folder.path);
  };
  const heldBy = async (follower: string) => {
    const status = OperationsStatus.answer.parse(await answered(run('ops', 'status', '--json')));
    return status.followers.find((one) => one.follower === follower)?.held ?? [];
  };

  it('is held by it, shown, tried again by an operator, and goes on once its cause is gone', async () => {
    await http.command(`/dossiers/${id}`, { as: clerk, body: submission });
    await http.command(`/dossiers/${id}/reception`, { as: clerk });
    await http.command(`/dossiers/${id}/scans`, { as: clerk, body: scan });
    await http.command(`/dossiers/${id}/transfer`, { as: clerk, body: { agency: 'ha-long-office' } });
    await until('assigned', async () => {
      const body = { officer: officer.id };
      const { status } = await http.send('POST', `/dossiers/${id}/assignment`, { as: head, body });
      return status === 200 ? status : undefined;
    });
    await http.command(`/dossiers/${id}/steps`, { as: officer, body: { step: 'verify' } });
    await platform.stop('SIGTERM');
    const key = replaceKey(new Uint8Array(60));
    await restart();
    // The agency's side opens and seals nothing then; the one-stop's, told by the policy, cannot open its dossier.
    await http.command(`/dossiers/${id}/financial-obligation`, { as: officer, body: owed });
    const [hold] = await until('held', async () => {
      const held = await heldBy('record-result');
      return held.length > 0 ? held : undefined;
    });
    expect(hold).toMatchObject({ subject: id, reason: expect.stringContaining('PauseClock') });
    expect((await run('ops', 'status')).stdout).toContain(`! record-result holds ${id} from event ${hold?.position}`);

    // One dossier's fault is nobody else's: another goes on beside it, whatever partition it is in.
    const others = Array.from({ length: 20 }, () => randomUUID());
    for (const other of others) await http.command(`/dossiers/${other}`, { as: clerk, body: submission });

    const retry = async () => RetryHeld.answer.parse(await answered(run('ops', 'retry', '--subject', id, '--json')));
    expect(await retry()).toEqual({ retried: 1, stillHeld: 1 });
    replaceKey(key);
    expect(await retry()).toEqual({ retried: 1, stillHeld: 0 });
    expect(await heldBy('record-result')).toEqual([]);
    await http.command(`/dossiers/${id}/financial-obligation-fulfilled`, { as: clerk, body: { receipt: 'BL-9' } });
    await http.command(`/dossiers/${id}/result`, { as: head, body: { document: 'GCN 22.A.0361' } });
    await until('recorded', async () => {
      const returned = await http.send('POST', `/dossiers/${id}/return`, { as: clerk, body: { to: 'applicant' } });
      return returned.status === 200 ? true : undefined;
    });
    const { log } = await http.operations();
    expect(await http.dossier(id, clerk, log.head)).toMatchObject({ status: 'returned' });
  });
});
