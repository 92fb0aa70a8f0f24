import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { instantOf } from '@hoso/event-sourcing';
import { inFolder, median } from './platform.ts';

const lines = 300_000;
const rounds = 5;
const program = join(import.meta.dirname, '..', 'services', 'standalone', 'bin', 'hoso.mjs');

/** Terms that `hoso clock --batch` answers a second, its own start and end counted. */
export const bench = { name: 'clock-batch', run: () => inFolder(run) };

async function run(folder: string) {
  const file = join(folder, 'terms.jsonl');
  writeFileSync(file, Array.from({ length: lines }, (_, index) => `${JSON.stringify(lineOf(index))}\n`).join(''));
  const perSecond = Array.from({ length: rounds }, () => {
    const began = performance.now();
    const { status } = spawnSync(process.execPath, [program, 'clock', '--batch', file], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (status !== 0) throw new Error(`it ended with ${status}`);
    return (lines / (performance.now() - began)) * 1_000;
  });
  return { value: Math.round(median(perSecond)), unit: 'lines/s', detail: { lines, rounds } };
}

/** One in three has a calendar, one in five is paused for a while. */
function lineOf(index: number) {
  const hourMs = 3_600_000;
  const startMs = Date.UTC(2022, 0, 3) + (index % 8_000) * hourMs;
  const after = (hours: number): string => instantOf(startMs + hours * hourMs);
  return {
    startAt: after(0),
    term: { unit: 'workingDays', amount: 1 + (index % 30) },
    ...(index % 3 === 0 ? { calendar: { holidays: ['2022-02-01', '2022-02-02', '2022-04-11'] } } : {}),
    events:
      index % 5 === 0
        ? [
            { type: 'pause', at: after(1) },
            { type: 'resume', at: after(100) },
          ]
        : [],
  };
}
