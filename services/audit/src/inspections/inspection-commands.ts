import { type Actor, atVersion, mayRead, refuse, type Said } from '@hoso/contracts';
import {
  type CommandContext,
  envelopeOf,
  type EventStore,
  type HandleCommand,
  type Receipt,
  type StreamName,
  streamName,
} from '@hoso/event-sourcing';
import type { AuditPorts } from '../audit-ports.ts';
import type { Histories } from '../history/dossier-history.ts';
import { handsOf, mayReadEvent } from '../history/find-history.ts';
import { type Populations, sampleNow } from './drawn-sample.ts';
import {
  type Evidence,
  inspection,
  type InspectionCommand,
  type InspectionIntent,
  requireMayDraw,
} from './inspection.ts';
import type { InspectionState } from './inspection-state.ts';

/** A command as it was read from the bus. */
export interface AskedInspection {
  readonly command: InspectionIntent & Said;
  readonly context: CommandContext;
  readonly id: string;
  readonly ifVersion: number | undefined;
}

export interface InspectionPorts extends Pick<AuditPorts, 'logs' | 'ledgers'> {
  readonly handle: HandleCommand;
  /** Audit's own log. */
  readonly own: Pick<EventStore, 'head'>;
  /** The log whose dossiers are inspected. */
  readonly store: Pick<EventStore, 'head' | 'readAll' | 'readStream' | 'log'>;
  readonly histories: Histories;
  readonly populations: Populations;
  /** Refuses `UnitNotFound`. */
  readonly requireUnit: (id: string) => Promise<unknown>;
  /** Refuses `ProcedureNotFound` where there is none by that day. */
  readonly requireProcedure: (code: string, on: string) => Promise<unknown>;
}

/** Carries out every command about an inspection. Rejects with `DomainError`. */
export function inspectionCommandsOver(ports: InspectionPorts): (asked: AskedInspection) => Promise<Receipt> {
  return ({ command, context, id, ifVersion }) => {
    const stream = inspectionStream(id);
    return ports.handle(command, { ...context, dossierId: id }, stream, async (load) => {
      const { state, decide } = await load(stream, inspection);
      return [atVersion(decide(await informed(ports, command, id, state)), ifVersion)];
    });
  };
}

export function inspectionStream(id: string): StreamName {
  return streamName('inspection', id);
}

async function informed(
  ports: InspectionPorts,
  command: AskedInspection['command'],
  id: string,
  state: InspectionState,
): Promise<InspectionCommand> {
  switch (command.type) {
    case 'OpenInspection': {
      for (const unit of command.data.units ?? []) await ports.requireUnit(unit);
      for (const code of command.data.procedures ?? []) await ports.requireProcedure(code, command.data.to);
      return { ...command, inspection: id };
    }
    case 'DrawSample': {
      const opened = requireMayDraw({ ...command, inspection: id }, state);
      const sample = await sampleNow(ports, ports.populations, await ports.own.head(), opened, command.data);
      return { ...command, inspection: id, sample };
    }
    case 'AnswerChecklist':
      await requireDossier(ports, command.data.dossier, command.actor);
      return { ...command, inspection: id };
    case 'RecordInspectionFinding': {
      if (command.data.unit !== undefined) await ports.requireUnit(command.data.unit);
      await requireDossier(ports, command.data.dossier, command.actor);
      return {
        ...command,
        inspection: id,
        evidence: await evidenceOf(ports, command.data.positions ?? [], command.actor),
      };
    }
    case 'OrderMeasure':
      if (command.data.unit !== undefined) await ports.requireUnit(command.data.unit);
      return { ...command, inspection: id };
    default:
      return { ...command, inspection: id };
  }
}

type Reading = Pick<InspectionPorts, 'store' | 'histories'>;

/** A dossier that somebody may not read is to him as one that does not exist. */
async function requireDossier({ store, histories }: Reading, id: string | undefined, actor: Actor): Promise<void> {
  if (id === undefined) return;
  const history = await histories.of(store, id);
  if (history.length === 0 || !mayRead(actor, handsOf(history))) refuse('DossierNotFound', { id });
}

/** So is an event of one: a unit that inspects itself names none that it could not put into its pack. */
async function evidenceOf(
  { store, histories }: Reading,
  positions: readonly number[],
  actor: Actor,
): Promise<readonly Evidence[]> {
  const head = await store.head();
  return await Promise.all(
    positions.map(async (position) => {
      const [recorded] = position > head ? [] : await store.readAll(position - 1, 1);
      const event = recorded && envelopeOf(recorded);
      if (!event || !(await mayReadEvent({ store, histories }, event, actor))) return { position, exists: false };
      return { position, exists: true, dossier: event.dossierId };
    }),
  );
}

/** Refuses as `InspectionNotFound` what is none. */
export function requireInspection(id: string, state: InspectionState) {
  return state.status === 'none' ? refuse('InspectionNotFound', { id }) : state;
}
