import {
  type DossierId,
  type ItemNumber,
  type ItemNumberUsed,
  type LocalDate,
  type Said,
  type ShipmentDirection,
  type UnitId,
  unlessInsisted,
} from '@hoso/contracts';
import { type Decider, type EventOf, type StreamName, streamName } from '@hoso/event-sourcing';

/** A packet bears a number. `holder`: the office whose range it is of. */
export type UseItemNumber = Said & {
  readonly type: 'UseItemNumber';
  readonly data: Use & { readonly item: ItemNumber };
  readonly holder: UnitId | undefined;
};

/** Which packet bore a number, and when. */
export interface Use {
  readonly dossier: DossierId;
  readonly shipment: number;
  readonly direction: ShipmentDirection;
  readonly post: UnitId;
  readonly oneStop: UnitId;
  readonly on: LocalDate;
}

/** What bore the number, oldest first. */
export type ItemUses = readonly Use[];

/**
 * One number through its life, stream `item-<number>`: one packet within twelve months (UPU S10). A packet may hold
 * several dossiers: what leaves one place for another on one day is taken for one.
 */
export const itemUse: Decider<UseItemNumber, ItemUses, EventOf<typeof ItemNumberUsed>> = {
  initial: [],
  decide: ({ data, holder, insist }, uses) => {
    if (uses.some(({ dossier, shipment }) => dossier === data.dossier && shipment === data.shipment)) return [];
    const { item, post } = data;
    const before = uses.find((use) => isWithinYear(use, data) && !isSamePacket(use, data));
    const insisted = unlessInsisted(
      insist,
      holder === undefined || holder === post
        ? undefined
        : { code: 'ItemOfAnotherOffice', params: { item, unit: holder } },
      before && { code: 'ItemNumberReused', params: { item, on: before.on } },
    );
    return [{ type: 'ItemNumberUsed', data: { ...data, ...insisted } }];
  },
  evolve: (uses, { data: { dossier, shipment, direction, post, oneStop, on } }) => [
    ...uses,
    { dossier, shipment, direction, post, oneStop, on },
  ],
};

export function itemStream(item: ItemNumber): StreamName {
  return streamName('item', item);
}

/** Whether less than twelve months lie between two uses, whichever came first. */
export function isWithinYear(one: Pick<Use, 'on'>, other: Pick<Use, 'on'>): boolean {
  return other.on < yearAfter(one.on) && one.on < yearAfter(other.on);
}

function isSamePacket(one: Use, other: Use): boolean {
  const told = ({ direction, post, oneStop, on }: Use): string => [direction, post, oneStop, on].join(' ');
  return told(one) === told(other);
}

/** Compared as text, the 29th of a February that does not exist lies before the 1st of March. */
function yearAfter(on: LocalDate): string {
  return `${Number(on.slice(0, 4)) + 1}${on.slice(4)}`;
}
