import type { CommandOf, DossierId, OfficerId, postalCommands, ProcedureVersion, Said, Unit } from '@hoso/contracts';
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

/** What each intent is decided by, beside itself and the shipment. */
interface Facts {
  readonly CollectDossier: { readonly facts: CollectionFacts };
  readonly SignHandoverMinutes: { readonly staff: Staff };
  readonly HandResultToPost: { readonly staff: Staff };
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
