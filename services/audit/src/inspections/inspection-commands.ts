import { atVersion, refuse, type Said } from '@hoso/contracts';
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
  readonly store: Pick<EventStore, 'head' | 'readAll'>;
  readonly populations: Populations;
  /** Refuses `UnitNotFound`. */
  readonly requireUnit: (id: string) => Promise<unknown>;
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
      return { ...command, inspection: id };
    }
    case 'DrawSample': {
      const opened = requireMayDraw({ ...command, inspection: id }, state);
      const sample = await sampleNow(ports, ports.populations, await ports.own.head(), opened, command.data);
      return { ...command, inspection: id, sample };
    }
    case 'RecordInspectionFinding': {
      if (command.data.unit !== undefined) await ports.requireUnit(command.data.unit);
      return { ...command, inspection: id, evidence: await evidenceOf(ports, command.data.positions ?? []) };
    }
    case 'OrderMeasure':
      if (command.data.unit !== undefined) await ports.requireUnit(command.data.unit);
      return { ...command, inspection: id };
    default:
      return { ...command, inspection: id };
  }
}

async function evidenceOf(
  { store }: Pick<InspectionPorts, 'store'>,
  positions: readonly number[],
): Promise<readonly Evidence[]> {
  const head = await store.head();
  return await Promise.all(
    positions.map(async (position) => {
      const [recorded] = position > head ? [] : await store.readAll(position - 1, 1);
      if (!recorded) return { position, exists: false };
      return { position, exists: true, dossier: envelopeOf(recorded).dossierId };
    }),
  );
}

/** Refuses as `InspectionNotFound` what is none. */
export function requireInspection(id: string, state: InspectionState) {
  return state.status === 'none' ? refuse('InspectionNotFound', { id }) : state;
}
