import { z } from 'zod';
import { Instant } from './scalars.ts';

/** The three due instants of a dossier, never confused (DOMAIN §4.4), and what the clock alone gives. */
export const DueInstants = z
  .strictObject({
    /** The first appointment, moved by pauses that have a ground, reset by a restart. */
    originalDueAt: Instant,
    /** What was last recorded. */
    dueAt: Instant,
    /** What binds: the clock's, an earlier appointment, or the first extension that counts. */
    lawfulDueAt: Instant,
    /** What the clock gives for the term since its start or its last restart. */
    clockDueAt: Instant,
  })
  .meta({ id: 'DueInstants' });
export type DueInstants = z.infer<typeof DueInstants>;
