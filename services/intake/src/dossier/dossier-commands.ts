import {
  atVersion,
  type DossierId,
  type Law,
  type LocalDate,
  type ProcedureVersion,
  refuse,
  type Said,
  type Unit,
  unitAt,
  type UnitId,
} from '@hoso/contracts';
import {
  type CommandContext,
  type HandleCommand,
  type LoadStream,
  type OpenStream,
  type Receipt,
  type StreamDecision,
  streamName,
  turns,
} from '@hoso/event-sourcing';
import { localTimeOf } from '@hoso/working-time';
import { codeFor, type NumberScope, numbering, numberingStream } from '../numbering/numbering.ts';
import type { RegistryFacts } from '../registry-facts.ts';
import { dossier } from './dossier.ts';
import type { Collection, DossierCommand, DossierIntent, ExtensionSlip, SubmissionFacts } from './dossier-command.ts';
import { type Begun, type DossierState, isTransferred } from './dossier-state.ts';
import { publishedFee } from './published-fee.ts';

/** A command as it was read from the bus. */
export interface AskedDossier {
  readonly command: DossierIntent & Said;
  readonly context: CommandContext;
  readonly id: DossierId;
  readonly ifVersion: number | undefined;
}

export interface DossierPorts {
  /** Knows the events of dossiers and of numbering. */
  readonly handle: HandleCommand;
  readonly registry: RegistryFacts;
  /** What the post was told when it collected a dossier. Rejects with its refusal where it collected none. */
  readonly findCollection: (dossier: DossierId, shipment: number) => Promise<Collection>;
  readonly findSlip: FindSlip;
}

/** The extension slip of that number in a dossier's case, from processing; nothing where there is none. */
export type FindSlip = (dossier: DossierId, number: number, slip: string) => Promise<ExtensionSlip | undefined>;

/**
 * Carries out every command about a dossier: gathers the facts it is decided by, decides, appends. Rejects with
 * `DomainError`.
 */
export function dossierCommands(ports: DossierPorts): (asked: AskedDossier) => Promise<Receipt> {
  const inTurn = turns();
  const run = ({ command, context, id, ifVersion }: AskedDossier): Promise<Receipt> => {
    const stream = streamName('dossier', id);
    return ports.handle(command, { ...context, dossierId: id }, stream, async (load) => {
      const opened = await load(stream, dossier);
      const decided = await decideOn(opened, command, id, ports, load);
      atVersion(decided[0], ifVersion);
      return decided;
    });
  };
  // Whoever receives must be of the dossier's own unit, so his unit names the queue before the dossier was read.
  return (asked) =>
    asked.command.type === 'ReceiveDossier' ? inTurn(asked.command.actor.unit, () => run(asked)) : run(asked);
}

type OpenDossier = OpenStream<DossierCommand, DossierState>;
type Decided = readonly [StreamDecision, ...StreamDecision[]];

async function decideOn(
  { state, decide }: OpenDossier,
  command: AskedDossier['command'],
  id: DossierId,
  { registry, findCollection, findSlip }: DossierPorts,
  load: LoadStream,
): Promise<Decided> {
  switch (command.type) {
    case 'SubmitDossier':
      return [decide({ ...command, dossier: id, facts: await submissionFacts(registry, command, command.data) })];
    case 'SubmitCollected': {
      const collection = await findCollection(id, command.data.shipment);
      const facts = await submissionFacts(registry, command, collection);
      return [decide({ ...command, dossier: id, collection, facts })];
    }
    case 'ReceiveDossier':
      return await receive({ state, decide }, command, id, registry, load);
    case 'TransferDossier': {
      const agencies = state.status === 'received' ? await agenciesOf(registry, command, state) : [];
      return [decide({ ...command, dossier: id, agencies })];
    }
    case 'ShareDossier': {
      const agencies = state.status === 'in-process' ? await agenciesOf(registry, command, state) : [];
      return [decide({ ...command, dossier: id, agencies })];
    }
    case 'ChangeDueDate': {
      const { slipRef } = command.data;
      const slip = slipRef === undefined || !isTransferred(state) ? undefined : await findSlip(id, state.case, slipRef);
      return [decide({ ...command, dossier: id, slip })];
    }
    case 'RequestSupplement':
      return [decide({ ...command, dossier: id, listed: await listedPapers(state, command, registry) })];
    case 'ChargeFee':
      return [decide({ ...command, dossier: id, published: await feeInForce(state, command, registry) })];
    case 'RestartClock':
    case 'ResumeClock': {
      const bound = 'reception' in state ? state.reception.calendar : undefined;
      const calendar = bound && (await registry.calendar(bound.id, bound.version));
      return [decide({ ...command, dossier: id, calendar })];
    }
    default:
      return [decide({ ...command, dossier: id })];
  }
}

/** The agencies that a dossier's one-stop unit received for on that day. */
async function agenciesOf(registry: RegistryFacts, command: Said, { submission }: Begun): Promise<readonly UnitId[]> {
  return (await unitAt(registry.unit, submission.oneStop, await localDate(registry, command))).agencies;
}

async function submissionFacts(
  registry: RegistryFacts,
  command: Said,
  { procedure, oneStop }: Pick<Collection, 'procedure' | 'oneStop'>,
): Promise<SubmissionFacts> {
  const on = await localDate(registry, command);
  const found = await registry.procedure(procedure, on);
  return {
    procedure: found,
    oneStop: await registry.unit(oneStop, on),
    calendar: await registry.newestCalendar(),
    ...(found.competent ? { boundary: found.boundary ?? (await boundaryOf(registry, on, found)) } : {}),
  };
}

async function boundaryOf(registry: RegistryFacts, on: LocalDate, { sector }: ProcedureVersion) {
  return (await registry.law(on, sector)).parameters.boundary?.value;
}

async function listedPapers(
  state: DossierState,
  command: Extract<AskedDossier['command'], { readonly type: 'RequestSupplement' }>,
  registry: RegistryFacts,
): Promise<readonly string[] | undefined> {
  if (!command.data.documents || state.status === 'none') return undefined;
  if (state.submission.oneStop !== command.actor.unit) return undefined;
  const on = await localDate(registry, command);
  const { documents, variants = [] } = await registry.procedure(state.submission.procedure, on);
  return [documents, ...variants.flatMap((variant) => variant.documents ?? [])].flat().map(({ code }) => code);
}

/** By the version that was in force on the day of reception; before that by today's. */
async function feeInForce(state: DossierState, command: Said, registry: RegistryFacts): Promise<number | undefined> {
  if (state.status === 'none' || state.submission.oneStop !== command.actor.unit) return undefined;
  const { procedure, channel } = state.submission;
  const received = 'reception' in state ? state : undefined;
  const on = await localDate(registry, { occurredAt: received?.receivedAt ?? command.occurredAt });
  return publishedFee(await registry.procedure(procedure, on), channel, received?.reception.variant);
}

/** The number and the reception are one fact: one append of two streams. */
async function receive(
  { state, decide }: Pick<OpenDossier, 'state' | 'decide'>,
  command: Extract<AskedDossier['command'], { readonly type: 'ReceiveDossier' }>,
  id: DossierId,
  registry: RegistryFacts,
  load: LoadStream,
): Promise<Decided> {
  if (state.status !== 'registered' || state.submission.oneStop !== command.actor.unit) {
    return [decide({ ...command, dossier: id, facts: undefined })];
  }
  const { scope, ...law } = await lawOf(state, command, registry);
  const numbers = await load(numberingStream(scope), numbering);
  const code = codeFor(numbers.state, scope, id);
  const received = decide({ ...command, dossier: id, facts: { ...law, code } });
  // Whoever insists on another code takes none of the day's numbers.
  if (command.data.code !== undefined && command.data.code !== code) return [received];
  const { actor, occurredAt } = command;
  return [received, numbers.decide({ type: 'AllocateNumber', data: { ...scope, dossier: id }, actor, occurredAt })];
}

async function lawOf({ submission }: Begun, command: Said, registry: RegistryFacts) {
  const on = await localDate(registry, command);
  const unit = await registry.unit(submission.oneStop, on);
  const procedure = await registry.procedure(submission.procedure, on);
  const law = await registry.law(on, procedure.sector);
  return {
    scope: numberScope(unit, law, on),
    procedure,
    calendar: await registry.newestCalendar(),
    law,
    unit: { id: unit.id, version: unit.version, level: unit.level },
  };
}

/**
 * In the format of the law in force. A unit whose identifier there is not known yet goes on with the one it has: a
 * dossier has a code all the same.
 */
function numberScope({ id, identifier, centralIdentifier }: Unit, law: Law, on: LocalDate): NumberScope {
  const owner = law.systemOwner?.value;
  if (law.bound.codeFormat === 'tt04-2025' && centralIdentifier !== undefined && owner !== undefined) {
    return { agency: centralIdentifier, on, owner };
  }
  return { agency: identifier ?? refuse('NotAOneStopUnit', { id }), on };
}

async function localDate(registry: RegistryFacts, { occurredAt }: Pick<Said, 'occurredAt'>): Promise<LocalDate> {
  return localTimeOf(await registry.newestCalendar(), occurredAt).date;
}
