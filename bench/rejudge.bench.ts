import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sqliteEventStore } from '@hoso/event-store-sqlite';
import { z } from 'zod';
import { inFolder, median, root } from './platform.ts';

const runs = 3;
/** How much of the quarter: `HOSO_BENCH_SCALE=0.02 npm run bench -- rejudge` is done in a minute. */
const { HOSO_BENCH_SCALE: scale = '0.1' } = process.env;

/**
 * All rules over all history of a simulated quarter, on all cores and as the platform does it, against reading and
 * `JSON.parse` of the same rows on one. The threads' beginning is part of it.
 */
export const bench = { name: 'rejudge', run: () => inFolder(run) };

const Told = z.looseObject({
  tookMs: z.number(),
  cpuMs: z.number(),
  peakMb: z.number(),
  head: z.int(),
  dossiers: z.int(),
  findings: z.int(),
  withdrawn: z.int(),
});
type Told = z.infer<typeof Told>;

const hoso = join(root, 'services', 'standalone', 'dist', 'cli.js');

async function run(folder: string) {
  const log = join(folder, 'data', 'logs', 'quarter.sqlite');
  const own = join(folder, 'audit.sqlite');
  const wanted = ['simulate', '--quarter', '2022Q1', '--log', 'quarter', '--scale', scale, '--seed', '1'];
  const places = ['--key', join(folder, 'key.jsonl'), '--data', join(folder, 'data')];
  await promisify(execFile)(process.execPath, [hoso, ...wanted, ...places]);
  await sqliteEventStore({ path: own, log: { kind: 'simulated' } }).close();
  const judged: Told[] = [];
  const read: Told[] = [];
  for (let count = 0; count < runs; count++) {
    read.push(await once(log, own, 'read'));
    judged.push(await once(log, own, 'judge'));
  }
  const [first] = judged;
  const events = first?.head ?? 0;
  const perSecond = (all: readonly Told[]) => Math.round((events / median(all.map(({ tookMs }) => tookMs))) * 1_000);
  const [value, baseline] = [perSecond(judged), perSecond(read)];
  return {
    value,
    unit: 'events/s',
    baseline,
    ratio: Number((value / baseline).toFixed(3)),
    detail: {
      ...{ scale: Number(scale), events, dossiers: first?.dossiers, findings: first?.findings },
      // Of all threads together: on a busy machine it says more than the clock does.
      cpuRatio: ratioOf(read, judged, ({ cpuMs }) => cpuMs),
      peakMb: Math.max(...judged.map(({ peakMb }) => peakMb)),
      runs: judged.map(({ tookMs }, index) => Number(((read[index]?.tookMs ?? 0) / tookMs).toFixed(3))),
    },
  };
}

function ratioOf(read: readonly Told[], judged: readonly Told[], of: (told: Told) => number): number {
  return Number((median(read.map(of)) / median(judged.map(of))).toFixed(3));
}

async function once(log: string, own: string, what: 'read' | 'judge'): Promise<Told> {
  const script = join(import.meta.dirname, 'rejudge-once.ts');
  const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', script, log, own, what]);
  return Told.parse(JSON.parse(stdout));
}
