/**
 * Small files under names of their own, such as the tiles of a ledger, where a hash is no address: who looks for one
 * knows its place and not yet its content. Every adapter passes `describeNamedFiles`. Names are lower-case letters,
 * digits, dots, hyphens and slashes; others are a fault.
 *
 * Decision: a port of its own. / Because blobs are found by their hash, are never overwritten and come in any size,
 * while these are found by name, come at once, and a few are replaced. / Instead of blobs with a list of names.
 */
export interface NamedFiles {
  /** The file's bytes, all of them or none: nobody ever sees half a file. */
  read(name: string): Promise<Uint8Array | undefined>;
  /**
   * Durable when it resolves. `false`, and nothing changed, where the name is taken. Rejects with `StoreUnavailable`
   * where nothing can be written now.
   */
  create(name: string, bytes: Uint8Array): Promise<boolean>;
  /** The same in the place of whatever was there. */
  replace(name: string, bytes: Uint8Array): Promise<void>;
  /** Takes away all whose names begin with this one and a slash. */
  removeUnder(name: string): Promise<void>;
  close(): Promise<void>;
}

/** Throws for what is no name: none leads out of the place. */
export function requireFileName(name: string): void {
  const parts = name.split('/');
  const isName = parts.every(
    (part) => /^[a-z0-9.-]{1,100}$/.test(part) && !/^\.+$/.test(part) && !part.startsWith('.'),
  );
  if (!isName || parts.length > 20) throw new Error(`"${name}" is no name of a file`);
}
