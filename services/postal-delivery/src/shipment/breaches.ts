import { type Breach, doers, missing, type Role, refuse, requireUnit, wrongRole } from '@hoso/contracts';
import { canonicalJson } from '@hoso/event-sourcing';
import { isWorkingTimeError, type WorkingCalendar, workingDaysBetween } from '@hoso/working-time';
import type { ShipmentCommand, Staff } from './shipment-command.ts';
import type { Begun, Carried } from './shipment-state.ts';

const carriers: readonly Role[] = doers.post;
const counter: readonly Role[] = doers.counter;

/** Refuses whoever is not of the post office that has it; of its people, some have to insist. */
export function atPost({ actor }: ShipmentCommand, post: string): Breach | undefined {
  requireUnit(actor, post);
  return wrongRole(actor, carriers);
}

/** Refuses whoever is not of the one-stop unit. */
export function atCounter({ actor }: ShipmentCommand, { oneStop }: Begun): Breach | undefined {
  requireUnit(actor, oneStop);
  return wrongRole(actor, counter);
}

/** A change of hands is told by either side. */
export function atEitherSide({ actor }: ShipmentCommand, oneStop: string, post: string): Breach | undefined {
  requireUnit(actor, post, oneStop);
  return wrongRole(actor, actor.unit === post ? carriers : counter);
}

export function notInState({ type }: ShipmentCommand, { status }: Begun): never {
  return refuse('ShipmentNotInState', { status, command: type });
}

/** What every event of a shipment names. */
export function at({ dossier, shipment }: ShipmentCommand): { readonly dossier: string; readonly shipment: number } {
  return { dossier, shipment };
}

/** Whether what was told before says the same, whoever insisted upon it. */
export function saysTheSame({ insisted: _, ...told }: { readonly insisted?: unknown }, data: object): boolean {
  return canonicalJson(told) === canonicalJson(data);
}

export interface Signatures {
  readonly postal?: string | undefined;
  readonly agency?: string | undefined;
}

/** Whoever tells of a signing has signed for his own side, unless he names somebody else. */
export function signatures({ actor }: ShipmentCommand, given: Signatures | undefined, post: string): Signatures {
  const own = actor.unit === post ? { postal: actor.id } : { agency: actor.id };
  return { ...own, ...given };
}

/** Two signatures, each by somebody of its own side on that day (QĐ 45/2016 Đ7, Đ9). */
export function unsigned(
  { actor, staff }: ShipmentCommand & { readonly staff: Staff },
  { postal, agency }: Signatures,
  units: { readonly post: string; readonly oneStop: string },
): readonly (Breach | undefined)[] {
  const stranger = (officer: string | undefined, unit: string, known: readonly string[]): Breach | undefined => {
    // Who tells of it has shown who he is; whom he names has not.
    const himself = officer === actor.id && unit === actor.unit;
    if (officer === undefined || himself || known.includes(officer)) return undefined;
    return { code: 'SignerUnknown', params: { officer, unit } };
  };
  return [
    missing('signedBy.postal', postal),
    missing('signedBy.agency', agency),
    stranger(postal, units.post, staff.postal),
    stranger(agency, units.oneStop, staff.agency),
  ];
}

/** The seal as it is found, beside the one that was put on. */
export function unsound(
  found: { readonly sealNo?: string | undefined; readonly intact?: boolean | undefined },
  expected: string | undefined,
): Breach | undefined {
  if (found.intact === false) return { code: 'SealBroken' };
  const { sealNo } = found;
  if (sealNo === undefined || expected === undefined || sealNo === expected) return undefined;
  return { code: 'SealDiffers', params: { sealNo, expected } };
}

/** Two invitations, two working days apart (TT 17/2017 5.2.h). In years that no calendar knows it is not judged. */
export function uninvited({ invitations }: Carried, calendar: WorkingCalendar): Breach | undefined {
  const instants = invitations.map((invitation) => invitation.at).sort();
  const [first, last] = [instants[0], instants.at(-1)];
  const breach: Breach = { code: 'TooFewInvitations' };
  if (first === undefined || last === undefined || instants.length < 2) return breach;
  try {
    return workingDaysBetween(calendar, first, last) < 2 ? breach : undefined;
  } catch (error) {
    if (isWorkingTimeError(error) && error.code === 'DateOutsideKnownYears') return undefined;
    throw error;
  }
}
