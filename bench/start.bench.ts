import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { inFolder, median, root, startPlatform } from './platform.ts';

const runs = 5;
const idleMs = 5_000;

/**
 * From the platform's process to its ready message: on a new folder with an empty log, on a new one with the demo, and
 * on one that it has run on before; the same for `npm start` with everything built; and what an idle platform holds in
 * memory.
 */
export const bench = { name: 'start', run };

async function run() {
  const empty: number[] = [];
  const demo: number[] = [];
  const again: number[] = [];
  const npm: number[] = [];
  const rss: number[] = [];
  for (let count = 0; count < runs; count++) {
    await inFolder(async (folder) => {
      empty.push(await readyMs(folder));
      again.push(await readyMs(folder));
      npm.push(await npmStart(folder));
    });
    await inFolder(async (folder) => demo.push(await readyMs(folder, 'default')));
  }
  await inFolder(async (folder) => {
    const platform = await startPlatform(folder);
    await delay(idleMs);
    rss.push(residentMb(platform.pid));
    await platform.stop();
  });
  const seconds = (values: readonly number[]): number => Number((median(values) / 1_000).toFixed(3));
  return {
    value: seconds(empty),
    unit: 's',
    detail: {
      runs,
      withDemoS: seconds(demo),
      onUsedFolderS: seconds(again),
      npmStartS: seconds(npm),
      idleRssMb: Math.round(median(rss)),
    },
  };
}

async function readyMs(folder: string, log?: '--live' | 'default'): Promise<number> {
  const platform = await startPlatform(folder, log);
  await platform.stop();
  return platform.readyMs;
}

/** To the ready line, with a process group of its own, since npm passes no signal on. */
async function npmStart(folder: string): Promise<number> {
  const began = performance.now();
  const words = ['start', '--', '--port', '0', '--data', folder];
  const child = spawn('npm', words, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'], detached: true });
  const ended = once(child, 'close');
  let readyAt = Number.NaN;
  for await (const text of child.stdout.setEncoding('utf8')) {
    if (!String(text).includes('ready on ')) continue;
    readyAt = performance.now() - began;
    process.kill(-(child.pid ?? 0), 'SIGTERM');
  }
  await ended;
  if (Number.isNaN(readyAt)) throw new Error('npm start ended without a ready line');
  return readyAt;
}

/** Linux keeps it in /proc; elsewhere there is nothing to read. */
function residentMb(pid: number): number {
  try {
    const [, kib = '0'] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kib) / 1_024;
  } catch {
    return Number.NaN;
  }
}
