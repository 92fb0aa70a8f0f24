import { isDomainError } from '@hoso/event-sourcing';
import type { LocalDate, UnitId } from './scalars.ts';
import type { Unit } from './unit.ts';

/** Asks the registry for a unit as it is on a local date; without one, as it was registered last. */
export type FindUnitOn = (id: UnitId, on?: LocalDate) => Promise<Unit>;

/**
 * A unit as it was on a local date; one that was not there then, as it was registered last, since what it began is
 * still ended and still has its name. Whoever begins something asks for the date alone, and is refused.
 */
export async function unitAt(findUnit: FindUnitOn, id: UnitId, on: LocalDate): Promise<Unit> {
  try {
    return await findUnit(id, on);
  } catch (error) {
    if (isDomainError(error) && error.code === 'UnitNotInForce') return await findUnit(id);
    throw error;
  }
}
