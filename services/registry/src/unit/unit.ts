import { type CommandOf, type RegisterUnit, refuse, type Unit, type UnitRegistered } from '@hoso/contracts';
import type { Decider, EventOf } from '@hoso/event-sourcing';
import { findRepeated, type RegistryCommand, requireRegistrar, saysTheSame } from '../registrar.ts';

export type UnitCommand = RegistryCommand<CommandOf<typeof RegisterUnit>>;
export type UnitEvent = EventOf<typeof UnitRegistered>;

export type UnitState = { readonly status: 'unregistered' } | { readonly status: 'registered'; readonly unit: Unit };

/** An agency, a one-stop unit, a post office … with its staff, stream `unit-<id>`. What is registered last holds. */
export const unit: Decider<UnitCommand, UnitState, UnitEvent> = {
  initial: { status: 'unregistered' },
  decide: (command, state) => {
    requireRegistrar(command);
    const { data } = command;
    check(data);
    if (state.status === 'registered' && saysTheSame(state.unit, data)) return [];
    return [{ type: 'UnitRegistered', data }];
  },
  evolve: (_, { data }) => ({ status: 'registered', unit: data }),
};

function check({ id, kind, identifier, agencies, officers }: Unit): void {
  // Dossiers are numbered in the name of an agency (TT 01/2018 Đ19): without its identifier there is no code to give.
  if (kind === 'one-stop' && identifier === undefined) refuse('NotAOneStopUnit', { id });
  const agency = findRepeated(agencies);
  if (agency !== undefined) refuse('UnitInvalid', { reason: `agencies: ${agency} ×2` });
  const reversed = officers.find(({ from, to }) => to !== undefined && to < from);
  if (reversed) refuse('UnitInvalid', { reason: `officers: ${reversed.id}: ${reversed.to} < ${reversed.from}` });
}
