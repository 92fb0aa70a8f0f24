import {
  type caseEventTypes,
  type Corrected,
  type DossierState,
  type DossierStatus,
  type LawfulDue,
  type Resumed,
  shipmentEvents,
  type shipmentEventTypes,
  statusCodes,
} from '@hoso/contracts';
import { type EventOf, type Read, unreachable } from '@hoso/event-sourcing';
import { heldBy } from './custody.ts';
import { lawAfterAny } from './lawful-due.ts';
import type { StandingEvent } from './standing-events.ts';

type Holder = NonNullable<DossierState['holder']>;

/** How a dossier stands after some of its events, before anybody asks whether it is overdue. */
export interface Standing {
  /** Absent until it is submitted. */
  readonly status?: DossierStatus;
  readonly code?: string;
  readonly oneStop?: string;
  /** The case of the agency that decides it. */
  readonly case?: number;
  readonly holder?: Holder | undefined;
  readonly startAt?: string;
  /** The first appointment, reset by a restart of the clock. */
  readonly originalDueAt?: string;
  /** The appointment as the one-stop unit last recorded it. */
  readonly dueAt?: string;
  readonly law?: LawfulDue | undefined;
  /** Since when its time does not run: it waits for a supplement, or is closed. */
  readonly stoppedAt?: string | undefined;
  readonly finishedAt?: string | undefined;
}

export const notYet: Standing = {};

/** History happened: every event is accepted in every state, whatever should have come before it. */
export function stand(before: Standing, event: StandingEvent): Standing {
  return { ...before, ...changeBy(before, event), law: lawAfterAny(before.law, event) };
}

/** What there is to hold in one's hands. */
export interface Things {
  readonly papers: DossierState['papers'];
  readonly custody: NonNullable<DossierState['custody']>;
  readonly money: DossierState['money'];
}

/** The state that is shown. A dossier whose clock stands is overdue if it was so when the clock stopped. */
export function stateOf(standing: Standing, { papers, custody, money }: Things, at: string): DossierState {
  const { status, holder, oneStop: _, stoppedAt: __, case: ___, law, ...rest } = standing;
  return {
    status: status ?? 'not-submitted',
    ...(status === undefined ? {} : { statusCode: statusCodes[status] }),
    ...rest,
    ...(law === undefined ? {} : { lawfulDueAt: law.dueAt }),
    ...(holder === undefined ? {} : { holder }),
    overdue: isOverdue(standing, at),
    clock: clockOf(standing),
    ...(custody.length === 0 ? {} : { custody: [...custody] }),
    ...(money === undefined ? {} : { money }),
    papers: [...papers],
  };
}

export function isOverdue({ dueAt, stoppedAt }: Standing, at: string): boolean {
  const ranUntil = stoppedAt !== undefined && stoppedAt < at ? stoppedAt : at;
  return dueAt !== undefined && ranUntil > dueAt;
}

function clockOf(standing: Standing): NonNullable<DossierState['clock']> {
  const { startAt, stoppedAt, status } = standing;
  if (status === 'finished' || isClosed(standing)) return 'ended';
  if (startAt === undefined) return 'not-started';
  return stoppedAt === undefined ? 'running' : 'stopped';
}

function changeBy(before: Standing, event: StandingEvent): Partial<Standing> {
  const { occurredAt, actor } = event;
  const clerk = heldBy(before.oneStop ?? actor.unit, event);
  switch (event.type) {
    case 'DossierSubmitted':
      return { status: 'registered', oneStop: event.data.oneStop, holder: heldBy(event.data.oneStop, event) };
    case 'SupplementRequested':
      return { status: 'supplement-requested', holder: clerk };
    case 'SupplementReceived':
      return { status: 'registered', holder: clerk };
    case 'DossierReceived': {
      const { code, startAt, dueAt } = event.data;
      return { status: 'received', code, startAt, dueAt, originalDueAt: dueAt, stoppedAt: undefined, holder: clerk };
    }
    case 'ReceptionRefused':
      return { status: 'refused-at-reception', holder: undefined, stoppedAt: occurredAt };
    case 'TransferredToAgency':
      return { status: 'in-process', case: event.data.case, holder: { unit: event.data.agency } };
    case 'DossierShared':
    case 'PartRecorded':
      return {};
    case 'DueDateChanged':
      return { dueAt: event.data.to };
    case 'ClockRestarted': {
      const { at, dueAt } = event.data;
      return { startAt: at, stoppedAt: undefined, ...(dueAt === undefined ? {} : { dueAt, originalDueAt: dueAt }) };
    }
    case 'ResultRecorded': {
      if (isClosed(before)) return {};
      return { ...finished(before, event.data.finishedAt), holder: { unit: before.oneStop ?? actor.unit } };
    }
    case 'Corrected':
      return corrected(before, event);
    case 'ResolvedAtOnce':
      return isClosed(before) ? {} : { ...finished(before, event.data.finishedAt), holder: clerk };
    case 'DossierTakenBack':
      return isClosed(before) ? {} : { status: 'received', holder: { unit: before.oneStop ?? actor.unit } };
    case 'ResultTakenBack':
      return isClosed(before) ? {} : unfinished(before);
    case 'ResultNotDelivered':
      // What was lost is made anew there.
      return isClosed(before) ? {} : { holder: { unit: before.oneStop ?? actor.unit } };
    // What its agency waits for, the agency's own events have told.
    case 'Paused':
      return isClosed(before) ? {} : { stoppedAt: before.stoppedAt ?? event.data.at };
    case 'Resumed':
      return isClosed(before) ? {} : resumed(event.data);
    case 'ResultReadyToReturn':
    case 'ScanStored':
    case 'OriginalsTaken':
    case 'OriginalsReturned':
    case 'FeeCharged':
    case 'FeePaid':
    case 'FeeReceiptIssued':
    case 'ScanExempted':
    case 'EarlyResultNotified':
    case 'ReAppointmentNotified':
    case 'ResultNotified':
      return {};
    case 'ResultReturned':
      return { status: 'returned', holder: undefined };
    case 'DossierWithdrawn':
      return { status: 'withdrawn', holder: undefined, stoppedAt: occurredAt };
    default:
      if (isClosed(before)) return {};
      return isPostal(event) ? changeOnTheWay(event) : changeInCase(before, event);
  }
}

/** The dossier is what the correction says: again where it was, if it was said to have its end. */
function corrected(before: Standing, event: Read<EventOf<typeof Corrected>>): Partial<Standing> {
  const { status, dates } = event.data;
  const moved = dates ? { originalDueAt: dates.originalDueAt, dueAt: dates.dueAt } : {};
  if (status === undefined) return moved;
  const goesOn = status === 'finished' ? {} : { stoppedAt: undefined };
  return { status, holder: heldBy(before.oneStop ?? event.actor.unit, event), ...goesOn, ...moved };
}

/** The clock runs again unless something else lets it stand. */
function resumed({ awaits, due }: EventOf<typeof Resumed>['data']): Partial<Standing> {
  if (awaits !== undefined) return {};
  return { stoppedAt: undefined, ...(due ? { originalDueAt: due.originalDueAt, dueAt: due.dueAt } : {}) };
}

type PostalEvent = Read<EventOf<(typeof shipmentEventTypes)[number]>>;

function isPostal(event: CaseEvent | PostalEvent): event is PostalEvent {
  return shipmentEvents.types.has(event.type);
}

/** Whoever has the papers holds the dossier, also before it is submitted. */
function changeOnTheWay(event: PostalEvent): Partial<Standing> {
  switch (event.type) {
    case 'PostalItemAccepted':
      return { holder: heldBy(event.data.post, event) };
    case 'ResultHandedToPost':
      return isDossierItself(event) ? { holder: heldBy(event.data.post, event) } : {};
    case 'HandoverMinutesSigned':
    case 'ReturnTakenBack':
      return isDossierItself(event) ? { holder: heldBy(event.data.oneStop, event) } : {};
    case 'Delivered':
      return isDossierItself(event) ? { holder: undefined } : {};
    case 'LostOrDamaged':
      return event.data.kind === 'lost' && isDossierItself(event) ? { holder: undefined } : {};
    case 'SupplementAccepted':
    case 'FeeCollected':
    case 'FeesRemitted':
    case 'ReceiptGivenToPost':
    case 'ReceiptBroughtBack':
    case 'DeliveryNotified':
    case 'ForceMajeureReported':
    case 'CompensationPaid':
    case 'CarriageOrdered':
    case 'CarriageOrderRefused':
    case 'CarriageOrderUnanswered':
    case 'ItemSealed':
    case 'ShipmentArranged':
    case 'ShipmentCancelled':
    case 'CarrierEventRecorded':
    case 'DeliveryInvited':
    case 'ReturnedToAgency':
      return {};
    default:
      return unreachable(event);
  }
}

/** Supplements, and papers that go back, travel beside the dossier. */
function isDossierItself({ data }: { readonly data: { readonly content?: string | undefined } }): boolean {
  return data.content === undefined;
}

/**
 * What an agency does to a dossier that has left the process (withdrawn, returned) changes nothing in how it stands.
 */
function changeInCase(before: Standing, event: CaseEvent): Partial<Standing> {
  const { occurredAt } = event;
  // A further agency's part is its own; so is what one still says that has the dossier no longer.
  if (before.case !== undefined && event.data.case !== before.case) return {};
  switch (event.type) {
    case 'CaseOpened':
      return { status: 'in-process', holder: { unit: event.data.agency } };
    case 'OfficerAssigned':
      return { holder: { unit: before.holder?.unit ?? event.actor.unit, person: event.data.officer } };
    case 'AppraisalSupplementRequested':
      return { status: 'appraisal-supplement-requested', stoppedAt: occurredAt };
    case 'AppraisalSupplementReceived':
      // The new due instant follows with the restart; what counts until then is the old one.
      return { status: 'in-process' };
    case 'FinancialObligationNotified':
      return { status: 'financial-obligation', ...(event.data.pausesClock ? { stoppedAt: occurredAt } : {}) };
    case 'FinancialObligationFulfilled':
      return { status: 'in-process', ...(event.data.pausedClock ? { stoppedAt: undefined } : {}) };
    case 'ProcessingStopped':
      return event.data.decided ? {} : { status: 'stopped', stoppedAt: before.stoppedAt ?? occurredAt };
    case 'ProcessingResumed':
      return { status: awaiting(event.data.awaits), ...(event.data.clockRuns ? { stoppedAt: undefined } : {}) };
    case 'AutoClosed':
      return { status: 'stopped', stoppedAt: before.stoppedAt ?? occurredAt };
    case 'ReturnedToOneStop':
      return { status: 'received', holder: { unit: before.oneStop ?? event.actor.unit } };
    case 'ResultRecalled':
      return { ...unfinished(before), holder: heldBy(event.actor.unit, event) };
    case 'ResultIssued':
    case 'RefusedAfterAppraisal':
      return finished(before, event.data.finishedAt);
    case 'CaseClosed':
    case 'StepCompleted':
    case 'Verified':
    case 'ConsultationRequested':
    case 'ConsultationAnswered':
    case 'ConsultationLateReported':
    case 'EntryCorrected':
    case 'CaseDueChanged':
    case 'ReminderSent':
    case 'MarkedOverdue':
    case 'AutoCloseProposed':
    case 'ExtensionRequested':
    case 'ApologyIssued':
    case 'ReAppointed':
      return {};
    default:
      return unreachable(event);
  }
}

type CaseEvent = Read<EventOf<(typeof caseEventTypes)[number]>>;

function finished(before: Standing, finishedAt: string): Partial<Standing> {
  return { status: 'finished', finishedAt, stoppedAt: before.stoppedAt ?? finishedAt };
}

/** A result that was recalled: the clock runs as if nobody had stopped it, where the result had. */
function unfinished({ status, stoppedAt, finishedAt }: Standing): Partial<Standing> {
  if (status !== 'finished') return {};
  return { status: 'in-process', finishedAt: undefined, ...(stoppedAt === finishedAt ? { stoppedAt: undefined } : {}) };
}

function awaiting(awaits: 'supplement' | 'obligation' | undefined): DossierStatus {
  switch (awaits) {
    case 'supplement':
      return 'appraisal-supplement-requested';
    case 'obligation':
      return 'financial-obligation';
    default:
      return 'in-process';
  }
}

function isClosed({ status }: Standing): boolean {
  return status === 'withdrawn' || status === 'returned' || status === 'refused-at-reception';
}
