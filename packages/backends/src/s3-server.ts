import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startChild } from './child-server.ts';
import { findProgram, goProgram } from './programs.ts';
import type { Server } from './way.ts';

/**
 * An S3 server over a folder, by default one that goes when it stops; the URL carries the access key and the secret.
 */
export async function startVersityGateway(given?: string): Promise<Server> {
  const program = findProgram('versitygw') ?? (await goProgram(versityGateway));
  const folder = await mkdtemp(join(tmpdir(), 'hoso-s3-'));
  const buckets = given ?? join(folder, 'buckets');
  await mkdir(buckets, { recursive: true });
  const port = await freePort();
  const server = await startChild({
    file: program,
    args: ['--access', 'hoso', '--secret', 'hoso-secret', '--port', `127.0.0.1:${port}`, 'posix', buckets],
    readyWhen: /127\.0\.0\.1:\d+/,
    cwd: folder,
    folder,
    stopWith: 'SIGTERM',
  }).catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true });
    throw error;
  });
  return {
    url: `http://hoso:hoso-secret@127.0.0.1:${port}`,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const versityGateway = {
  name: 'versitygw',
  module: 'github.com/versity/versitygw',
  package: '/cmd/versitygw',
  version: 'v1.8.0',
} as const;
