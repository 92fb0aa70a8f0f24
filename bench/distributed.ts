import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { type Actor, OperationsStatus } from '@hoso/contracts';
import { mintToken, tokenKeys } from '@hoso/nest';
import { z } from 'zod';
import { root } from './platform.ts';

/** The built platform with every service as a process of its own, as `npm run distributed` starts it. */
export interface DistributedPlatform {
  readonly url: string;
  /** By name (`intake-1`), among them what holds the servers: `servers`. */
  readonly processes: ReadonlyMap<string, number>;
  /** A message over HTTP: its status and its JSON. */
  readonly send: (method: string, path: string, as: Actor, body?: object, commandId?: string) => Promise<Answer>;
  readonly operations: () => Promise<z.output<typeof OperationsStatus.answer>>;
  readonly stop: () => Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const main = join(root, 'scripts', 'distributed', 'main.ts');
const operator: Actor = { id: 'operator-1', role: 'operator', unit: 'platform' };
const Started = z.object({ ready: z.string(), processes: z.array(z.tuple([z.string(), z.number()])) });

/** On a new folder, a live log, free ports, without a rate limit. `more`: what its environment has beside ours. */
export async function startDistributed(
  data: string,
  words: readonly string[] = [],
  more: Readonly<Record<string, string>> = {},
): Promise<DistributedPlatform> {
  const given = ['--enable-source-maps', main, '--live', '--port', '0', '--data', data, '--rate', '0', ...words];
  const child = spawn(process.execPath, given, {
    ...{ cwd: root, stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env: { ...process.env, ...more } },
  });
  const ended = once(child, 'exit');
  const [message] = await Promise.race([
    once(child, 'message'),
    ended.then(([code, signal]) => Promise.reject(new Error(`the platform ended with ${code ?? signal}`))),
  ]);
  const { ready: url, processes } = Started.parse(message);
  const send = sender(url, data);
  return {
    ...{ url, send, processes: new Map(processes) },
    operations: async () => OperationsStatus.answer.parse((await send('GET', '/operations', operator)).body),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function sender(url: string, data: string): DistributedPlatform['send'] {
  const keys = tokenKeys(join(data, 'keys'));
  const tokens = new Map<string, Promise<string>>();
  const tokenOf = (actor: Actor): Promise<string> => {
    const known = tokens.get(actor.id) ?? mintToken(keys, actor, { expiresInS: 3_600 });
    tokens.set(actor.id, known);
    return known;
  };
  return async (method, path, as, body, commandId) => {
    const answer = await fetch(new URL(path, url), {
      method,
      headers: {
        authorization: `Bearer ${await tokenOf(as)}`,
        ...(commandId === undefined ? {} : { 'command-id': commandId }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: await answer.json() };
  };
}

/** What a process of the platform is told, as it lies in the data folder for one more of them. */
export function settingsOf(data: string, service: string): Readonly<Record<string, string | undefined>> {
  return parseEnv(readFileSync(join(data, 'env', `${service}.env`), 'utf8'));
}
