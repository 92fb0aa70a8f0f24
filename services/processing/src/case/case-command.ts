import type { CommandOf, DossierId, processingCommands, Role, Said } from '@hoso/contracts';

/** What a case may be asked to do, as its senders say it. */
export type CaseIntent = CommandOf<(typeof processingCommands)[number]>;

/** An apology is decided by who signs it: the role that the agency's staff list gives the signer, if it names him. */
type Informed<Intent extends CaseIntent> = Intent extends { readonly type: 'Apologise' }
  ? Intent & { readonly signerRole: Role | undefined }
  : Intent;

/**
 * An intent with who and when, the dossier it is about, and the facts it is decided by: the decider itself asks
 * nobody.
 */
export type CaseCommand = Informed<CaseIntent> & Said & { readonly dossier: DossierId };

/** The command of one type. */
export type CaseCommandOf<Type extends CaseIntent['type']> = Extract<CaseCommand, { readonly type: Type }>;
