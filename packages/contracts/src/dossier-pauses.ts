import { eventType } from '@hoso/event-sourcing';
import { z } from 'zod';
import { commandType } from './command-type.ts';
import { DueInstants } from './due-instants.ts';
import { dossierSubject } from './intake-subject.ts';
import { Instant, Line } from './scalars.ts';

/** Why a dossier's clock stands: the applicant is to pay first (status 6), or its processing is stopped (status 8). */
export const PauseCause = z.enum(['financial-obligation', 'stop']).meta({ id: 'PauseCause' });
export type PauseCause = z.infer<typeof PauseCause>;

const pause = { cause: PauseCause, case: z.int().min(1).max(99), at: Instant };
/** On what ground of the law the time does not count; its absence is a violation (V27). */
const grounded = { ...pause, groundRef: Line.optional() };

/** Its agency lets the clock stand. Sent by policy. */
export const PauseClock = commandType('PauseClock', dossierSubject, z.strictObject(grounded));
/** That cause has fallen away. `awaitsSupplement`: the agency waits for one, as it did before. Sent by policy. */
export const ResumeClock = commandType(
  'ResumeClock',
  dossierSubject,
  z.strictObject({ ...pause, awaitsSupplement: z.boolean().default(false) }),
);
export const pauseCommands = [PauseClock, ResumeClock] as const;

export const Paused = eventType('Paused', z.strictObject(grounded));
/**
 * `awaits`: what still lets the clock stand; absent: it runs. `due`: where it puts the due instants; absent while the
 * clock stands, and where the term has no unit.
 */
export const Resumed = eventType(
  'Resumed',
  z.strictObject({
    ...pause,
    awaits: z.enum([...PauseCause.options, 'supplement']).optional(),
    due: DueInstants.optional(),
  }),
);
export const pauseTypes = [Paused, Resumed] as const;
