import { atVersion, type DossierId, type Said } from '@hoso/contracts';
import {
  type CommandContext,
  envelopeOf,
  type HandleCommand,
  type Receipt,
  type StreamDecision,
  turns,
  unreachable,
} from '@hoso/event-sourcing';
import { shipment } from './shipment.ts';
import type { ShipmentIntent } from './shipment-command.ts';
import { informed, type ShipmentFacts } from './shipment-facts.ts';
import type { ShipmentState } from './shipment-state.ts';
import { streamOf } from './shipment-stream.ts';

/** A command as it was read from the bus. */
export interface AskedShipment {
  readonly command: ShipmentIntent & Said;
  readonly context: CommandContext;
  readonly id: DossierId;
  readonly ifVersion: number | undefined;
}

export interface ShipmentPorts extends ShipmentFacts {
  /** Knows the events of shipments, of item numbers and of terms of carriage. */
  readonly handle: HandleCommand;
}

/**
 * Carries out every command about a shipment: finds which one is meant, gathers the facts it is decided by, decides,
 * appends. Rejects with `DomainError`.
 */
export function shipmentCommands(ports: ShipmentPorts): (asked: AskedShipment) => Promise<Receipt> {
  const inTurn = turns();
  const run = async ({ command, context, id, ifVersion }: AskedShipment): Promise<Receipt> => {
    const number = await numberOf(ports, command, context.commandId, id);
    const stream = streamOf(id, number);
    return await ports.handle(command, { ...context, dossierId: id }, stream, async (load) => {
      const opened = await load(stream, shipment);
      const about = { dossier: id, shipment: number };
      const { said, item } = await informed(ports, load, command, opened.state, about);
      const decision = atVersion(opened.decide(said), ifVersion);
      // The packet and its number are one fact: one append of several streams.
      const numbers = item && decision.events.length > 0 ? await item.decideUse(command) : [];
      return [decision, ...numbers] satisfies readonly [StreamDecision, ...StreamDecision[]];
    });
  };
  // Who collects is of the office whose next number it takes; of a result it is so wherever the post tells of it.
  return (asked) => (drawsNumber(asked) ? inTurn(asked.command.actor.unit, () => run(asked)) : run(asked));
}

/** Whether the packet is given the next number of its office's ranges. */
function drawsNumber({ command }: AskedShipment): boolean {
  return numbered.includes(command.type) && !('item' in command.data && command.data.item !== undefined);
}
const numbered: readonly ShipmentIntent['type'][] = ['CollectDossier', 'CollectSupplement', 'HandResultToPost'];

/**
 * Which of the dossier's shipments is meant: the named one, or else the newest. A command that is sent again means the
 * one that it meant before, whatever has begun since.
 */
async function numberOf(
  { store, open }: ShipmentFacts,
  command: ShipmentIntent & Said,
  commandId: string,
  dossier: DossierId,
): Promise<number> {
  // A dossier is submitted once, so that nothing is sent before its collection.
  if (command.type === 'CollectDossier') return 1;
  if ('shipment' in command.data && command.data.shipment !== undefined) return command.data.shipment;
  const [earlier] = await store.findCommand(commandId);
  const meant = earlier && Number(envelopeOf(earlier).stream.split('-').at(-1));
  if (meant !== undefined) return meant;
  let newest = 0;
  while ((await store.readStream(streamOf(dossier, newest + 1), 0, 1)).length > 0) newest++;
  if (!isBeginning(command)) return Math.max(1, newest);
  const { state } = await open(streamOf(dossier, Math.max(1, newest)));
  return hasBegun(command, state) ? newest : newest + 1;
}

type Beginning = Extract<ShipmentIntent, { readonly type: 'ArrangeShipment' | 'CollectSupplement' | 'SendPapersBack' }>;

function isBeginning(command: ShipmentIntent & Said): command is Beginning & Said {
  return ['ArrangeShipment', 'CollectSupplement', 'SendPapersBack'].includes(command.type);
}

/** Whether the newest shipment is what the command begins. */
function hasBegun(command: Beginning & Said, state: ShipmentState): boolean {
  if (state.status === 'none') return false;
  switch (command.type) {
    case 'ArrangeShipment':
      return 'arrangement' in state && state.arrangement.readyAt === command.data.readyAt;
    case 'CollectSupplement':
      return state.content === 'supplement' && state.beganAt === command.occurredAt;
    case 'SendPapersBack':
      return state.content === command.data.content && state.beganAt === command.occurredAt;
    default:
      return unreachable(command);
  }
}
