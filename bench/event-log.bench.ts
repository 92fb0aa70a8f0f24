import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { inFolder } from './platform.ts';

const events = 1_000_000;
const formats = ['xes', 'ocel-json', 'ocel-sqlite'] as const;

/**
 * A million events out and in again, in each format, each way in a process of its own: the slowest way, and how much
 * memory the largest took.
 */
export const bench = { name: 'event-log', run: () => inFolder(run) };

const Told = z.strictObject({ events: z.int(), tookMs: z.number(), cpuMs: z.number(), peakMb: z.number() });

async function run(folder: string) {
  const told: Record<string, { readonly perSecond: number; readonly cpuS: number; readonly peakMb: number }> = {};
  const fileMb: Record<string, number> = {};
  for (const format of formats) {
    const file = join(folder, `log.${format}`);
    for (const way of ['out', 'in'] as const) {
      const { events: seen, tookMs, cpuMs, peakMb } = await once(way, format, file);
      if (seen !== events) throw new Error(`${format} ${way}: ${seen} events`);
      const perSecond = Math.round((events / tookMs) * 1_000);
      told[`${format} ${way}`] = { perSecond, cpuS: Number((cpuMs / 1_000).toFixed(1)), peakMb };
    }
    fileMb[format] = Math.round(statSync(file).size / 1_000_000);
  }
  return {
    value: Math.min(...Object.values(told).map(({ perSecond }) => perSecond)),
    unit: 'events/s',
    detail: { events, peakMb: Math.max(...Object.values(told).map(({ peakMb }) => peakMb)), fileMb, ...told },
  };
}

async function once(way: 'out' | 'in', format: string, file: string) {
  const words = ['--no-warnings', join(import.meta.dirname, 'event-log-once.ts'), way, format, file, String(events)];
  const { stdout } = await promisify(execFile)(process.execPath, words);
  return Told.parse(JSON.parse(stdout));
}
