import type { CommandOf, DossierId, processingCommands, Said } from '@hoso/contracts';
import type { Staff } from './staff.ts';

/** What a case may be asked to do, as its senders say it. */
export type CaseIntent = CommandOf<(typeof processingCommands)[number]>;

/** Who is assigned, and who signs an apology, is on the staff list of the case's agency. */
type Informed<Intent extends CaseIntent> = Intent extends { readonly type: 'AssignOfficer' | 'Apologise' }
  ? Intent & { readonly staff: Staff }
  : Intent;

/**
 * An intent with who and when, the dossier it is about, and the facts it is decided by: the decider itself asks
 * nobody.
 */
export type CaseCommand = Informed<CaseIntent> & Said & { readonly dossier: DossierId };

/** The command of one type. */
export type CaseCommandOf<Type extends CaseIntent['type']> = Extract<CaseCommand, { readonly type: Type }>;
