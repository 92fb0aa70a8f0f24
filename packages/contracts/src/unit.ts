import { z } from 'zod';
import { Role } from './actor.ts';
import { Level } from './procedure-version.ts';
import { AgencyIdentifier, CentralIdentifier, Line, LocalDate, OfficerId, UnitId, Words } from './scalars.ts';

/** Somebody of a unit, in a role, from a day on, to a last day where there is one. */
export const Officer = z
  .strictObject({ id: OfficerId, role: Role, from: LocalDate, to: LocalDate.optional() })
  .meta({ id: 'Officer' });
export type Officer = z.infer<typeof Officer>;

/**
 * As what somebody signs for the head: KT. as his deputy, TL. by his order, TUQ. by his authorisation, Q. acting in
 * his place.
 */
export const SigningCapacity = z.enum(['KT', 'TL', 'TUQ', 'Q']).meta({ id: 'SigningCapacity' });
export type SigningCapacity = z.infer<typeof SigningCapacity>;

/** Somebody of a unit signs for its head, from a day on, to a last day where there is one. */
export const Delegation = z
  .strictObject({
    ...{ officer: OfficerId, capacity: SigningCapacity, from: LocalDate, to: LocalDate.optional() },
    /** The decision or the letter that says so. */
    document: Line.optional(),
  })
  .meta({ id: 'Delegation' });
export type Delegation = z.infer<typeof Delegation>;

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
/** For a one-stop unit: the post office that carries for it. For an agency: who signs for its head. */
export const served = { post: UnitId.optional(), delegations: z.array(Delegation).max(500).optional() };

/** What came later, of a unit in time. */
export const unitInTime = {
  /** Since when it is as it is told here; absent: as long as anybody asks. */
  effectiveFrom: LocalDate.optional(),
  /** Its last day; a unit that was abolished receives nothing any more. */
  effectiveTo: LocalDate.optional(),
  /** The unit above it. */
  within: UnitId.optional(),
  /** The units that have taken over what it did. */
  succeededBy: z.array(UnitId).max(50).optional(),
  /** Its identifier as codes by TT 04/2025 have it. */
  centralIdentifier: CentralIdentifier.optional(),
};

/** An agency, a one-stop unit, a post office … as it is from a day on, with all its staff of all days. */
export const Unit = z
  .strictObject({
    id: UnitId,
    ...unitContent,
    ...served,
    ...unitInTime,
    /** Which registration of it this is, from 1: the registry counts. */
    version: z.int().min(1).optional(),
  })
  .meta({ id: 'Unit' });
export type Unit = z.infer<typeof Unit>;

/** What stays of a unit where a dossier is bound to it. */
export const BoundUnit = z
  .strictObject({ id: UnitId, version: z.int().min(1).optional(), level: Level })
  .meta({ id: 'BoundUnit' });
export type BoundUnit = z.infer<typeof BoundUnit>;
