import { doers, type Breach, missing, refuse, unlessInsisted } from '@hoso/contracts';
import { at, atAgency, atWork, early } from './case-authority.ts';
import type { CaseCommandOf } from './case-command.ts';
import { slipNumber } from './case-papers.ts';
import type { Begun, CaseEvent } from './case-state.ts';
import { signerOf } from './staff.ts';

/** The slip on whose strength the one-stop unit moves the date (61 Đ19.9). */
export function requestExtension(command: CaseCommandOf<'RequestExtension'>, state: Begun): readonly CaseEvent[] {
  const { data, insist } = command;
  const breach = atAgency(command, state, doers.agency);
  const { reason, newDueAt } = data;
  const last = state.papers.extension;
  if (last && last.reason === reason && last.newDueAt === newDueAt) return [];
  atWork(state);
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
export function apologise(command: CaseCommandOf<'Apologise'>, state: Begun): readonly CaseEvent[] {
  const { actor, data, insist } = command;
  const breach = atAgency(command, state, doers.agency);
  const { reason, newDueAt } = data;
  const signedBy = data.signedBy ?? (actor.role === 'head' || command.capacity ? actor.id : undefined);
  const last = state.papers.apology;
  if (last && last.reason === reason && last.newDueAt === newDueAt && last.signedBy === signedBy) return [];
  atWork(state);
  later(newDueAt, state);
  const signer = signedBy === undefined ? undefined : signerOf(command, signedBy, state.opened.agency);
  const insisted = unlessInsisted(
    insist,
    breach,
    early(command, state),
    missing('reason', reason),
    missing('newDueAt', newDueAt),
    missing('signedBy', signedBy),
    signer?.role === 'head' ? undefined : { code: 'SignedByHead' },
    newDueAt === undefined ? undefined : reappointed(state),
  );
  const { role: signerRole = actor.role, capacity } = signer ?? {};
  const signed = { signedBy, signerRole, ...(capacity === undefined ? {} : { capacity }) };
  const apology: CaseEvent = {
    type: 'ApologyIssued',
    data: { ...at(command), reason, newDueAt, ...signed, ...insisted },
  };
  if (newDueAt === undefined) return [apology];
  const count = state.reappointments + 1;
  return [apology, { type: 'ReAppointed', data: { ...at(command), newDueAt, count, ...insisted } }];
}

function reappointed({ reappointments }: Begun): Breach | undefined {
  return reappointments > 0 ? { code: 'AlreadyReappointed' } : undefined;
}

function later(newDueAt: string | undefined, { dueAt }: Begun): void {
  if (newDueAt !== undefined && newDueAt <= dueAt) refuse('NewDateNotLater', { newDueAt, dueAt });
}
