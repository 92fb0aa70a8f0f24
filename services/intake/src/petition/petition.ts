import {
  type Breach,
  type CommandOf,
  doers,
  type Law,
  may,
  missing,
  type PetitionId,
  type petitionCommands,
  refuse,
  requireAdmitted,
  requireSystem,
  requireUnit,
  type Role,
  type Said,
  type Unit,
  unlessInsisted,
  wrongRole,
} from '@hoso/contracts';
import { canonicalJson, type Decider, unreachable } from '@hoso/event-sourcing';
import type { WorkingCalendar } from '@hoso/working-time';
import { type Begun, evolvePetition, type PetitionEvent, type PetitionState } from './petition-state.ts';
import { answerDue, extendedDue, firstDue, forwardDue } from './petition-terms.ts';

/** What a petition may be asked to do, as its senders say it. */
export type PetitionIntent = CommandOf<(typeof petitionCommands)[number]>;

/** The law by which it is counted, and the days that there are. */
export interface Counting {
  readonly law: Law;
  readonly calendar: WorkingCalendar;
}

/** What each intent is decided by, beside itself and the petition. */
interface Facts {
  readonly ReceivePetition: Counting & { readonly answering: Unit };
  readonly AcceptComplaint: Partial<Counting>;
  readonly ForwardPetition: Partial<Counting> & { readonly competent: Unit };
  readonly ExtendPetition: Partial<Counting>;
  /** People of the unit where it lies. */
  readonly AssignPetition: { readonly staff: Pick<Unit, 'officers'>; readonly on: string };
}
type Informed<Intent extends PetitionIntent> = Intent extends { readonly type: infer Type extends keyof Facts }
  ? Intent & Facts[Type]
  : Intent;

export type PetitionCommand = Informed<PetitionIntent> & Said & { readonly petition: PetitionId };
type CommandOfType<Type extends PetitionIntent['type']> = Extract<PetitionCommand, { readonly type: Type }>;

/** A petition or complaint: stream `petition-<id>`. */
export const petition: Decider<PetitionCommand, PetitionState, PetitionEvent> = {
  initial: { status: 'none' },
  decide,
  evolve: evolvePetition,
};

function decide(command: PetitionCommand, state: PetitionState): readonly PetitionEvent[] {
  if (command.type === 'ReceivePetition') return receive(command, state);
  const begun = found(command, state);
  switch (command.type) {
    case 'AcceptComplaint':
      return accept(command, begun);
    case 'AssignPetition':
      return assign(command, begun);
    case 'ForwardPetition':
      return forward(command, begun);
    case 'ExtendPetition':
      return extend(command, begun);
    case 'AnswerPetition':
      return answer(command, begun);
    case 'WithdrawPetition':
      return withdraw(command, begun);
    case 'RatePetition':
      return rate(command, begun);
    case 'RemindPetition':
      return isAwaited(command, begun) && begun.told.reminded !== command.data.dueAt
        ? [{ type: 'PetitionReminded', data: toldOf(command, begun) }]
        : [];
    case 'MarkPetitionOverdue':
      return isAwaited(command, begun) && begun.told.overdue !== command.data.dueAt
        ? [{ type: 'PetitionOverdue', data: toldOf(command, begun) }]
        : [];
    default:
      return unreachable(command);
  }
}

/** Petitioners write online, and nobody else does; everything else somebody of a unit records, whose it may not be. */
function receive(command: CommandOfType<'ReceivePetition'>, state: PetitionState): readonly PetitionEvent[] {
  const { actor, answering, data, law } = command;
  requireAdmitted(actor, may.petition);
  if ((actor.role === 'applicant') !== (data.channel === 'online')) refuse('RoleNotAllowed', { role: actor.role });
  if (state.status !== 'none') {
    const { kind, topic, channel, unit, dossiers, petitioner, text } = state.received;
    const said = { kind, topic, channel, unit, petitioner, text, ...(dossiers ? { dossiers } : {}) };
    const same = state.lodgedBy.id === actor.id && canonicalJson(said) === canonicalJson(data);
    return same ? [] : refuse('PetitionAlreadyReceived');
  }
  requireAnswering(answering);
  const receivedBy = actor.role === 'applicant' ? data.unit : actor.unit;
  return [{ type: 'PetitionReceived', data: { ...data, receivedBy, ...firstDue(command, data.kind), law: law.bound } }];
}

/** Accepting is what the head does (Luật Khiếu nại Đ27). */
function accept(command: CommandOfType<'AcceptComplaint'>, state: Begun): readonly PetitionEvent[] {
  const breach = atUnit(command, state, heads);
  if (state.received.kind !== 'complaint') refuse('NotAComplaint');
  if (state.awaits === 'answer') return [];
  open(command, state);
  const due = answerDue(command, 'complaint');
  return [{ type: 'ComplaintAccepted', data: { ...due, ...unlessInsisted(command.insist, breach) } }];
}

function assign(command: CommandOfType<'AssignPetition'>, state: Begun): readonly PetitionEvent[] {
  const { data, insist, staff, on } = command;
  const breach = atUnit(command, state, heads);
  const { officer } = data;
  if (state.officer === officer) return [];
  open(command, state);
  const isOfUnit = staff.officers.some(({ id, from, to }) => id === officer && from <= on && (!to || on <= to));
  if (!isOfUnit) refuse('OfficerUnknown', { officer, unit: state.unit });
  const from = state.officer === undefined ? {} : { from: state.officer };
  return [{ type: 'PetitionAssigned', data: { officer, ...from, ...unlessInsisted(insist, breach) } }];
}

function forward(command: CommandOfType<'ForwardPetition'>, state: Begun): readonly PetitionEvent[] {
  const { actor, competent, data, insist } = command;
  const { unit, reason } = data;
  if (state.unit === unit && state.forwardedFrom === actor.unit) return [];
  const breach = atUnit(command, state, handlers);
  open(command, state);
  if (state.unit === unit) refuse('ForwardedToItself', { unit });
  requireAnswering(competent);
  const insisted = unlessInsisted(
    insist,
    breach,
    missing('reason', reason),
    state.forwardedFrom === undefined ? undefined : { code: 'PetitionAlreadyForwarded' },
  );
  const said = reason === undefined ? {} : { reason };
  const byWhen = forwardDue(command, state);
  const due = firstDue(command, state.received.kind);
  return [{ type: 'PetitionForwarded', data: { from: state.unit, unit, ...said, ...byWhen, ...due, ...insisted } }];
}

function extend(command: CommandOfType<'ExtendPetition'>, state: Begun): readonly PetitionEvent[] {
  const { data, insist, occurredAt } = command;
  const breach = atUnit(command, state, heads);
  if (state.extension && canonicalJson(state.extension.reason ?? '') === canonicalJson(data.reason ?? '')) return [];
  open(command, state);
  const { dueAt: from } = state;
  const insisted = unlessInsisted(
    insist,
    breach,
    unaccepted(state),
    missing('reason', data.reason),
    state.extensions > 0 ? { code: 'PetitionAlreadyExtended' } : undefined,
    from !== undefined && occurredAt > from ? { code: 'PetitionTermOver', params: { dueAt: from } } : undefined,
  );
  const had = from === undefined ? {} : { from };
  const next = { ...extendedDue(command, state), count: state.extensions + 1 };
  return [{ type: 'PetitionExtended', data: { ...data, ...had, ...next, ...insisted } }];
}

/** Whoever has it answers a petition; a complaint its head does. */
function answer(command: CommandOfType<'AnswerPetition'>, state: Begun): readonly PetitionEvent[] {
  const { data, insist } = command;
  const { kind, topic } = state.received;
  const breach = atUnit(command, state, kind === 'complaint' ? heads : handlers);
  if (state.status === 'answered') {
    const { verdict, answer: written } = state.answer;
    const said = written === undefined ? { verdict } : { verdict, answer: written };
    if (canonicalJson(said) === canonicalJson(data)) return [];
  }
  open(command, state);
  const insisted = unlessInsisted(
    insist,
    breach,
    notAssigned(command, state),
    unaccepted(state),
    missing('answer', data.answer),
  );
  const due = state.dueAt === undefined ? {} : { dueAt: state.dueAt };
  return [{ type: 'PetitionAnswered', data: { ...data, ...due, topic, unit: state.unit, ...insisted } }];
}

function withdraw(command: CommandOfType<'WithdrawPetition'>, state: Begun): readonly PetitionEvent[] {
  byPetitioner(command, state);
  if (state.status === 'withdrawn') return [];
  open(command, state);
  return [{ type: 'PetitionWithdrawn', data: command.data }];
}

function rate(command: CommandOfType<'RatePetition'>, state: Begun): readonly PetitionEvent[] {
  byPetitioner(command, state);
  if (state.status !== 'answered') return refuse('PetitionNotAnswered');
  const { rating } = command.data;
  if (state.rating === undefined) return [{ type: 'PetitionRated', data: { rating } }];
  return state.rating === rating ? [] : refuse('PetitionAlreadyRated');
}

const heads: readonly Role[] = ['head', 'one-stop-head'];
const handlers: readonly Role[] = [...doers.counter, ...doers.agency, 'coordinator'];

function found({ petition: id }: PetitionCommand, state: PetitionState): Begun {
  return state.status === 'none' ? refuse('PetitionNotFound', { id }) : state;
}

/** Refuses what is at its end, and what is said to have happened before it was received. */
function open({ occurredAt }: PetitionCommand, { status, receivedAt }: Begun): void {
  if (status !== 'open') refuse('PetitionEnded', { status });
  if (occurredAt < receivedAt) refuse('BeforeReception', { occurredAt, last: receivedAt });
}

/** Refuses whoever is not of the unit where it lies; of its people, some have to insist. */
function atUnit({ actor }: PetitionCommand, { unit }: Begun, roles: readonly Role[]): Breach | undefined {
  requireAdmitted(actor, may.handlePetitions);
  requireUnit(actor, unit);
  return wrongRole(actor, roles);
}

/** Refuses whoever is neither the petitioner nor of a unit that he may have told it to. */
function byPetitioner({ actor }: PetitionCommand, { lodgedBy, received, unit }: Begun): void {
  requireAdmitted(actor, may.petition);
  const isHis = lodgedBy.role === 'applicant' && lodgedBy.id === actor.id;
  if (actor.role !== 'applicant') requireUnit(actor, unit, received.receivedBy);
  else if (!isHis) refuse('NotYourPetition');
}

function notAssigned({ actor }: PetitionCommand, { officer }: Begun): Breach | undefined {
  if (officer === undefined || officer === actor.id || heads.includes(actor.role)) return undefined;
  return { code: 'NotAssigned', params: { officer } };
}

function unaccepted({ awaits }: Begun): Breach | undefined {
  return awaits === 'acceptance' ? { code: 'ComplaintNotAccepted' } : undefined;
}

function requireAnswering({ id, kind }: Unit): void {
  if (kind !== 'one-stop' && kind !== 'agency') refuse('UnitCannotAnswer', { unit: id });
}

type Timed = CommandOfType<'RemindPetition' | 'MarkPetitionOverdue'>;

/** What the platform says for itself is said of how things stand: what is stale by now leads to nothing. */
function isAwaited({ actor, data }: Timed, { status, dueAt }: Begun): boolean {
  requireSystem(actor);
  return status === 'open' && dueAt === data.dueAt;
}

function toldOf({ data }: Timed, { unit, officer }: Begun) {
  return { unit, dueAt: data.dueAt, ...(officer === undefined ? {} : { officer }) };
}
