import { caseEvents, type Step } from '@hoso/contracts';
import { type EventStore, envelopeOf, type Position } from '@hoso/event-sourcing';
import { compileNet, processNet, type ReplayNet, type RuleEvent } from '@hoso/rules';
import { eventsUpTo } from '../logs/read-log.ts';

/** A log of dossiers as its agencies' cases went through the steps of their processes. */
export interface StepLog {
  /** Cases that have no result yet. */
  readonly open: number;
  readonly netOf: (caseId: string) => ReplayNet;
  /** A case is named as its stream is, an activity as the step that was completed. */
  readonly read: () => AsyncIterable<RuleEvent>;
}

/**
 * Reads the log once to know its cases: those of an agency that decides the dossier, of one procedure where it is
 * named; what was written off counts no more. In memory are their names, and a net for each process.
 */
export async function stepLog(store: EventStore, head: Position, procedure: string | undefined): Promise<StepLog> {
  const nets = processNets();
  const cases = new Map<string, { readonly net: ReplayNet; isFinished: boolean }>();
  const writtenOff = new Set<string>();
  for await (const recorded of eventsUpTo(store, head)) {
    const envelope = envelopeOf(recorded);
    const { stream } = envelope;
    const event = caseEvents.read(envelope);
    const known = cases.get(stream);
    if (event?.type === 'CaseOpened') {
      const isAsked = event.data.lead === undefined && (procedure ?? event.data.procedure) === event.data.procedure;
      if (isAsked) cases.set(stream, { net: nets(event.data.steps), isFinished: false });
    } else if (known !== undefined && (event?.type === 'ResultIssued' || event?.type === 'ResultRecalled')) {
      known.isFinished = event.type === 'ResultIssued';
    } else if (event?.type === 'EntryCorrected') {
      writtenOff.add(`${stream} ${event.data.of}`);
    }
  }
  const finished = new Map([...cases].filter(([, { isFinished }]) => isFinished));
  async function* read(): AsyncGenerator<RuleEvent, void, undefined> {
    for await (const recorded of eventsUpTo(store, head)) {
      const event = caseEvents.read(envelopeOf(recorded));
      if (event?.type !== 'StepCompleted') continue;
      const { stream, version, position, occurredAt, actor } = event;
      if (!finished.has(stream) || writtenOff.has(`${stream} ${version}`)) continue;
      yield {
        ...{ case: stream, position, activity: event.data.step, at: Date.parse(occurredAt) },
        ...{ resource: actor.id, role: actor.role },
      };
    }
  }
  const netOf = (caseId: string): ReplayNet => finished.get(caseId)?.net ?? nets([]);
  return { open: cases.size - finished.size, netOf, read };
}

/** Processes are few and cases many: one net for all cases that have the same. */
function processNets(): (steps: readonly Pick<Step, 'code' | 'next'>[]) => ReplayNet {
  const known = new Map<string, ReplayNet>();
  return (steps) => {
    const key = JSON.stringify(steps.map(({ code, next }) => [code, next ?? null]));
    const net = known.get(key) ?? compileNet(processNet(steps));
    known.set(key, net);
    return net;
  };
}
