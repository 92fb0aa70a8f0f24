import { doers, refuse, requireSystem, requireUnit, unlessInsisted } from '@hoso/contracts';
import { canonicalJson, type Decider, unreachable } from '@hoso/event-sourcing';
import {
  at,
  atAgency,
  counterRoles,
  early,
  forHead,
  mayDo,
  notAssigned,
  ownWork,
  unfinished,
} from './case-authority.ts';
import type { CaseCommand, CaseCommandOf } from './case-command.ts';
import { correctEntry } from './case-correction.ts';
import { issueResult, recallResult, refuseCase, returnToOneStop } from './case-decisions.ts';
import { answerConsultation, reportLateConsultation, requestConsultation, verify } from './case-inquiry.ts';
import { apologise, requestExtension } from './case-lateness.ts';
import { type Begun, type CaseEvent, type CaseState, evolveCase, initialCase } from './case-state.ts';
import { autoClose, followDueDate, markOverdue, proposeAutoClose, remind } from './case-time.ts';
import {
  fulfilObligation,
  notifyObligation,
  receiveSupplement,
  requestSupplement,
  resumeProcessing,
  stopProcessing,
} from './case-waiting.ts';
import { standing } from './process.ts';
import { requireColleague } from './staff.ts';

/** The agency's side of a dossier, from its transfer to a decision: stream `case-<dossier>-<n>`. */
export const agencyCase: Decider<CaseCommand, CaseState, CaseEvent> = {
  initial: initialCase,
  decide,
  evolve: evolveCase,
};

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
    case 'Verify':
      return verify(command, begun);
    case 'RequestConsultation':
      return requestConsultation(command, begun);
    case 'AnswerConsultation':
      return answerConsultation(command, begun);
    case 'ReportLateConsultation':
      return reportLateConsultation(command, begun);
    case 'RequestAppraisalSupplement':
      return requestSupplement(command, begun);
    case 'ReceiveAppraisalSupplement':
      return receiveSupplement(command, begun);
    case 'NotifyFinancialObligation':
      return notifyObligation(command, begun);
    case 'FulfilFinancialObligation':
      return fulfilObligation(command, begun);
    case 'StopProcessing':
      return stopProcessing(command, begun);
    case 'ResumeProcessing':
      return resumeProcessing(command, begun);
    case 'CorrectCaseEntry':
      return correctEntry(command, begun);
    case 'FollowDueDate':
      return followDueDate(command, begun);
    case 'Remind':
      return remind(command, begun);
    case 'MarkOverdue':
      return markOverdue(command, begun);
    case 'ProposeAutoClose':
      return proposeAutoClose(command, begun);
    case 'AutoClose':
      return autoClose(command, begun);
    case 'RequestExtension':
      return requestExtension(command, begun);
    case 'Apologise':
      return apologise(command, begun);
    case 'IssueResult':
      return issueResult(command, begun);
    case 'RefuseAfterAppraisal':
      return refuseCase(command, begun);
    case 'ReturnToOneStop':
      return returnToOneStop(command, begun);
    case 'RecallResult':
      return recallResult(command, begun);
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
  const breach = atAgency(command, state, doers.head);
  const { officer, reason } = data;
  const from = state.officer;
  if (from === officer) return [];
  unfinished(state);
  requireColleague(command, officer, state.opened.agency);
  const insisted = unlessInsisted(insist, breach, early(command, state));
  return [
    {
      type: 'OfficerAssigned',
      data: { ...at(command), officer, ...(from ? { from } : {}), reason, ...forHead(command, ['head']), ...insisted },
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
  const { left, signing, beforeSigning } = standing(opened.steps, done, step);
  // What follows the signature may still be told of a finished case; what leads to it may not.
  if (state.status === 'finished' && [...signing, ...beforeSigning].includes(step)) refuse('CaseFinished');
  if (state.status === 'stopped') refuse('CaseStopped');
  const [expected = step] = left;
  if (expected !== step && step.outOfOrder === 'never') {
    refuse('StepNeverOutOfOrder', { step: step.code, expected: expected.code });
  }
  const insisted = unlessInsisted(
    insist,
    mayDo(command, state, [step.role]),
    early(command, state),
    expected === step ? undefined : { code: 'StepOutOfOrder', params: { step: step.code, expected: expected.code } },
    step.role === 'officer' ? notAssigned(command, state) : undefined,
    step.role === 'head' ? ownWork(command, state) : undefined,
  );
  const { record } = data;
  const as = forHead(command, [step.role]);
  return [
    { type: 'StepCompleted', data: { ...at(command), step: step.code, role: actor.role, record, ...as, ...insisted } },
  ];
}

function found({ dossier, data }: CaseCommand, state: CaseState): Begun {
  return state.status === 'none' ? refuse('CaseNotFound', { dossier, case: data.case }) : state;
}
