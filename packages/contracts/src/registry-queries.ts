import { z } from 'zod';
import { Role } from './actor.ts';
import { CalendarVersion } from './calendar-version.ts';
import { AtLeast, Freshness, listOf, queryType } from './command-type.ts';
import { form } from './field-forms.ts';
import { ProcedureVersion } from './procedure-version.ts';
import { Law, RuleSetVersion } from './rule-set.ts';
import { Instant, Line, LocalDate, PageLimit, ProcedureCode, Slug, UnitId } from './scalars.ts';
import { Officer, Unit } from './unit.ts';

/** What a one-stop unit needs to know of a procedure on a day. */
export const FindProcedure = queryType(
  'FindProcedure',
  'registry.queries.procedure',
  z.strictObject({ code: ProcedureCode, on: LocalDate.optional(), ...AtLeast }),
  z.strictObject({
    procedure: ProcedureVersion,
    versions: z.array(z.strictObject({ version: z.int(), effectiveFrom: LocalDate })),
    ...Freshness,
  }),
);
/**
 * The newest version of each procedure, in order of their codes: all of them, or those with this text: the beginning of
 * the code, or the beginnings of words of the name, with or without marks.
 */
export const ListProcedures = queryType(
  'ListProcedures',
  'registry.queries.procedures',
  z.strictObject({
    text: Line.optional(),
    limit: PageLimit.default(50),
    after: z.string().max(500).optional(),
    ...AtLeast,
  }),
  listOf(ProcedureVersion),
);
/** As it is on a day, refused where it is none then; without a day as it was registered last. */
export const FindUnit = queryType(
  'FindUnit',
  'registry.queries.unit',
  z.strictObject({ id: UnitId, on: LocalDate.optional(), ...AtLeast }),
  z.strictObject({
    unit: Unit,
    versions: z.array(z.strictObject({ version: z.int(), effectiveFrom: LocalDate.optional() })).optional(),
    ...Freshness,
  }),
);
/** Every unit as it was registered last; or those that there are on a day, as they are then. */
export const ListUnits = queryType(
  'ListUnits',
  'registry.queries.units',
  z.strictObject({
    on: LocalDate.optional(),
    limit: PageLimit.default(50),
    after: z.string().max(500).optional(),
    ...AtLeast,
  }),
  listOf(Unit),
);
/** Who is in office in a unit on a day, by default today; in a role, or in any. */
export const ListOfficers = queryType(
  'ListOfficers',
  'registry.queries.officers',
  z.strictObject({ id: UnitId, on: LocalDate.optional(), role: Role.optional(), ...AtLeast }),
  listOf(Officer),
);
/** The newest version, or a given one. */
export const FindCalendar = queryType(
  'FindCalendar',
  'registry.queries.calendar',
  z.strictObject({ id: Slug, version: z.coerce.number().int().min(1).optional(), ...AtLeast }),
  z.strictObject({
    calendar: CalendarVersion,
    /** Since when each version is known: a dossier is bound to the newest one of its reception. */
    versions: z.array(z.strictObject({ version: z.int(), publishedAt: Instant })).optional(),
    ...Freshness,
  }),
);

/**
 * What the law says on a day, by default today, for dossiers of a sector or of none; or what the very versions say that
 * a dossier is bound to: `nd61-2018.3`, with commas between them.
 */
export const FindLaw = queryType(
  'FindLaw',
  'registry.queries.law',
  z.strictObject({
    on: LocalDate.optional(),
    sector: Slug.optional(),
    bound: z
      .string()
      .max(700)
      .regex(/^[a-z0-9-]{2,60}\.\d{1,6}(,[a-z0-9-]{2,60}\.\d{1,6}){0,9}$/, form('BoundLawForm'))
      .optional(),
    ...AtLeast,
  }),
  z.strictObject({ law: Law, ...Freshness }),
);
/** The version in force on a day, by default today; or a given one. */
export const FindRuleSet = queryType(
  'FindRuleSet',
  'registry.queries.ruleset',
  z.strictObject({
    id: Slug,
    on: LocalDate.optional(),
    version: z.coerce.number().int().min(1).optional(),
    ...AtLeast,
  }),
  z.strictObject({
    ruleSet: RuleSetVersion,
    versions: z.array(z.strictObject({ version: z.int(), effectiveFrom: LocalDate })),
    ...Freshness,
  }),
);
/** The newest version of each rule set, in order of their ids; or those in force on a day. */
export const ListRuleSets = queryType(
  'ListRuleSets',
  'registry.queries.rulesets',
  z.strictObject({
    on: LocalDate.optional(),
    limit: PageLimit.default(50),
    after: z.string().max(500).optional(),
    ...AtLeast,
  }),
  listOf(RuleSetVersion),
);

/** What is counted in versions. */
export const Versioned = z.enum(['procedure', 'unit', 'calendar', 'rule-set']).meta({ id: 'Versioned' });
export type Versioned = z.infer<typeof Versioned>;

/** A field that two versions have differently: `steps.verify.term.amount`. Absent in the one that does not have it. */
export const VersionChange = z
  .strictObject({ field: z.string(), before: z.unknown().optional(), after: z.unknown().optional() })
  .meta({ id: 'VersionChange' });
export type VersionChange = z.infer<typeof VersionChange>;

const versionNumber = z.coerce.number().int().min(1).max(1_000_000);
/** What a version says otherwise than another one: by default the newest than the one before it. */
export const CompareVersions = queryType(
  'CompareVersions',
  'registry.queries.difference',
  z.strictObject({
    kind: Versioned,
    id: Slug.or(ProcedureCode),
    from: versionNumber.optional(),
    to: versionNumber.optional(),
    ...AtLeast,
  }),
  z.strictObject({
    kind: Versioned,
    id: z.string(),
    /** 0 where there is only one. */
    from: z.int(),
    to: z.int(),
    changes: z.array(VersionChange),
    ...Freshness,
  }),
);
