import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { until } from './e2e/api.ts';
import { plainEnvironment } from './e2e/platform-process.ts';
import { readText, root } from './tree.ts';

// No engine runs here: the Dockerfile's own steps are run as they stand, in a folder instead of an image.
const dockerfile = readText('Dockerfile').replaceAll('\\\n', ' ');
const steps = [...dockerfile.matchAll(/^RUN (.+)$/gm)].map(([, step = '']) => step);
const [program, ...words] = z.array(z.string()).parse(JSON.parse(/^CMD (\[.+\])$/m.exec(dockerfile)?.[1] ?? '[]'));

const folder = mkdtempSync(join(tmpdir(), 'hoso-image-'));
const image = join(folder, 'hoso');
const service = join(image, 'services', 'service');
const node = join(folder, 'node');
const ids = userInfo().uid === 0 ? nobody() : {};

beforeAll(() => {
  const wanted = steps.filter((step) => /deploy|cp -r rules/.test(step));
  expect(wanted).toHaveLength(2);
  for (const step of wanted) {
    execFileSync('/bin/sh', ['-c', step.replaceAll('/hoso/', `${image}/`)], {
      ...{ cwd: root, stdio: 'pipe' },
      env: {
        ...plainEnvironment(),
        SERVICE: 'audit',
        PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env['PATH']}`,
      },
    });
  }
  cpSync(process.execPath, node);
  for (const path of [folder, node]) chmodSync(path, 0o755);
  execFileSync('chmod', ['-R', 'a-w,a+rX', image]);
}, 180_000);
afterAll(() => {
  execFileSync('chmod', ['-R', 'u+w', folder]);
  rmSync(folder, { recursive: true, force: true });
});

describe("A service's image", () => {
  it('holds what runs, and no tool that builds', () => {
    expect([program, existsSync(join(service, words.at(-1) ?? ''))]).toEqual(['node', true]);
    expect(existsSync(join(service, 'src'))).toBe(false);
    const held = execFileSync('find', [image, '-path', '*/node_modules/*', '-maxdepth', '6', '-name', 'package.json'], {
      encoding: 'utf8',
    });
    for (const tool of ['typescript', 'turbo', 'jest', 'vite', '@biomejs', 'testcontainers']) {
      expect(held).not.toContain(`/${tool}/`);
    }
  });

  it('runs as nobody on files that cannot be written: it waits, visibly, and drains', async () => {
    const data = mkdtempSync(join(tmpdir(), 'hoso-image-data-'));
    chmodSync(data, 0o777);
    writeFileSync(`${data}/token`, 'renewed later');
    const nowhere = 'postgres://hoso:secret@127.0.0.1:9/hoso';
    const child = spawn(node, words, {
      ...{ ...ids, cwd: service, stdio: ['ignore', 'pipe', 'pipe'] },
      env: {
        ...{ EVENT_STORE_URL: nowhere, KEYS_URL: nowhere, BUS_URL: 'nats://127.0.0.1:9', PORT: '18473' },
        ...{ VIEWS_URL: `sqlite:${data}/views`, BLOBS_URL: `file:${data}`, IMPORTS_URL: `sqlite:${data}/imports` },
        ...{ SERVICE_TOKEN_FILE: `${data}/token`, MASTER_KEY_FILE: `${data}/master.key` },
        TOKEN_PUBLIC_KEY: JSON.stringify({ kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43) }),
      },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        said += chunk;
      });
    }
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    try {
      const health = (name: string) => fetch(`http://127.0.0.1:18473/health/${name}`).catch(() => undefined);
      const ready = await until(
        `waiting: ${said}`,
        async () => {
          const answer = await health('ready');
          const told = await answer?.text();
          return told?.includes('EVENT_STORE_URL') ? { status: answer?.status, told } : undefined;
        },
        30_000,
      );
      expect([ready.status, (await health('live'))?.status]).toEqual([503, 200]);
      expect(said).toContain('audit waits: EVENT_STORE_URL: nobody answers at 127.0.0.1:9');
      expect(said + ready.told).not.toContain('secret');
    } finally {
      child.kill('SIGTERM');
      expect(await ended).toBe(0);
      rmSync(data, { recursive: true, force: true });
    }
  }, 60_000);
});

function nobody(): { readonly uid: number; readonly gid: number } {
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
