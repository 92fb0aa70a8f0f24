import { execFile } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { root } from '../tree.ts';
import { startDistributed } from './distributed-platform.ts';
import { plainEnvironment, trialFolder } from './platform-process.ts';

describe('The tour that machines with containers take', () => {
  it('comes to its end against a platform elsewhere, of which nothing but address and key is known', async () => {
    const [there, here] = [trialFolder(), trialFolder()];
    const platform = await startDistributed({ data: there.path });
    try {
      for (const part of ['keys', 'logs']) mkdirSync(join(here.path, part), { recursive: true });
      cpSync(join(there.path, 'keys', 'token.key'), join(here.path, 'keys', 'token.key'));
      const { stdout } = await promisify(execFile)('/bin/sh', [join(root, 'infra', 'docker', 'tour.sh')], {
        cwd: root,
        env: { ...plainEnvironment(), HOSO_URL: platform.url, HOSO_DATA: here.path },
      });
      expect(stdout.trimEnd().split('\n').at(-1)).toBe('done');
    } finally {
      await platform.stop('SIGTERM');
      for (const folder of [there, here]) folder.remove();
    }
  }, 900_000);
});
