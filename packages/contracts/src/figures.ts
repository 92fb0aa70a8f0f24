import { z } from 'zod';
import { AtLeast, listOf, queryType } from './command-type.ts';
import { form } from './field-forms.ts';
import { Period } from './period.ts';
import { Level } from './procedure-version.ts';
import {
  Channel,
  DossierCode,
  DossierId,
  Instant,
  LocalDate,
  LogName,
  OfficerId,
  PageLimit,
  ProcedureCode,
  UnitId,
  Words,
} from './scalars.ts';

/** Whose dossiers, and of what kind. `agency`: which decides; `officer`: who has it there, or decided at once. */
export const figureKinds = {
  level: Level.optional(),
  oneStop: UnitId.optional(),
  agency: UnitId.optional(),
  officer: OfficerId.optional(),
  procedure: ProcedureCode.optional(),
  channel: Channel.optional(),
};
export const FigureKind = z.enum(['level', 'oneStop', 'agency', 'officer', 'procedure', 'channel']);
export type FigureKind = z.infer<typeof FigureKind>;
const trends = ['day', 'week', 'month', 'quarter', 'year'] as const;
/** What figures are told by. */
export const FigureGroup = z.enum([...FigureKind.options, ...trends]).meta({ id: 'FigureGroup' });
export type FigureGroup = z.infer<typeof FigureGroup>;
/** What one answer is told by at once. */
export const figureGroupsMax = 3;

const count = z.int().min(0);
const counts = {
  dossiers: count,
  finished: count,
  early: count,
  onTime: count,
  late: count,
  inProcess: count,
  inTerm: count,
  overdue: count,
  paused: count,
  withdrawn: count,
  earlyByOriginal: count,
  onTimeByOriginal: count,
  lateByOriginal: count,
  overdueByOriginal: count,
  lateByLaw: count,
  overdueByLaw: count,
  notReceived: count,
  excluded: count,
};
/** Everything that is counted; what each means, an answer says in its legend. */
export const Figure = z.keyof(z.strictObject(counts)).meta({ id: 'Figure' });
export type Figure = z.infer<typeof Figure>;

/** Which dossiers are counted: received, or finished, on days of the period. */
export const FigureBasis = z.enum(['received', 'finished']).meta({ id: 'FigureBasis' });
export type FigureBasis = z.infer<typeof FigureBasis>;

const counted = {
  basis: FigureBasis.default('received'),
  /** Days of both are counted where both are given. */
  period: Period.optional(),
  from: LocalDate.optional(),
  to: LocalDate.optional(),
  ...figureKinds,
  ...AtLeast,
  log: LogName.optional(),
};

/** `lateRate`: of a hundred finished ones those late by the appointment; absent where none is finished. */
export const FigureCounts = z
  .strictObject({ ...counts, lateRate: z.number().min(0).max(100).optional() })
  .meta({ id: 'FigureCounts' });
export type FigureCounts = z.infer<typeof FigureCounts>;

/** What a line is of; left out where it is not known of its dossiers, or nobody's. */
export const FigureOf = z
  .strictObject({
    ...{ level: z.string(), oneStop: z.string(), agency: z.string(), officer: z.string(), procedure: z.string() },
    ...{ channel: z.string(), day: z.string(), week: z.string(), month: z.string(), quarter: z.string() },
    year: z.string(),
  } satisfies Record<FigureGroup, z.ZodString>)
  .partial()
  .meta({ id: 'FigureOf' });
export type FigureOf = z.infer<typeof FigureOf>;
export const FigureLine = z.strictObject({ of: FigureOf, counts: FigureCounts }).meta({ id: 'FigureLine' });
export type FigureLine = z.infer<typeof FigureLine>;

/** What a name in an answer means. */
export const Legend = z.strictObject({ name: z.string(), words: Words }).meta({ id: 'Legend' });
export type Legend = z.infer<typeof Legend>;

const group = `(?:${FigureGroup.options.join('|')})`;
/** `agency,officer`: what figures are told by; nothing: all together. */
const By = z
  .string()
  .regex(new RegExp(`^(?:${group}(?:,${group}){0,${figureGroupsMax - 1}})?$`), form('FigureByForm'))
  .meta({ id: 'FigureBy', examples: ['agency,officer', 'month'] });

/** How many dossiers came to what, as of the last event of the view and of now. */
export const ShowFigures = queryType(
  'ShowFigures',
  'audit.queries.figures',
  z.strictObject({
    ...counted,
    by: By.default(''),
    limit: PageLimit.default(200),
    after: z.string().max(2_000).optional(),
  }),
  listOf(FigureLine).extend({
    basis: FigureBasis,
    from: LocalDate.optional(),
    to: LocalDate.optional(),
    at: Instant,
    total: FigureCounts,
    legend: z.array(Legend),
  }),
);

/** A dossier that was counted. */
export const CountedDossier = z
  .strictObject({
    dossier: DossierId,
    code: DossierCode.optional(),
    ...{ ...figureKinds, procedure: ProcedureCode, channel: Channel.optional() },
    status: z.string(),
    ...{ receivedAt: Instant.optional(), finishedAt: Instant.optional() },
    ...{ originalDueAt: Instant.optional(), dueAt: Instant.optional(), lawfulDueAt: Instant.optional() },
  })
  .meta({ id: 'CountedDossier' });
export type CountedDossier = z.infer<typeof CountedDossier>;

/** The dossiers behind a figure, by their ids. */
export const ListCountedDossiers = queryType(
  'ListCountedDossiers',
  'audit.queries.counted',
  z.strictObject({
    ...counted,
    figure: Figure.default('dossiers'),
    limit: PageLimit.default(50),
    after: DossierId.optional(),
  }),
  listOf(CountedDossier).extend({ at: Instant, count: z.int().min(0) }),
);
