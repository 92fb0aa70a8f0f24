import { eventCatalogue, eventType } from '@hoso/event-sourcing';
import { z } from 'zod';
import { Role } from './actor.ts';
import { AtLeast, commandType, Freshness, listOf, queryType } from './command-type.ts';
import { form } from './field-forms.ts';
import {
  AgencyIdentifier,
  Line,
  LocalDate,
  OfficerId,
  PageLimit,
  Paragraph,
  ProcedureCode,
  Slug,
  UnitId,
  Words,
} from './scalars.ts';

/**
 * Statutory time as the procedure states it. `sameDay`: that day's close, after 15:00 the next working day's (Luật Hộ
 * tịch Đ5.3).
 */
const statedTerms = [
  z.strictObject({
    unit: z.literal('workingDays'),
    amount: z.int().min(1).max(3_650),
    mode: z.enum(['dayEnd', 'workingHours']).optional(),
  }),
  z.strictObject({ unit: z.literal('workingHours'), amount: z.int().min(1).max(3_650) }),
  z.strictObject({ unit: z.literal('calendarDays'), amount: z.int().min(1).max(3_650) }),
  z.strictObject({ unit: z.literal('sameDay') }),
] as const;
/** A term that can be counted. */
export const StatedTerm = z.discriminatedUnion('unit', statedTerms);
export type StatedTerm = z.infer<typeof StatedTerm>;

/** `unstated`: a bare number, or nothing at all. Nobody can tell when it ends, so no due date is judged by it. */
export const UnstatedTerm = z.strictObject({
  unit: z.literal('unstated'),
  amount: z.int().min(0).max(1_000_000).optional(),
});
export const Term = z.discriminatedUnion('unit', [...statedTerms, UnstatedTerm]).meta({ id: 'Term' });
export type Term = z.infer<typeof Term>;

/** One step of the internal process: who does it and what follows (TT 01/2018 Đ8). */
export const Step = z.strictObject({ code: Slug, name: Words, role: Role }).meta({ id: 'Step' });
export type Step = z.infer<typeof Step>;

/** One document of the published list. */
export const RequiredDocument = z
  .strictObject({
    code: Slug,
    name: Line,
    form: z.enum(['original', 'certified', 'copy', 'electronic', 'unstated']),
    needed: z.boolean(),
  })
  .meta({ id: 'RequiredDocument' });
export type RequiredDocument = z.infer<typeof RequiredDocument>;

export const Level = z.enum(['province', 'district', 'commune']).meta({ id: 'Level' });
export type Level = z.infer<typeof Level>;

/** By channel. A channel without a term is not offered. */
function termsOf<Each extends z.ZodType>(term: Each) {
  return z.strictObject({ counter: term.optional(), online: term.optional(), post: term.optional() });
}

const procedureContent = {
  name: Words,
  effectiveFrom: LocalDate,
  levels: z.array(Level).min(1),
  terms: termsOf(Term),
  documents: z.array(RequiredDocument).max(100),
  /** In đồng; absent where the source gives none or leaves it to the province. */
  fee: z.strictObject({ amount: z.int().min(0).optional(), note: Paragraph.optional() }),
  /** In order. */
  steps: z.array(Step).min(1).max(50),
  /** One-stop staff authorised to resolve the case themselves (61 Đ17.5). */
  clerkMayProcess: z.boolean(),
  source: z.strictObject({
    text: Paragraph,
    url: z
      .url()
      .max(500)
      .regex(/^[!-~]+$/, form('WebAddressForm'))
      .optional(),
    decision: Line.optional(),
  }),
  /** What the source lacks and a province has to set; what is true of 2026 and used for earlier years is among it. */
  assumed: z.array(Line).max(20),
};

/** A version of a procedure. Versions count from 1 and are in force from their date until the next one's. */
export const ProcedureVersion = z
  .strictObject({ code: ProcedureCode, version: z.int().min(1), ...procedureContent })
  .meta({ id: 'ProcedureVersion' });
export type ProcedureVersion = z.infer<typeof ProcedureVersion>;

const officer = z.strictObject({ id: OfficerId, role: Role, from: LocalDate, to: LocalDate.optional() });

const unitContent = {
  name: Words,
  kind: z.enum(['one-stop', 'agency', 'post', 'inspectorate', 'platform']),
  level: Level,
  /** Of the agency in whose name dossiers are received; a one-stop unit has one. */
  identifier: AgencyIdentifier.optional(),
  /** For a one-stop unit: the agencies whose dossiers it receives. */
  agencies: z.array(UnitId).max(200),
  officers: z.array(officer).max(2_000),
  source: Line,
};
/** For a one-stop unit: the post office that carries for it. */
const served = { post: UnitId.optional() };

/** An agency, a one-stop unit, a post office … with its staff. */
export const Unit = z.strictObject({ id: UnitId, ...unitContent, ...served }).meta({ id: 'Unit' });
export type Unit = z.infer<typeof Unit>;

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, form('TimeOfDayForm'));
const hours = z.array(z.tuple([time, time])).max(6);
const dayHours = z.strictObject({ hours, countsAsDay: z.boolean().optional() });

const calendarContent = {
  timeZone: z
    .string()
    .max(40)
    .regex(/^[A-Za-z0-9_+/-]+$/, form('TimeZoneForm')),
  knownFrom: z.int().min(1976).max(2100),
  knownTo: z.int().min(1976).max(2100),
  hours: hours.min(1).optional(),
  week: z
    .strictObject({
      monday: dayHours.optional(),
      tuesday: dayHours.optional(),
      wednesday: dayHours.optional(),
      thursday: dayHours.optional(),
      friday: dayHours.optional(),
      saturday: dayHours.optional(),
      sunday: dayHours.optional(),
    })
    .optional(),
  specialDays: z
    .array(
      z.strictObject({
        date: LocalDate,
        kind: z.enum(['holiday', 'compensatory', 'swappedRest', 'closure', 'swappedWork', 'changedHours']),
        name: Words,
        hours: hours.optional(),
        countsAsDay: z.boolean().optional(),
        provisional: z.boolean().optional(),
        source: Line.optional(),
      }),
    )
    .max(2_000),
};

/** A version of a working calendar: `Calendar` of working-time, as data. */
export const CalendarVersion = z
  .strictObject({ id: Slug, version: z.int().min(1), ...calendarContent })
  .meta({ id: 'CalendarVersion' });
export type CalendarVersion = z.infer<typeof CalendarVersion>;

/** The calendar by which the province's offices work: dossiers are bound to its newest version. */
export const officeCalendarId = 'quang-ninh';

const subject = 'registry.commands.registry';
/** A version of a procedure: nothing is recorded where it says the same as the newest one. */
export const PublishProcedure = commandType(
  'PublishProcedure',
  subject,
  z.strictObject({ code: ProcedureCode, ...procedureContent }),
);
export const RegisterUnit = commandType(
  'RegisterUnit',
  subject,
  z.strictObject({ id: UnitId, ...unitContent, ...served }),
);
export const PublishCalendar = commandType(
  'PublishCalendar',
  subject,
  z.strictObject({ id: Slug, ...calendarContent }),
);

export const ProcedurePublished = eventType(
  'ProcedurePublished',
  z.strictObject({ code: ProcedureCode, version: z.int().min(1), ...procedureContent, terms: termsOf(StatedTerm) }),
).revisedTo(
  // 2: a term may be without a unit; before, every one had one.
  ProcedureVersion,
  (previous) => previous,
);
export const UnitRegistered = eventType('UnitRegistered', z.strictObject({ id: UnitId, ...unitContent })).revisedTo(
  // 2: which post office carries for a one-stop unit; before, none was named.
  Unit,
  (previous) => previous,
);
export const CalendarPublished = eventType('CalendarPublished', CalendarVersion);
export const registryEvents = eventCatalogue(ProcedurePublished, UnitRegistered, CalendarPublished);

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
export const FindUnit = queryType(
  'FindUnit',
  'registry.queries.unit',
  z.strictObject({ id: UnitId, ...AtLeast }),
  z.strictObject({ unit: Unit, ...Freshness }),
);
export const ListUnits = queryType(
  'ListUnits',
  'registry.queries.units',
  z.strictObject({ limit: PageLimit.default(50), after: z.string().max(500).optional(), ...AtLeast }),
  listOf(Unit),
);
/** The newest version, or a given one. */
export const FindCalendar = queryType(
  'FindCalendar',
  'registry.queries.calendar',
  z.strictObject({ id: Slug, version: z.coerce.number().int().min(1).optional(), ...AtLeast }),
  z.strictObject({ calendar: CalendarVersion, ...Freshness }),
);
