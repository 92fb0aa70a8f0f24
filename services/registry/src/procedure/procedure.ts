import {
  type CommandOf,
  type ProcedurePublished,
  type ProcedureVersion,
  type PublishProcedure,
  refuse,
} from '@hoso/contracts';
import type { Decider, EventOf } from '@hoso/event-sourcing';
import { findRepeated, type RegistryCommand, requireRegistrar, saysTheSame } from '../registrar.ts';

export type ProcedureCommand = RegistryCommand<CommandOf<typeof PublishProcedure>>;
export type ProcedureEvent = EventOf<typeof ProcedurePublished>;

export type ProcedureState =
  | { readonly status: 'unpublished' }
  | { readonly status: 'published'; readonly newest: ProcedureVersion };

/**
 * A procedure and its versions, stream `procedure-<code>`. A version is in force from its date until the next one's: a
 * dossier is bound to the one in force when it is received, so that no version is ever changed or put before another.
 */
export const procedure: Decider<ProcedureCommand, ProcedureState, ProcedureEvent> = {
  initial: { status: 'unpublished' },
  decide: (command, state) => {
    requireRegistrar(command);
    const { data } = command;
    checkCodes(data);
    if (state.status === 'unpublished') return [published(1, data)];
    const { version, ...newest } = state.newest;
    if (saysTheSame(newest, data)) return [];
    if (data.effectiveFrom <= newest.effectiveFrom) {
      refuse('EffectiveTooEarly', { effectiveFrom: newest.effectiveFrom });
    }
    return [published(version + 1, data)];
  },
  evolve: (_, { data }) => ({ status: 'published', newest: data }),
};

function published(version: number, content: ProcedureCommand['data']): ProcedureEvent {
  return { type: 'ProcedurePublished', data: { version, ...content } };
}

/** Scans name a document, completions a step: each code means one thing. */
function checkCodes({ steps, documents }: ProcedureCommand['data']): void {
  const step = findRepeated(steps.map(({ code }) => code));
  if (step !== undefined) refuse('ProcedureInvalid', { reason: `steps: ${step} ×2` });
  const document = findRepeated(documents.map(({ code }) => code));
  if (document !== undefined) refuse('ProcedureInvalid', { reason: `documents: ${document} ×2` });
}
