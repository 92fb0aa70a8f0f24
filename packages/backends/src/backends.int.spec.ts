import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import { type Backend, backends, isHad, mustBeHad } from './index.ts';
import type { Kind } from './kinds.ts';

const kinds: readonly Kind[] = ['nats', 'postgres', 'mongo', 'kurrentdb', 's3'];
const answers = new Map<Kind, readonly [Backend, Backend]>();
for (const kind of kinds) answers.set(kind, await Promise.all([backends[kind](), backends[kind]()]));

describe.each([...answers])('A server of the kind %s', (kind, [one, other]) => {
  if (!isHad(one) || !isHad(other)) {
    const why = 'missing' in one ? one.missing : '';
    if (mustBeHad(kind)) it('can be had on CI', () => expect(why).toBe(''));
    else it.skip(`skipped: ${why}`, () => {});
    return;
  }
  it('runs', async () => {
    const { hostname, port } = new URL(one.url);
    await expect(reached(hostname, Number(port))).resolves.toBe(true);
  });
  it('is the same one for all who ask, each in a part of his own', () => {
    expect(new URL(other.url).host).toBe(new URL(one.url).host);
    if (kind !== 'kurrentdb' && !process.env[`HOSO_TEST_${kind.toUpperCase()}_URL`])
      expect(other.url).not.toBe(one.url);
  });
});

describe('A run', () => {
  const places: string[] = [];
  afterAll(() => {
    for (const place of places) rmSync(place, { recursive: true, force: true });
  });
  const hasPrograms = process.platform === 'linux' && isHad(answers.get('postgres')?.[0] ?? { missing: '' });

  /** Runs a program that begins a run, kills it once it says something, and waits until nothing of it runs. */
  async function killed(program: string): Promise<{ readonly began: readonly string[]; readonly place: string }> {
    const place = mkdtempSync(join(tmpdir(), 'hoso-killed-'));
    places.push(place);
    // Servers that run as nobody must reach their folders.
    chmodSync(place, 0o755);
    const { HOSO_TEST_RUN, ...env } = process.env;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      cwd: import.meta.dirname,
      env: { ...env, TMPDIR: place },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const began = processesOf(place);
    child.kill('SIGKILL');
    while (processesOf(place).length > 0) await delay(100);
    return { began, place };
  }

  const begins = "import { beginRun, backends, startNats, startPostgres } from '@hoso/backends'; beginRun();";
  const stays = 'console.log("here"); setInterval(() => {}, 1_000);';

  (hasPrograms ? it : it.skip)(
    'that is killed leaves nothing: no server that it shared, and none of its own',
    async () => {
      const { began, place } = await killed(`${begins}
        await Promise.all([backends.postgres(), startPostgres({ durable: true }), startNats()]); ${stays}`);
      expect(began.filter((words) => /\bpostgres -D/.test(words)).length).toBeGreaterThan(0);
      expect(began.filter((words) => words.includes('nats-server'))).toHaveLength(1);
      while (readdirSync(place).length > 0) await delay(100);
    },
    300_000,
  );

  (hasPrograms ? it : it.skip)(
    'that is killed while servers are starting leaves nothing running either',
    async () => {
      await killed(`${begins} void backends.postgres(); void startPostgres({ durable: true });
        setTimeout(() => console.log('here'), 600); setInterval(() => {}, 1_000);`);
    },
    120_000,
  );
});

/** The command lines of those who keep something there. */
function processesOf(place: string): readonly string[] {
  return execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
    .split('\n')
    .filter((words) => words.includes(place) && !words.startsWith('guard'));
}

function reached(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, host)
      .once('connect', () => {
        socket.destroy();
        resolve(true);
      })
      .once('error', () => resolve(false));
  });
}
