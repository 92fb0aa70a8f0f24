import { eventType } from '@hoso/event-sourcing';
import { z } from 'zod';
import { Insisted } from './actor.ts';
import { commandType } from './command-type.ts';
import { DueInstants } from './due-instants.ts';
import { dossierSubject } from './intake-subject.ts';
import { Paragraph, SealedParagraph, Sha256, Slug } from './scalars.ts';

/** An entry of a dossier's own stream, by its place in it: the versions that a timeline shows. */
const of = z.int().min(1).max(1_000_000);

/** Something was written down by mistake: it is written off by another event, and stays (DOMAIN §4.2). */
export const CorrectEntry = commandType('CorrectEntry', dossierSubject, z.strictObject({ of, why: Paragraph }));
export const correctionCommands = [CorrectEntry] as const;

/** What may be written off: papers and money at any time, the others until something else has followed them. */
const firstEntries = z.enum([
  'ScanStored',
  'ScanExempted',
  'OriginalsTaken',
  'OriginalsReturned',
  'FeeCharged',
  'FeePaid',
  'FeeReceiptIssued',
  'EarlyResultNotified',
  'ReAppointmentNotified',
  'SupplementRequested',
  'SupplementReceived',
  'ReceptionRefused',
  'DueDateChanged',
  'ResultReturned',
  'DossierWithdrawn',
]);
export const CorrectableEntry = z.enum([...firstEntries.options, 'ResultNotified']);
export type CorrectableEntry = z.infer<typeof CorrectableEntry>;

const correction = z.strictObject({
  of,
  entry: firstEntries,
  why: SealedParagraph,
  status: z.enum(['registered', 'supplement-requested', 'received', 'in-process', 'finished']).optional(),
  dates: DueInstants.partial({ lawfulDueAt: true, clockDueAt: true }).extend({ extended: z.boolean() }).optional(),
  counter: z
    .strictObject({
      scans: z.array(z.strictObject({ document: Slug, sha256: Sha256 })),
      originals: z.array(Slug),
      feesCharged: z.int().min(0),
      feesPaid: z.int().min(0),
    })
    .optional(),
  insisted: Insisted.optional(),
});
/**
 * The entry counts no more. What the dossier is without it, this event says itself: nobody has to know what came
 * before. `status` and `dates` where they are others without it, `counter` where papers or money are.
 */
export const Corrected = eventType('Corrected', correction).revisedTo(
  // 2: a notice of the result may be written off; before, there was none.
  correction.extend({ entry: CorrectableEntry }),
  (previous) => previous,
);
export const correctionTypes = [Corrected] as const;
