import type { OfficerId, UnitId } from '@hoso/contracts';
import type { FigurePorts } from './show-figures.ts';

/** The units and the officer that a question names. */
export interface AskedNames {
  readonly agency?: UnitId | undefined;
  readonly oneStop?: UnitId | undefined;
  readonly officer?: OfficerId | undefined;
}

/** Each refuses who is not known, too, beside those that were counted. */
export interface KnownNames {
  readonly requireUnit: (unit: UnitId) => Promise<unknown>;
  readonly requireOfficer: (officer: OfficerId) => Promise<unknown>;
}

/**
 * A mistyped name must not look like a unit or an officer that did nothing: each MUST have been counted, or be known
 * otherwise.
 */
export async function requireKnown(
  { rows }: Pick<FigurePorts, 'rows'>,
  { agency, oneStop, officer }: AskedNames,
  { requireUnit, requireOfficer }: KnownNames,
): Promise<void> {
  if (agency === undefined && oneStop === undefined && officer === undefined) return;
  const { names } = (await rows(undefined)).rows;
  if (agency !== undefined && !names.agency.texts.includes(agency)) await requireUnit(agency);
  if (oneStop !== undefined && !names.oneStop.texts.includes(oneStop)) await requireUnit(oneStop);
  if (officer !== undefined && !names.officer.texts.includes(officer)) await requireOfficer(officer);
}
