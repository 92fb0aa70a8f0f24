import { api } from '../e2e/api.ts';
import { chance } from './chance.ts';
import { checkFindings } from './check-findings.ts';
import { examine, type Verdict } from './evidence.ts';
import type { Fault } from './faults.ts';
import { type Load, startLoad } from './load.ts';
import { atRest, serves } from './recovery.ts';
import type { TrialPlatform } from './trial-platform.ts';

export interface TrialRun {
  readonly faults: readonly Fault[];
  readonly seed: number;
  readonly clients: number;
  readonly pauseMs: number;
  /** Faults end then, whether all have struck or not. */
  readonly untilMs: number;
  readonly onFault: (fault: Fault, struck: Struck) => void;
}

/** A fault's course, in milliseconds since it began; what did not come in time is left out. */
export interface Struck {
  /** What was killed is being started again. */
  readonly overMs: number;
  readonly acknowledgedMs?: number;
  readonly foundMs?: number;
}

export interface TrialOutcome extends Verdict {
  readonly acknowledged: number;
  readonly refused: number;
  readonly unanswered: number;
  readonly lives: number;
  readonly surprises: readonly string[];
  /** What had not come to rest at the end. */
  readonly restless: readonly string[];
  /** Processes that ended though nobody killed them. */
  readonly endings: readonly string[];
}

const recoversWithinMs = 120_000;
const restsWithinMs = 300_000;

/** Load, and faults one after the other amid it; then quiet, and the examination. */
export async function runTrial(platform: TrialPlatform, run: TrialRun): Promise<TrialOutcome> {
  const { faults, seed, clients, pauseMs, untilMs, onFault } = run;
  const http = api(platform.url, platform.data);
  const load = startLoad({ api: http, clients, chance: chance(seed), pauseMs });
  const unhealed: string[] = [];
  for (const fault of faults) {
    if (performance.now() > untilMs) break;
    const began = performance.now();
    await fault.strike(platform);
    const overMs = performance.now() - began;
    const healed = await serves(http, recoversWithinMs);
    if (!healed) unhealed.push(`${fault.kind} (${fault.whom}) was not recovered from`);
    const { acknowledgedAt, foundAt } = healed ?? {};
    onFault(fault, {
      overMs,
      ...(acknowledgedAt === undefined ? {} : { acknowledgedMs: acknowledgedAt - began }),
      ...(foundAt === undefined ? {} : { foundMs: foundAt - began }),
    });
  }
  await load.stop();
  const restless = await atRest(platform, http, restsWithinMs);
  const found = await checkFindings(http);
  const verdict = await examine(platform, load.sent);
  const endings = [...platform.processes.values()].flatMap((each) => each.endings);
  const breaches = [...verdict.breaches, ...found];
  return { ...verdict, breaches, ...counted(load), restless: [...unhealed, ...restless], endings };
}

function counted({ sent, surprises, lives }: Load) {
  return {
    acknowledged: sent.filter(({ receipts }) => receipts.length > 0).length,
    refused: sent.filter(({ refusals }) => refusals.length > 0).length,
    unanswered: sent.reduce((sum, one) => sum + one.unanswered, 0),
    ...{ lives: lives(), surprises },
  };
}
