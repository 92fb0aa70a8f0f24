import type {
  CommandOf,
  DossierId,
  FindDossierStanding,
  Instant,
  processingCommands,
  Said,
  SigningCapacity,
} from '@hoso/contracts';
import type { z } from 'zod';
import type { Staff } from './staff.ts';

/** What a case may be asked to do, as its senders say it. */
export type CaseIntent = CommandOf<(typeof processingCommands)[number]>;

/** How the dossier itself stands, by intake: nothing where it does not know it. */
export type DossierStanding = z.output<typeof FindDossierStanding.answer>['standing'];

/** What each intent is decided by, beside itself and the case: the staff list of its agency, the dossier's standing. */
interface Facts {
  readonly AssignOfficer: { readonly staff: Staff };
  readonly Apologise: { readonly staff: Staff };
  /** From when on the case may be closed for want of the supplement, where the sector's law says so. */
  readonly RequestAppraisalSupplement: { readonly closableAt: Instant | undefined };
  /** The grounds that the law knows for it, where that can be told. */
  readonly NotifyFinancialObligation: { readonly grounds: readonly string[] | undefined };
  readonly StopProcessing: { readonly grounds: readonly string[] | undefined };
  readonly RecallResult: { readonly dossierStanding: DossierStanding };
}

type Informed<Intent extends CaseIntent> = Intent extends { readonly type: infer Type extends keyof Facts }
  ? Intent & Facts[Type]
  : Intent;

/**
 * An intent with who and when, the dossier it is about, and the facts it is decided by: the decider itself asks
 * nobody.
 */
export type CaseCommand = Informed<CaseIntent> &
  Said & {
    readonly dossier: DossierId;
    /** As what the actor signs for the head of the case's agency on that day, where he does. */
    readonly capacity?: SigningCapacity;
  };

/** The command of one type. */
export type CaseCommandOf<Type extends CaseIntent['type']> = Extract<CaseCommand, { readonly type: Type }>;
