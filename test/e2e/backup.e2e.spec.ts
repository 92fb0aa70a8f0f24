import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ListLogs, RejudgeLog } from '@hoso/contracts';
import { root } from '../tree.ts';
import { type Api, api, clerk, inspector, submission, until } from './api.ts';
import {
  type Acknowledged,
  bodyOf,
  everyDossier,
  findings,
  headOf,
  importedFile,
  keepViolating,
  Made,
  violate,
  work,
} from './backup-trial.ts';
import { answered, type Hoso, hoso } from './hoso-command.ts';
import { type PlatformProcess, plainEnvironment, startPlatform, trialFolder } from './platform-process.ts';

let folder: ReturnType<typeof trialFolder>;
let platform: PlatformProcess | undefined;
let run: Hoso;
beforeEach(() => {
  folder = trialFolder();
  run = hoso(at('data'));
});
afterEach(async () => {
  await platform?.stop('SIGKILL');
  folder.remove();
});
const at = (...names: readonly string[]) => join(folder.path, ...names);
const start = async (data: string): Promise<Api> => {
  platform = await startPlatform({ data });
  return api(platform.url, data);
};

function everyByte(path: string): string {
  const entries = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1')).join('');
}

describe('A backup that was made under load, after everything was lost', () => {
  it('has every event up to the position it states, with its keys and not without, and views come again', async () => {
    const http = await start(at('data'));
    const violated = await violate(http);
    await answered(run('import', 'xes', importedFile(folder.path), '--log', 'other', '--json'));
    const done: Acknowledged[] = [];
    const working = Promise.all([...Array.from({ length: 8 }, () => work(http, done)), keepViolating(http)]);
    await until('busy', async () => (done.length > 40 ? true : undefined));
    const begunAtMs = performance.now();
    const made = Made.parse(await answered(run('backup', at('backup'), '--keys', at('keys'), '--json')));
    const endedAtMs = performance.now();
    await delay(300);
    const stored = await http.exported();
    await platform?.stop('SIGKILL');
    await working;
    rmSync(at('data'), { recursive: true });

    const upTo = headOf(made, 'logs', 'main');
    const before = done.filter(({ atMs }) => atMs < begunAtMs);
    const during = done.filter(({ atMs }) => atMs >= begunAtMs && atMs <= endedAtMs);
    expect(before.length).toBeGreaterThanOrEqual(40);
    expect(during.length).toBeGreaterThan(0);
    expect(before.filter(({ receipt }) => receipt.position > upTo)).toEqual([]);
    expect(stored.length).toBeGreaterThan(upTo);
    expect(made).toMatchObject({ keys: true, uploads: { count: 1 } });

    const restored = Made.parse(
      await answered(hoso(at('new'))('restore', at('backup'), '--keys', at('keys'), '--json')),
    );
    expect(restored).toEqual(made);
    const again = await start(at('new'));
    const events = await again.exported();
    expect(events).toEqual(stored.slice(0, upTo));
    const byCommand = Map.groupBy(events, (event) => bodyOf(event).commandId);
    const kept = done.filter(({ receipt }) => receipt.position <= upTo);
    expect(kept.length).toBeGreaterThanOrEqual(before.length);
    expect(
      kept.filter(({ commandId, receipt }) => byCommand.get(commandId)?.at(-1)?.position !== receipt.position),
    ).toEqual([]);

    const submitted = events.filter((event) => bodyOf(event).type === 'DossierSubmitted').length;
    expect(await everyDossier(again)).toHaveLength(submitted);
    await until('followed', async () => {
      const { followers } = await again.operations();
      return followers.length > 0 && followers.every(({ completeUpTo }) => completeUpTo === upTo) ? true : undefined;
    });
    const seen = await again.dossier(kept[0]?.receipt.id ?? '', clerk);
    expect(seen?.applicant).toMatchObject({ name: submission.applicant.name });
    expect((await findings(again, violated)).map(({ rule }) => rule)).toEqual(['V09']);
    const judged = await answered(hoso(at('new'))('audit', 'rejudge', '--json'));
    expect(RejudgeLog.answer.parse(judged)).toMatchObject({ raised: 0, withdrawn: 0 });
    const logs = ListLogs.answer.parse((await again.send('GET', '/logs', { as: inspector })).body).items;
    expect(logs.find(({ name }) => name === 'other')?.head).toBe(headOf(made, 'logs', 'other'));
    const { position } = await again.command(`/dossiers/${randomUUID()}`, { as: clerk, body: submission });
    expect(position).toBe(upTo + 1);

    expect(everyByte(at('backup'))).not.toContain(Buffer.from(submission.applicant.name).toString('latin1'));
    await answered(hoso(at('sealed'))('restore', at('backup'), '--without-keys', '--json'));
    await expect(startPlatform({ data: at('sealed') })).rejects.toThrow('keys.sqlite is missing');
    cpSync(at('keys'), at('sealed', 'keys'), { recursive: true });
    await platform?.stop('SIGKILL');
    const opened = await (await start(at('sealed'))).dossier(kept[0]?.receipt.id ?? '', clerk);
    expect(opened?.applicant).toEqual(seen?.applicant);
  }, 120_000);
});

describe('A backup that is killed', () => {
  it.each(['logs/main.sqlite', 'uploads.jsonl', 'manifest.json'])(
    'when %s appears is whole, or known not to be',
    async (appears) => {
      await start(at('data'));
      await platform?.stop('SIGKILL');
      const words = [join(root, 'services', 'standalone', 'bin', 'hoso.mjs'), 'backup', at('backup')];
      const env = { ...plainEnvironment(), HOSO_DATA: at('data') };
      const child = spawn(process.execPath, words, { cwd: root, stdio: 'ignore', env });
      const ended = once(child, 'exit');
      while (!existsSync(at('backup', appears)) && child.exitCode === null) await delay(1);
      child.kill('SIGKILL');
      await ended;
      const whole = existsSync(at('backup', 'manifest.json'));
      const { code, stderr } = await hoso(at('new'))('restore', at('backup'), '--without-keys', '--lang', 'vi');
      expect([code, stderr.includes('không có bản sao lưu trọn vẹn')]).toEqual(whole ? [0, false] : [2, true]);
      expect(existsSync(at('new', 'logs', 'main.sqlite'))).toBe(whole);
    },
    60_000,
  );
});

describe('What cannot be backed up or restored', () => {
  it('is told in both languages, with exit codes that tell why', async () => {
    await start(at('data'));
    const backup = ['backup', at('backup'), '--keys', at('keys')];
    expect(await run(...backup)).toMatchObject({ code: 0, stderr: '' });
    expect(await run('backup', at('open'))).toMatchObject({ stdout: expect.stringContaining('! Keys were left out') });
    expect(await run(...backup)).toMatchObject({ code: 1, stderr: expect.stringContaining('not empty') });
    expect(await run(...backup, '--lang', 'vi')).toMatchObject({ stderr: expect.stringContaining('không trống') });
    const other = hoso(at('new'));
    const refused = await other('restore', at('backup'), '--json');
    expect([refused.code, JSON.parse(refused.stderr)]).toMatchObject([2, { code: 'KeysNotGiven' }]);
    expect(await run('restore', at('backup'), '--keys', at('keys'))).toMatchObject({ code: 1 });
    expect(await other('backup', at('nowhere'))).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('there is none'),
    });
    mkdirSync(at('nothing'));
    expect(await other('restore', at('nothing'), '--without-keys')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('manifest.json'),
    });
    expect(existsSync(at('new'))).toBe(false);
  }, 60_000);
});
