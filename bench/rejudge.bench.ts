import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sqliteEventStore } from '@hoso/event-store-sqlite';
import { z } from 'zod';
import { writeLives } from './dossier-lives.ts';
import { inFolder, median } from './platform.ts';

const events = 200_000;
const runs = 3;

/** All rules over a whole log, in one pass, against reading and `JSON.parse` of the same rows. */
export const bench = { name: 'rejudge', run: () => inFolder(run) };

const Told = z.looseObject({
  tookMs: z.number(),
  cpuMs: z.number(),
  peakMb: z.number(),
  findings: z.int(),
  withdrawn: z.int(),
});
type Told = z.infer<typeof Told>;

async function run(folder: string) {
  const log = join(folder, 'log.sqlite');
  const own = join(folder, 'audit.sqlite');
  const { dossiers } = await writeLives(log, events);
  await sqliteEventStore({ path: own, log: { kind: 'simulated' } }).close();
  const judged: Told[] = [];
  const read: Told[] = [];
  for (let count = 0; count < runs; count++) {
    read.push(await once(log, own, 'read'));
    judged.push(await once(log, own, 'judge'));
  }
  const perSecond = (all: readonly Told[]) => Math.round((events / median(all.map(({ tookMs }) => tookMs))) * 1_000);
  const [value, baseline] = [perSecond(judged), perSecond(read)];
  return {
    value,
    unit: 'events/s',
    baseline,
    ratio: Number((value / baseline).toFixed(3)),
    detail: {
      ...{ events, dossiers, findings: judged[0]?.findings },
      // Of the thread that reads and judges: on a busy machine it says more than the clock does.
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
  // As much as the platform's own worker has for what is young.
  const words = [
    '--max-semi-space-size=16',
    '--no-warnings',
    join(import.meta.dirname, 'rejudge-once.ts'),
    log,
    own,
    what,
  ];
  const { stdout } = await promisify(execFile)(process.execPath, words);
  return Told.parse(JSON.parse(stdout));
}
