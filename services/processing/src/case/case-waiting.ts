import { type Breach, doers, missing, refuse, requireUnit, unlessInsisted, wrongRole } from '@hoso/contracts';
import { canonicalJson } from '@hoso/event-sourcing';
import {
  at,
  atAgency,
  atAgencyOrCounter,
  atWork,
  counterRoles,
  early,
  forHead,
  inProcess,
  notAssigned,
  unfinished,
} from './case-authority.ts';
import type { CaseCommandOf } from './case-command.ts';
import { obligation, paper, stop } from './case-papers.ts';
import { type Begun, type CaseEvent, clockStands } from './case-state.ts';

/** Once, with form 02, through the one-stop unit (61 Đ5.1.e, Đ19.4). That it comes late is for the audit to find. */
export function requestSupplement(
  command: CaseCommandOf<'RequestAppraisalSupplement'>,
  state: Begun,
): readonly CaseEvent[] {
  const { data, insist } = command;
  const breach = atAgency(command, state, doers.agency);
  const { items, documents, reason, via } = data;
  const last = state.papers.request;
  const same = last && paper(last) === paper(data);
  if (state.status === 'supplement-pending' && same) return [];
  atWork(state);
  if (state.status === 'obligation-pending') refuse('ObligationPending');
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
  const closable = command.closableAt === undefined ? {} : { closableAt: command.closableAt };
  return [
    {
      type: 'AppraisalSupplementRequested',
      data: { ...at(command), items, documents, reason, via, count, ...closable, ...insisted },
    },
  ];
}

/** The clerk has the full supplement in hand: from this instant the term runs anew. */
export function receiveSupplement(
  command: CaseCommandOf<'ReceiveAppraisalSupplement'>,
  state: Begun,
): readonly CaseEvent[] {
  const { actor, data, insist, occurredAt: restartAt } = command;
  requireUnit(actor, state.opened.oneStop);
  const { items } = data;
  if (state.status === 'open' && canonicalJson(state.papers.supplement ?? []) === canonicalJson(items)) return [];
  atWork(state);
  if (state.status !== 'supplement-pending') refuse('NoSupplementPending');
  const insisted = unlessInsisted(insist, wrongRole(actor, counterRoles), early(command, state));
  return [{ type: 'AppraisalSupplementReceived', data: { ...at(command), items, restartAt, ...insisted } }];
}

/** Status 6. The time until it is paid does not count where the law says so, and that ground is named (V27). */
export function notifyObligation(
  command: CaseCommandOf<'NotifyFinancialObligation'>,
  state: Begun,
): readonly CaseEvent[] {
  const { data, insist } = command;
  const breach = atAgencyOrCounter(command, state);
  const { amount, content, groundRef, pausesClock } = data;
  const last = state.papers.obligation;
  if (state.status === 'obligation-pending' && last && obligation(last) === obligation(data)) return [];
  inProcess(state);
  const insisted = unlessInsisted(
    insist,
    breach,
    early(command, state),
    command.actor.unit === state.opened.agency ? notAssigned(command, state) : undefined,
    pausesClock ? missing('groundRef', groundRef) : undefined,
    pausesClock ? unknownGround(command) : undefined,
  );
  return [
    {
      type: 'FinancialObligationNotified',
      data: { ...at(command), amount, content, groundRef, ...ifUnknown(command), pausesClock, ...insisted },
    },
  ];
}

/** Paid: the case goes on. */
export function fulfilObligation(
  command: CaseCommandOf<'FulfilFinancialObligation'>,
  state: Begun,
): readonly CaseEvent[] {
  const { data, insist } = command;
  const breach = atAgencyOrCounter(command, state);
  const { receipt } = data;
  const { fulfilment } = state.papers;
  if (state.status === 'open' && fulfilment && fulfilment.receipt === receipt) return [];
  atWork(state);
  if (state.status !== 'obligation-pending') return refuse('NoObligationPending');
  const pausedClock = state.papers.obligation?.pausesClock === true;
  const insisted = unlessInsisted(insist, breach, early(command, state));
  return [{ type: 'FinancialObligationFulfilled', data: { ...at(command), receipt, pausedClock, ...insisted } }];
}

/** T15. A stop after a decision is unlawful (V44): it can be insisted upon, and the decision stands. */
export function stopProcessing(command: CaseCommandOf<'StopProcessing'>, state: Begun): readonly CaseEvent[] {
  const { data, insist } = command;
  const breach = atAgency(command, state, doers.head);
  const { groundRef, reason } = data;
  const last = state.papers.stop;
  if (last && stop(last) === stop(data)) return [];
  if (state.status === 'stopped') refuse('CaseStopped');
  const isDecided = state.status === 'finished';
  if (isDecided && !['issued', 'refused'].includes(state.result.outcome)) refuse('CaseFinished');
  const insisted = unlessInsisted(
    insist,
    breach,
    early(command, state),
    missing('groundRef', groundRef),
    unknownGround(command),
    isDecided ? { code: 'StoppedAfterDecision' } : undefined,
  );
  const as = forHead(command, ['head']);
  const decided = isDecided ? ({ decided: true } as const) : {};
  const ground = { groundRef, ...ifUnknown(command) };
  return [{ type: 'ProcessingStopped', data: { ...at(command), ...ground, reason, ...decided, ...as, ...insisted } }];
}

type OnGround = CaseCommandOf<'NotifyFinancialObligation' | 'StopProcessing'>;

/** A ground that the law does not know is as none (V27). */
function unknownGround({ grounds, data: { groundRef } }: OnGround): Breach | undefined {
  if (groundRef === undefined || grounds === undefined || grounds.includes(groundRef)) return undefined;
  return { code: 'GroundUnknown', params: { groundRef, grounds: grounds.join(', ') } };
}

function ifUnknown(command: OnGround): { readonly groundUnknown?: true } {
  return unknownGround(command) ? { groundUnknown: true } : {};
}

/** T19. What was waited for when it was stopped is waited for again. */
export function resumeProcessing(command: CaseCommandOf<'ResumeProcessing'>, state: Begun): readonly CaseEvent[] {
  const { data, insist } = command;
  const breach = atAgency(command, state, doers.head);
  const { reason } = data;
  const { resumption } = state.papers;
  if (state.status !== 'stopped') {
    unfinished(state);
    return resumption && resumption.reason === reason ? [] : refuse('NotStopped');
  }
  const { awaits } = state;
  const insisted = unlessInsisted(insist, breach, early(command, state));
  const as = forHead(command, ['head']);
  const clockRuns = !clockStands(awaits, state.papers);
  return [
    {
      type: 'ProcessingResumed',
      data: { ...at(command), reason, ...(awaits === undefined ? {} : { awaits }), clockRuns, ...as, ...insisted },
    },
  ];
}
