import { type CarrierMessage, type CarrierMessageTaken, type LocalDate, refuse } from '@hoso/contracts';
import { canonicalJson, type Instant, type Receipt, uuidV8 } from '@hoso/event-sourcing';
import type { Use } from '../item/item-use.ts';
import type { AskedShipment } from '../shipment/shipment-commands.ts';
import type { KnownCarrier } from './carriers.ts';

export interface MessagePorts {
  /** What bore a number, oldest first. */
  readonly usesOf: (item: string) => Promise<readonly Use[]>;
  readonly localDate: (instant: Instant) => Promise<LocalDate>;
  readonly run: (asked: AskedShipment) => Promise<Receipt>;
}

/**
 * Keeps what a carrier tells with every dossier of the packet. The ids of its commands come from what is told, so that
 * a repetition is one, whoever repeats it and under whichever name. Refuses `ItemUnknown` for an item that nobody here
 * has handed over or ordered: whoever hears that tells it again later.
 */
export async function takeMessage(
  { usesOf, localDate, run }: MessagePorts,
  carrier: KnownCarrier,
  { data }: CarrierMessage,
): Promise<CarrierMessageTaken> {
  const { item, eventId: carrierEventId, status, place, at } = data;
  const uses = (await usesOf(item)).filter(({ post }) => carrier.offices.includes(post));
  const packet = packetOn(uses, await localDate(at));
  if (packet.length === 0) refuse('ItemUnknown', { item });
  const actor = { id: carrier.id, role: 'system', unit: carrier.id } as const;
  let repeated = 0;
  for (const { dossier, shipment } of packet) {
    const commandId = uuidV8('carrier event', carrier.id, dossier, shipment, canonicalJson(data));
    const receipt = await run({
      command: {
        type: 'RecordCarrierEvent',
        data: { shipment, carrierEventId, status, ...(place === undefined ? {} : { place }) },
        ...{ actor, occurredAt: at },
      },
      context: { commandId, correlationId: commandId },
      ...{ id: dossier, ifVersion: undefined },
    });
    if (receipt.repeated) repeated += 1;
  }
  return { recorded: packet.length - repeated, repeated };
}

/** All that bore the number together on the last day at or before the event's, or else on the first day. */
function packetOn(uses: readonly Use[], on: LocalDate): readonly Use[] {
  const before = uses.filter((use) => use.on <= on).map((use) => use.on);
  const day = before.toSorted().at(-1) ?? uses.map((use) => use.on).toSorted()[0];
  const packet = uses.filter((use) => use.on === day);
  const newest = packet.at(-1);
  return packet.filter(({ direction, oneStop, post }) => {
    return direction === newest?.direction && oneStop === newest.oneStop && post === newest.post;
  });
}
