import type { LocalDate, ShipmentSummary, StatementStatus } from '@hoso/contracts';
import type { Instant } from '@hoso/event-sourcing';

/** What we know of an item: of all the dossiers in its packet together. */
export interface OurItem {
  readonly item: string;
  readonly dossiers: readonly string[];
  /** The day on which the carrier got it. */
  readonly acceptedOn: LocalDate;
  readonly status: StatementStatus;
  readonly collected: number;
  readonly remitted: number;
}

/** The items that a carrier got on the days from `from` to `to`, by number. */
export function ourItems(
  shipments: Iterable<ShipmentSummary>,
  { from, to }: { readonly from: LocalDate; readonly to: LocalDate },
  localDate: (instant: Instant) => LocalDate,
): ReadonlyMap<string, OurItem> {
  const items = new Map<string, OurItem>();
  for (const shipment of shipments) {
    const acceptedAt = shipment.direction === 'to-agency' ? shipment.beganAt : shipment.handedOverAt;
    if (shipment.item === undefined || acceptedAt === undefined) continue;
    const acceptedOn = localDate(acceptedAt);
    if (acceptedOn < from || to < acceptedOn) continue;
    const { collected, remitted } = shipment.money;
    const before = items.get(shipment.item);
    items.set(shipment.item, {
      item: shipment.item,
      dossiers: [...(before?.dossiers ?? []), shipment.dossier],
      acceptedOn,
      status: before && before.status !== statusOf(shipment) ? 'under-way' : statusOf(shipment),
      collected: (before?.collected ?? 0) + collected,
      remitted: (before?.remitted ?? 0) + remitted,
    });
  }
  return items;
}

function statusOf({ status }: ShipmentSummary): StatementStatus {
  switch (status) {
    case 'handed-over':
    case 'delivered':
      return 'delivered';
    case 'returning':
    case 'taken-back':
      return 'returned';
    case 'lost':
      return 'lost';
    default:
      return 'under-way';
  }
}
