import { type DistributedPlatform, startDistributed } from './distributed.ts';
import { clients, life } from './dossier-life.ts';
import { inFolder, median } from './platform.ts';
import { lookAtProcessors } from './processes.ts';

const clientCount = 16;
const warmUpMs = 10_000;
const measuredMs = 30_000;

/**
 * Whole lives of dossiers over HTTP through the distributed platform, views in SQLite: 16 clients, each command as soon
 * as the one before is answered. Where the time goes is told twice: how long each command takes as its client sees it,
 * with what a policy has to be waited for; and how much processor time each process takes for a command. Load generator
 * and servers are on the same machine.
 */
export const bench = { name: 'lifecycle', run: () => inFolder(run) };

async function run(folder: string) {
  const platform = await startDistributed(folder, ['--views', 'sqlite']);
  try {
    await livesFor(platform, warmUpMs);
    const processors = lookAtProcessors(platform.processes);
    const { tookMs, commands, lives, seconds } = await livesFor(platform, measuredMs);
    return {
      value: Math.round(commands / seconds),
      unit: 'commands/s',
      detail: {
        ...{ clients: clientCount, lives, seconds: Math.round(seconds) },
        medianMs: Object.fromEntries([...tookMs].map(([name, all]) => [name, Number(median(all).toFixed(1))])),
        processorMsPerCommand: processors(commands),
      },
    };
  } finally {
    await platform.stop();
  }
}

/** What each command took, and each wait for a policy, by name in their order. */
async function livesFor({ send }: DistributedPlatform, forMs: number) {
  const waits = life.flatMap(({ name, afterPolicy }) =>
    afterPolicy === undefined ? [name] : [`until one can ${name}`, name],
  );
  const tookMs = new Map<string, number[]>(waits.map((name) => [name, []]));
  const began = performance.now();
  let commands = 0;
  const lives = await clients(
    clientCount,
    send,
    () => performance.now() - began > forMs,
    (name, took, waited) => {
      commands++;
      tookMs.get(name)?.push(took);
      tookMs.get(`until one can ${name}`)?.push(waited);
    },
  );
  return { tookMs, commands, lives, seconds: (performance.now() - began) / 1_000 };
}
