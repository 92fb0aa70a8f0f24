import { type Breach, type Channel, missing, type ProcedureVersion, refuse, unlessInsisted } from '@hoso/contracts';
import { canonicalJson } from '@hoso/event-sourcing';
import { atCounter, notInState } from './at-counter.ts';
import type { DossierCommandOf, ReceptionFacts } from './dossier-command.ts';
import type { AnyReceived, Begun, DossierEvent } from './dossier-state.ts';
import { lawfulDue } from './lawful-due.ts';
import { termInForce, variantOf } from './term-in-force.ts';

export function requestSupplement(
  command: DossierCommandOf<'RequestSupplement'>,
  state: Begun,
): readonly DossierEvent[] {
  const { data, listed, insist } = command;
  const breach = atCounter(command, state);
  if (state.status === 'supplement-requested' && canonicalJson(state.request) === canonicalJson(data)) return [];
  if (state.status !== 'registered' && state.status !== 'supplement-requested') return notInState(command, state);
  const insisted = unlessInsisted(
    insist,
    breach,
    missing('items', data.items),
    missing('reason', data.reason),
    unlisted(data.documents, listed),
    state.supplementRequests > 0 ? { code: 'SupplementAlreadyRequested' } : undefined,
  );
  return [{ type: 'SupplementRequested', data: { ...data, count: state.supplementRequests + 1, ...insisted } }];
}

/** What the published list does not have is not asked for (61 Đ5.1.đ; V13). */
function unlisted(asked: readonly string[] = [], listed: readonly string[] = asked): Breach | undefined {
  const strange = asked.filter((code) => !listed.includes(code));
  return strange.length === 0 ? undefined : { code: 'DocumentNotListed', params: { documents: strange.join(', ') } };
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
  if (state.status === 'received' && isReception(data, state)) return [];
  if (state.status !== 'registered') return notInState(command, state);
  const { procedure, channel } = state.submission;
  // By post it starts when the handover minutes were signed, or with the full supplement (QĐ 45/2016 Đ7.4).
  const lawfulStartAt = channel === 'post' ? (state.supplementedAt ?? state.submittedAt) : command.occurredAt;
  if (!facts) return refuse('ProcedureNotFound', { code: procedure, on: lawfulStartAt });
  const { startAt = lawfulStartAt, code = facts.code, slip = true } = data;
  if (startAt < state.submittedAt) refuse('BeforeReception', { occurredAt: startAt, last: state.submittedAt });
  const bound = boundTo(facts, channel, data.variant);
  const lawfulDueAt = lawfulDue(facts.calendar, bound.term, lawfulStartAt);
  const dueAt =
    data.dueAt ?? lawfulDue(facts.calendar, bound.term, startAt) ?? refuse('DueDateRequired', { code: procedure });
  if (dueAt <= startAt) refuse('DueDateInPast', { dueAt });
  const insisted = unlessInsisted(
    insist,
    breach,
    startAt === lawfulStartAt ? undefined : { code: 'StartNotLawful', params: { startAt, lawfulStartAt } },
    lawfulDueAt !== undefined && dueAt > lawfulDueAt
      ? { code: 'DueDateNotLawful', params: { dueAt, lawfulDueAt } }
      : undefined,
    code === facts.code ? undefined : { code: 'CodeNotComputed', params: { code } },
    slip || bound.immediate ? undefined : { code: 'SlipNotGiven' },
    notForPost(facts.procedure, channel),
  );
  const withoutSlip = slip ? {} : { withoutSlip: true as const };
  const received = { code, startAt, lawfulDueAt, dueAt, ...bound, ...withoutSlip };
  return [{ type: 'DossierReceived', data: { ...received, ...insisted } }];
}

/** What the applicant has to appear for (QĐ 45/2016 Đ1.2; V41). */
export function notForPost({ code, presenceRequired }: ProcedureVersion, channel: Channel): Breach | undefined {
  return presenceRequired && channel === 'post' ? { code: 'PresenceRequired', params: { code } } : undefined;
}

/** Whether it was received just so. */
function isReception(
  { dueAt, startAt, code, slip = true }: DossierCommandOf<'ReceiveDossier'>['data'],
  { dueAt: current, reception }: AnyReceived,
): boolean {
  const isSame = <Value>(given: Value | undefined, recorded: Value): boolean => (given ?? recorded) === recorded;
  return (
    isSame(dueAt, current) &&
    isSame(startAt, reception.startAt) &&
    isSame(code, reception.code) &&
    slip === !reception.withoutSlip
  );
}

/** All that the law of the day says of it. */
function boundTo({ procedure, calendar, law, unit }: ReceptionFacts, channel: Channel, named: string | undefined) {
  const { code, version, steps, clerkMayProcess, immediate, presenceRequired } = procedure;
  const variant = variantOf(procedure, named);
  const term = termInForce(procedure, variant, channel, law) ?? refuse('TermUnknown', { code, channel });
  return {
    procedure: { code, version },
    ...(variant ? { variant: variant.code } : {}),
    term,
    steps,
    documents: variant?.documents ?? procedure.documents,
    clerkMayProcess,
    ...(immediate ? { immediate } : {}),
    ...(presenceRequired ? { presenceRequired } : {}),
    law: law.bound,
    unit,
    calendar: { id: calendar.definition.id, version: calendar.definition.version },
  };
}

/** Form 03; also where what was asked for was never supplied (T17). */
export function refuseReception(command: DossierCommandOf<'RefuseDossier'>, state: Begun): readonly DossierEvent[] {
  const { data, insist } = command;
  const breach = atCounter(command, state);
  if (state.status === 'refused-at-reception' && state.reason === data.reason) return [];
  if (state.status !== 'registered' && state.status !== 'supplement-requested') return notInState(command, state);
  const insisted = unlessInsisted(insist, breach, missing('reason', data.reason));
  const because = state.status === 'supplement-requested' ? { because: 'never-supplied' as const } : {};
  return [{ type: 'ReceptionRefused', data: { ...data, ...because, ...insisted } }];
}
