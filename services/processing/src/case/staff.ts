import {
  type Actor,
  type OfficerId,
  type Role,
  refuse,
  type SigningCapacity,
  type Unit,
  type UnitId,
} from '@hoso/contracts';
import { type Instant, instantOf } from '@hoso/event-sourcing';

/** A unit's staff list, and who signs for its head, as the registry has them. */
export type Staff = Pick<Unit, 'officers' | 'delegations'>;

/** Somebody of a unit acts on a day; his own token has said that he is of it. */
interface ActsInUnit {
  readonly actor: Actor;
  readonly occurredAt: Instant;
  readonly staff: Staff;
}

/** Refuses whoever is not one of the unit's people on that day. */
export function requireColleague({ actor, occurredAt, staff }: ActsInUnit, officer: OfficerId, unit: UnitId): void {
  if (officer !== actor.id && !roleOn(staff, officer, occurredAt)) refuse('OfficerUnknown', { officer, unit });
}

/** Who signs: in what role, and, where he signs for the head, as what; his role is the head's then. */
export interface Signer {
  readonly role: Role | undefined;
  readonly capacity?: SigningCapacity;
}

/**
 * Nobody signs whom the unit never knew. One who had another role then, or none yet or any more, is a matter of law:
 * that can be insisted upon.
 */
export function signerOf({ actor, occurredAt, staff }: ActsInUnit, signer: OfficerId, unit: UnitId): Signer {
  const isHimself = signer === actor.id;
  if (!isHimself && !staff.officers.some(({ id }) => id === signer))
    refuse('OfficerUnknown', { officer: signer, unit });
  const role = isHimself ? actor.role : roleOn(staff, signer, occurredAt);
  const capacity = role === 'head' ? undefined : capacityOn(staff, signer, occurredAt);
  return capacity === undefined ? { role } : { role: 'head', capacity };
}

/** As what somebody signs for the head on that local day; nothing where nobody has said that he may. */
export function capacityOn({ delegations = [] }: Staff, officer: OfficerId, at: Instant): SigningCapacity | undefined {
  const day = localDay(at);
  return delegations.find((one) => one.officer === officer && isWithin(one, day))?.capacity;
}

/** Staff lists give local dates. The province has been seven hours ahead since 1975, in summer too. */
const aheadMs = 7 * 3_600_000;

function roleOn({ officers }: Staff, officer: OfficerId, at: Instant): Role | undefined {
  const day = localDay(at);
  return officers.find((one) => one.id === officer && isWithin(one, day))?.role;
}

/** Asked several times a command: by `Temporal` it would take ten times as long. */
export function localDay(at: Instant): string {
  return instantOf(Date.parse(at) + aheadMs).slice(0, 10);
}

function isWithin({ from, to }: { readonly from: string; readonly to?: string | undefined }, day: string): boolean {
  return from <= day && (to === undefined || day <= to);
}
