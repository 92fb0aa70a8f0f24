import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { type BenchedPlatform, inFolder, median, startPlatform } from './platform.ts';
import { load, type Tokens, tokensOf } from './submit-http.bench.ts';

const warmUpS = 4;
const roundS = 2;
const rounds = 15;
const msPerTick = 10;

/**
 * New dossiers over HTTP, with every trace and metric told to a collector by OTLP, against the same without: two
 * platforms, loaded in turn. `ratio` is the median of the rounds' ratios. What a request costs the platform's own
 * process says the same without what else the machine does.
 */
export const bench = { name: 'telemetry', run: () => inFolder((off) => inFolder((on) => run(off, on))) };

async function run(offFolder: string, onFolder: string) {
  const collector = new Worker(new URL('telemetry-collector.ts', import.meta.url));
  const [port] = await once(collector, 'message');
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` };
  const off = await startPlatform(offFolder);
  const on = await startPlatform(onFolder, '--live', endpoint);
  try {
    const offTokens = await tokensOf(offFolder);
    const onTokens = await tokensOf(onFolder);
    for (const [platform, tokens] of [
      [off, offTokens],
      [on, onTokens],
    ] as const) {
      await load(platform.url, tokens, warmUpS);
    }
    const told: { readonly off: Round; readonly on: Round }[] = [];
    for (let round = 0; round < rounds; round++) {
      // Who comes first takes turns too.
      const first = round % 2 === 0 ? await measured(off, offTokens) : undefined;
      const second = await measured(on, onTokens);
      told.push({ off: first ?? (await measured(off, offTokens)), on: second });
    }
    const value = median(told.map((round) => round.on.perSecond));
    const baseline = median(told.map((round) => round.off.perSecond));
    const ratio = median(told.map((round) => round.on.perSecond / round.off.perSecond));
    const cpuMsOff = median(told.map((round) => round.off.cpuMs));
    const cpuMsOn = median(told.map((round) => round.on.cpuMs));
    return {
      value: Math.round(value),
      unit: 'requests/s',
      baseline: Math.round(baseline),
      ratio: Number(ratio.toFixed(3)),
      detail: { rounds, cpuMsOff, cpuMsOn, cpuRatio: Number((cpuMsOff / cpuMsOn).toFixed(3)) },
    };
  } finally {
    await on.stop();
    await off.stop();
    await collector.terminate();
  }
}

interface Round {
  readonly perSecond: number;
  /** Of the platform's process, a request. */
  readonly cpuMs: number;
}

async function measured({ url, pid }: BenchedPlatform, tokens: Tokens): Promise<Round> {
  const before = cpuTicks(pid);
  const { perSecond, submitted, others, errors } = await load(url, tokens, roundS);
  if (others > 0 || errors > 0) throw new Error(`${others} requests were refused, ${errors} failed`);
  const cpuMs = ((cpuTicks(pid) - before) * msPerTick) / submitted;
  return { perSecond, cpuMs: Number(cpuMs.toFixed(3)) };
}

/** Time of processors that a process has taken, where the system tells it so. */
function cpuTicks(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return Number(fields[11]) + Number(fields[12]);
}
