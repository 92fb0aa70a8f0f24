import { type KeyStore, ledgerKid } from '@hoso/sealing';
import { log } from '@hoso/telemetry';

/** The 32 secret bytes that the key of ledgers grows from: the same ones for every process of a platform. */
export async function ledgerSeedOf(keys: KeyStore): Promise<Uint8Array> {
  return (await keys.keyOf(ledgerKid)).export();
}

/** Tells whoever looks after the platform that its log is not sealed, and when it is again. */
export function tellOfLedger(trouble: { readonly en: string } | undefined): void {
  if (trouble === undefined) log.info('ledger: the log is sealed again');
  else log.error(`ledger: the log is not sealed: ${trouble.en}`);
}
