import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { root } from '../tree.ts';
import { type Api, type Answer, api, clerk, head, officer, operator, submission, until } from './api.ts';
import { type DistributedPlatform, startDistributed } from './distributed-platform.ts';
import { plainEnvironment, trialFolder } from './platform-process.ts';
import { startWithinMs } from './ways.ts';

const folder = trialFolder();
let platform: DistributedPlatform;
let http: Api;
/** What the platform in one process has in the same folder. */
const others = ['keys/master.key', 'keys/keys.sqlite', 'views/main/live'].map((path) => join(folder.path, path));
beforeAll(async () => {
  for (const path of others) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, 'another platform’s');
  }
  platform = await startDistributed({ data: folder.path, args: ['--scale', 'processing=2'] });
  http = api(platform.url, folder.path);
}, startWithinMs);
afterAll(async () => {
  await platform?.stop('SIGTERM');
  folder.remove();
}, startWithinMs);

const Told = z.object({ type: z.string(), dossierId: z.string().optional() });
const lifeUpToAssignment = [
  ...['DossierSubmitted', 'ScanStored', 'DossierReceived', 'NumberAllocated', 'TransferredToAgency'],
  ...['CaseOpened', 'OfficerAssigned'],
];
const scan = { document: 'application-form', sha256: 'a'.repeat(64), bytes: 6, mediaType: 'application/pdf' };

/** One more process of a service, as somebody starts it by hand. Answers how to end it, and how it ended. */
function oneMore(service: string) {
  const environment = `--env-file=${join(folder.path, 'env', `${service}.env`)}`;
  const child = spawn(process.execPath, [environment, join(root, 'services', service, 'dist', 'main.js')], {
    ...{ stdio: ['ignore', 'ignore', 'ignore', 'ipc'], env: plainEnvironment() },
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const ready = new Promise((resolve) => child.once('message', resolve));
  return { child, ended, ready };
}

/** One more process of processing by the line that the platform said, on a path without its Node. */
function asSaid() {
  const line = /^One more process joins.*\n +(.+)$/m.exec(platform.said())?.[1] ?? 'false';
  const { PATH, ...environment } = plainEnvironment();
  const child = spawn('/bin/sh', ['-c', `exec ${line}`], {
    ...{ cwd: root, stdio: ['ignore', 'pipe', 'inherit'], env: environment },
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (said) => /ready on/.test(String(said)) && resolve());
    void ended.then((code) => reject(new Error(`it ended with ${code}`)));
  });
  ready.catch(() => undefined);
  return { child, ended, ready };
}

/** Sends a command, under one id, until it is answered and not told to come later: as clients are to do. */
async function insistently(path: string, as: Parameters<Api['send']>[2] & object, method = 'POST'): Promise<Answer> {
  const headers = { 'command-id': randomUUID() };
  return await until(
    `${path} answered`,
    async () => {
      const answer = await http.send(method, path, { ...as, headers }).catch(() => undefined);
      return answer === undefined || answer.status >= 500 ? undefined : answer;
    },
    30_000,
  );
}

async function transferred(id: string): Promise<void> {
  const path = `/dossiers/${id}`;
  for (const [step, body] of [
    ['scans', scan],
    ['reception', {}],
    ['transfer', { agency: 'ha-long-office' }],
  ] as const) {
    expect(await insistently(`${path}/${step}`, { as: clerk, body })).toMatchObject({ status: 200 });
  }
}

async function assigned(id: string): Promise<Answer> {
  return await until(
    'assigned',
    async () => {
      const answer = await insistently(`/dossiers/${id}/assignment`, { as: head, body: { officer: officer.id } });
      return answer.status === 404 ? undefined : answer;
    },
    30_000,
  );
}

describe('Services as processes of their own', () => {
  it('leave alone what the platform in one process has in their folder', () => {
    expect(others.map((path) => readFileSync(path, 'utf8'))).toEqual(others.map(() => 'another platform’s'));
  });

  it('lose nothing and double nothing when one of two replicas is killed amid commands', async () => {
    const ids = Array.from({ length: 12 }, () => randomUUID());
    for (const id of ids) {
      expect(await insistently(`/dossiers/${id}`, { as: clerk, body: submission }, 'PUT')).toMatchObject({
        status: 201,
      });
    }
    const working = Promise.all(
      ids.map(async (id) => {
        await transferred(id);
        expect(await assigned(id)).toMatchObject({ status: 200 });
      }),
    );
    await delay(150);
    process.kill(platform.pid('processing-1'), 'SIGKILL');
    await working;
    const log = await http.exported();
    expect(log.map(({ position }) => position)).toEqual(log.map((_, index) => index + 1));
    for (const id of ids) {
      const told = log.flatMap(({ body }) => {
        const { dossierId, type } = Told.parse(JSON.parse(body));
        return dossierId === id ? [type] : [];
      });
      expect(told).toEqual(lifeUpToAssignment);
    }
    await until('told', async () => (/processing-1 has ended with SIGKILL/.test(platform.said()) ? true : undefined));
  }, 120_000);

  it('are joined and left by one more, as was said, without configuration', async () => {
    const more = asSaid();
    await more.ready;
    const id = randomUUID();
    process.kill(platform.pid('processing-2'), 'SIGKILL');
    await insistently(`/dossiers/${id}`, { as: clerk, body: submission }, 'PUT');
    await transferred(id);
    expect(await assigned(id)).toMatchObject({ status: 200 });
    more.child.kill('SIGTERM');
    expect(await more.ended).toBe(0);
  }, 120_000);

  it('that are away are told as such, at once, and named in the state of operations', async () => {
    const answer = await http.send('POST', `/dossiers/${randomUUID()}/assignment`, {
      ...{ as: head, body: { officer: officer.id } },
    });
    expect([answer.status, answer.body]).toMatchObject([503, { code: 'NoResponder' }]);
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
    expect((await http.operations()).away).toEqual(['processing']);
  });

  it('go on where they stood once they are back', async () => {
    const id = randomUUID();
    await insistently(`/dossiers/${id}`, { as: clerk, body: submission }, 'PUT');
    await transferred(id);
    const more = oneMore('processing');
    await more.ready;
    expect(await assigned(id)).toMatchObject({ status: 200 });
    more.child.kill('SIGTERM');
    await more.ended;
  }, 120_000);

  it('rebuild a view while others read it, and know it as one platform', async () => {
    const rebuilt = await http.send('POST', '/views/rebuild', { as: operator, body: { view: 'dossiers' } });
    expect([rebuilt.status, rebuilt.body]).toMatchObject([200, { view: 'dossiers', generation: 2 }]);
    const unknown = await http.send('POST', '/views/rebuild', { as: operator, body: { view: 'nothing' } });
    // Whose view that is only those could say who are away.
    expect([unknown.status, unknown.body]).toMatchObject([503, { code: 'NoResponder' }]);
    const beside = await http.send('POST', '/views/rebuild', { as: operator, body: { view: 'shipments' } });
    expect([beside.status, beside.body]).toMatchObject([200, { view: 'shipments', generation: 2 }]);
  }, 60_000);

  it('end with whoever started them, even when that is killed', async () => {
    const pids = ['relay-1', 'registry-1', 'intake-1', 'audit-1', 'gateway-1'].map(platform.pid);
    await platform.stop('SIGKILL');
    await until('gone', async () => (pids.some(isAlive) ? undefined : true), 30_000);
  }, 60_000);
});

describe('A process with wrong settings', () => {
  it('tells all of them at once, each with its remedy, and none of what was set', async () => {
    const child = spawn(process.execPath, [join(root, 'services', 'intake', 'dist', 'main.js')], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...plainEnvironment(), EVENT_STORE_URL: 'mysql://root:secret@db', BUS_URL: 'nats://bus', PORT: '70000' },
    });
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(code).toBe(2);
    for (const name of ['EVENT_STORE_URL', 'VIEWS_URL', 'KEYS_URL', 'TOKEN_PUBLIC_KEY', 'SERVICE_TOKEN_FILE', 'PORT']) {
      expect(said).toContain(`${name}: `);
    }
    expect(said).not.toContain('secret');
    expect(said).not.toContain('BUS_URL');
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
