import type { Actor } from './actor.ts';
import type { ReadPurpose } from './audit-events.ts';
import type { DossierId } from './scalars.ts';

/** One answer that opens personal data. */
export interface PersonalRead {
  readonly actor: Actor;
  /** All that it opens, 1 to 1,000. */
  readonly dossiers: readonly DossierId[];
  /** Names of what is opened, never what it says. */
  readonly fields: readonly string[];
  readonly purpose: ReadPurpose;
  readonly query: string;
}

/**
 * Where reads of personal data are recorded (ARCHITECTURE decision 3). Whoever opens a sealed field for an answer MUST
 * record it first and wait: `record` resolves once it is durable, and where it rejects nothing may be opened.
 */
export interface RecordedReads {
  record(read: PersonalRead): Promise<void>;
}

/** Why somebody reads: his own dossier, to inspect, or because he works on it. */
export function purposeOf({ role }: Actor): ReadPurpose {
  if (role === 'applicant') return 'own-dossier';
  return role === 'inspector' ? 'inspection' : 'casework';
}
