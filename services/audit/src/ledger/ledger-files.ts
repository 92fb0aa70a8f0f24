/**
 * Where a ledger lies: small files by name, such as `tile/0/x001/234`. Every adapter passes `describeLedgerFiles` of
 * `@hoso/blobs/testing`. Names hold lower-case letters, digits, dots, hyphens and slashes.
 */
export interface LedgerFiles {
  /** The file's bytes, all of them or none: nobody ever sees half a file. */
  read(name: string): Promise<Uint8Array | undefined>;
  /** Durable when it resolves. `false`, and nothing changed, where the name is taken. */
  create(name: string, bytes: Uint8Array): Promise<boolean>;
  /** The same in the place of whatever was there. */
  replace(name: string, bytes: Uint8Array): Promise<void>;
  /** Takes away all whose names begin with this one and a slash. */
  removeUnder(name: string): Promise<void>;
}
