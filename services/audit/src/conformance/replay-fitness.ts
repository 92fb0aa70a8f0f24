import { misfitsMax, type ReplayFitness, refuse, type TraceReplay } from '@hoso/contracts';
import {
  compileNet,
  type PetriNet,
  type ReplayNet,
  type RuleEvent,
  replayTokens,
  type TraceReplay as Replayed,
} from '@hoso/rules';
import type { z } from 'zod';
import type { AuditPorts } from '../audit-ports.ts';
import { ruleEvents } from '../checks/kept-events.ts';
import { measured } from '../checks/measure-log.ts';
import { namedLog, whole } from '../logs/named-log.ts';
import { stepLog } from './step-log.ts';

/**
 * How well a log fits a net, or its dossiers their processes. Refuses `NetInvalid`, and of an imported log `NetMissing`
 * where none is given.
 */
export async function replayFitness(
  { logs, readNet }: Pick<AuditPorts, 'logs' | 'readNet'>,
  { log, net, procedure, all, limit, after }: z.output<typeof ReplayFitness.ask>,
): Promise<z.output<typeof ReplayFitness.answer>> {
  const given = net === undefined ? undefined : compileNet(netIn(net, readNet));
  const { info, store, head: completeUpTo } = await whole(await namedLog(logs, log));
  if (given === undefined && info.kind === 'imported') refuse('NetMissing', { log });
  const { open, netOf, read }: Replayable =
    given === undefined
      ? await stepLog(store, completeUpTo, procedure)
      : { netOf: () => given, read: () => ruleEvents.upTo(store, completeUpTo) };
  const skipped = after === undefined ? 0 : Number(after);
  const traces: TraceReplay[] = [];
  let met = 0;
  const { cases, events, ...figures } = await measured({ read }, (survey) =>
    replayTokens(survey, netOf, (trace) => {
      if (!all && trace.misfits.length === 0) return;
      met += 1;
      if (met <= skipped || traces.length >= limit) return;
      traces.push(told(trace));
    }),
  );
  const toldUpTo = skipped + traces.length;
  return {
    ...{ log, cases, events, completeUpTo, ...(open === undefined ? {} : { open }), ...figures, traces },
    ...(toldUpTo < met ? { next: String(toldUpTo) } : {}),
  };
}

interface Replayable {
  readonly open?: number;
  readonly netOf: (caseId: string) => ReplayNet;
  readonly read: () => AsyncIterable<RuleEvent>;
}

function told({ misfits, ...trace }: Replayed): TraceReplay {
  const first = misfits.slice(0, misfitsMax).map((misfit) => ({ ...misfit, steps: [...misfit.steps] }));
  const more = misfits.length - first.length;
  return { ...trace, misfits: first, ...(more > 0 ? { moreMisfits: more } : {}) };
}

function netIn(pnml: string, readNet: AuditPorts['readNet']): PetriNet {
  try {
    return readNet(pnml);
  } catch (error) {
    if (!Error.isError(error) || error.name !== 'PnmlError') throw error;
    const reasonVi = 'vi' in error && typeof error.vi === 'string' ? error.vi : error.message;
    return refuse('NetInvalid', { reason: error.message, reasonVi });
  }
}
