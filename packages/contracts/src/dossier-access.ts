import type { EventOf } from '@hoso/event-sourcing';
import type { Actor, Role } from './actor.ts';
import { DossierSubmitted, TransferredToAgency } from './intake.ts';
import { ResultHandedToPost, ShipmentArranged } from './postal-events.ts';
import { CaseOpened, ConsultationRequested } from './case-events.ts';
import { DossierShared } from './shared-dossiers.ts';
import type { UnitId } from './scalars.ts';

/** Which dossiers a role reads, and whether it reads in them who applies. */
export interface Reading {
  /** `in-hand`: those that the reader's unit has or had. `own`: those that he submitted himself. */
  readonly dossiers: 'every' | 'in-hand' | 'own' | 'none';
  readonly applicant: boolean;
}

/**
 * The one rule of reading dossiers, for showing, listing and replaying them. A dossier that somebody may not read is to
 * him as one that does not exist. The platform itself (`system`) looks dossiers up for its services.
 */
export const readingOf: Readonly<Record<Role, Reading>> = {
  applicant: { dossiers: 'own', applicant: true },
  clerk: { dossiers: 'in-hand', applicant: true },
  'one-stop-head': { dossiers: 'in-hand', applicant: true },
  officer: { dossiers: 'in-hand', applicant: true },
  head: { dossiers: 'in-hand', applicant: true },
  coordinator: { dossiers: 'in-hand', applicant: true },
  postal: { dossiers: 'in-hand', applicant: false },
  inspector: { dossiers: 'every', applicant: true },
  operator: { dossiers: 'every', applicant: false },
  registrar: { dossiers: 'none', applicant: false },
  'privacy-officer': { dossiers: 'every', applicant: false },
  system: { dossiers: 'every', applicant: false },
};

/** Through whose hands a dossier has gone: all that the rule needs to know of it. */
export interface Hands {
  readonly submittedBy: { readonly id: string; readonly role: string };
  readonly oneStop: UnitId;
  /** Every agency that has or had a case of it, or was asked about it. */
  readonly agencies: readonly UnitId[];
  /** Every postal unit that has or had a shipment of it, or is to have it. */
  readonly carriers: readonly UnitId[];
}

/** `hands` is undefined for what went through nobody's here: a dossier of an imported log. */
export function mayRead({ id, role, unit }: Actor, hands: Hands | undefined): boolean {
  const { dossiers } = readingOf[role];
  if (dossiers === 'every' || dossiers === 'none' || !hands) return dossiers === 'every';
  if (dossiers === 'own') return hands.submittedBy.role === 'applicant' && hands.submittedBy.id === id;
  return [hands.oneStop, ...hands.agencies, ...hands.carriers].includes(unit);
}

export function mayReadApplicant(actor: Actor, hands: Hands): boolean {
  return readingOf[actor.role].applicant && mayRead(actor, hands);
}

/** The events by which a dossier goes from hand to hand. */
export const handoverTypes = [
  DossierSubmitted,
  TransferredToAgency,
  CaseOpened,
  ConsultationRequested,
  DossierShared,
  ShipmentArranged,
  ResultHandedToPost,
] as const;
export type HandedOver = EventOf<(typeof handoverTypes)[number]> & {
  readonly actor: { readonly id: string; readonly role: string };
};

/** Nothing until the dossier is submitted. */
export function handsAfter(hands: Hands | undefined, event: HandedOver): Hands | undefined {
  if (event.type === 'DossierSubmitted') {
    const { id, role } = event.actor;
    const { oneStop, collected } = event.data;
    const carriers = collected === undefined ? [] : [collected.post];
    return hands ?? { submittedBy: { id, role }, oneStop, agencies: [], carriers };
  }
  if (!hands) return undefined;
  return event.type === 'ShipmentArranged' || event.type === 'ResultHandedToPost'
    ? { ...hands, carriers: withUnit(hands.carriers, event.data.post) }
    : { ...hands, agencies: withUnit(hands.agencies, event.data.agency) };
}

function withUnit(units: readonly UnitId[], unit: UnitId | undefined): readonly UnitId[] {
  return unit === undefined || units.includes(unit) ? units : [...units, unit];
}
