import type { OfficerId, ProcedureCode, UnitId } from '@hoso/contracts';
import type { FigurePorts } from './show-figures.ts';

/** The units, the procedure and the officer that a question names. */
export interface AskedNames {
  readonly agency?: UnitId | undefined;
  readonly oneStop?: UnitId | undefined;
  readonly procedure?: ProcedureCode | undefined;
  readonly officer?: OfficerId | undefined;
}

/** Each refuses what is not known, beside what was counted. */
export interface KnownNames {
  readonly requireUnit: (unit: UnitId) => Promise<unknown>;
  readonly requireProcedure: (code: ProcedureCode) => Promise<unknown>;
  readonly requireOfficer: (officer: OfficerId) => Promise<unknown>;
}

/**
 * A mistyped name must not look like one of which there was nothing: each MUST have been counted, or be known
 * otherwise. Refuses what `known` does.
 */
export async function requireKnown(
  { rows }: Pick<FigurePorts, 'rows'>,
  { agency, oneStop, procedure, officer }: AskedNames,
  known: KnownNames,
): Promise<void> {
  if ([agency, oneStop, procedure, officer].every((name) => name === undefined)) return;
  const { names } = (await rows(undefined)).rows;
  if (agency !== undefined && !names.agency.texts.includes(agency)) await known.requireUnit(agency);
  if (oneStop !== undefined && !names.oneStop.texts.includes(oneStop)) await known.requireUnit(oneStop);
  if (procedure !== undefined && !names.procedure.texts.includes(procedure)) await known.requireProcedure(procedure);
  if (officer !== undefined && !names.officer.texts.includes(officer)) await known.requireOfficer(officer);
}
