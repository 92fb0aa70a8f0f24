import {
  type Actor,
  type Breach,
  type Channel,
  refuse,
  requireSystem,
  requireUnit,
  unlessInsisted,
  wrongRole,
} from '@hoso/contracts';
import { canonicalJson, type Decider, unreachable } from '@hoso/event-sourcing';
import { atCounter, counterRoles, ended, notInState } from './at-counter.ts';
import { correctEntry } from './corrections.ts';
import { exemptFromScan, notScanned, recordScan } from './digitisation.ts';
import { changeDueDate, pauseClock, restartClock, resumeClock } from './dossier-clock.ts';
import type { DossierCommand, DossierCommandOf, SubmissionFacts } from './dossier-command.ts';
import { notForPost, receive, receiveSupplement, refuseReception, requestSupplement } from './dossier-reception.ts';
import { recordNotDelivered, recordResult, recordReturned, resolveAtOnce, returnResult } from './dossier-result.ts';
import { share } from './dossier-sharing.ts';
import { takeDossierBack, takeResultBack } from './dossier-taken-back.ts';
import { type Begun, type DossierEvent, type DossierState, initialDossier, isTransferred } from './dossier-state.ts';
import { evolveDossier } from './evolve-dossier.ts';
import { chargeFee, issueFeeReceipt, payFee } from './fees.ts';
import { notifyEarlyResult, notifyReAppointment, notifyResult } from './notices.ts';
import { returnOriginals, takeOriginals } from './originals.ts';

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
    case 'StoreScan':
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
    case 'ShareDossier':
      return share(command, begun);
    case 'TakeDossierBack':
      return takeDossierBack(command, begun);
    case 'TakeResultBack':
      return takeResultBack(command, begun);
    case 'ReturnResult':
      return returnResult(command, begun);
    case 'RecordReturned':
      return recordReturned(command, begun);
    case 'RecordNotDelivered':
      return recordNotDelivered(command, begun);
    case 'WithdrawDossier':
      return withdraw(command, begun);
    case 'PauseClock':
      return pauseClock(command, begun);
    case 'ResumeClock':
      return resumeClock(command, begun);
    case 'TakeOriginals':
      return takeOriginals(command, begun);
    case 'ReturnOriginals':
      return returnOriginals(command, begun);
    case 'ChargeFee':
      return chargeFee(command, begun);
    case 'PayFee':
      return payFee(command, begun);
    case 'IssueFeeReceipt':
      return issueFeeReceipt(command, begun);
    case 'CorrectEntry':
      return correctEntry(command, begun);
    case 'ExemptFromScan':
      return exemptFromScan(command, begun);
    case 'ResolveAtOnce':
      return resolveAtOnce(command, begun);
    case 'NotifyEarlyResult':
      return notifyEarlyResult(command, begun);
    case 'NotifyReAppointment':
      return notifyReAppointment(command, begun);
    case 'NotifyResult':
      return notifyResult(command, begun);
    default:
      return unreachable(command);
  }
}

function submit(command: DossierCommandOf<'SubmitDossier'>, state: DossierState): readonly DossierEvent[] {
  const { actor, data, facts, insist } = command;
  const breach = submitterBreach(actor, data);
  if (state.status !== 'none') {
    const { insisted, calendar: _, ...said } = state.submission;
    const same = state.submittedBy.id === actor.id && canonicalJson(said) === canonicalJson(data);
    return same ? [] : refuse('AlreadySubmitted');
  }
  acceptable(facts, data.channel);
  const insisted = unlessInsisted(insist, breach, notForPost(facts.procedure, data.channel), outsideBoundary(facts));
  return [{ type: 'DossierSubmitted', data: { ...data, ...answeredBy(facts, data.channel), ...insisted } }];
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

/** Handed in where no agency is competent, though the law lets it be handed in at its own place alone (118 Đ14.2). */
function outsideBoundary({ boundary, procedure, oneStop }: SubmissionFacts): Breach | undefined {
  const { code, competent = [] } = procedure;
  if (boundary !== 'own' || competent.length === 0) return undefined;
  const isOwn = [oneStop.id, ...oneStop.agencies].some((agency) => competent.includes(agency));
  return isOwn ? undefined : { code: 'OutsideBoundary', params: { code, oneStop: oneStop.id } };
}

/** The calendar by which what came online is to be answered (NĐ 45/2020; V16). */
function answeredBy({ calendar }: SubmissionFacts, channel: Channel) {
  const { id, version } = calendar.definition;
  return channel === 'online' ? { calendar: { id, version } } : {};
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

function transfer(command: DossierCommandOf<'TransferDossier'>, state: Begun): readonly DossierEvent[] {
  const { agencies, data, insist } = command;
  const breach = atCounter(command, state);
  if (state.status === 'in-process' && state.agency === data.agency) return [];
  if (state.status !== 'received') return notInState(command, state);
  const { reception, submission, receivedBy } = state;
  const { startAt, steps, clerkMayProcess, code, procedure, law, calendar } = reception;
  const { oneStop } = submission;
  // 61 Đ17.5: one-stop staff authorised to resolve keep the case themselves.
  const own = clerkMayProcess && data.agency === oneStop;
  if (!own && !agencies.includes(data.agency)) refuse('NotAnAgencyOfUnit', { oneStop, agency: data.agency });
  const insisted = unlessInsisted(insist, breach, notScanned(state));
  const handed = {
    agency: data.agency,
    oneStop,
    case: state.cases + 1,
    startAt,
    dueAt: state.dueAt,
    steps,
    clerkMayProcess,
    receivedBy,
    ...{ code, procedure: procedure.code, calendar },
    ...(law ? { law } : {}),
  };
  return [{ type: 'TransferredToAgency', data: { ...handed, ...insisted } }];
}

/** Only while nothing was decided (TT 03/2025 Đ7). */
function withdraw(command: DossierCommandOf<'WithdrawDossier'>, state: Begun): readonly DossierEvent[] {
  const { actor, data, insist } = command;
  const breach = actor.role === 'applicant' ? ownOnly(actor, state) : atCounter(command, state);
  if (state.status === 'withdrawn' && state.reason === data.reason) return [];
  if (ended(state) || state.status === 'finished' || state.status === 'stopped') return notInState(command, state);
  const handled = isTransferred(state) ? { case: state.case, ...partsLeft(state) } : {};
  return [{ type: 'DossierWithdrawn', data: { ...data, ...handled, ...unlessInsisted(insist, breach) } }];
}

/** What further agencies have not finished ends with it. */
function partsLeft({ parts }: Extract<Begun, { readonly parts: unknown }>): { readonly parts?: number[] } {
  const left = parts.filter(({ outcome }) => outcome === undefined).map((part) => part.case);
  return left.length === 0 ? {} : { parts: left };
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
