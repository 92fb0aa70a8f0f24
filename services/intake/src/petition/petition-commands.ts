import {
  atVersion,
  type DossierId,
  type LocalDate,
  type PetitionId,
  petitionSector,
  refuse,
  type Said,
} from '@hoso/contracts';
import {
  type CommandContext,
  type HandleCommand,
  type LoadStream,
  type Receipt,
  type StreamDecision,
  streamName,
} from '@hoso/event-sourcing';
import { localTimeOf } from '@hoso/working-time';
import { dossier } from '../dossier/dossier.ts';
import type { RegistryFacts } from '../registry-facts.ts';
import { type Counting, petition, type PetitionCommand, type PetitionIntent } from './petition.ts';
import { petitionBook, type PetitionBookCommand } from './petition-book.ts';
import type { PetitionState } from './petition-state.ts';

/** A command as it was read from the bus. */
export interface AskedPetition {
  readonly command: PetitionIntent & Said;
  readonly context: CommandContext;
  readonly id: PetitionId;
  readonly ifVersion: number | undefined;
}

export interface PetitionPorts {
  /** Knows the events of petitions, of their books, and of dossiers. */
  readonly handle: HandleCommand;
  readonly registry: Pick<RegistryFacts, 'unit' | 'law' | 'boundLaw' | 'newestCalendar'>;
}

/**
 * Carries out every command about a petition: gathers the facts it is decided by, decides, appends; what the dossiers
 * that it is about are to know is one fact with it. Rejects with `DomainError`.
 */
export function petitionCommandsOver({ handle, registry }: PetitionPorts): (asked: AskedPetition) => Promise<Receipt> {
  return ({ command, context, id, ifVersion }) => {
    const stream = streamName('petition', id);
    return handle(command, { ...context, dossierId: id }, stream, async (load) => {
      const { state, decide } = await load(stream, petition);
      const decision = atVersion(decide(await informed(command, id, state, registry)), ifVersion);
      const entries = decision.events.length === 0 ? [] : await bookEntries(command, id, state, load);
      return [decision, ...entries];
    });
  };
}

async function informed(
  command: AskedPetition['command'],
  id: PetitionId,
  state: PetitionState,
  registry: PetitionPorts['registry'],
): Promise<PetitionCommand> {
  const { actor } = command;
  switch (command.type) {
    case 'ReceivePetition': {
      const on = await localDate(registry, command);
      const answering = await registry.unit(command.data.unit, on);
      const calendar = await registry.newestCalendar();
      return { ...command, petition: id, answering, law: await registry.law(on, petitionSector), calendar };
    }
    case 'AcceptComplaint':
    case 'ExtendPetition':
      return { ...command, petition: id, ...(await countingOf(state, registry)) };
    case 'ForwardPetition': {
      const competent = await registry.unit(command.data.unit, await localDate(registry, command));
      return { ...command, petition: id, competent, ...(await countingOf(state, registry)) };
    }
    case 'AssignPetition': {
      const on = await localDate(registry, command);
      // Who is of another unit is refused, whoever works there.
      const isTheirs = state.status !== 'none' && state.unit === actor.unit;
      return { ...command, petition: id, on, staff: isTheirs ? await registry.unit(actor.unit) : { officers: [] } };
    }
    default:
      return { ...command, petition: id };
  }
}

/** By the law that it was received under. */
async function countingOf(state: PetitionState, registry: PetitionPorts['registry']): Promise<Partial<Counting>> {
  if (state.status === 'none') return {};
  return { law: await registry.boundLaw(state.received.law), calendar: await registry.newestCalendar() };
}

/** What the book of each dossier says from now on that it is about. */
async function bookEntries(
  command: AskedPetition['command'],
  id: PetitionId,
  state: PetitionState,
  load: LoadStream,
): Promise<readonly StreamDecision[]> {
  const { actor, occurredAt } = command;
  switch (command.type) {
    case 'ReceivePetition': {
      const { kind, topic, unit, dossiers = [] } = command.data;
      for (const one of dossiers) await requireDossier(one, command, load);
      const data = { petition: id, kind, topic, unit };
      return await written({ type: 'TiePetition', data, actor, occurredAt }, dossiers, load);
    }
    case 'AnswerPetition':
    case 'WithdrawPetition': {
      const outcome = command.type === 'AnswerPetition' ? command.data.verdict : 'withdrawn';
      const dossiers = state.status === 'none' ? [] : (state.received.dossiers ?? []);
      return await written(
        { type: 'SettlePetition', data: { petition: id, outcome }, actor, occurredAt },
        dossiers,
        load,
      );
    }
    default:
      return [];
  }
}

async function written(
  entry: PetitionBookCommand,
  dossiers: readonly DossierId[],
  load: LoadStream,
): Promise<readonly StreamDecision[]> {
  const entries: StreamDecision[] = [];
  for (const dossierId of new Set(dossiers)) {
    const { decide } = await load(streamName('petitionbook', dossierId), petitionBook);
    entries.push({ ...decide(entry), dossierId });
  }
  return entries;
}

/** Refuses a dossier that there is not, and to a citizen one that he did not submit. */
async function requireDossier(id: DossierId, { actor }: Said, load: LoadStream): Promise<void> {
  const { state } = await load(streamName('dossier', id), dossier);
  if (state.status === 'none') return refuse('DossierNotFound', { id });
  const isHis = state.submittedBy.role === 'applicant' && state.submittedBy.id === actor.id;
  if (actor.role === 'applicant' && !isHis) refuse('NotYourDossier');
}

async function localDate(
  registry: Pick<RegistryFacts, 'newestCalendar'>,
  { occurredAt }: Pick<Said, 'occurredAt'>,
): Promise<LocalDate> {
  return localTimeOf(await registry.newestCalendar(), occurredAt).date;
}
