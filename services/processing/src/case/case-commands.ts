import { atVersion, type DossierId, type Said, type Unit, type UnitId } from '@hoso/contracts';
import { type CommandContext, type HandleCommand, type Receipt, streamName } from '@hoso/event-sourcing';
import { agencyCase } from './case.ts';
import type { CaseIntent } from './case-command.ts';
import type { CaseState } from './case-state.ts';
import type { Staff } from './staff.ts';

/** A command as it was read from the bus. */
export interface AskedCase {
  readonly command: CaseIntent & Said;
  readonly context: CommandContext;
  readonly id: DossierId;
  readonly ifVersion: number | undefined;
}

export interface CasePorts {
  /** Knows the events of cases. */
  readonly handle: HandleCommand;
  /** A unit with its staff, from the registry. Rejects with its refusal where there is none. */
  readonly findUnit: (id: UnitId) => Promise<Unit>;
}

/**
 * Carries out every command about a case: gathers the facts it is decided by, decides, appends. Rejects with
 * `DomainError`.
 */
export function caseCommands({ handle, findUnit }: CasePorts): (asked: AskedCase) => Promise<Receipt> {
  return ({ command, context, id, ifVersion }) => {
    const stream = streamName('case', `${id}-${command.data.case}`);
    return handle(command, { ...context, dossierId: id }, stream, async (load) => {
      const { state, decide } = await load(stream, agencyCase);
      if (command.type !== 'AssignOfficer' && command.type !== 'Apologise') {
        return [atVersion(decide({ ...command, dossier: id }), ifVersion)];
      }
      const staff = await staffOf(state, command, findUnit);
      return [atVersion(decide({ ...command, dossier: id, staff }), ifVersion)];
    });
  };
}

/** Nobody where the case is not there or not the actor's: he is refused whoever works there. */
async function staffOf(state: CaseState, { actor }: Said, findUnit: CasePorts['findUnit']): Promise<Staff> {
  if (state.status === 'none' || state.opened.agency !== actor.unit) return [];
  return (await findUnit(state.opened.agency)).officers;
}
