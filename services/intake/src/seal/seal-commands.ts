import { atVersion, type DossierId, type PetitionId, type Said } from '@hoso/contracts';
import {
  type CommandContext,
  type HandleCommand,
  type LoadStream,
  type Receipt,
  streamName,
} from '@hoso/event-sourcing';
import { dossier } from '../dossier/dossier.ts';
import { petition } from '../petition/petition.ts';
import { dossierSeal, type SealIntent } from './dossier-seal.ts';

/** A command as it was read from the bus. */
export interface AskedSeal {
  readonly command: SealIntent & Said;
  readonly context: CommandContext;
  readonly id: DossierId;
  readonly ifVersion: number | undefined;
}

export interface SealPorts {
  /** Knows the events of dossiers, petitions, books of these, and seals. */
  readonly handle: HandleCommand;
  /** Destroys a dossier's key for ever, durably; a key that is gone stays so. */
  readonly destroyKey: (dossier: DossierId) => Promise<void>;
  /** The petitions about a dossier, from its book: whoever applied is named in them. */
  readonly petitionsAbout: (dossier: DossierId) => Promise<readonly PetitionId[]>;
}

/**
 * Carries out the destruction of a dossier's seal. Rejects with `DomainError`.
 *
 * Decision: the event is written first, the key destroyed before the answer, and again by a policy. / Because a person
 * must not be erased without a record of who did it, and a process that ends in between must not leave a key behind. /
 * Instead of: the key first, which nobody might ever be told of.
 */
export function sealCommandsOver({
  handle,
  destroyKey,
  petitionsAbout,
}: SealPorts): (asked: AskedSeal) => Promise<Receipt> {
  return async ({ command, context, id, ifVersion }) => {
    const stream = streamName('seal', id);
    const receipt = await handle(command, { ...context, dossierId: id }, stream, async (load) => {
      const { state } = await load(streamName('dossier', id), dossier);
      const standing = state.status === 'none' ? (await load(streamName('petition', id), petition)).state : state;
      const { decide } = await load(stream, dossierSeal);
      const unanswered = await findOpen(await petitionsAbout(id), load);
      return [atVersion(decide({ ...command, dossier: id, standing: standing.status, unanswered }), ifVersion)];
    });
    for (const key of [id, ...(await petitionsAbout(id))]) await destroyKey(key);
    return receipt;
  };
}

/** Who complained of a dossier is still owed an answer, though the dossier itself is at its end. */
async function findOpen(petitions: readonly PetitionId[], load: LoadStream): Promise<PetitionId | undefined> {
  for (const id of petitions) {
    const { state } = await load(streamName('petition', id), petition);
    if (state.status === 'open') return id;
  }
  return undefined;
}
