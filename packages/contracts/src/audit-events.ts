import { eventCatalogue, eventType } from '@hoso/event-sourcing';
import { z } from 'zod';
import { DismissalGround, Finding } from './findings.ts';
import { DossierId, Instant, Position, SealedParagraph, UnitId } from './scalars.ts';

/** How much of a dossier was known when something was said of it: its last event, and what time it was by its log. */
export const Judged = z.strictObject({ position: Position, at: Instant }).meta({ id: 'Judged' });
export type Judged = z.infer<typeof Judged>;

/** The units that had a dossier when a finding was raised: who may see it. */
export const HeldBy = z.strictObject({ oneStop: UnitId.optional(), agency: UnitId.optional() });
export type HeldBy = z.infer<typeof HeldBy>;

/** A rule came to the conclusion that it was broken. */
export const FindingRaised = eventType(
  'FindingRaised',
  Finding.omit({ status: true, raisedAt: true, review: true, withdrawnAt: true }).extend({
    heldBy: HeldBy,
    judged: Judged,
  }),
);
/** The same rules over what is known now come to it no longer: a late fact explains it. */
export const FindingWithdrawn = eventType('FindingWithdrawn', z.strictObject({ id: Finding.shape.id, judged: Judged }));

/**
 * An inspector confirmed it. What he wrote is sealed under the dossier's key, by audit itself: a finding's events lie
 * in the partition of their own stream, not in the dossier's.
 */
export const FindingConfirmed = eventType(
  'FindingConfirmed',
  z.strictObject({ id: Finding.shape.id, note: SealedParagraph.optional() }),
);
/** An inspector dismissed it, with his reason, sealed likewise. */
export const FindingDismissed = eventType(
  'FindingDismissed',
  z.strictObject({ id: Finding.shape.id, reason: SealedParagraph }),
).revisedTo(
  // 2: of an erased dossier a ground alone; before, its findings could not be dismissed.
  z.strictObject({
    ...{ id: Finding.shape.id, reason: SealedParagraph.optional(), ground: DismissalGround.optional() },
  }),
  (previous) => previous,
);

/** Every type of event in a finding's stream. */
export const findingEventTypes = [FindingRaised, FindingWithdrawn, FindingConfirmed, FindingDismissed] as const;
export const findingEvents = eventCatalogue(...findingEventTypes);

/** Why personal data was opened. */
export const ReadPurpose = z.enum(['casework', 'inspection', 'own-dossier']).meta({ id: 'ReadPurpose' });
export type ReadPurpose = z.infer<typeof ReadPurpose>;

/**
 * One answer opened personal data of these dossiers. Who asked is the event's actor; values are never repeated here.
 */
export const PersonalDataRead = eventType(
  'PersonalDataRead',
  z.strictObject({
    dossiers: z.array(DossierId).min(1).max(1_000),
    /** What was opened, as `applicant`. */
    fields: z.array(z.string().min(1).max(80)).min(1).max(50),
    purpose: ReadPurpose,
    /** The query's name. */
    query: z.string().min(1).max(80),
  }),
);
export const accessEvents = eventCatalogue(PersonalDataRead);
