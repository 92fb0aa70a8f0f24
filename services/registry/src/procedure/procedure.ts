import {
  type CommandOf,
  type ProcedurePublished,
  type ProcedureVersion,
  type PublishProcedure,
  refuse,
} from '@hoso/contracts';
import type { Decider, EventOf } from '@hoso/event-sourcing';
import { importedContent } from '../import/imported-content.ts';
import type { ImportProcedure } from '../import/said-procedure.ts';
import { type RegistryCommand, requireRegistrar, saysTheSame, versionAfter } from '../registrar.ts';
import { checkContent } from './procedure-content.ts';

type Publication = RegistryCommand<CommandOf<typeof PublishProcedure>>;
export type ProcedureCommand = Publication | RegistryCommand<ImportProcedure>;
export type ProcedureEvent = EventOf<typeof ProcedurePublished>;

export type ProcedureState =
  | { readonly status: 'unpublished' }
  | { readonly status: 'published'; readonly newest: ProcedureVersion; readonly by: string };

/**
 * A procedure and its versions, stream `procedure-<code>`. A version is in force from its date until the next one's: a
 * dossier is bound to the one in force when it is received, so that no version is ever changed or put before another.
 * One of the same date corrects the newest: it is in force from its publication on.
 */
export const procedure: Decider<ProcedureCommand, ProcedureState, ProcedureEvent> = {
  initial: { status: 'unpublished' },
  decide: (command, state) => {
    requireRegistrar(command);
    return command.type === 'PublishProcedure' ? publish(command, state) : imported(command.data, state);
  },
  evolve: (_, { data, actor }) => ({ status: 'published', newest: data, by: actor.id }),
};

function publish({ actor, data }: Publication, state: ProcedureState): readonly ProcedureEvent[] {
  checkContent(data);
  const version = versionAfter(state.status === 'published' ? state : undefined, data, actor);
  return version === undefined ? [] : [published(version, data)];
}

/** A version only where the row and what it leaves open say something else than the newest one. */
function imported(
  { effectiveFrom, ...said }: ImportProcedure['data'],
  state: ProcedureState,
): readonly ProcedureEvent[] {
  const content = importedContent(said, state.status === 'published' ? state.newest : undefined);
  if (state.status === 'unpublished') return [published(1, { ...content, effectiveFrom })];
  const { version, effectiveFrom: before, ...newest } = state.newest;
  if (saysTheSame(newest, content)) return [];
  if (effectiveFrom < before) refuse('EffectiveTooEarly', { effectiveFrom: before });
  return [published(version + 1, { ...content, effectiveFrom })];
}

function published(version: number, content: Publication['data']): ProcedureEvent {
  return { type: 'ProcedurePublished', data: { version, ...content } };
}
