import { atVersion, type DossierId, type Said, type Unit, type UnitId } from '@hoso/contracts';
import { type CommandContext, type HandleCommand, type Receipt, streamName } from '@hoso/event-sourcing';
import { agencyCase } from './case.ts';
import type { CaseCommand, CaseIntent, DossierStanding } from './case-command.ts';
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
  /** How the dossier stands, from intake's own stream of it. */
  readonly findStanding: (id: DossierId) => Promise<DossierStanding>;
}

/**
 * Carries out every command about a case: gathers the facts it is decided by, decides, appends. Rejects with
 * `DomainError`.
 */
export function caseCommands(ports: CasePorts): (asked: AskedCase) => Promise<Receipt> {
  return ({ command, context, id, ifVersion }) => {
    const stream = streamName('case', `${id}-${command.data.case}`);
    return ports.handle(command, { ...context, dossierId: id }, stream, async (load) => {
      const { state, decide } = await load(stream, agencyCase);
      return [atVersion(decide(await informed(command, id, state, ports)), ifVersion)];
    });
  };
}

async function informed(
  command: AskedCase['command'],
  dossier: DossierId,
  state: CaseState,
  { findUnit, findStanding }: CasePorts,
): Promise<CaseCommand> {
  switch (command.type) {
    case 'AssignOfficer':
    case 'Apologise':
      return { ...command, dossier, staff: await staffOf(state, command, findUnit) };
    case 'RequestConsultation': {
      const { agency } = command.data;
      if (agency !== undefined) await findUnit(agency);
      return { ...command, dossier };
    }
    case 'RecallResult':
      return { ...command, dossier, dossierStanding: await findStanding(dossier) };
    default:
      return { ...command, dossier };
  }
}

/** Nobody where the case is not there or not the actor's: he is refused whoever works there. */
async function staffOf(state: CaseState, { actor }: Said, findUnit: CasePorts['findUnit']): Promise<Staff> {
  if (state.status === 'none' || state.opened.agency !== actor.unit) return [];
  return (await findUnit(state.opened.agency)).officers;
}
