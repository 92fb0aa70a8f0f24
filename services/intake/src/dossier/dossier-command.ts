import type {
  BoundUnit,
  CommandOf,
  DossierCode,
  DossierId,
  FindCollection,
  intakeCommands,
  Law,
  ProcedureVersion,
  Said,
  Unit,
  UnitId,
} from '@hoso/contracts';
import type { Instant } from '@hoso/event-sourcing';
import type { WorkingCalendar } from '@hoso/working-time';
import type { z } from 'zod';

/** What a dossier may be asked to do, as its senders say it. */
export type DossierIntent = CommandOf<(typeof intakeCommands)[number]>;

/** What the registry says about a submission on its day. */
export interface SubmissionFacts {
  readonly procedure: ProcedureVersion;
  readonly oneStop: Unit;
  readonly calendar: WorkingCalendar;
  /** Where it may be handed in; absent where that makes no difference. */
  readonly boundary?: ProcedureVersion['boundary'];
}

/** What an applicant said when the post collected his dossier. */
export type Collection = z.output<typeof FindCollection.answer>;

/** The law in force on the day of reception, and the code with that day's next number. */
export interface ReceptionFacts {
  readonly procedure: ProcedureVersion;
  readonly calendar: WorkingCalendar;
  readonly law: Law;
  readonly unit: BoundUnit;
  readonly code: DossierCode;
}

/** An extension slip that the dossier's case recorded. */
export interface ExtensionSlip {
  readonly requestedAt: Instant;
  /** The date that it asks for, where it says one. */
  readonly newDueAt?: Instant | undefined;
}

/**
 * What each intent is decided by, beside itself and the dossier. `undefined`: the dossier is not at the point
 * that takes it.
 */
interface Facts {
  readonly SubmitDossier: { readonly facts: SubmissionFacts };
  readonly SubmitCollected: { readonly collection: Collection; readonly facts: SubmissionFacts };
  readonly ReceiveDossier: { readonly facts: ReceptionFacts | undefined };
  /** The papers that the procedure's list has, in any of its cases; nothing where the dossier is not at that point. */
  readonly RequestSupplement: { readonly listed: readonly string[] | undefined };
  readonly ShareDossier: { readonly agencies: readonly UnitId[] };
  readonly TransferDossier: { readonly agencies: readonly UnitId[] };
  readonly ChangeDueDate: { readonly slip: ExtensionSlip | undefined };
  readonly RestartClock: { readonly calendar: WorkingCalendar | undefined };
  readonly ResumeClock: { readonly calendar: WorkingCalendar | undefined };
  /** What the procedure says that it costs, in đồng, where it says anything. */
  readonly ChargeFee: { readonly published: number | undefined };
}

type Informed<Intent extends DossierIntent> = Intent extends { readonly type: infer Type extends keyof Facts }
  ? Intent & Facts[Type]
  : Intent;

/**
 * An intent with who and when, the dossier it is about, and the facts it is decided by: the decider itself asks
 * nobody.
 */
export type DossierCommand = Informed<DossierIntent> & Said & { readonly dossier: DossierId };

/** The command of one type. */
export type DossierCommandOf<Type extends DossierIntent['type']> = Extract<DossierCommand, { readonly type: Type }>;
