import { z } from 'zod';
import { Applicant } from './applicant.ts';
import { AtLeast, Freshness, listOf, queryType } from './command-type.ts';
import { PetitionChannel, PetitionId, PetitionKind, PetitionTopic, PetitionVerdict } from './petitions.ts';
import { DossierId, Instant, OfficerId, PageLimit, UnitId } from './scalars.ts';

/** A petition or complaint as the units see it that have to do with it. Nothing that it says is in it. */
export const PetitionSummary = z
  .strictObject({
    id: PetitionId,
    kind: PetitionKind,
    topic: PetitionTopic,
    channel: PetitionChannel,
    status: z.enum(['open', 'answered', 'withdrawn']),
    /** What is to be done by `dueAt`. */
    /** Absent: it is at its end. */
    awaits: z.enum(['acceptance', 'answer']).optional(),
    unit: UnitId,
    receivedBy: UnitId,
    officer: OfficerId.optional(),
    dossiers: z.array(DossierId),
    receivedAt: Instant,
    dueAt: Instant.optional(),
    overdue: z.boolean(),
    extensions: z.int(),
    verdict: PetitionVerdict.optional(),
    endedAt: Instant.optional(),
    /** Whether it was answered in time; absent until then, and where it had no date. */
    onTime: z.boolean().optional(),
    rating: z.int().optional(),
    /** What `If-Match` of a command about it is compared with: its ETag. */
    version: z.int(),
  })
  .meta({ id: 'PetitionSummary' });
export type PetitionSummary = z.infer<typeof PetitionSummary>;

/** One petition with what it says; that is absent for who may not read it, and after its key is destroyed. */
export const FindPetition = queryType(
  'FindPetition',
  'intake.queries.petition',
  z.strictObject({ id: PetitionId, ...AtLeast }),
  z.strictObject({
    petition: PetitionSummary.extend({
      petitioner: Applicant.optional(),
      text: z.string().optional(),
      answer: z.string().optional(),
    }),
    ...Freshness,
  }),
);

/**
 * Those that a unit, or one of its officers, has to answer, the most urgent first; or with `status` `all` every one
 * that a unit has or had, the newest first. `soon`: the date lies within so many days from now.
 */
export const ListPetitions = queryType(
  'ListPetitions',
  'intake.queries.petitions',
  z.strictObject({
    /** The asker's own where it is left out; who reads every dossier sees all units then. */
    unit: UnitId.optional(),
    officer: OfficerId.optional(),
    status: z.enum(['open', 'all']).default('open'),
    due: z.enum(['all', 'overdue', 'soon']).default('all'),
    days: z.coerce.number().int().min(1).max(365).default(3),
    limit: PageLimit.default(50),
    after: z.string().max(500).optional(),
    ...AtLeast,
  }),
  listOf(PetitionSummary),
);
