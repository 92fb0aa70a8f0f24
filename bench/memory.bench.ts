import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { startDistributed } from './distributed.ts';
import { clients } from './dossier-life.ts';
import { inFolder } from './platform.ts';
import { ownMb, residentMb } from './processes.ts';

const clientCount = 16;
const workMs = 30_000;
const idleMs = 10_000;

/**
 * The memory of each process of the distributed platform while nobody asks it anything, every trace and metric told to
 * a collector: as it began, and after some work, which is what an idle process of a real day is. `value` is the most
 * that one of them holds then.
 */
export const bench = { name: 'memory', run: () => inFolder(run) };

async function run(folder: string) {
  const collector = new Worker(new URL('telemetry-collector.ts', import.meta.url));
  const [port] = await once(collector, 'message');
  const platform = await startDistributed(folder, [], { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` });
  try {
    const mb = (read: (pid: number) => number) =>
      Object.fromEntries(Array.from(platform.processes, ([name, pid]) => [name, Math.round(read(pid))]));
    await delay(idleMs);
    const begun = mb(residentMb);
    const ends = performance.now() + workMs;
    const lives = await clients(clientCount, platform.send, () => performance.now() > ends);
    await delay(idleMs);
    const worked = mb(residentMb);
    return {
      value: Math.max(...Object.values(worked)),
      unit: 'MB',
      detail: { begun, lives, worked, ownAfterWork: mb(ownMb) },
    };
  } finally {
    await platform.stop();
    await collector.terminate();
  }
}
