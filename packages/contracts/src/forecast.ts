import { z } from 'zod';
import { AtLeast, listOf, queryType } from './command-type.ts';
import {
  DossierId,
  DossierCode,
  Instant,
  LocalDate,
  LogName,
  OfficerId,
  PageLimit,
  ProcedureCode,
  UnitId,
  Words,
} from './scalars.ts';

/** What falls due on a day, and how much of it is expected to be late. */
export const ForecastDay = z
  .strictObject({
    day: LocalDate,
    due: z.int().min(0),
    /** Σ of the dossiers' probabilities. */
    expectedLate: z.number().min(0),
    /** Nine times of ten it is from so many to so many. */
    ...{ from: z.int().min(0), to: z.int().min(0) },
  })
  .meta({ id: 'ForecastDay' });
export type ForecastDay = z.infer<typeof ForecastDay>;

/** A dossier that falls due, and how likely it is to be late. */
export const DossierAtRisk = z
  .strictObject({
    dossier: DossierId,
    code: DossierCode.optional(),
    ...{ procedure: ProcedureCode, agency: UnitId.optional(), officer: OfficerId.optional() },
    dueAt: Instant,
    probability: z.number().min(0).max(1),
    /** Finished dossiers like it that the probability rests on, and what they had in common with it. */
    ...{ sample: z.int().min(0), like: z.enum(['agency-procedure', 'procedure', 'all']) },
  })
  .meta({ id: 'DossierAtRisk' });
export type DossierAtRisk = z.infer<typeof DossierAtRisk>;

/** What is in process, and what of it is likely to be late in the next days; the likeliest first. */
export const ShowForecast = queryType(
  'ShowForecast',
  'audit.queries.forecast',
  z.strictObject({
    days: z.coerce.number().int().min(1).max(30).default(7),
    ...{ agency: UnitId.optional(), officer: OfficerId.optional(), procedure: ProcedureCode.optional() },
    limit: PageLimit.default(20),
    ...AtLeast,
    log: LogName.optional(),
  }),
  listOf(DossierAtRisk).extend({
    at: Instant,
    /** In process now: all, overdue already, waiting for somebody outside (no forecast is made of these). */
    backlog: z.strictObject({ inProcess: z.int(), overdue: z.int(), paused: z.int() }),
    days: z.array(ForecastDay),
    method: Words,
  }),
);
