import {
  type Breach,
  missing,
  type Role,
  refuse,
  requireSystem,
  requireUnit,
  unlessInsisted,
  wrongRole,
} from '@hoso/contracts';
import { canonicalJson, type Decider, unreachable } from '@hoso/event-sourcing';
import type { CaseCommand, CaseCommandOf } from './case-command.ts';
import { paper, slipNumber } from './case-papers.ts';
import { type Begun, type CaseEvent, type CaseState, evolveCase, initialCase } from './case-state.ts';
import { signingRole, standing } from './process.ts';
import { requireColleague, roleOfSigner } from './staff.ts';

/** The agency's side of a dossier, from its transfer to a decision: stream `case-<dossier>-<n>`. */
export const agencyCase: Decider<CaseCommand, CaseState, CaseEvent> = {
  initial: initialCase,
  decide,
  evolve: evolveCase,
};

/** Who works at a one-stop unit's counter: supplements come in there, and by 61 Đ17.5 some cases are theirs. */
const counterRoles: readonly Role[] = ['clerk', 'one-stop-head'];

function decide(command: CaseCommand, state: CaseState): readonly CaseEvent[] {
  if (command.type === 'OpenCase') return open(command, state);
  const begun = found(command, state);
  switch (command.type) {
    case 'CloseCase':
      return close(command, begun);
    case 'AssignOfficer':
      return assign(command, begun);
    case 'CompleteStep':
      return completeStep(command, begun);
    case 'RequestAppraisalSupplement':
      return requestSupplement(command, begun);
    case 'ReceiveAppraisalSupplement':
      return receiveSupplement(command, begun);
    case 'RequestExtension':
      return requestExtension(command, begun);
    case 'Apologise':
      return apologise(command, begun);
    case 'IssueResult':
      return issueResult(command, begun);
    case 'RefuseAfterAppraisal':
      return refuseCase(command, begun);
    default:
      return unreachable(command);
  }
}

function open(command: CaseCommandOf<'OpenCase'>, state: CaseState): readonly CaseEvent[] {
  requireSystem(command.actor);
  const data = { dossier: command.dossier, ...command.data };
  if (state.status === 'none') return [{ type: 'CaseOpened', data }];
  return canonicalJson(state.opened) === canonicalJson(data) ? [] : refuse('CaseAlreadyOpened');
}

/** A result that was decided before stays: somebody else has to see to it. */
function close(command: CaseCommandOf<'CloseCase'>, state: Begun): readonly CaseEvent[] {
  requireSystem(command.actor);
  if (state.status === 'finished') return [];
  return [{ type: 'CaseClosed', data: { ...at(command), because: 'withdrawn' } }];
}

/** The head assigns (61 Đ19.1) one of the agency's people. */
function assign(command: CaseCommandOf<'AssignOfficer'>, state: Begun): readonly CaseEvent[] {
  const { data, insist } = command;
  const breach = atAgency(command, state, ['head']);
  if (state.officer === data.officer) return [];
  unfinished(state);
  requireColleague(command, data.officer, state.opened.agency);
  return [
    {
      type: 'OfficerAssigned',
      data: { ...at(command), officer: data.officer, ...unlessInsisted(insist, breach, early(command, state)) },
    },
  ];
}

/** In the process's order, by the role it names, by the officer assigned; approving is not for who did the work. */
function completeStep(command: CaseCommandOf<'CompleteStep'>, state: Begun): readonly CaseEvent[] {
  const { actor, data, insist } = command;
  const { opened, done } = state;
  const step = opened.steps.find(({ code }) => code === data.step);
  if (!step) return refuse('UnknownStep', { step: data.step });
  requireUnit(actor, opened.agency, ...(counterRoles.includes(step.role) ? [opened.oneStop] : []));
  if (done.some((one) => one.step === step.code)) return [];
  const { left, signing, beforeSigning } = standing(opened.steps, done);
  // What follows the signature may still be told of a finished case; what leads to it may not.
  if (state.status === 'finished' && [...signing, ...beforeSigning].includes(step)) refuse('CaseFinished');
  const [expected = step] = left;
  const insisted = unlessInsisted(
    insist,
    mayDo(command, state, [step.role]),
    early(command, state),
    expected === step ? undefined : { code: 'StepOutOfOrder', params: { step: step.code, expected: expected.code } },
    step.role === 'officer' ? notAssigned(command, state) : undefined,
    step.role === 'head' ? ownWork(command, state) : undefined,
  );
  const { record } = data;
  return [{ type: 'StepCompleted', data: { ...at(command), step: step.code, role: actor.role, record, ...insisted } }];
}

/** Once, with form 02, through the one-stop unit (61 Đ5.1.e, Đ19.4). That it comes late is for the audit to find. */
function requestSupplement(command: CaseCommandOf<'RequestAppraisalSupplement'>, state: Begun): readonly CaseEvent[] {
  const { data, insist } = command;
  const breach = atAgency(command, state, ['officer', 'head']);
  const { items, reason, via } = data;
  const last = state.papers.request;
  const same = last && paper(last) === paper(data);
  if (state.status === 'supplement-pending' && same) return [];
  unfinished(state);
  const insisted = unlessInsisted(
    insist,
    breach,
    early(command, state),
    notAssigned(command, state),
    via === 'direct' ? { code: 'NotOneStop' } : undefined,
    missing('items', items),
    missing('reason', reason),
    state.supplementRequests > 0 ? { code: 'SupplementAlreadyRequested' } : undefined,
  );
  const count = state.supplementRequests + 1;
  return [{ type: 'AppraisalSupplementRequested', data: { ...at(command), items, reason, via, count, ...insisted } }];
}

/** The clerk has the full supplement in hand: from this instant the term runs anew. */
function receiveSupplement(command: CaseCommandOf<'ReceiveAppraisalSupplement'>, state: Begun): readonly CaseEvent[] {
  const { actor, data, insist, occurredAt: restartAt } = command;
  requireUnit(actor, state.opened.oneStop);
  const { items } = data;
  if (state.status === 'open' && canonicalJson(state.papers.supplement ?? []) === canonicalJson(items)) return [];
  unfinished(state);
  if (state.status !== 'supplement-pending') refuse('NoSupplementPending');
  const insisted = unlessInsisted(insist, wrongRole(actor, counterRoles), early(command, state));
  return [{ type: 'AppraisalSupplementReceived', data: { ...at(command), items, restartAt, ...insisted } }];
}

/** The slip on whose strength the one-stop unit moves the date (61 Đ19.9). */
function requestExtension(command: CaseCommandOf<'RequestExtension'>, state: Begun): readonly CaseEvent[] {
  const { data, insist } = command;
  const breach = atAgency(command, state, ['officer', 'head']);
  const { reason, newDueAt } = data;
  const last = state.papers.extension;
  if (last && last.reason === reason && last.newDueAt === newDueAt) return [];
  unfinished(state);
  later(newDueAt, state);
  const insisted = unlessInsisted(
    insist,
    breach,
    early(command, state),
    missing('reason', reason),
    missing('newDueAt', newDueAt),
    reappointed(state),
  );
  const slip = slipNumber(command, state.extensions + 1);
  return [{ type: 'ExtensionRequested', data: { ...at(command), slip, reason, newDueAt, ...insisted } }];
}

/** Form 04; with a new date it is the re-appointment, of which the law allows one (61 Đ19.9). */
function apologise(command: CaseCommandOf<'Apologise'>, state: Begun): readonly CaseEvent[] {
  const { actor, data, insist } = command;
  const breach = atAgency(command, state, ['officer', 'head']);
  const { reason, newDueAt } = data;
  const signedBy = data.signedBy ?? (actor.role === 'head' ? actor.id : undefined);
  const last = state.papers.apology;
  if (last && last.reason === reason && last.newDueAt === newDueAt && last.signedBy === signedBy) return [];
  unfinished(state);
  later(newDueAt, state);
  const signerRole = signedBy === undefined ? undefined : roleOfSigner(command, signedBy, state.opened.agency);
  const insisted = unlessInsisted(
    insist,
    breach,
    early(command, state),
    missing('reason', reason),
    missing('newDueAt', newDueAt),
    missing('signedBy', signedBy),
    signerRole === 'head' ? undefined : { code: 'SignedByHead' },
    newDueAt === undefined ? undefined : reappointed(state),
  );
  const apology: CaseEvent = {
    type: 'ApologyIssued',
    data: { ...at(command), reason, newDueAt, signedBy, signerRole: signerRole ?? actor.role, ...insisted },
  };
  if (newDueAt === undefined) return [apology];
  const count = state.reappointments + 1;
  return [apology, { type: 'ReAppointed', data: { ...at(command), newDueAt, count, ...insisted } }];
}

/** Signing is part of issuing: its steps are completed with the result, in one append. */
function issueResult(command: CaseCommandOf<'IssueResult'>, state: Begun): readonly CaseEvent[] {
  const { actor, data, insist, occurredAt: finishedAt } = command;
  const { steps } = state.opened;
  const breach = atAgency(command, state, [signingRole(steps)]);
  const { document, sha256 } = data;
  if (state.status === 'finished') {
    const { result } = state;
    const same = result.outcome === 'issued' && result.document === document && result.sha256 === sha256;
    return same ? [] : refuse('CaseFinished');
  }
  if (state.status === 'supplement-pending') refuse('SupplementPending');
  const { signing, beforeSigning } = standing(steps, state.done);
  const skipped = beforeSigning.map(({ code }) => code).join(', ');
  const insisted = unlessInsisted(
    insist,
    breach,
    early(command, state),
    skipped === '' ? undefined : { code: 'StepsLeft', params: { steps: skipped } },
    ownWork(command, state),
  );
  const signed = signing.map(
    ({ code }): CaseEvent => ({
      type: 'StepCompleted',
      data: { ...at(command), step: code, role: actor.role, ...insisted },
    }),
  );
  return [...signed, { type: 'ResultIssued', data: { ...at(command), document, sha256, finishedAt, ...insisted } }];
}

/** Form 03, also where the supplement never came or does not do (61 Đ19.8). */
function refuseCase(command: CaseCommandOf<'RefuseAfterAppraisal'>, state: Begun): readonly CaseEvent[] {
  const { data, insist, occurredAt: finishedAt } = command;
  const breach = atAgency(command, state, [signingRole(state.opened.steps)]);
  const { reason } = data;
  if (state.status === 'finished') {
    const same = state.result.outcome === 'refused' && state.result.reason === reason;
    return same ? [] : refuse('CaseFinished');
  }
  const insisted = unlessInsisted(
    insist,
    breach,
    early(command, state),
    missing('reason', reason),
    ownWork(command, state),
  );
  return [{ type: 'RefusedAfterAppraisal', data: { ...at(command), reason, finishedAt, ...insisted } }];
}

function found({ dossier, data }: CaseCommand, state: CaseState): Begun {
  return state.status === 'none' ? refuse('CaseNotFound', { dossier, case: data.case }) : state;
}

/** What every event of a case names. */
function at({ dossier, data }: CaseCommand): { readonly dossier: string; readonly case: number } {
  return { dossier, case: data.case };
}

function unfinished({ status }: Begun): void {
  if (status === 'finished') refuse('CaseFinished');
}

function atAgency(command: CaseCommand, state: Begun, roles: readonly Role[]): Breach | undefined {
  requireUnit(command.actor, state.opened.agency);
  return mayDo(command, state, roles);
}

/** Where 61 Đ17.5 applies, one-stop staff stand in for every role. */
function mayDo({ actor }: CaseCommand, { opened }: Begun, roles: readonly Role[]): Breach | undefined {
  return wrongRole(actor, opened.clerkMayProcess ? [...roles, ...counterRoles] : roles);
}

/** A step before the dossier was received (V22). */
function early({ occurredAt }: CaseCommand, { opened: { startAt } }: Begun): Breach | undefined {
  return occurredAt < startAt ? { code: 'BeforeReception', params: { occurredAt, last: startAt } } : undefined;
}

/** Until somebody is assigned, any officer of the agency may begin; a head may always step in. */
function notAssigned({ actor }: CaseCommand, { officer }: Begun): Breach | undefined {
  if (officer === undefined || officer === actor.id || actor.role === 'head') return undefined;
  return { code: 'NotAssigned', params: { officer } };
}

/**
 * Approving the dossier one received or the steps one did oneself (V23), 61 Đ17.5 aside. Signing twice is one
 * signature.
 */
function ownWork({ actor }: CaseCommand, { opened, done }: Begun): Breach | undefined {
  if (opened.clerkMayProcess) return undefined;
  const approving = opened.steps.filter(({ role }) => role === 'head').map(({ code }) => code);
  const worked = done.some(({ step, by }) => by === actor.id && !approving.includes(step));
  return worked || opened.receivedBy === actor.id ? { code: 'OwnWork' } : undefined;
}

function reappointed({ reappointments }: Begun): Breach | undefined {
  return reappointments > 0 ? { code: 'AlreadyReappointed' } : undefined;
}

function later(newDueAt: string | undefined, { dueAt }: Begun): void {
  if (newDueAt !== undefined && newDueAt <= dueAt) refuse('NewDateNotLater', { newDueAt, dueAt });
}
