import {
  type AppointOfficer,
  type CommandOf,
  type Officer,
  type RegisterUnit,
  refuse,
  type RelieveOfficer,
  type Role,
  type Unit,
  type unitEventTypes,
} from '@hoso/contracts';
import { type Decider, type EventOf, unreachable } from '@hoso/event-sourcing';
import { findRepeated, mayCorrect, type RegistryCommand, requireRegistrar, saysTheSame } from '../registrar.ts';

type Registration = RegistryCommand<CommandOf<typeof RegisterUnit>>;
type Appointment = RegistryCommand<CommandOf<typeof AppointOfficer>>;
type Relief = RegistryCommand<CommandOf<typeof RelieveOfficer>>;
export type UnitCommand = Registration | Appointment | Relief;
export type UnitEvent = EventOf<(typeof unitEventTypes)[number]>;

export type UnitState =
  | { readonly status: 'unregistered' }
  | { readonly status: 'registered'; readonly unit: Unit; readonly by: string };

/**
 * An agency, a one-stop unit, a post office … stream `unit-<id>`. It is registered anew for the day from which it is
 * otherwise; without a day, a registration corrects the last one. Its staff have days of their own, and are the unit's
 * in all of its registrations.
 */
export const unit: Decider<UnitCommand, UnitState, UnitEvent> = {
  initial: { status: 'unregistered' },
  decide: (command, state) => {
    requireRegistrar(command);
    switch (command.type) {
      case 'RegisterUnit':
        return register(command, state);
      case 'AppointOfficer':
        return appoint(command, state);
      case 'RelieveOfficer':
        return relieve(command, state);
      default:
        return unreachable(command);
    }
  },
  evolve: (state, { actor, ...event }) => {
    if (event.type === 'UnitRegistered') return { status: 'registered', unit: event.data, by: actor.id };
    if (state.status === 'unregistered') return state;
    const officers = staffAfter(state.unit.officers, event);
    return { ...state, unit: { ...state.unit, officers }, by: actor.id };
  },
};

/** The staff of a unit after somebody came or went. */
export function staffAfter(
  officers: readonly Officer[],
  event: Exclude<UnitEvent, { readonly type: 'UnitRegistered' }>,
): Officer[] {
  if (event.type === 'OfficerAppointed') return [...officers, event.data.officer];
  const { officer, role, to } = event.data;
  const leaving = officers.findLastIndex((one) => one.id === officer && one.role === role && one.from <= to);
  return officers.map((one, at) => (at === leaving ? { ...one, to } : one));
}

function register({ actor, data }: Registration, state: UnitState): readonly UnitEvent[] {
  check(data);
  if (state.status === 'unregistered') return [{ type: 'UnitRegistered', data }];
  const { effectiveFrom: before } = state.unit;
  const effectiveFrom = data.effectiveFrom ?? before;
  const dated = effectiveFrom === undefined ? data : { ...data, effectiveFrom };
  check(dated);
  if (saysTheSame(state.unit, dated)) return [];
  if (before !== undefined && dated.effectiveFrom !== undefined && dated.effectiveFrom < before) {
    refuse('EffectiveTooEarly', { effectiveFrom: before });
  }
  if (effectiveFrom === before && !mayCorrect(actor.id, state.by)) {
    refuse('AlreadyCorrected', { effectiveFrom: before ?? '–' });
  }
  return [{ type: 'UnitRegistered', data: dated }];
}

function appoint({ data: { id, officer, ...office } }: Appointment, state: UnitState): readonly UnitEvent[] {
  const { officers } = found(id, state);
  const appointed: Officer = { id: officer, ...office };
  checkOfficer(appointed);
  if (officers.some((one) => saysTheSame(one, appointed))) return [];
  const inOffice = officers.some((one) => one.id === officer && one.role === office.role && overlap(one, appointed));
  if (inOffice) refuse('OfficerInOffice', { officer, role: office.role, id });
  return [{ type: 'OfficerAppointed', data: { unit: id, officer: appointed } }];
}

function relieve({ data: { id, officer, role, to } }: Relief, state: UnitState): readonly UnitEvent[] {
  const { officers } = found(id, state);
  const leaving = officers.findLast((one) => one.id === officer && one.role === role && one.from <= to);
  if (!leaving) return refuse('OfficerNotFound', { officer, role, id, on: to });
  return leaving.to === to ? [] : [{ type: 'OfficerRelieved', data: { unit: id, officer, role, to } }];
}

function found(id: string, state: UnitState): Unit {
  return state.status === 'registered' ? state.unit : refuse('UnitNotFound', { id });
}

function overlap(one: Officer, other: Officer): boolean {
  return (one.to === undefined || other.from <= one.to) && (other.to === undefined || one.from <= other.to);
}

function check(content: Registration['data']): void {
  const { id, kind, identifier, agencies, officers, effectiveFrom, effectiveTo, within, succeededBy = [] } = content;
  // Dossiers are numbered in the name of an agency (TT 01/2018 Đ19): without its identifier there is no code to give.
  if (kind === 'one-stop' && identifier === undefined) refuse('NotAOneStopUnit', { id });
  const agency = findRepeated(agencies);
  if (agency !== undefined) refuse('UnitInvalid', { reason: `agencies: ${agency} ×2` });
  for (const officer of officers) checkOfficer(officer);
  if (effectiveTo !== undefined && effectiveFrom !== undefined && effectiveTo < effectiveFrom) {
    refuse('UnitInvalid', { reason: `effectiveTo: ${effectiveTo} < ${effectiveFrom}` });
  }
  if (within === id) refuse('UnitInvalid', { reason: `within: ${id}` });
  if (succeededBy.includes(id)) refuse('UnitInvalid', { reason: `succeededBy: ${id}` });
}

/** Roles that nobody is appointed to: who applies is of no unit, and the platform is nobody. */
const notOffices: readonly Role[] = ['applicant', 'system'];

function checkOfficer({ id, role, from, to }: Officer): void {
  if (notOffices.includes(role)) refuse('UnitInvalid', { reason: `officers: ${id}: ${role}` });
  if (to !== undefined && to < from) refuse('UnitInvalid', { reason: `officers: ${id}: ${to} < ${from}` });
}
