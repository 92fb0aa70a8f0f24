import type {
  BoundCarriage,
  CommandOf,
  DossierId,
  Instant,
  ItemNumber,
  OfficerId,
  OrderRefusedBecause,
  postalCommands,
  ProcedureVersion,
  Said,
  Unit,
  UnitId,
} from '@hoso/contracts';
import type { WorkingCalendar } from '@hoso/working-time';

/** What a shipment may be asked to do, as its senders say it. */
export type ShipmentIntent = CommandOf<(typeof postalCommands)[number]>;

/** What the registry says of a collection on its day, and whether intake has the dossier already. */
export interface CollectionFacts {
  readonly procedure: ProcedureVersion;
  readonly oneStop: Unit;
  readonly submitted: boolean;
}

/** Who was on the staff of both sides on the day of a signing. */
export interface Staff {
  readonly postal: readonly OfficerId[];
  readonly agency: readonly OfficerId[];
}

/** A dossier as intake knows it. */
export interface KnownDossier {
  readonly oneStop: UnitId;
  readonly awaitsSupplement: boolean;
  /** Documents whose originals lie at the counter. */
  readonly originals: readonly string[];
}

/** What a waybill says beside its sender's words: the number of the item, and the terms that bind its carriage. */
export interface Waybill {
  readonly item: ItemNumber;
  readonly carriage?: BoundCarriage;
}

/** What came of an order at a carrier's system. */
export type PlacedOrder = { readonly carrier: string; readonly order: string } & (
  | { readonly outcome: 'taken'; readonly item: ItemNumber }
  | { readonly outcome: 'refused'; readonly status: number; readonly because: OrderRefusedBecause }
  /** `status` 0: there was no answer at all. */
  | { readonly outcome: 'unanswered'; readonly status: number; readonly triedAt: Instant }
);

/** What each intent is decided by, beside itself and the shipment. */
interface Facts {
  readonly CollectDossier: { readonly facts: CollectionFacts; readonly waybill: Waybill };
  readonly CollectSupplement: { readonly known: KnownDossier; readonly waybill: Waybill };
  readonly SignHandoverMinutes: { readonly staff: Staff };
  /** `originals`: those that the post brought and has not taken back. `kept`: those that the counter took. */
  readonly HandResultToPost: {
    readonly staff: Staff;
    readonly waybill: Waybill;
    readonly originals: readonly string[];
    readonly kept: readonly string[];
  };
  /** Nothing where it was ordered before, or its carrier takes no orders. */
  readonly OrderCarriage: { readonly placed: PlacedOrder | undefined };
  readonly RemitFees: { readonly staff: Staff };
  readonly GiveReceiptToPost: { readonly staff: Staff };
  readonly SendPapersBack: { readonly known: KnownDossier; readonly post: string | undefined };
  readonly TakeItemBack: { readonly staff: Staff };
  /** The office that carries for the one-stop unit, where one is named. */
  readonly ArrangeShipment: { readonly post: string | undefined };
  readonly ReturnToAgency: { readonly calendar: WorkingCalendar };
}

type Informed<Intent extends ShipmentIntent> = Intent extends { readonly type: infer Type extends keyof Facts }
  ? Intent & Facts[Type]
  : Intent;

/**
 * An intent with who and when, the shipment it is about, and the facts it is decided by: the decider itself asks
 * nobody.
 */
export type ShipmentCommand = Informed<ShipmentIntent> &
  Said & { readonly dossier: DossierId; readonly shipment: number };

/** The command of one type. */
export type ShipmentCommandOf<Type extends ShipmentIntent['type']> = Extract<ShipmentCommand, { readonly type: Type }>;
