import { z } from 'zod';
import { Role } from './actor.ts';
import { Level } from './procedure-version.ts';
import { AgencyIdentifier, Line, LocalDate, OfficerId, UnitId, Words } from './scalars.ts';

/** Somebody of a unit, in a role, from a day on, to a last day where there is one. */
export const Officer = z
  .strictObject({ id: OfficerId, role: Role, from: LocalDate, to: LocalDate.optional() })
  .meta({ id: 'Officer' });
export type Officer = z.infer<typeof Officer>;

export const unitContent = {
  name: Words,
  kind: z.enum(['one-stop', 'agency', 'post', 'inspectorate', 'platform']),
  level: Level,
  /** Of the agency in whose name dossiers are received; a one-stop unit has one. */
  identifier: AgencyIdentifier.optional(),
  /** For a one-stop unit: the agencies whose dossiers it receives. */
  agencies: z.array(UnitId).max(200),
  officers: z.array(Officer).max(2_000),
  source: Line,
};
/** For a one-stop unit: the post office that carries for it. */
export const served = { post: UnitId.optional() };

/** An agency, a one-stop unit, a post office … with its staff. */
export const Unit = z.strictObject({ id: UnitId, ...unitContent, ...served }).meta({ id: 'Unit' });
export type Unit = z.infer<typeof Unit>;
