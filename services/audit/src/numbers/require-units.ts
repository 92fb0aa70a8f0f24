import type { UnitId } from '@hoso/contracts';
import type { FigurePorts } from './show-figures.ts';

/** The units that a question names. */
export interface AskedUnits {
  readonly agency?: UnitId | undefined;
  readonly oneStop?: UnitId | undefined;
}

/**
 * A mistyped unit must not look like one that did nothing: each MUST have been counted, or be known to the registry.
 * Refuses what `requireUnit` does.
 */
export async function requireUnits(
  { rows }: Pick<FigurePorts, 'rows'>,
  { agency, oneStop }: AskedUnits,
  requireUnit: (unit: UnitId) => Promise<unknown>,
): Promise<void> {
  if (agency === undefined && oneStop === undefined) return;
  const { names } = (await rows(undefined)).rows;
  if (agency !== undefined && !names.agency.texts.includes(agency)) await requireUnit(agency);
  if (oneStop !== undefined && !names.oneStop.texts.includes(oneStop)) await requireUnit(oneStop);
}
