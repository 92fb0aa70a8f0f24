import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { ListLogs, RejudgeLog } from '@hoso/contracts';
import { afterAll, describe, expect, it } from '@jest/globals';
import { type Api, api, clerk, inspector, submission, until } from './api.ts';
import {
  type Acknowledged,
  bodyOf,
  everyDossier,
  findings,
  headOf,
  importedFile,
  keepTransferring,
  keepViolating,
  Made,
  violate,
  work,
} from './backup-trial.ts';
import { startDistributed } from './distributed-platform.ts';
import { answered, hoso } from './hoso-command.ts';
import { startPlatform, trialFolder } from './platform-process.ts';
import { type RunningPlatform, startWithinMs } from './ways.ts';

const folder = trialFolder();
const at = (...names: readonly string[]) => join(folder.path, ...names);
let platform: RunningPlatform | undefined;
afterAll(async () => {
  await platform?.stop('SIGTERM');
  folder.remove();
}, startWithinMs);

const distributed = async (data: string, ...args: readonly string[]): Promise<Api> => {
  platform = await startDistributed({ data: at(data), args });
  return api(platform.url, at(data));
};
const embedded = async (data: string): Promise<Api> => {
  platform = await startPlatform({ data: at(data) });
  return api(platform.url, at(data));
};
/** `hoso` with the settings of who backs up the servers of a distributed platform. */
const keeper = (data: string) => {
  const settings = parseEnv(readFileSync(at(data, 'env', 'backup.env'), 'utf8'));
  return hoso(at(data), Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, value ?? ''])));
};

/** That a platform knows all that was acknowledged up to an event, and goes on from there, doing nothing twice. */
async function goesOn(http: Api, upTo: number, violated: string, kept: readonly Acknowledged[]): Promise<void> {
  await until(
    'followed',
    async () => {
      const { followers } = await http.operations();
      return followers.length > 0 && followers.every(({ completeUpTo }) => completeUpTo >= upTo) ? true : undefined;
    },
    60_000,
  );
  // A policy goes on with what it had not answered to when the backup was made.
  const events = await until('every case opened, once', async () => {
    const exported = await http.exported();
    const of = (type: string) => exported.flatMap((event) => (bodyOf(event).type === type ? [bodyOf(event)] : []));
    const dossiers = (type: string) =>
      of(type)
        .map(({ dossierId }) => dossierId ?? '')
        .sort();
    const [transferred, opened] = [dossiers('TransferredToAgency'), dossiers('CaseOpened')];
    if (opened.length < transferred.length) return undefined;
    expect(opened).toEqual(transferred);
    return exported;
  });
  const byCommand = Map.groupBy(events, (event) => bodyOf(event).commandId);
  expect(
    kept.filter(({ commandId, receipt }) => byCommand.get(commandId)?.at(-1)?.position !== receipt.position),
  ).toEqual([]);
  const submitted = events.filter((event) => bodyOf(event).type === 'DossierSubmitted').length;
  expect(await everyDossier(http)).toHaveLength(submitted);
  const seen = await http.dossier(kept[0]?.receipt.id ?? '', clerk);
  expect(seen?.applicant).toMatchObject({ name: submission.applicant.name });
  expect((await findings(http, violated)).map(({ rule }) => rule)).toEqual(['V09']);
  const logs = ListLogs.answer.parse((await http.send('GET', '/logs', { as: inspector })).body).items;
  expect(logs.find(({ name }) => name === 'other')).toMatchObject({ kind: 'imported' });
}

describe('A backup of servers that was made under load, after all of them were lost', () => {
  const done: Acknowledged[] = [];
  let made: ReturnType<typeof Made.parse>;
  let second: ReturnType<typeof Made.parse>;
  let violated = '';
  let stored: Awaited<ReturnType<Api['exported']>> = [];
  let upTo = 0;

  it('is made while services go on, as a user who may only read the logs', async () => {
    const http = await distributed('one');
    violated = await violate(http);
    await answered(hoso(at('one'))('import', 'xes', importedFile(folder.path), '--log', 'other', '--json'));
    const loads = [keepViolating(http), keepTransferring(http)];
    const working = Promise.all([...Array.from({ length: 4 }, () => work(http, done)), ...loads]);
    await until('busy', async () => (done.length > 40 ? true : undefined), 60_000);
    const before = done.length;
    made = Made.parse(await answered(keeper('one')('backup', at('backup'), '--keys', at('keys'), '--json')));
    await until('more', async () => (done.length > before + 10 ? true : undefined), 60_000);
    stored = await http.exported();
    await platform?.stop('SIGKILL');
    await working;
    rmSync(at('one'), { recursive: true });

    upTo = headOf(made, 'logs', 'main');
    expect(made).toMatchObject({ keys: true, uploads: { count: 1 } });
    expect(done.slice(0, before).filter(({ receipt }) => receipt.position > upTo)).toEqual([]);
    expect(stored.length).toBeGreaterThan(upTo);
  }, 240_000);

  it('is restored to other servers, where every view is built again and nothing is done twice', async () => {
    const http = await distributed('two', '--from', at('backup'), '--keys-from', at('keys'));
    const kept = done.filter(({ receipt }) => receipt.position <= upTo);
    await goesOn(http, upTo, violated, kept);
    const before = await http.exported();
    expect(before.slice(0, upTo)).toEqual(stored.slice(0, upTo));
    const judged = RejudgeLog.answer.parse(await answered(hoso(at('two'))('audit', 'rejudge', '--json')));
    expect(judged).toMatchObject({ raised: 0, withdrawn: 0 });
    const { position } = await http.command(`/dossiers/${randomUUID()}`, { as: clerk, body: submission });
    expect(position).toBe(before.length + 1);
    const there = await keeper('two')('restore', at('backup'), '--keys', at('keys'));
    expect([there.code, there.stderr]).toEqual([
      1,
      expect.stringContaining('EVENT_STORE_URL: main: this log is there'),
    ]);
    second = Made.parse(await answered(keeper('two')('backup', at('second'), '--keys', at('second-keys'), '--json')));
    await platform?.stop('SIGTERM');
  }, 240_000);

  it('is restored to one process, byte for byte, and from there to servers again', async () => {
    await answered(hoso(at('three'))('restore', at('second'), '--keys', at('second-keys'), '--json'));
    const http = await embedded('three');
    const kept = done.filter(({ receipt }) => receipt.position <= upTo);
    const last = (await http.exported()).at(-1)?.position ?? 0;
    await goesOn(http, upTo, violated, kept);
    expect(last).toBe(headOf(second, 'logs', 'main'));
    expect((await http.exported()).slice(0, upTo)).toEqual(stored.slice(0, upTo));
    await answered(hoso(at('three'))('backup', at('third'), '--keys', at('third-keys'), '--json'));
    const before = await http.exported();
    await platform?.stop('SIGTERM');
    const again = await distributed('four', '--from', at('third'), '--keys-from', at('third-keys'));
    await goesOn(again, upTo, violated, kept);
    expect(await again.exported()).toEqual(before);
  }, 240_000);
});
