import { z } from 'zod';
import { AtLeast, listOf, queryType } from './command-type.ts';
import { Legend } from './figures.ts';
import { Period } from './period.ts';
import { DossierCode, DossierId, Instant, LocalDate, LogName, OfficerId, PageLimit, UnitId, Words } from './scalars.ts';

/** An index of TT 01/2018/TT-VPCP Đ13, by its number there. */
export const ScoreIndex = z.coerce.number().int().min(1).max(9).meta({ id: 'ScoreIndex' });

/** What an index came to for somebody in a period. */
export const IndexScore = z
  .strictObject({
    index: z.int().min(1).max(9),
    /** Σ points ÷ dossiers, one decimal (Đ15); absent where events cannot tell it, or nothing was scored. */
    score: z.number().min(0).max(2).optional(),
    points: z.int().min(0).optional(),
    /** Those that were scored; of index 8 petitions. */
    dossiers: z.int().min(0).optional(),
  })
  .meta({ id: 'IndexScore' });
export type IndexScore = z.infer<typeof IndexScore>;

/** Officers: all of their tasks done (5 points or more), most, few. Agencies: five ratings. */
export const ScoreRating = z
  .enum(['all-tasks', 'most-tasks', 'few-tasks', 'excellent', 'good', 'fair', 'average', 'weak'])
  .meta({ id: 'ScoreRating' });
export type ScoreRating = z.infer<typeof ScoreRating>;

export const Score = z
  .strictObject({
    ...{ agency: UnitId, officer: OfficerId.optional() },
    /** The week, month … that it is of. */
    period: z.string(),
    /** Finished in it. */
    dossiers: z.int().min(0),
    indices: z.array(IndexScore),
    /** What is known, and what it would be if every unknown index had all its points. */
    ...{ atLeast: z.number().min(0), atMost: z.number().min(0), max: z.int().min(0) },
    /** Those that are possible between the two; one where it is certain. */
    ratings: z.array(ScoreRating),
  })
  .meta({ id: 'Score' });
export type Score = z.infer<typeof Score>;

/** An index that events do not tell, and why. */
export const UnknownIndex = z
  .strictObject({ index: z.int().min(1), name: Words, why: Words })
  .meta({ id: 'UnknownIndex' });
export type UnknownIndex = z.infer<typeof UnknownIndex>;

/** Whom scores are of. */
export const ScoresOf = z.enum(['agencies', 'officers']).meta({ id: 'ScoresOf' });

/** Officers or agencies after TT 01/2018 Đ13–15, in a period or in each week, month … of it. */
export const ShowScores = queryType(
  'ShowScores',
  'audit.queries.scores',
  z.strictObject({
    of: ScoresOf.default('agencies'),
    period: Period,
    every: z.enum(['week', 'month', 'quarter', 'year']).optional(),
    ...{ agency: UnitId.optional(), officer: OfficerId.optional() },
    ...{ limit: PageLimit.default(100), after: z.string().max(500).optional() },
    ...AtLeast,
    log: LogName.optional(),
  }),
  listOf(Score).extend({
    ...{ from: LocalDate, to: LocalDate, at: Instant, legend: z.array(Legend), unknown: z.array(UnknownIndex) },
  }),
);

/** The points of one dossier, and what they were given for. */
export const ScoredDossier = z
  .strictObject({
    dossier: DossierId,
    code: DossierCode.optional(),
    ...{ agency: UnitId.optional(), officer: OfficerId.optional() },
    /** By the index: 1 total time, 2 the agencies' own time, 3 times somebody had to bring something more. */
    ...{ time: z.int().min(0).max(2), agencies: z.int().min(0).max(2), contacts: z.int().min(0).max(2) },
    ...{ finishedAt: Instant, originalDueAt: Instant.optional(), supplements: z.int().min(0) },
    /** Each agency's own. */
    parts: z.array(
      z.strictObject({ agency: UnitId, officer: OfficerId.optional(), dueAt: Instant.optional(), finishedAt: Instant }),
    ),
  })
  .meta({ id: 'ScoredDossier' });
export type ScoredDossier = z.infer<typeof ScoredDossier>;

/** The dossiers behind a score, by their ids; of one index, those with so many points. */
export const ListScoredDossiers = queryType(
  'ListScoredDossiers',
  'audit.queries.scored',
  z.strictObject({
    period: Period,
    ...{ agency: UnitId.optional(), officer: OfficerId.optional() },
    index: ScoreIndex.optional(),
    points: z.coerce.number().int().min(0).max(2).optional(),
    ...{ limit: PageLimit.default(50), after: DossierId.optional() },
    ...AtLeast,
    log: LogName.optional(),
  }),
  listOf(ScoredDossier).extend({ at: Instant, count: z.int().min(0), points: z.int().min(0) }),
);

/** What is known of an item of a QĐ 766 group, or why it is not. */
export const IndexItem = z
  .strictObject({
    name: Words,
    /** At most; absent where it is not known. */
    max: z.number().optional(),
    points: z.number().optional(),
    why: Words.optional(),
  })
  .meta({ id: 'IndexItem' });
export type IndexItem = z.infer<typeof IndexItem>;

export const IndexGroup = z
  .strictObject({ group: z.int().min(1).max(5), name: Words, max: z.number(), items: z.array(IndexItem) })
  .meta({ id: 'IndexGroup' });
export type IndexGroup = z.infer<typeof IndexGroup>;

/** The groups of QĐ 766/QĐ-TTg over a period from its first day on; refused before. */
export const ShowServiceIndex = queryType(
  'ShowServiceIndex',
  'audit.queries.service-index',
  z.strictObject({ period: Period, agency: UnitId.optional(), ...AtLeast, log: LogName.optional() }),
  z.strictObject({
    ...{ from: LocalDate, to: LocalDate, at: Instant, dossiers: z.int().min(0), groups: z.array(IndexGroup) },
    ...{ atLeast: z.number(), atMost: z.number() },
    ...{ completeUpTo: z.int().min(0), lagMs: z.int().min(0), held: z.array(z.string()) },
  }),
);
