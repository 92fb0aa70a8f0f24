import { atVersion, type DossierId, type FindUnitOn, type Instant, type Said, unitAt } from '@hoso/contracts';
import { type CommandContext, type HandleCommand, type Receipt, streamName } from '@hoso/event-sourcing';
import { agencyCase } from './case.ts';
import type { CaseCommand, CaseIntent, DossierStanding } from './case-command.ts';
import type { CaseState } from './case-state.ts';
import type { GroundFor } from './known-grounds.ts';
import { capacityOn, localDay, type Staff } from './staff.ts';

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
  readonly findUnit: FindUnitOn;
  /** How the dossier stands, from intake's own stream of it. */
  readonly findStanding: (id: DossierId) => Promise<DossierStanding>;
  /** When a supplement that is asked for then has been waited for long enough, where the bound law says how long. */
  readonly closableAt: (state: CaseState, asked: Said) => Promise<Instant | undefined>;
  /** The grounds that the bound law knows, where it can be told. */
  readonly knownGrounds: (state: CaseState, use: GroundFor) => Promise<readonly string[] | undefined>;
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
      const asked = { ...(await informed(command, id, state, ports)), ...(await standIn(command, state, ports)) };
      return [atVersion(decide(asked), ifVersion)];
    });
  };
}

async function informed(
  command: AskedCase['command'],
  dossier: DossierId,
  state: CaseState,
  { findUnit, findStanding, closableAt, knownGrounds }: CasePorts,
): Promise<CaseCommand> {
  switch (command.type) {
    case 'AssignOfficer':
    case 'Apologise':
      return { ...command, dossier, staff: await staffOf(state, command, findUnit) };
    case 'RequestAppraisalSupplement':
      return { ...command, dossier, closableAt: await closableAt(state, command) };
    case 'NotifyFinancialObligation':
      return { ...command, dossier, grounds: await knownGrounds(state, 'pause') };
    case 'StopProcessing':
      return { ...command, dossier, grounds: await knownGrounds(state, 'stop') };
    case 'RequestConsultation': {
      const { agency } = command.data;
      if (agency !== undefined) await findUnit(agency, localDay(command.occurredAt));
      return { ...command, dossier };
    }
    case 'RecallResult':
      return { ...command, dossier, dossierStanding: await findStanding(dossier) };
    default:
      return { ...command, dossier };
  }
}

/** What is the head's to do. */
const headsActs: ReadonlySet<CaseIntent['type']> = new Set<CaseIntent['type']>([
  ...(['AssignOfficer', 'CompleteStep', 'Apologise', 'IssueResult', 'RefuseAfterAppraisal'] as const),
  ...(['StopProcessing', 'ResumeProcessing', 'RecallResult', 'AutoClose'] as const),
]);

/** Whether the actor, who is not the head, acts for him. */
async function standIn(
  { type, actor, occurredAt }: AskedCase['command'],
  state: CaseState,
  { findUnit }: CasePorts,
): Promise<Pick<CaseCommand, 'capacity'>> {
  const isAtAgency = state.status !== 'none' && state.opened.agency === actor.unit;
  if (!isAtAgency || actor.role === 'head' || !headsActs.has(type)) return {};
  const capacity = capacityOn(await unitAt(findUnit, actor.unit, localDay(occurredAt)), actor.id, occurredAt);
  return capacity === undefined ? {} : { capacity };
}

/** Nobody where the case is not there or not the actor's: he is refused whoever works there. */
async function staffOf(state: CaseState, { actor, occurredAt }: Said, findUnit: FindUnitOn): Promise<Staff> {
  if (state.status === 'none' || state.opened.agency !== actor.unit) return { officers: [] };
  return await unitAt(findUnit, state.opened.agency, localDay(occurredAt));
}
