import { doers, missing, refuse, unlessInsisted } from '@hoso/contracts';
import { at, atAgency, atWork, early, forHead, inProcess, notAssigned, ownWork } from './case-authority.ts';
import type { CaseCommandOf } from './case-command.ts';
import type { Begun, CaseEvent } from './case-state.ts';
import { signingRole, standing } from './process.ts';

/** Signing is part of issuing: its steps are completed with the result, in one append. */
export function issueResult(command: CaseCommandOf<'IssueResult'>, state: Begun): readonly CaseEvent[] {
  const { actor, data, insist, occurredAt: finishedAt } = command;
  const { steps } = state.opened;
  const roles = [signingRole(steps)];
  const breach = atAgency(command, state, roles);
  const as = forHead(command, roles);
  const { document, sha256 } = data;
  if (state.status === 'finished') {
    const { result } = state;
    const same = result.outcome === 'issued' && result.document === document && result.sha256 === sha256;
    return same ? [] : refuse('CaseFinished');
  }
  inProcess(state);
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
      data: { ...at(command), step: code, role: actor.role, ...as, ...insisted },
    }),
  );
  return [
    ...signed,
    { type: 'ResultIssued', data: { ...at(command), document, sha256, finishedAt, ...as, ...insisted } },
  ];
}

/** Form 03, also where the supplement never came or does not do (61 Đ19.8). */
export function refuseCase(command: CaseCommandOf<'RefuseAfterAppraisal'>, state: Begun): readonly CaseEvent[] {
  const { data, insist, occurredAt: finishedAt } = command;
  const roles = [signingRole(state.opened.steps)];
  const breach = atAgency(command, state, roles);
  const { reason } = data;
  if (state.status === 'finished') {
    const same = state.result.outcome === 'refused' && state.result.reason === reason;
    return same ? [] : refuse('CaseFinished');
  }
  atWork(state);
  if (state.status === 'obligation-pending') refuse('ObligationPending');
  const insisted = unlessInsisted(
    insist,
    breach,
    early(command, state),
    missing('reason', reason),
    ownWork(command, state),
  );
  const as = forHead(command, roles);
  return [{ type: 'RefusedAfterAppraisal', data: { ...at(command), reason, finishedAt, ...as, ...insisted } }];
}

/** T20. The dossier is another agency's to decide: the one-stop unit has it again. */
export function returnToOneStop(command: CaseCommandOf<'ReturnToOneStop'>, state: Begun): readonly CaseEvent[] {
  const { data, insist } = command;
  const breach = atAgency(command, state, doers.agency);
  const { reason } = data;
  if (state.status === 'finished') {
    const same = state.result.outcome === 'returned' && state.result.reason === reason;
    return same ? [] : refuse('CaseFinished');
  }
  inProcess(state);
  const insisted = unlessInsisted(
    insist,
    breach,
    early(command, state),
    notAssigned(command, state),
    missing('reason', reason),
  );
  return [{ type: 'ReturnedToOneStop', data: { ...at(command), reason, ...insisted } }];
}

/** T21. What the applicant or the post has in hand cannot be recalled. */
export function recallResult(command: CaseCommandOf<'RecallResult'>, state: Begun): readonly CaseEvent[] {
  const { data, insist, dossierStanding } = command;
  const roles = [signingRole(state.opened.steps)];
  const breach = atAgency(command, state, roles);
  const { reason } = data;
  const { recall } = state.papers;
  if (state.status === 'open' && recall && recall.reason === reason) return [];
  if (state.status !== 'finished') return refuse('NoResult');
  const { outcome } = state.result;
  if (outcome !== 'issued' && outcome !== 'refused') return refuse('CaseFinished');
  if (dossierStanding?.status === 'returned') refuse('ResultAlreadyReturned');
  if (dossierStanding?.byPost) refuse('ShipmentUnderWay');
  const insisted = unlessInsisted(insist, breach, early(command, state), missing('reason', reason));
  return [{ type: 'ResultRecalled', data: { ...at(command), reason, ...forHead(command, roles), ...insisted } }];
}
