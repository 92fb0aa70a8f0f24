import { caseEventTypes, type DossierState, type DossierStatus, dossierEventTypes, statusCodes } from '@hoso/contracts';
import { type EventOf, eventCatalogue, type Read, unreachable } from '@hoso/event-sourcing';

/** Every event that changes how a dossier stands. Others are told in its timeline and change nothing here. */
export const standingEvents = eventCatalogue(...dossierEventTypes, ...caseEventTypes);
export type StandingEvent = Read<EventOf<(typeof dossierEventTypes)[number] | (typeof caseEventTypes)[number]>>;

type Holder = NonNullable<DossierState['holder']>;
type Paper = DossierState['papers'][number];

/** How a dossier stands after some of its events, before anybody asks whether it is overdue. */
export interface Standing {
  /** Absent until it is submitted. */
  readonly status?: DossierStatus;
  readonly code?: string;
  readonly oneStop?: string;
  readonly holder?: Holder | undefined;
  readonly startAt?: string;
  /** The first appointment, reset by a restart of the clock. */
  readonly originalDueAt?: string;
  /** The appointment as the one-stop unit last recorded it. */
  readonly dueAt?: string;
  /** Since when its time does not run: it waits for a supplement, or is closed. */
  readonly stoppedAt?: string | undefined;
  readonly finishedAt?: string;
  readonly papers: readonly Paper[];
}

export const notYet: Standing = { papers: [] };

/** History happened: every event is accepted in every state, whatever should have come before it. */
export function stand(before: Standing, event: StandingEvent): Standing {
  const paper = paperOf(event);
  const after = { ...before, ...changeBy(before, event) };
  return paper ? { ...after, papers: [...before.papers, { ...paper, position: event.position }] } : after;
}

/** The state that is shown. A dossier whose clock stands is overdue if it was so when the clock stopped. */
export function stateOf({ oneStop: _, stoppedAt, ...standing }: Standing, at: string): DossierState {
  const { status, holder, papers, ...rest } = standing;
  const ranUntil = stoppedAt !== undefined && stoppedAt < at ? stoppedAt : at;
  return {
    status: status ?? 'not-submitted',
    ...(status === undefined ? {} : { statusCode: statusCodes[status] }),
    ...rest,
    ...(holder === undefined ? {} : { holder }),
    overdue: standing.dueAt !== undefined && ranUntil > standing.dueAt,
    papers: [...papers],
  };
}

function changeBy(before: Standing, event: StandingEvent): Partial<Standing> {
  const { occurredAt, actor } = event;
  const clerk = heldBy(before.oneStop ?? actor.unit, actor);
  switch (event.type) {
    case 'DossierSubmitted':
      return { status: 'registered', oneStop: event.data.oneStop, holder: heldBy(event.data.oneStop, actor) };
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
      return { status: 'in-process', holder: { unit: event.data.agency } };
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
    case 'ResultReadyToReturn':
    case 'ResultNotDelivered':
    case 'ScanStored':
      return {};
    case 'ResultReturned':
      return { status: 'returned', holder: undefined };
    case 'DossierWithdrawn':
      return { status: 'withdrawn', holder: undefined, stoppedAt: occurredAt };
    default:
      return isClosed(before) ? {} : changeInCase(before, event);
  }
}

/**
 * What an agency does to a dossier that has left the process (withdrawn, returned) changes nothing in how it stands.
 */
function changeInCase(before: Standing, event: CaseEvent): Partial<Standing> {
  const { occurredAt } = event;
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
    case 'ResultIssued':
    case 'RefusedAfterAppraisal':
      return finished(before, event.data.finishedAt);
    case 'CaseClosed':
    case 'StepCompleted':
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

function isClosed({ status }: Standing): boolean {
  return status === 'withdrawn' || status === 'returned' || status === 'refused-at-reception';
}

/** A unit holds a dossier by the person who acted, if he is one of its own. */
function heldBy(unit: string, actor: { readonly id: string; readonly unit: string }): Holder {
  return actor.unit === unit ? { unit, person: actor.id } : { unit };
}

/** The slips and papers of DOMAIN §3.2 that an event leaves behind. */
function paperOf(event: StandingEvent): Omit<Paper, 'position'> | undefined {
  switch (event.type) {
    case 'ScanStored':
      return { kind: 'scan', label: event.data.document };
    case 'SupplementRequested':
      return { kind: 'supplement-slip', label: 'reception' };
    case 'DossierReceived':
      return { kind: 'receipt-slip', label: event.data.code };
    case 'ReceptionRefused':
      return { kind: 'refusal-slip', label: 'reception' };
    case 'TransferredToAgency':
      return { kind: 'transfer-slip', label: event.data.agency };
    case 'StepCompleted':
      return event.data.record === undefined ? undefined : { kind: 'record', label: event.data.record };
    case 'AppraisalSupplementRequested':
      return { kind: 'supplement-slip', label: 'appraisal' };
    case 'ExtensionRequested':
      return { kind: 'extension-slip', label: event.data.slip };
    case 'ApologyIssued':
      return { kind: 'apology', ...(event.data.newDueAt === undefined ? {} : { label: event.data.newDueAt }) };
    case 'ResultIssued':
      return { kind: 'result', label: event.data.document };
    case 'RefusedAfterAppraisal':
      return { kind: 'refusal-slip', label: 'appraisal' };
    default:
      return undefined;
  }
}
