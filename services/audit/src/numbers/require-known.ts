import type { ProcedureCode, UnitId } from '@hoso/contracts';
import type { FigurePorts } from './show-figures.ts';

/** The units and the procedure that a question names. */
export interface AskedKnown {
  readonly agency?: UnitId | undefined;
  readonly oneStop?: UnitId | undefined;
  readonly procedure?: ProcedureCode | undefined;
}

/** Each refuses what the registry does not know. */
export interface Registered {
  readonly unit: (id: UnitId) => Promise<unknown>;
  readonly procedure: (code: ProcedureCode) => Promise<unknown>;
}

/**
 * A mistyped unit or procedure must not look like one of which there was nothing: each MUST have been counted, or be
 * known to the registry. Refuses what `registered` does.
 */
export async function requireKnown(
  { rows }: Pick<FigurePorts, 'rows'>,
  { agency, oneStop, procedure }: AskedKnown,
  registered: Registered,
): Promise<void> {
  if (agency === undefined && oneStop === undefined && procedure === undefined) return;
  const { names } = (await rows(undefined)).rows;
  if (agency !== undefined && !names.agency.texts.includes(agency)) await registered.unit(agency);
  if (oneStop !== undefined && !names.oneStop.texts.includes(oneStop)) await registered.unit(oneStop);
  if (procedure !== undefined && !names.procedure.texts.includes(procedure)) await registered.procedure(procedure);
}
