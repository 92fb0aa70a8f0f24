import type { OfficerId, Role, Unit } from '@hoso/contracts';
import type { Instant } from '@hoso/event-sourcing';

/** A unit's staff list, as the registry has it. */
export type Staff = Unit['officers'];

/** The role that the list gives somebody on the local day of an instant; none where it does not name him then. */
export function roleOn(staff: Staff, officer: OfficerId, at: Instant): Role | undefined {
  const day = Temporal.Instant.from(at).toZonedDateTimeISO(officeTimeZone).toPlainDate().toString();
  return staff.find(({ id, from, to }) => id === officer && from <= day && (to === undefined || day <= to))?.role;
}

/** Whether the list names somebody at all, on whatever day. */
export function names(staff: Staff, officer: OfficerId): boolean {
  return staff.some(({ id }) => id === officer);
}

/** Staff lists give local dates. */
const officeTimeZone = 'Asia/Ho_Chi_Minh';
