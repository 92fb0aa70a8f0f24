import { execFileSync } from 'node:child_process';
import { connect } from 'node:net';
import { describe, expect, it } from '@jest/globals';
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
  it('that is killed leaves no server running', async () => {
    const program = `
      import { beginRun, backends } from '@hoso/backends';
      beginRun();
      const { url } = await backends.postgres();
      console.log(new URL(url).port);
      setInterval(() => {}, 1_000);`;
    const { spawn } = await import('node:child_process');
    const env = { ...process.env };
    delete env['HOSO_TEST_RUN'];
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      cwd: import.meta.dirname,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const port = Number(await new Promise((resolve) => child.stdout.once('data', (said) => resolve(String(said)))));
    expect(await reached('127.0.0.1', port)).toBe(true);
    child.kill('SIGKILL');
    await expect(gone(port)).resolves.toBe(true);
    expect(execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })).not.toContain(`-p ${port} `);
  }, 60_000);
});

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

async function gone(port: number): Promise<boolean> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (!(await reached('127.0.0.1', port))) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}
