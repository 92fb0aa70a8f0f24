import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { client } from './client.ts';

let server: Server;
let url: string;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hoso-upload-'));
  // Takes whatever comes, and never answers: what is told is the client's own word.
  server = createServer((request) => void request.on('error', () => undefined).resume());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  url = `http://127.0.0.1:${address.port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  rmSync(folder, { recursive: true });
});

describe('An upload', () => {
  const upload = (file: string) => client(url, undefined, 'en').upload('/uploads', file, () => undefined);

  it('of a folder names the folder, not the platform', async () => {
    await expect(upload(folder)).rejects.toThrow(`${folder} cannot be read: EISDIR`);
  });

  it('of nothing names what is not there', async () => {
    const nowhere = join(folder, 'nowhere.xes');
    await expect(upload(nowhere)).rejects.toThrow(`${nowhere} cannot be read: ENOENT`);
  });
});
