import { eventType } from '@hoso/event-sourcing';
import { z } from 'zod';
import { commandType, queryType } from './command-type.ts';
import { DossierId } from './scalars.ts';

const subject = 'intake.commands.dossier';
const handling = z.strictObject({ case: z.int().min(1).max(99) });

/** The agency returned the dossier as another one's to decide (DOMAIN T20). Sent by policy. */
export const TakeDossierBack = commandType('TakeDossierBack', subject, handling);
/** The agency recalled a faulty result that nobody has in hand yet (DOMAIN T21). Sent by policy. */
export const TakeResultBack = commandType('TakeResultBack', subject, handling);
export const takenBackCommands = [TakeDossierBack, TakeResultBack] as const;

/** The one-stop unit has the dossier again, and transfers it anew. */
export const DossierTakenBack = eventType('DossierTakenBack', z.strictObject({ case: z.int() }));
/** The dossier is in process again. */
export const ResultTakenBack = eventType('ResultTakenBack', z.strictObject({ case: z.int() }));
export const takenBackTypes = [DossierTakenBack, ResultTakenBack] as const;

/**
 * Asked by processing before a result is recalled: how the dossier stands, by its own stream and so at once. `byPost`:
 * the post has its result, or is to have it.
 */
export const FindDossierStanding = queryType(
  'FindDossierStanding',
  'intake.queries.standing',
  z.strictObject({ id: DossierId }),
  z.strictObject({ standing: z.strictObject({ status: z.string(), byPost: z.boolean() }).optional() }),
);
