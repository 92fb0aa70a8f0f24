import {
  type Actor,
  type Breach,
  type Channel,
  missing,
  refuse,
  requireSystem,
  requireUnit,
  unlessInsisted,
  wrongRole,
} from '@hoso/contracts';
import { canonicalJson, type Decider, unreachable } from '@hoso/event-sourcing';
import { atCounter, counterRoles, notInState } from './at-counter.ts';
import type { DossierCommand, DossierCommandOf, SubmissionFacts } from './dossier-command.ts';
import { recordNotDelivered, recordResult, recordReturned, returnResult } from './dossier-result.ts';
import { lawfulDue } from './lawful-due.ts';
import { termInForce, variantOf } from './term-in-force.ts';
import { type Begun, type DossierEvent, type DossierState, evolveDossier, initialDossier } from './dossier-state.ts';

/** The one-stop side of a dossier, from submission to return: stream `dossier-<id>`. */
export const dossier: Decider<DossierCommand, DossierState, DossierEvent> = {
  initial: initialDossier,
  decide,
  evolve: evolveDossier,
};

function decide(command: DossierCommand, state: DossierState): readonly DossierEvent[] {
  if (command.type === 'SubmitDossier') return submit(command, state);
  if (command.type === 'SubmitCollected') return submitCollected(command, state);
  const begun = found(command, state);
  switch (command.type) {
    case 'RecordScan':
      return recordScan(command, begun);
    case 'RequestSupplement':
      return requestSupplement(command, begun);
    case 'ReceiveSupplement':
      return receiveSupplement(command, begun);
    case 'ReceiveDossier':
      return receive(command, begun);
    case 'RefuseDossier':
      return refuseReception(command, begun);
    case 'TransferDossier':
      return transfer(command, begun);
    case 'ChangeDueDate':
      return changeDueDate(command, begun);
    case 'RestartClock':
      return restartClock(command, begun);
    case 'RecordResult':
      return recordResult(command, begun);
    case 'ReturnResult':
      return returnResult(command, begun);
    case 'RecordReturned':
      return recordReturned(command, begun);
    case 'RecordNotDelivered':
      return recordNotDelivered(command, begun);
    case 'WithdrawDossier':
      return withdraw(command, begun);
    default:
      return unreachable(command);
  }
}

function submit(command: DossierCommandOf<'SubmitDossier'>, state: DossierState): readonly DossierEvent[] {
  const { actor, data, facts, insist } = command;
  const breach = submitterBreach(actor, data);
  if (state.status !== 'none') {
    const { insisted, ...said } = state.submission;
    const same = state.submittedBy.id === actor.id && canonicalJson(said) === canonicalJson(data);
    return same ? [] : refuse('AlreadySubmitted');
  }
  acceptable(facts, data.channel);
  return [{ type: 'DossierSubmitted', data: { ...data, ...unlessInsisted(insist, breach) } }];
}

/** T1p: by its own instant, the signing of the handover minutes. */
function submitCollected(command: DossierCommandOf<'SubmitCollected'>, state: DossierState): readonly DossierEvent[] {
  const { actor, facts } = command;
  requireSystem(actor);
  const { shipment } = command.data;
  if (state.status !== 'none') {
    return state.submission.collected?.shipment === shipment ? [] : refuse('AlreadySubmitted');
  }
  acceptable(facts, 'post');
  const { post, ...said } = command.collection;
  return [{ type: 'DossierSubmitted', data: { ...said, channel: 'post', collected: { post, shipment } } }];
}

function acceptable({ oneStop, procedure }: SubmissionFacts, channel: Channel): void {
  if (oneStop.kind !== 'one-stop' || !oneStop.identifier) refuse('NotAOneStopUnit', { id: oneStop.id });
  if (!procedure.terms[channel]) refuse('ChannelNotOffered', { code: procedure.code, channel });
}

/** Applicants submit online; what comes to the counter, or by post, a clerk of the unit records. */
function submitterBreach(
  actor: Actor,
  { channel, oneStop }: DossierCommandOf<'SubmitDossier'>['data'],
): Breach | undefined {
  if ((actor.role === 'applicant') !== (channel === 'online')) refuse('RoleNotAllowed', { role: actor.role });
  if (actor.role === 'applicant') return undefined;
  requireUnit(actor, oneStop);
  return wrongRole(actor, counterRoles);
}

/** Papers are scanned late, too: that they were is for the audit to find. */
function recordScan(command: DossierCommandOf<'RecordScan'>, state: Begun): readonly DossierEvent[] {
  const { data, insist } = command;
  const breach = atCounter(command, state);
  if (state.scans.some(({ document, sha256 }) => document === data.document && sha256 === data.sha256)) return [];
  if (ended(state)) return notInState(command, state);
  return [{ type: 'ScanStored', data: { ...data, ...unlessInsisted(insist, breach) } }];
}

function requestSupplement(command: DossierCommandOf<'RequestSupplement'>, state: Begun): readonly DossierEvent[] {
  const { data, insist } = command;
  const breach = atCounter(command, state);
  if (state.status === 'supplement-requested' && canonicalJson(state.request) === canonicalJson(data)) return [];
  if (state.status !== 'registered' && state.status !== 'supplement-requested') return notInState(command, state);
  const insisted = unlessInsisted(
    insist,
    breach,
    missing('items', data.items),
    missing('reason', data.reason),
    state.supplementRequests > 0 ? { code: 'SupplementAlreadyRequested' } : undefined,
  );
  return [{ type: 'SupplementRequested', data: { ...data, count: state.supplementRequests + 1, ...insisted } }];
}

function receiveSupplement(command: DossierCommandOf<'ReceiveSupplement'>, state: Begun): readonly DossierEvent[] {
  const { data, insist } = command;
  const breach = atCounter(command, state);
  if (state.status === 'registered' && canonicalJson(state.supplement ?? []) === canonicalJson(data.items)) return [];
  if (state.status !== 'supplement-requested') return notInState(command, state);
  return [{ type: 'SupplementReceived', data: { ...data, ...unlessInsisted(insist, breach) } }];
}

/** The clock starts; from here on the dossier is bound to the law of this day (ARCHITECTURE decision 7). */
function receive(command: DossierCommandOf<'ReceiveDossier'>, state: Begun): readonly DossierEvent[] {
  const { data, facts, insist } = command;
  const breach = atCounter(command, state);
  if (state.status === 'received' && (data.dueAt === undefined || data.dueAt === state.dueAt)) return [];
  if (state.status !== 'registered') return notInState(command, state);
  const { procedure: code, channel } = state.submission;
  // By post it starts when the handover minutes were signed, or with the full supplement (QĐ 45/2016 Đ7.4).
  const startAt = channel === 'post' ? (state.supplementedAt ?? state.submittedAt) : command.occurredAt;
  if (!facts) return refuse('ProcedureNotFound', { code, on: startAt });
  const { procedure, calendar, law, unit } = facts;
  const variant = variantOf(procedure, data.variant);
  const term = termInForce(procedure, variant, channel, law);
  if (!term) return refuse('TermUnknown', { code, channel });
  const lawfulDueAt = lawfulDue(calendar, term, startAt);
  const said = data.dueAt ?? lawfulDueAt ?? refuse('DueDateRequired', { code });
  if (said <= startAt) refuse('DueDateInPast', { dueAt: said });
  const insisted = unlessInsisted(
    insist,
    breach,
    lawfulDueAt !== undefined && said > lawfulDueAt
      ? { code: 'DueDateNotLawful', params: { dueAt: said, lawfulDueAt } }
      : undefined,
  );
  const { steps, clerkMayProcess } = procedure;
  const bound = {
    procedure: { code, version: procedure.version },
    ...(variant ? { variant: variant.code } : {}),
    term,
    steps,
    documents: variant?.documents ?? procedure.documents,
    clerkMayProcess,
    law: law.bound,
    unit,
    calendar: { id: calendar.definition.id, version: calendar.definition.version },
  };
  return [
    { type: 'DossierReceived', data: { code: facts.code, startAt, lawfulDueAt, dueAt: said, ...bound, ...insisted } },
  ];
}

function refuseReception(command: DossierCommandOf<'RefuseDossier'>, state: Begun): readonly DossierEvent[] {
  const { data, insist } = command;
  const breach = atCounter(command, state);
  if (state.status === 'refused-at-reception' && state.reason === data.reason) return [];
  if (state.status !== 'registered' && state.status !== 'supplement-requested') return notInState(command, state);
  const insisted = unlessInsisted(insist, breach, missing('reason', data.reason));
  return [{ type: 'ReceptionRefused', data: { ...data, ...insisted } }];
}

function transfer(command: DossierCommandOf<'TransferDossier'>, state: Begun): readonly DossierEvent[] {
  const { agencies, data, insist } = command;
  const breach = atCounter(command, state);
  if (state.status === 'in-process' && state.agency === data.agency) return [];
  if (state.status !== 'received') return notInState(command, state);
  const { reception, scans, submission, receivedBy } = state;
  const { startAt, steps, documents, clerkMayProcess } = reception;
  const { oneStop, channel } = submission;
  // 61 Đ17.5: one-stop staff authorised to resolve keep the case themselves.
  const own = clerkMayProcess && data.agency === oneStop;
  if (!own && !agencies.includes(data.agency)) refuse('NotAnAgencyOfUnit', { oneStop, agency: data.agency });
  const unscanned = documents
    .filter(({ code, needed }) => needed && channel !== 'online' && !scans.some(({ document }) => document === code))
    .map(({ code }) => code);
  const insisted = unlessInsisted(
    insist,
    breach,
    unscanned.length > 0 ? { code: 'NotScanned', params: { documents: unscanned.join(', ') } } : undefined,
  );
  const handed = {
    agency: data.agency,
    oneStop,
    case: 1,
    startAt,
    dueAt: state.dueAt,
    steps,
    clerkMayProcess,
    receivedBy,
  };
  return [{ type: 'TransferredToAgency', data: { ...handed, ...insisted } }];
}

function changeDueDate(command: DossierCommandOf<'ChangeDueDate'>, state: Begun): readonly DossierEvent[] {
  const { data, insist } = command;
  const breach = atCounter(command, state);
  if (state.status !== 'received' && state.status !== 'in-process') return notInState(command, state);
  if (state.dueAt === data.dueAt) return [];
  if (data.dueAt <= state.reception.startAt) refuse('DueDateInPast', { dueAt: data.dueAt });
  // Whatever the cause is said to be, only a slip makes a date later (V07).
  const unfounded = data.dueAt > state.dueAt && data.slipRef === undefined && !isSetRight(data, state);
  const insisted = unlessInsisted(
    insist,
    breach,
    unfounded ? { code: 'SlipRequired' } : undefined,
    slipBreach(command),
  );
  const { cause, slipRef } = data;
  return [{ type: 'DueDateChanged', data: { from: state.dueAt, to: data.dueAt, cause, slipRef, ...insisted } }];
}

/** A date set too early may be set right; so may one that no clock could move when a term without a unit ran anew. */
function isSetRight(
  { cause, dueAt: said }: DossierCommandOf<'ChangeDueDate'>['data'],
  { reception: { lawfulDueAt }, restart }: Extract<Begun, { readonly reception: unknown }>,
): boolean {
  if (lawfulDueAt === undefined) return cause === 'restart' && restart !== undefined;
  return cause === 'correction' && said <= lawfulDueAt;
}

/** A slip that is named is one that the dossier's case had written by then. */
function slipBreach({ data: { slipRef }, occurredAt, slip }: DossierCommandOf<'ChangeDueDate'>): Breach | undefined {
  if (slipRef === undefined || (slip && slip.requestedAt <= occurredAt)) return undefined;
  return { code: 'SlipUnknown', params: { slip: slipRef } };
}

/** Also after the result: two policies run side by side, and the result's may come first. */
function restartClock(command: DossierCommandOf<'RestartClock'>, state: Begun): readonly DossierEvent[] {
  const { actor, calendar, data } = command;
  requireSystem(actor);
  if (!('agency' in state) || state.case !== data.case) return notInState(command, state);
  if (state.restart && data.at <= state.restart.at) return [];
  if (!calendar) return refuse('CalendarNotFound', { id: state.reception.calendar.id });
  const restarted = lawfulDue(calendar, state.reception.term, data.at);
  return [{ type: 'ClockRestarted', data: { at: data.at, from: state.dueAt, dueAt: restarted, case: data.case } }];
}

/** Only while nothing was decided (TT 03/2025 Đ7). */
function withdraw(command: DossierCommandOf<'WithdrawDossier'>, state: Begun): readonly DossierEvent[] {
  const { actor, data, insist } = command;
  const breach = actor.role === 'applicant' ? ownOnly(actor, state) : atCounter(command, state);
  if (state.status === 'withdrawn' && state.reason === data.reason) return [];
  if (ended(state) || state.status === 'finished') return notInState(command, state);
  const handled = 'case' in state ? { case: state.case } : {};
  return [{ type: 'DossierWithdrawn', data: { ...data, ...handled, ...unlessInsisted(insist, breach) } }];
}

/** A late `occurredAt` is evidence and stays; one before the dossier's own submission cannot be. */
function found(command: DossierCommand, state: DossierState): Begun {
  if (state.status === 'none') return refuse('DossierNotFound', { id: command.dossier });
  const { actor, occurredAt } = command;
  // The platform's own commands carry their instants in their content.
  if (actor.role !== 'system' && occurredAt < state.submittedAt) {
    refuse('BeforeReception', { occurredAt, last: state.submittedAt });
  }
  return state;
}

function ownOnly(actor: Actor, { submittedBy }: Begun): undefined {
  if (submittedBy.role !== 'applicant' || submittedBy.id !== actor.id) refuse('NotYourDossier');
}

function ended({ status }: Begun): boolean {
  return status === 'refused-at-reception' || status === 'withdrawn' || status === 'returned';
}
