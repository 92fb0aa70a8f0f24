import { z } from 'zod';
import { AtLeast, listOf, queryType } from './command-type.ts';
import { DossierCode, DossierId, Instant, OfficerId, PageLimit, ProcedureCode, Slug, UnitId } from './scalars.ts';

/** How an agency's case stands. */
export const CaseStatus = z
  .enum(['open', 'supplement-pending', 'obligation-pending', 'stopped', 'finished'])
  .meta({ id: 'CaseStatus' });
export type CaseStatus = z.infer<typeof CaseStatus>;

/** A case that is somebody's to work on. */
export const WorkItem = z
  .strictObject({
    dossier: DossierId,
    case: z.int(),
    code: DossierCode.optional(),
    procedure: ProcedureCode.optional(),
    agency: UnitId,
    oneStop: UnitId,
    /** Who has it; nobody was assigned where it is absent. */
    officer: OfficerId.optional(),
    status: CaseStatus,
    startAt: Instant,
    dueAt: Instant,
    /** Whether the clock runs towards that date. */
    clockRuns: z.boolean(),
    overdue: z.boolean(),
    stepsLeft: z.array(Slug),
    /** What `If-Match` of a command about it is compared with: the ETag `"case-<case>-<version>"`. */
    version: z.int(),
  })
  .meta({ id: 'WorkItem' });
export type WorkItem = z.infer<typeof WorkItem>;

/**
 * What an agency, or one of its officers, has to work on, the most urgent first; after all that is counted what the
 * clock stands for. `soon`: its date lies within so many days from now.
 */
export const ListWork = queryType(
  'ListWork',
  'processing.queries.work',
  z.strictObject({
    /** The asker's own where it is left out; who reads every dossier sees all units then. */
    unit: UnitId.optional(),
    officer: OfficerId.optional(),
    due: z.enum(['all', 'overdue', 'soon']).default('all'),
    days: z.coerce.number().int().min(1).max(365).default(3),
    limit: PageLimit.default(50),
    after: z.string().max(500).optional(),
    ...AtLeast,
  }),
  listOf(WorkItem),
);
