import { z } from 'zod';
import { queryType } from './command-type.ts';
import { DossierId, Instant, Position } from './scalars.ts';

/** The most dossiers that an answer names; the most events that it looks through for them. */
export const changesNamedMax = { dossiers: 100, events: 500 } as const;

/**
 * Which dossiers changed after a position, among those that the asker may list. `position` is what the dossiers' view
 * is complete up to: whoever asks that view next reads at least this. Without `after` only the position is told.
 * `waitMs`: how long to wait for the log to pass `after`.
 */
export const ListChanges = queryType(
  'ListChanges',
  'intake.queries.changes',
  z.strictObject({ after: Position.optional(), waitMs: z.int().min(0).max(2_000).default(0) }),
  z.strictObject({
    position: Position,
    lagMs: z.int().min(0),
    /** What the log's clock shows. */
    at: Instant,
    dossiers: z.array(DossierId).max(changesNamedMax.dossiers),
    /** More changed than are named: whoever shows a list asks for it anew. */
    more: z.boolean(),
  }),
);
