import { randomUUID } from 'node:crypto';
import { existsSync, globSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { api, clerk, submission, until } from './api.ts';
import { hoso } from './hoso-command.ts';
import { sampleXes } from './sample-log.ts';
import { NotStarted, type PlatformProcess, startPlatform, trialFolder } from './platform-process.ts';

let folder: ReturnType<typeof trialFolder>;
let platform: PlatformProcess | undefined;
beforeEach(() => {
  folder = trialFolder();
});
afterEach(async () => {
  await platform?.stop('SIGKILL');
  platform = undefined;
  folder.remove();
});

const start = async (args: readonly string[] = []): Promise<PlatformProcess> => {
  platform = await startPlatform({ data: folder.path, args });
  return platform;
};
/** How a start went wrong. */
const failed = async (args: readonly string[] = []): Promise<NotStarted> => {
  const outcome: unknown = await startPlatform({ data: folder.path, args }).catch((error: unknown) => error);
  if (outcome instanceof NotStarted) return outcome;
  throw new Error('it started');
};
const note = (): string => join(folder.path, 'running.json');

describe('The ready line', () => {
  it('says which log, where it lies, the address, and three commands that work as printed', async () => {
    const { url, stdout } = await start();
    const [ready = '', ...rest] = stdout().trim().split('\n');
    expect(ready).toMatch(
      new RegExp(`^ready on ${url} in \\d+ ms: log main \\(live, \\d+ events\\) in ${folder.path}$`),
    );
    const tried = rest.slice(rest.indexOf('Try next, in another terminal:') + 1);
    const commands = tried.map((line) => line.trim().replace('npx hoso ', ''));
    expect(commands.length).toBe(3);
    expect(stdout()).toContain(`npx hoso token --link --data ${folder.path})`);
    const run = hoso(folder.path);
    for (const command of commands) {
      const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
      expect(await run(...words)).toMatchObject({ code: 0, stderr: '' });
    }
  });
});

describe.each(['SIGTERM', 'SIGINT'] as const)('%s', (signal) => {
  it('drains: what is acknowledged is stored, nothing hangs, the folder is free again', async () => {
    const running = await start();
    const http = api(running.url, folder.path);
    const sending = Array.from({ length: 64 }, async () => {
      const id = randomUUID();
      const answer = await http.send('PUT', `/dossiers/${id}`, { as: clerk, body: submission }).catch(() => undefined);
      return answer?.status === 201 ? id : undefined;
    });
    await Promise.race(sending);
    const ended = await running.stop(signal);
    expect(ended).toEqual({ code: 0, signal: null });
    expect(running.stdout().trim().split('\n').at(-1)).toBe('stopped: everything acknowledged is stored');
    expect(existsSync(note())).toBe(false);
    const acknowledged = (await Promise.all(sending)).filter((id) => id !== undefined);
    expect(acknowledged.length).toBeGreaterThan(0);
    const again = await start();
    const log = JSON.stringify(await api(again.url, folder.path).exported());
    expect(acknowledged.filter((id) => !log.includes(id))).toEqual([]);
  });
});

describe('The death of the parent', () => {
  it('drains too', async () => {
    const running = await start();
    running.child.disconnect();
    expect(await running.ended).toEqual({ code: 0, signal: null });
  });
});

describe('A second process on the same folder', () => {
  it('is a clear error that names the first, which goes on', async () => {
    const { url, pid } = await start();
    const { ended, said } = await failed();
    expect(ended.code).toBe(1);
    expect(said.trim()).toBe(`hoso: another process holds ${folder.path} (process ${pid}, ${url})`);
    expect((await api(url, folder.path).send('GET', '/health/ready')).status).toBe(200);
  });
});

describe('What a killed platform leaves behind', () => {
  it('confuses neither the command line nor the next platform', async () => {
    const first = await start();
    await first.stop('SIGKILL');
    expect(existsSync(note())).toBe(true);
    const run = hoso(folder.path);
    expect((await run('registry', 'show', '1.001612', '--json')).code).toBe(0);
    // Its number may be another process's by now: this one's, say.
    writeFileSync(note(), JSON.stringify({ pid: process.pid, url: first.url, log: 'main' }));
    expect((await run('registry', 'show', '1.001612', '--json')).code).toBe(0);
    const second = await start();
    expect(JSON.parse(readFileSync(note(), 'utf8'))).toEqual({ pid: second.pid, url: second.url, log: 'main' });
    expect((await run('dossier', 'list', '--json')).code).toBe(0);
  });
});

describe('Another log of the folder', () => {
  it('is made by the platform that is told to work on it, and then found by the command line', async () => {
    const { url, stop } = await start(['--log', 'second']);
    const run = hoso(folder.path);
    expect((await run('registry', 'show', '1.001612', '--log', 'second')).code).toBe(0);
    const other = await run('dossier', 'list', '--log', 'main');
    expect([other.code, other.stderr]).toEqual([3, expect.stringContaining('works on the log second, not on main')]);
    const { position } = await api(url, folder.path).command(`/dossiers/${randomUUID()}`, {
      as: clerk,
      body: submission,
    });
    const exported = await run('log', 'export');
    expect(exported.stdout.trim().split('\n').length).toBe(position);
    await stop('SIGTERM');
    expect((await run('dossier', 'list', '--log', 'second', '--json')).stdout).toContain('registered');
    expect(readdirSync(join(folder.path, 'logs')).filter((file) => file.endsWith('.sqlite'))).toEqual([
      'second.sqlite',
    ]);
  });

  it('is not made by a wrong name on the command line', async () => {
    const said = await hoso(folder.path)('dossier', 'list', '--log', 'mian');
    expect([said.code, said.stderr]).toEqual([3, expect.stringContaining('no log mian')]);
    expect(readdirSync(join(folder.path, 'logs'))).toEqual([]);
  });

  it('that was imported is never worked on', async () => {
    const file = join(folder.path, 'sample.xes');
    writeFileSync(file, sampleXes());
    await (await start()).stop('SIGTERM');
    const run = hoso(folder.path);
    expect((await run('import', 'xes', file, '--log', 'sample')).code).toBe(0);
    expect((await failed(['--log', 'sample'])).said).toContain('sample');
    expect((await run('dossier', 'list', '--log', 'sample')).code).toBe(3);
    expect((await run('log', 'export', '--log', 'sample')).stdout.trim().split('\n').length).toBe(5);
  });
});

describe('A start that cannot be', () => {
  it.each([
    [['--port', '70000'], 'port'],
    [['--port', 'http'], 'port'],
    [['--port', ''], 'port'],
    [['--rate', '-1'], 'rate'],
    [['--log', 'Main'], 'log'],
    [['--colour'], 'colour'],
  ])('with %j is a usage error that names the option', async (args, option) => {
    const { ended, said } = await failed(args);
    expect(ended.code).toBe(2);
    expect(said).toContain(option);
    expect(said).toContain('npm start -- [--port <number>]');
    expect(said).not.toMatch(/NaN|pattern|Invalid input/);
  });

  it('on a port that is taken is a clear error', async () => {
    const { url } = await start();
    const elsewhere = trialFolder();
    const taken = new URL(url).port;
    const outcome: unknown = await startPlatform({ data: elsewhere.path, args: ['--port', taken] }).catch(
      (error: unknown) => error,
    );
    elsewhere.remove();
    expect(outcome).toMatchObject({ name: 'NotStarted', ended: { code: 1 }, said: expect.stringContaining(taken) });
  });

  it.each([
    ['logs/main.sqlite', 'this is no log, only words. '],
    ['keys/keys.sqlite', 'these are no keys, only words. '],
    ['keys/token.key', 'this is no key, only words. '],
  ])('on a folder whose %s is damaged is a clear error that changes nothing', async (file, words) => {
    await (await start()).stop('SIGTERM');
    const path = join(folder.path, file);
    const damaged = words.repeat(400);
    writeFileSync(path, damaged);
    const { ended, said } = await failed();
    expect(ended.code).toBe(1);
    expect(said).toContain(path);
    expect(said).not.toMatch(/\n {4}at /);
    expect(readFileSync(path, 'utf8')).toBe(damaged);
    const { code, stderr } = await hoso(folder.path)('dossier', 'list');
    expect([code, stderr]).toEqual([3, expect.stringContaining(path)]);
  });

  it('on damaged views is a clear error; they are a cache, and removed they are built anew', async () => {
    const first = await start();
    const id = randomUUID();
    const { position } = await api(first.url, folder.path).command(`/dossiers/${id}`, { as: clerk, body: submission });
    await first.stop('SIGTERM');
    const views = join(folder.path, 'views');
    for (const path of globSync('**/*', { cwd: views, withFileTypes: true })) {
      if (path.isFile())
        writeFileSync(join(path.parentPath, path.name), 'these are no views, only words. '.repeat(400));
    }
    const { ended, said } = await failed();
    expect([ended.code, said]).toEqual([1, expect.stringContaining(views)]);
    rmSync(views, { recursive: true });
    const again = await start();
    const shown = await api(again.url, folder.path).dossier(id, clerk, position);
    expect(shown).toMatchObject({ id, status: 'registered', version: 1 });
  });
});

describe('A log beside that is damaged', () => {
  it('is told at the start and in the list, and is not judged', async () => {
    const run = hoso(folder.path);
    writeFileSync(join(folder.path, 'sample.xes'), sampleXes());
    expect((await run('import', 'xes', join(folder.path, 'sample.xes'), '--log', 'sample')).code).toBe(0);
    const path = join(folder.path, 'logs', 'sample.sqlite');
    const bytes = readFileSync(path);
    const at = bytes.lastIndexOf('ActivityRecorded');
    writeFileSync(path, bytes.fill(0, at, at + 'ActivityRecorded'.length));
    const { stderr } = await start();
    await until('told', async () => (stderr().includes(`a log beside cannot be read: ${path}`) ? true : undefined));
    expect((await run('log', 'list')).stdout).toContain('! sample cannot be read');
    const judged = await run('audit', 'check', '--log', 'sample', '--rules', 'rules/receipt.json');
    expect([judged.code, judged.stdout, judged.stderr]).toEqual([3, '', expect.stringContaining('LogUnreadable')]);
  });
});

describe('A data folder that is not there', () => {
  const reads = [
    ['dossier', 'list'],
    ['dossier', 'show', 'x'],
    ['registry', 'show', '1.001612'],
    ['replay', 'x'],
    ['audit', 'check', '--log', 'x', '--rules', 'rules/receipt.json'],
    ['log', 'list'],
    ['log', 'export'],
    ['views', 'list'],
    ['ops', 'status'],
    ['ops', 'retry'],
    ['token'],
    ['dossier', 'receive', 'x'],
  ];
  it('is made by no command that reads, signs or goes on with a dossier, which says so', async () => {
    const mistyped = join(folder.path, 'mistyped');
    const all = await Promise.all(reads.map((words) => hoso(folder.path)(...words, '--data', mistyped)));
    expect(all.map(({ code }) => code)).toEqual(reads.map(() => 3));
    for (const { stderr } of all) expect(stderr).toContain(`the data folder ${mistyped} cannot be used: there is none`);
    expect(existsSync(mistyped)).toBe(false);
  });

  it('and cannot be made is a clear error, at once', async () => {
    const said = await hoso(folder.path)('dossier', 'receive', 'x', '--data', '/proc/nope');
    expect([said.code, said.stderr]).toEqual([3, expect.stringContaining('/proc/nope cannot be used')]);
    const outcome: unknown = await startPlatform({ data: '/proc/nope' }).catch((error: unknown) => error);
    expect(outcome).toMatchObject({ ended: { code: 1 }, said: expect.stringContaining('/proc/nope cannot be used') });
  });
});
