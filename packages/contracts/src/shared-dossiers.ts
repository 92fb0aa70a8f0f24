import { eventType } from '@hoso/event-sourcing';
import { z } from 'zod';
import { Insisted } from './actor.ts';
import { commandType } from './command-type.ts';
import { handedFacts } from './handling.ts';
import { dossierSubject } from './intake-subject.ts';
import { Step } from './procedure-version.ts';
import { Instant, OfficerId, Slug, UnitId } from './scalars.ts';

/**
 * A further agency does its part of a dossier, beside the one that decides it (61 Đ19.6). `dueAt`: the part's own term,
 * within the dossier's, which it is where it is left out; `steps`: which of the process are its own, by default all.
 */
export const ShareDossier = commandType(
  'ShareDossier',
  dossierSubject,
  z.strictObject({ agency: UnitId, dueAt: Instant.optional(), steps: z.array(Slug).min(1).max(50).optional() }),
);
export const sharingCommands = [ShareDossier] as const;

/** `lead`: the case of the agency that decides the dossier. */
export const DossierShared = eventType(
  'DossierShared',
  z.strictObject({
    ...{ agency: UnitId, oneStop: UnitId, case: z.int().min(1), lead: z.int().min(1) },
    ...{ startAt: Instant, dueAt: Instant, steps: z.array(Step), clerkMayProcess: z.boolean() },
    ...{ receivedBy: OfficerId.optional(), ...handedFacts, insisted: Insisted.optional() },
  }),
);
/** How a further agency's part came out. The dossier is the deciding agency's. */
export const PartRecorded = eventType(
  'PartRecorded',
  z.strictObject({
    case: z.int().min(1),
    outcome: z.enum(['issued', 'refused', 'returned', 'recalled']),
    finishedAt: Instant.optional(),
  }),
);
export const sharingTypes = [DossierShared, PartRecorded] as const;
