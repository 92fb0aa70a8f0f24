/**
 * The key id under which a key store keeps the secret that the ledger's signing key grows from.
 *
 * Decision: it lies with the other keys. / Because it must be the same for every process, be backed up apart from what
 * it signs, and never lie beside it. / Instead of a file that each way of running would need a setting for.
 */
export const ledgerKid = 'platform:ledger';
