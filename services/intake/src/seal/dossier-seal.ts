import {
  type CommandOf,
  type DossierId,
  may,
  type PersonalDataDestroyed,
  type PetitionId,
  refuse,
  requireAdmitted,
  requireSystem,
  type Said,
  type sealCommands,
  unlessInsisted,
} from '@hoso/contracts';
import { type Decider, type EventOf, unreachable } from '@hoso/event-sourcing';
import type { DossierState } from '../dossier/dossier-state.ts';
import type { PetitionState } from '../petition/petition-state.ts';

export type SealIntent = CommandOf<(typeof sealCommands)[number]>;
/**
 * `standing`: how the dossier stands at the counter, or a petition, which another decider tells. `unanswered`: a
 * petition about the dossier that nobody answered yet.
 */
export type SealCommand = SealIntent &
  Said & { readonly dossier: DossierId; readonly standing: Standing; readonly unanswered: PetitionId | undefined };
type Standing = DossierState['status'] | PetitionState['status'];
export type SealEvent = EventOf<typeof PersonalDataDestroyed>;
export type SealState = { readonly status: 'kept' } | { readonly status: 'destroyed' };

/** The seal of a dossier's personal data: stream `seal-<dossier>`. Whoever carries it out destroys the key. */
export const dossierSeal: Decider<SealCommand, SealState, SealEvent> = {
  initial: { status: 'kept' },
  decide,
  evolve: () => ({ status: 'destroyed' }),
};

/** What was destroyed once stays so, whoever asks again and on whatever ground. */
function decide(command: SealCommand, state: SealState): readonly SealEvent[] {
  switch (command.type) {
    case 'DestroySeal': {
      const { actor, data, dossier, insist } = command;
      requireAdmitted(actor, may.destroySeals);
      if (command.standing === 'none') refuse('DossierNotFound', { id: dossier });
      if (state.status === 'destroyed') return [];
      const insisted = unlessInsisted(insist, stillNeeded(command));
      return [{ type: 'PersonalDataDestroyed', data: { dossier, ...data, ...insisted } }];
    }
    case 'FinishDestruction':
      requireSystem(command.actor);
      if (state.status === 'kept') refuse('SealKept', { id: command.dossier });
      return [];
    default:
      return unreachable(command);
  }
}

/** Who is owed an answer still has to be told it. */
function stillNeeded({ standing, unanswered }: SealCommand) {
  if (!ended.includes(standing)) return { code: 'DossierUnfinished', params: { status: standing } } as const;
  if (unanswered !== undefined) return { code: 'PetitionUnanswered', params: { petition: unanswered } } as const;
  return undefined;
}

const ended: readonly Standing[] = ['refused-at-reception', 'withdrawn', 'returned', 'answered'];
