import { type Actor, type OfficerId, type Role, refuse, type Unit, type UnitId } from '@hoso/contracts';
import type { Instant } from '@hoso/event-sourcing';

/** A unit's staff list, as the registry has it. */
export type Staff = Unit['officers'];

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

/**
 * Nobody signs whom the unit never knew. One who had another role then, or none yet or any more, is a matter of law:
 * that can be insisted upon.
 */
export function roleOfSigner(act: ActsInUnit, signer: OfficerId, unit: UnitId): Role | undefined {
  const { actor, occurredAt, staff } = act;
  if (signer === actor.id) return actor.role;
  if (!staff.some(({ id }) => id === signer)) refuse('OfficerUnknown', { officer: signer, unit });
  return roleOn(staff, signer, occurredAt);
}

/** Staff lists give local dates. */
const officeTimeZone = 'Asia/Ho_Chi_Minh';

function roleOn(staff: Staff, officer: OfficerId, at: Instant): Role | undefined {
  const day = Temporal.Instant.from(at).toZonedDateTimeISO(officeTimeZone).toPlainDate().toString();
  return staff.find(({ id, from, to }) => id === officer && from <= day && (to === undefined || day <= to))?.role;
}
