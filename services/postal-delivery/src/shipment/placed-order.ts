import { type Actor, type CarriageOrder, type DossierId, type Recipient, wrongRole } from '@hoso/contracts';
import type { LoadStream } from '@hoso/event-sourcing';
import { localTimeOf, type WorkingCalendar } from '@hoso/working-time';
import { carrierOf, carriers, carriersStream, type KnownCarrier } from '../carrier/carriers.ts';
import { type ItemOfShipment, itemOfShipment } from '../item/item-of-shipment.ts';
import { itemRanges, itemRangesStream, rangeOf } from '../item/item-ranges.ts';
import { isWithinYear, itemStream, itemUse, type Use } from '../item/item-use.ts';
import type { PlacedOrder, ShipmentCommand } from './shipment-command.ts';
import type { ShipmentState } from './shipment-state.ts';

/** Where orders go, and what they say. */
export interface OrderFacts {
  /** By which the province's offices work. */
  readonly findCalendar: () => Promise<WorkingCalendar>;
  /** To whom a result goes, each look-up recorded. */
  readonly findRecipient: (dossier: DossierId, actor: Actor) => Promise<Recipient>;
  /**
   * MUST be repeatable: the same order again is the same order. Rejects with `Unavailable` where it may be taken later.
   */
  readonly sendOrder: (
    carrier: { readonly carrier: string; readonly ordersUrl: string; readonly keys: readonly number[] },
    order: CarriageOrder,
  ) => Promise<PlacedOrder>;
}

type Ordering = Pick<Extract<ShipmentCommand, { readonly type: 'OrderCarriage' }>, 'actor' | 'occurredAt' | 'insist'>;

interface Placed {
  readonly placed: PlacedOrder | undefined;
  readonly item?: ItemOfShipment;
}

/** Orders what waits from its carrier's system, where it has one, unless that was done or the asker may not. */
export async function placedOrder(
  facts: OrderFacts,
  load: LoadStream,
  command: Ordering,
  state: ShipmentState,
  about: Pick<ShipmentCommand, 'dossier' | 'shipment'>,
): Promise<Placed> {
  const carrier = await carrierFor(load, command, state);
  if (state.status !== 'arranged' || state.post === undefined || carrier?.ordersUrl === undefined) {
    return { placed: undefined };
  }
  const { dossier, shipment } = about;
  const placed = await facts.sendOrder(
    { carrier: carrier.id, ordersUrl: carrier.ordersUrl, keys: carrier.keys },
    {
      order: `${dossier}-${shipment}`,
      ...{ office: state.post, from: state.oneStop, content: state.content ?? 'result' },
      to: await facts.findRecipient(dossier, command.actor),
      readyAt: state.arrangement.readyAt,
    },
  );
  if (placed.outcome === 'refused') return { placed };
  const on = localTimeOf(await facts.findCalendar(), command.occurredAt).date;
  const use: Use = { ...about, direction: 'to-applicant', post: state.post, oneStop: state.oneStop, on };
  if (await isTaken(load, placed.item, use)) {
    const { carrier: id, order } = placed;
    return { placed: { outcome: 'refused', carrier: id, order, status: 200, because: 'item-in-use' } };
  }
  return { placed, item: await itemOfShipment(load, placed.item, use) };
}

/** The carrier to ask: none where that was done, or is not for the asker to do. */
async function carrierFor(
  load: LoadStream,
  { actor, insist }: Ordering,
  state: ShipmentState,
): Promise<KnownCarrier | undefined> {
  if (state.status !== 'arranged' || state.order) return undefined;
  const isSystem = actor.role === 'system';
  if (isSystem && state.orderRefused) return undefined;
  const mayAsk = actor.unit === state.oneStop && (insist || !wrongRole(actor, ['clerk', 'one-stop-head']));
  if (!isSystem && !mayAsk) return undefined;
  const carrier = carrierOf((await load(carriersStream, carriers)).state, state.post);
  return carrier && carrier.keys.length > 0 ? carrier : undefined;
}

/** Whether something else bears the number, or it is of another office's range. */
async function isTaken(load: LoadStream, item: string, use: Use): Promise<boolean> {
  const { state: uses } = await load(itemStream(item), itemUse);
  const range = rangeOf((await load(itemRangesStream, itemRanges)).state, item);
  const isThis = ({ dossier, shipment }: Use): boolean => dossier === use.dossier && shipment === use.shipment;
  const others = uses.filter((one) => !isThis(one) && isWithinYear(one, use));
  return others.length > 0 || (range !== undefined && range.unit !== use.post);
}
