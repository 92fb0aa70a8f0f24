import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Actor } from '@hoso/contracts';
import { ListFindings, OperationsStatus } from '@hoso/contracts';
import { mintToken, tokenKeys } from '@hoso/nest';
import { z } from 'zod';
import { inFolder, startPlatform } from './platform.ts';

const connections = 64;
const warmUpS = 4;
const measuredS = 12;
const clerks = 16;
const lookEveryMs = 100;

/**
 * New dossiers over HTTP: tokens, durable, views and live rules following, no rate limit, the load generator in a
 * process of its own on the same machine. `lagMaxMs` is the most that a view, a policy or the rules were behind, by
 * what the platform says of them; `findingsLagMaxMs` the most that the rules, or a list of findings of itself, said.
 */
export const bench = { name: 'submit-http', run: () => inFolder(run) };

async function run(folder: string) {
  const platform = await startPlatform(folder);
  try {
    const tokens = await tokensOf(folder);
    await load(platform.url, tokens, warmUpS);
    const looking = lookAtFollowers(platform.url, tokens.operator);
    const told = await load(platform.url, tokens, measuredS);
    const ended = performance.now();
    const { lagMaxMs, eventsMax, findingsLagMaxMs } = await looking.stop();
    const caughtUpMs = await untilCaughtUp(platform.url, tokens.operator, ended);
    const { perSecond, others, errors, ...latency } = told;
    if (others > 0 || errors > 0) throw new Error(`${others} requests were refused, ${errors} failed`);
    return {
      value: Math.round(perSecond),
      unit: 'requests/s',
      detail: {
        connections,
        seconds: measuredS,
        ...latency,
        non2xx: others,
        lagMaxMs,
        findingsLagMaxMs,
        eventsBehindMax: eventsMax,
        caughtUpMs,
      },
    };
  } finally {
    await platform.stop();
  }
}

export interface Tokens {
  readonly clerks: readonly string[];
  readonly operator: string;
}

export async function tokensOf(folder: string): Promise<Tokens> {
  const keys = tokenKeys(join(folder, 'keys'));
  const mint = (actor: Actor): Promise<string> => mintToken(keys, actor, { expiresInS: 3_600 });
  return {
    clerks: await Promise.all(
      Array.from({ length: clerks }, (_, at) => mint({ id: `clerk-${at}`, role: 'clerk', unit: 'ha-long-one-stop' })),
    ),
    operator: await mint({ id: 'operator-1', role: 'operator', unit: 'platform' }),
  };
}

const Told = z.object({
  perSecond: z.number(),
  submitted: z.int(),
  others: z.int(),
  errors: z.int(),
  p50Ms: z.number(),
  p95Ms: z.number(),
  p99Ms: z.number(),
});

/** Submits for so long, and answers what came of it. */
export async function load(url: string, tokens: Tokens, seconds: number): Promise<z.infer<typeof Told>> {
  const generator = join(import.meta.dirname, 'submit-load.ts');
  const child = spawn(process.execPath, [generator, url, String(seconds), String(connections)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(tokens.clerks.join('\n'));
  const output = Array.fromAsync(child.stdout.setEncoding('utf8'));
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`the load generator ended with ${code}`);
  return Told.parse(JSON.parse((await output).join('')));
}

async function standing(url: string, token: string) {
  const response = await fetch(`${url}/operations`, { headers: { authorization: `Bearer ${token}` } });
  const { log, followers } = OperationsStatus.answer.parse(await response.json());
  const complete = Math.min(...followers.map(({ completeUpTo }) => completeUpTo));
  const lagOf = (some: typeof followers) => Math.max(0, ...some.map(({ lagMs }) => lagMs));
  const rulesLagMs = lagOf(followers.filter(({ kind }) => kind === 'rules'));
  return { lagMs: lagOf(followers), rulesLagMs, events: log.head - complete };
}

async function findingsLagMs(url: string, token: string): Promise<number> {
  const response = await fetch(`${url}/findings?limit=1`, { headers: { authorization: `Bearer ${token}` } });
  return ListFindings.answer.parse(await response.json()).lagMs;
}

function lookAtFollowers(url: string, token: string) {
  let lagMaxMs = 0;
  let findingsLagMaxMs = 0;
  let eventsMax = 0;
  let on = true;
  const looking = (async () => {
    while (on) {
      const { lagMs, rulesLagMs, events } = await standing(url, token);
      lagMaxMs = Math.max(lagMaxMs, lagMs);
      eventsMax = Math.max(eventsMax, events);
      findingsLagMaxMs = Math.max(findingsLagMaxMs, rulesLagMs, await findingsLagMs(url, token));
      await delay(lookEveryMs);
    }
  })();
  return {
    stop: async () => {
      on = false;
      await looking;
      return { lagMaxMs, eventsMax, findingsLagMaxMs };
    },
  };
}

async function untilCaughtUp(url: string, token: string, since: number): Promise<number> {
  while ((await standing(url, token)).events > 0) await delay(5);
  return Math.round(performance.now() - since);
}
