import { type Actor, type CarriageOrder, type DossierId, type Recipient, wrongRole } from '@hoso/contracts';
import type { Instant, LoadStream } from '@hoso/event-sourcing';
import { localTimeOf, type WorkingCalendar } from '@hoso/working-time';
import { carrierOf, carriers, carriersStream, type KnownCarrier } from '../carrier/carriers.ts';
import { type ItemOfShipment, itemOfShipment } from '../item/item-of-shipment.ts';
import { itemRanges, itemRangesStream, rangeOf } from '../item/item-ranges.ts';
import { isWithinYear, itemStream, itemUse, type Use } from '../item/item-use.ts';
import { isTooEarly } from './order.ts';
import type { PlacedOrder, ShipmentCommand } from './shipment-command.ts';
import type { ShipmentState } from './shipment-state.ts';

/** Where orders go, and what they say. */
export interface OrderFacts {
  /** By which the province's offices work. */
  readonly findCalendar: () => Promise<WorkingCalendar>;
  /** To whom a result goes, each look-up recorded. */
  readonly findRecipient: (dossier: DossierId, actor: Actor) => Promise<Recipient>;
  /** What the log's clock shows. */
  readonly now: () => Instant;
  /**
   * MUST be repeatable: the same order again is the same order. Answers `unanswered` where it may be taken later.
   */
  readonly sendOrder: (
    carrier: { readonly carrier: string; readonly ordersUrl: string; readonly keys: readonly number[] },
    order: CarriageOrder,
  ) => Promise<SentOrder>;
  /** Of whom asks himself, and is told that nobody answers. */
  readonly refuseUnanswered: (order: Extract<SentOrder, { readonly outcome: 'unanswered' }>) => never;
}

/** What came of sending an order. */
export type SentOrder = Unstamped<PlacedOrder>;
type Unstamped<Order> = Order extends { readonly triedAt: Instant } ? Omit<Order, 'triedAt'> : Order;

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
  const sent = await facts.sendOrder(
    { carrier: carrier.id, ordersUrl: carrier.ordersUrl, keys: carrier.keys },
    {
      order: `${dossier}-${shipment}`,
      ...{ office: state.post, from: state.oneStop, content: state.content ?? 'result' },
      to: await facts.findRecipient(dossier, command.actor),
      readyAt: state.arrangement.readyAt,
    },
  );
  if (sent.outcome === 'unanswered') {
    if (command.actor.role !== 'system') facts.refuseUnanswered(sent);
    return { placed: { ...sent, triedAt: facts.now() } };
  }
  if (sent.outcome === 'refused') return { placed: sent };
  const on = localTimeOf(await facts.findCalendar(), command.occurredAt).date;
  const use: Use = { ...about, direction: 'to-applicant', post: state.post, oneStop: state.oneStop, on };
  if (await isTaken(load, sent.item, use)) {
    const { carrier: id, order } = sent;
    return { placed: { outcome: 'refused', carrier: id, order, status: 200, because: 'item-in-use' } };
  }
  return { placed: sent, item: await itemOfShipment(load, sent.item, use) };
}

/** The carrier to ask: none where that was done, or is not for the asker to do. */
async function carrierFor(
  load: LoadStream,
  { actor, insist, occurredAt }: Ordering,
  state: ShipmentState,
): Promise<KnownCarrier | undefined> {
  if (state.status !== 'arranged' || state.order || isTooEarly({ actor, occurredAt }, state)) return undefined;
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
