import { atVersion, type DossierId, type Said } from '@hoso/contracts';
import { type CommandContext, type HandleCommand, type Receipt, streamName } from '@hoso/event-sourcing';
import { dossier } from '../dossier/dossier.ts';
import { dossierSeal, type SealIntent } from './dossier-seal.ts';

/** A command as it was read from the bus. */
export interface AskedSeal {
  readonly command: SealIntent & Said;
  readonly context: CommandContext;
  readonly id: DossierId;
  readonly ifVersion: number | undefined;
}

export interface SealPorts {
  /** Knows the events of dossiers and of their seals. */
  readonly handle: HandleCommand;
  /** Destroys a dossier's key for ever, durably; a key that is gone stays so. */
  readonly destroyKey: (dossier: DossierId) => Promise<void>;
}

/**
 * Carries out the destruction of a dossier's seal. Rejects with `DomainError`.
 *
 * Decision: the event is written first, the key destroyed before the answer, and again by a policy. / Because a person
 * must not be erased without a record of who did it, and a process that ends in between must not leave a key behind. /
 * Instead of: the key first, which nobody might ever be told of.
 */
export function sealCommandsOver({ handle, destroyKey }: SealPorts): (asked: AskedSeal) => Promise<Receipt> {
  return async ({ command, context, id, ifVersion }) => {
    const stream = streamName('seal', id);
    const receipt = await handle(command, { ...context, dossierId: id }, stream, async (load) => {
      const { state } = await load(streamName('dossier', id), dossier);
      const { decide } = await load(stream, dossierSeal);
      return [atVersion(decide({ ...command, dossier: id, standing: state.status }), ifVersion)];
    });
    await destroyKey(id);
    return receipt;
  };
}
