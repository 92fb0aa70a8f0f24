import { LogKind } from '@hoso/event-sourcing';
import { z } from 'zod';
import { Actor } from './actor.ts';
import { Instant, LogName, Words } from './scalars.ts';

/** Somebody whom a visitor of a simulated log may choose to be. */
export const RoleChoice = Actor.extend({ unitName: Words.optional() }).meta({ id: 'RoleChoice' });
export type RoleChoice = z.infer<typeof RoleChoice>;

/** Who is signed in on the page, until when, and on which log. */
export const Session = z
  .strictObject({
    log: z.strictObject({ name: LogName, kind: LogKind, /** What its clock shows. */ at: Instant }),
    actor: Actor.optional(),
    expiresAt: Instant.optional(),
    /** Only on a simulated log, and only for who is not signed in. */
    choices: z.array(RoleChoice).optional(),
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof Session>;

/** Signs in: by the secret of a link, or, on a simulated log, by choice. */
export const SignIn = z
  .union([z.strictObject({ link: z.string().min(1).max(4_096) }), z.strictObject({ choice: Actor })])
  .meta({ id: 'SignIn' });
export type SignIn = z.infer<typeof SignIn>;
