import type { KeyStore } from './key-store.ts';

/**
 * What a carrier and the platform sign with: a key of the store under a name of its own, written as the Standard
 * Webhooks scheme has it. Made where there is none.
 *
 * Decision: a key of the key store, by number. / Because a secret stands nowhere in the log, is locked with the master
 * key, and is the same for every replica. / Instead of: one setting a carrier, which nobody changes while it runs.
 */
export function carrierSecrets(keys: Pick<KeyStore, 'keyOf'>): (carrier: string, key: number) => Promise<string> {
  return async (carrier, key) => {
    const secret = (await keys.keyOf(`platform:carrier:${carrier}:${key}`)).export();
    return `whsec_${secret.toString('base64')}`;
  };
}
