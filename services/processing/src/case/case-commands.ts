import { atVersion, type DossierId, type Role, type Said, type Unit, type UnitId } from '@hoso/contracts';
import { type CommandContext, type HandleCommand, type Receipt, streamName } from '@hoso/event-sourcing';
import { agencyCase } from './case.ts';
import type { CaseIntent } from './case-command.ts';
import type { CaseState } from './case-state.ts';

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
      if (command.type !== 'Apologise') return [atVersion(decide({ ...command, dossier: id }), ifVersion)];
      const signerRole = await roleOf(command.data.signedBy, state, command, findUnit);
      return [atVersion(decide({ ...command, dossier: id, signerRole }), ifVersion)];
    });
  };
}

/** Staff lists give local dates. */
const officeTimeZone = 'Asia/Ho_Chi_Minh';

/** The role that an officer of the case's agency holds on the day. */
async function roleOf(
  officer: string | undefined,
  state: CaseState,
  { actor, occurredAt }: Said,
  findUnit: CasePorts['findUnit'],
): Promise<Role | undefined> {
  if (officer === undefined || officer === actor.id || state.status === 'none') return undefined;
  const day = Temporal.Instant.from(occurredAt).toZonedDateTimeISO(officeTimeZone).toPlainDate().toString();
  const { officers } = await findUnit(state.opened.agency);
  return officers.find(({ id, from, to }) => id === officer && from <= day && (to === undefined || day <= to))?.role;
}
