import {
  atVersion,
  type DossierId,
  type LocalDate,
  type OfficerId,
  type ProcedureCode,
  type ProcedureVersion,
  type Said,
  type Unit,
  type UnitId,
} from '@hoso/contracts';
import {
  type CommandContext,
  type EventStore,
  envelopeOf,
  type HandleCommand,
  isDomainError,
  type OpenStream,
  type Receipt,
  type StreamName,
  streamName,
} from '@hoso/event-sourcing';
import { localTimeOf, type WorkingCalendar } from '@hoso/working-time';
import { shipment } from './shipment.ts';
import type { ShipmentCommand, ShipmentIntent, Staff } from './shipment-command.ts';
import type { ShipmentState } from './shipment-state.ts';

/** A command as it was read from the bus. */
export interface AskedShipment {
  readonly command: ShipmentIntent & Said;
  readonly context: CommandContext;
  readonly id: DossierId;
  readonly ifVersion: number | undefined;
}

export interface ShipmentPorts {
  /** Knows the events of shipments. */
  readonly handle: HandleCommand;
  readonly store: Pick<EventStore, 'readStream' | 'findCommand'>;
  /** A shipment's stream as it stands. */
  readonly open: (stream: StreamName) => Promise<OpenStream<ShipmentCommand, ShipmentState>>;
  /** The registry's answers. Each rejects with its refusal where there is no such thing. */
  readonly findProcedure: (code: ProcedureCode, on: LocalDate) => Promise<ProcedureVersion>;
  readonly findUnit: (id: UnitId) => Promise<Unit>;
  /** By which the province's offices work. */
  readonly findCalendar: () => Promise<WorkingCalendar>;
  /** Whether intake has the dossier. */
  readonly isSubmitted: (dossier: DossierId) => Promise<boolean>;
}

/**
 * Carries out every command about a shipment: finds which one is meant, gathers the facts it is decided by, decides,
 * appends. Rejects with `DomainError`.
 */
export function shipmentCommands(ports: ShipmentPorts): (asked: AskedShipment) => Promise<Receipt> {
  return async ({ command, context, id, ifVersion }) => {
    const number = await numberOf(ports, command, context.commandId, id);
    const stream = streamOf(id, number);
    return await ports.handle(command, { ...context, dossierId: id }, stream, async (load) => {
      const opened = await load(stream, shipment);
      const informed = await inform(ports, command, opened.state, { dossier: id, shipment: number });
      return [atVersion(opened.decide(informed), ifVersion)];
    });
  };
}

export function streamOf(dossier: DossierId, number: number): StreamName {
  return streamName('shipment', `${dossier}-${number}`);
}

/**
 * Which of the dossier's shipments is meant: the named one, or else the newest. A command that is sent again means the
 * one that it meant before, whatever has begun since.
 */
async function numberOf(
  { store, open }: ShipmentPorts,
  { type, data }: ShipmentIntent,
  commandId: string,
  dossier: DossierId,
): Promise<number> {
  // A dossier is submitted once, so that nothing is sent before its collection.
  if (type === 'CollectDossier') return 1;
  if (type !== 'ArrangeShipment' && data.shipment !== undefined) return data.shipment;
  const [earlier] = await store.findCommand(commandId);
  const meant = earlier && Number(envelopeOf(earlier).stream.split('-').at(-1));
  if (meant !== undefined) return meant;
  let newest = 0;
  while ((await store.readStream(streamOf(dossier, newest + 1), 0, 1)).length > 0) newest++;
  if (type !== 'ArrangeShipment') return Math.max(1, newest);
  const { state } = await open(streamOf(dossier, Math.max(1, newest)));
  const isThis = state.status !== 'none' && state.direction === 'to-applicant';
  return isThis && state.arrangement.readyAt === data.readyAt ? newest : newest + 1;
}

/** The command with the facts it is decided by. */
async function inform(
  ports: ShipmentPorts,
  command: AskedShipment['command'],
  state: ShipmentState,
  about: Pick<ShipmentCommand, 'dossier' | 'shipment'>,
): Promise<ShipmentCommand> {
  switch (command.type) {
    case 'CollectDossier': {
      const { procedure, oneStop } = command.data;
      const on = localTimeOf(await ports.findCalendar(), command.occurredAt).date;
      const facts = {
        procedure: await ports.findProcedure(procedure, on),
        oneStop: await ports.findUnit(oneStop),
        submitted: state.status === 'none' && (await ports.isSubmitted(about.dossier)),
      };
      return { ...command, ...about, facts };
    }
    case 'ArrangeShipment':
      return { ...command, ...about, post: (await ports.findUnit(command.data.oneStop)).post };
    case 'SignHandoverMinutes':
    case 'HandResultToPost':
    case 'TakeItemBack':
      return { ...command, ...about, staff: await staffOf(ports, state, command) };
    case 'ReturnToAgency':
      return { ...command, ...about, calendar: await ports.findCalendar() };
    default:
      return { ...command, ...about };
  }
}

/** Who was on both sides' staff lists on the day. */
async function staffOf(ports: ShipmentPorts, state: ShipmentState, { actor, occurredAt }: Said): Promise<Staff> {
  if (state.status === 'none') return { postal: [], agency: [] };
  const day = localTimeOf(await ports.findCalendar(), occurredAt).date;
  const [postal, agency] = await Promise.all(
    [state.post ?? actor.unit, state.oneStop].map((unit) => officersOn(ports, unit, day)),
  );
  return { postal: postal ?? [], agency: agency ?? [] };
}

async function officersOn({ findUnit }: ShipmentPorts, unit: UnitId, day: LocalDate): Promise<readonly OfficerId[]> {
  try {
    const { officers } = await findUnit(unit);
    return officers.filter(({ from, to }) => from <= day && (to === undefined || day <= to)).map(({ id }) => id);
  } catch (error) {
    // An office that the registry does not list has no staff that anybody could name.
    if (isDomainError(error) && error.code === 'UnitNotFound') return [];
    throw error;
  }
}
