import { on } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { allPartitions, type PolicyOutcome, StoreUnavailable, type WholeLog } from '@hoso/event-sourcing';
import { garbageCollector } from '@hoso/runtime/give-memory-back';
import type { KeyStore } from '@hoso/sealing';
import { z } from 'zod';
import { keptLines } from './kept-lines.ts';
import type { KeyLine } from './kinds.ts';
import { inOneOrder } from './one-order.ts';
import type { SimulatedPiece } from './simulation.ts';

/** What a quarter is simulated from. */
export const SimulationTask = z.strictObject({
  seed: z.string(),
  scale: z.number(),
  log: z.strictObject({ id: z.string(), kind: z.literal('simulated') }),
  /** Where the log's clock stands before the first act. */
  beginsAt: z.number(),
});
export type SimulationTask = z.infer<typeof SimulationTask>;

/** What a worker needs to simulate a shard of it by itself: a folder too, which is removed after it. */
export const WorkerTask = SimulationTask.extend({
  shard: z.strictObject({ index: z.int(), of: z.int() }),
  folder: z.string(),
});

/** What a quarter is to come to. */
export interface Planted {
  readonly dossiers: number;
  readonly online: number;
  readonly late: number;
  /** With something that the rules are to find. */
  readonly planted: number;
}

/** What happens next in a shard. */
export interface ShardPiece extends SimulatedPiece {
  /** Dossiers whose lives began since the piece before: what is sealed with their keys comes in it or later. */
  readonly kids: readonly string[];
  readonly planted: readonly KeyLine[];
}

/** What a worker tells, each piece once another has been taken. */
export type Told =
  | (Planted & { readonly kind: 'begun' })
  | (ShardPiece & { readonly kind: 'piece' })
  | { readonly kind: 'ended'; readonly policies: readonly string[] }
  /** There is no room on the disk; an error would be another on this side. */
  | { readonly kind: 'full' };

export interface SimulatedLogOptions {
  readonly task: SimulationTask;
  /** How many threads simulate it; follows from the scale, unless given. */
  readonly shards?: number;
  readonly keys: Pick<KeyStore, 'keyOf'>;
  /** Breaks it off: nothing more is told, and whoever reads is given an error. */
  readonly signal: AbortSignal;
  readonly onBegun: (planted: Planted) => void;
  /** What is planted, and how many dossiers' lives were over, since this was told last. */
  readonly onPiece: (planted: readonly KeyLine[], finished: number) => void;
  /** Awaited once nothing more is to come, before the log is made of it: where this fails, there is none. */
  readonly onEnded: () => Promise<void>;
}

/** Outcomes read at once. */
const outcomesMax = 1_000;
/** So few dossiers are simulated by one thread: another would take longer to begin than it helps. */
const scaleOfOneMax = 0.015;
/** What passes through the writing thread grows old on the way; left alone, V8 keeps 100 MB of it. */
const eventsUntilCollected = 50_000;
/**
 * What an act leaves behind is garbage at once, but for what dossiers under way hold: a nursery of this size and a heap
 * that grows slowly keep the process small.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 24, maxOldGenerationSizeMb: 256 };

/**
 * A log that comes to be while it is read. It can be read once.
 *
 * Decision: two threads simulate a share of the counters each, another writes what they tell in one order. / Because
 * they keep a processor busy each, and writing takes a tenth of one; which counters they have follows from the scale,
 * not from the machine, for the same seed is to give the same bytes. / Instead of doing by turns what two can do.
 */
export function simulatedLog(options: SimulatedLogOptions): WholeLog {
  const { task, keys, signal, onBegun, onPiece, onEnded, shards = shardsFor(task.scale) } = options;
  let head = 0;
  const ended = new Set<string>();
  /** A line each: there is one for every third event. */
  const outcomes = keptLines();
  const garbage = garbageCollector();
  let collectedAt = 0;
  return {
    log: task.log,
    async *events() {
      const telling = Array.from({ length: shards }, (_, index) =>
        simulating({ ...task, shard: { index, of: shards } }, signal, {
          onBegun: index === 0 ? onBegun : () => undefined,
          onEnded: (policies) => {
            for (const policy of policies) ended.add(policy);
          },
        }),
      );
      const pages = inOneOrder(telling, async ({ kids, planted, finished }) => {
        // Keys are durable before what is sealed with them: those of a day at once, for each would wait for the disk.
        await Promise.all(kids.map((kid) => keys.keyOf(kid)));
        onPiece(planted, finished);
      });
      for await (const page of pages) {
        for (const outcome of page.outcomes) outcomes.add(JSON.stringify(outcome));
        head = page.events.at(-1)?.position ?? head;
        yield page.events;
        if (head - collectedAt < eventsUntilCollected) continue;
        garbage.collect();
        collectedAt = head;
      }
      await onEnded();
    },
    get head() {
      return head;
    },
    get checkpoints() {
      return [...ended].flatMap((policy) => allPartitions.map((partition) => ({ policy, partition, position: head })));
    },
    holds: [],
    async *outcomes() {
      for await (const lines of outcomes.pieces(outcomesMax))
        yield lines.map((line): PolicyOutcome => JSON.parse(line));
    },
    close: async () => {
      outcomes.close();
      garbage.close();
    },
  };
}

function shardsFor(scale: number): number {
  return scale > scaleOfOneMax ? 2 : 1;
}

interface ShardListener {
  readonly onBegun: (planted: Planted) => void;
  readonly onEnded: (policies: readonly string[]) => void;
}

/** Simulates a shard in a thread of its own. */
async function* simulating(
  task: Omit<z.infer<typeof WorkerTask>, 'folder'>,
  signal: AbortSignal,
  { onBegun, onEnded }: ShardListener,
): AsyncIterable<ShardPiece> {
  const folder = mkdtempSync(join(tmpdir(), 'hoso-simulation-'));
  // The compiler does not rewrite this address: beside `.ts` sources it is `.ts`, beside compiled ones `.js`.
  const worker = new Worker(new URL(`./simulate.worker${extname(import.meta.filename)}`, import.meta.url), {
    workerData: { ...task, folder } satisfies z.infer<typeof WorkerTask>,
    resourceLimits,
  });
  let isOver = false;
  try {
    for await (const [message] of on(worker, 'message', { close: ['exit'], signal })) {
      const told: Told = message;
      if (told.kind === 'full') throw new StoreUnavailable('full');
      if (told.kind === 'begun') onBegun(told);
      if (told.kind === 'ended') {
        isOver = true;
        onEnded(told.policies);
      }
      if (told.kind !== 'piece') continue;
      yield told;
      worker.postMessage(told.events.room, [told.events.room.buffer]);
    }
    if (!isOver) throw new Error('the simulation ended before it was over');
  } finally {
    await worker.terminate();
    rmSync(folder, { recursive: true, force: true });
  }
}
