import { on } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { allPartitions, type PolicyOutcome, StoreUnavailable, type WholeLog } from '@hoso/event-sourcing';
import type { KeyStore } from '@hoso/sealing';
import { z } from 'zod';
import { keptLines } from './kept-lines.ts';
import type { KeyLine } from './kinds.ts';
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

/** What a worker needs to simulate it by itself: a folder too, which is removed after it. */
export const WorkerTask = SimulationTask.extend({ folder: z.string() });

/** What a quarter is to come to. */
export interface Planted {
  readonly dossiers: number;
  readonly online: number;
  readonly late: number;
  /** With something that the rules are to find. */
  readonly planted: number;
}

/** What the worker tells, each piece once another has been taken. */
export type Told =
  | (Planted & { readonly kind: 'begun' })
  | (SimulatedPiece & {
      readonly kind: 'piece';
      /** Dossiers whose lives began since the piece before: what is sealed with their keys comes in it or later. */
      readonly kids: readonly string[];
      readonly planted: readonly KeyLine[];
    })
  | { readonly kind: 'ended'; readonly policies: readonly string[] }
  /** There is no room on the disk; an error would be another on this side. */
  | { readonly kind: 'full' };

export interface SimulatedLogOptions {
  readonly task: SimulationTask;
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
/**
 * What an act leaves behind is garbage at once, but for what dossiers under way hold: a nursery of this size and a heap
 * that grows slowly keep the process small.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 24, maxOldGenerationSizeMb: 160 };

/**
 * A log that comes to be while it is read, in a thread of its own. It can be read once.
 *
 * Decision: one thread simulates, another writes. / Because each keeps a processor busy. / Instead of doing by turns
 * what two can do at once.
 */
export function simulatedLog({ task, keys, signal, onBegun, onPiece, onEnded }: SimulatedLogOptions): WholeLog {
  let head = 0;
  let policies: readonly string[] | undefined;
  /** A line each: there is one for every third event. */
  const outcomes = keptLines();
  return {
    log: task.log,
    async *events() {
      for await (const told of simulating(task, signal)) {
        if (told.kind === 'full') throw new StoreUnavailable('full');
        if (told.kind === 'begun') {
          onBegun(told);
          continue;
        }
        if (told.kind === 'ended') {
          policies = told.policies;
          continue;
        }
        const { events, kids, planted, finished } = told;
        for (const outcome of told.outcomes) outcomes.add(JSON.stringify(outcome));
        // Keys are durable before what is sealed with them: those of a day at once, for each would wait for the disk.
        await Promise.all(kids.map((kid) => keys.keyOf(kid)));
        head = events.at(-1)?.position ?? head;
        onPiece(planted, finished);
        yield events;
      }
      if (!policies) throw new Error('the simulation ended before it was over');
      await onEnded();
    },
    get head() {
      return head;
    },
    get checkpoints() {
      return (policies ?? []).flatMap((policy) =>
        allPartitions.map((partition) => ({ policy, partition, position: head })),
      );
    },
    holds: [],
    async *outcomes() {
      for await (const lines of outcomes.pieces(outcomesMax))
        yield lines.map((line): PolicyOutcome => JSON.parse(line));
    },
    close: async () => outcomes.close(),
  };
}

async function* simulating(task: SimulationTask, signal: AbortSignal): AsyncIterable<Told> {
  const folder = mkdtempSync(join(tmpdir(), 'hoso-simulation-'));
  // The compiler does not rewrite this address: beside `.ts` sources it is `.ts`, beside compiled ones `.js`.
  const worker = new Worker(new URL(`./simulate.worker${extname(import.meta.filename)}`, import.meta.url), {
    workerData: { ...task, folder } satisfies z.infer<typeof WorkerTask>,
    resourceLimits,
  });
  try {
    for await (const [told] of on(worker, 'message', { close: ['exit'], signal })) {
      yield told;
      if (told.kind === 'piece') worker.postMessage('taken');
    }
  } finally {
    await worker.terminate();
    rmSync(folder, { recursive: true, force: true });
  }
}
