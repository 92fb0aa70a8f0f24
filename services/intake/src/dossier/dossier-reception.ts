import { missing, refuse, unlessInsisted } from '@hoso/contracts';
import { canonicalJson } from '@hoso/event-sourcing';
import { atCounter, ended, notInState } from './at-counter.ts';
import type { DossierCommandOf } from './dossier-command.ts';
import type { Begun, DossierEvent } from './dossier-state.ts';
import { lawfulDue } from './lawful-due.ts';
import { termInForce, variantOf } from './term-in-force.ts';

/** Papers are scanned late, too: that they were is for the audit to find. */
export function recordScan(command: DossierCommandOf<'RecordScan'>, state: Begun): readonly DossierEvent[] {
  const { data, insist } = command;
  const breach = atCounter(command, state);
  if (state.book.scans.some(({ document, sha256 }) => document === data.document && sha256 === data.sha256)) return [];
  if (ended(state)) return notInState(command, state);
  return [{ type: 'ScanStored', data: { ...data, ...unlessInsisted(insist, breach) } }];
}

export function requestSupplement(
  command: DossierCommandOf<'RequestSupplement'>,
  state: Begun,
): readonly DossierEvent[] {
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

export function receiveSupplement(
  command: DossierCommandOf<'ReceiveSupplement'>,
  state: Begun,
): readonly DossierEvent[] {
  const { data, insist } = command;
  const breach = atCounter(command, state);
  if (state.status === 'registered' && canonicalJson(state.supplement ?? []) === canonicalJson(data.items)) return [];
  if (state.status !== 'supplement-requested') return notInState(command, state);
  return [{ type: 'SupplementReceived', data: { ...data, ...unlessInsisted(insist, breach) } }];
}

/** The clock starts; from here on the dossier is bound to the law of this day (ARCHITECTURE decision 7). */
export function receive(command: DossierCommandOf<'ReceiveDossier'>, state: Begun): readonly DossierEvent[] {
  const { data, facts, insist } = command;
  const breach = atCounter(command, state);
  if (state.status === 'received' && (data.dueAt === undefined || data.dueAt === state.dueAt)) return [];
  if (state.status !== 'registered') return notInState(command, state);
  const { procedure: code, channel } = state.submission;
  // By post it starts when the handover minutes were signed, or with the full supplement (QĐ 45/2016 Đ7.4).
  const startAt = channel === 'post' ? (state.supplementedAt ?? state.submittedAt) : command.occurredAt;
  if (!facts) return refuse('ProcedureNotFound', { code, on: startAt });
  const { procedure, calendar, law } = facts;
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
    calendar: { id: calendar.definition.id, version: calendar.definition.version },
  };
  return [
    { type: 'DossierReceived', data: { code: facts.code, startAt, lawfulDueAt, dueAt: said, ...bound, ...insisted } },
  ];
}

export function refuseReception(command: DossierCommandOf<'RefuseDossier'>, state: Begun): readonly DossierEvent[] {
  const { data, insist } = command;
  const breach = atCounter(command, state);
  if (state.status === 'refused-at-reception' && state.reason === data.reason) return [];
  if (state.status !== 'registered' && state.status !== 'supplement-requested') return notInState(command, state);
  const insisted = unlessInsisted(insist, breach, missing('reason', data.reason));
  return [{ type: 'ReceptionRefused', data: { ...data, ...insisted } }];
}
