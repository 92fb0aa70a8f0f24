import type { KeyObject } from 'node:crypto';

/**
 * Data keys by key id. A dossier's key has the dossier's id; `platform:…` names the platform's own. Every adapter
 * passes `describeKeyStore`. Keys leave the store as `KeyObject`s, which print nothing of themselves.
 */
export interface KeyStore {
  /**
   * The key of `kid`, made at random if there was none: always the same one, whoever asks and however many at once.
   * MUST be durable before it resolves. Rejects with `DomainError` 'KeyDestroyed' once the key was destroyed, with
   * `StoreUnavailable` when a new key cannot be written now, and with `KeysUnusable` when what is stored cannot be
   * read.
   */
  keyOf(kid: string): Promise<KeyObject>;
  /** The key of `kid` without making one. */
  findKey(kid: string): Promise<KeyObject | 'destroyed' | undefined>;
  /**
   * Forgets the key for ever and leaves a tombstone, also for a kid that never had one; repeats are harmless. When it
   * resolves this is durable, the store answers nothing of the key any more, and no caller of it gets the key again;
   * whoever else has the same place open gets it for five seconds at most. A database that keeps older versions of its
   * rows keeps the locked key until they are purged: its adapter says how.
   */
  destroy(kid: string): Promise<void>;
  /** Waits for the keys being written. Later calls reject with `StoreUnavailable`. */
  close(): Promise<void>;
}

/** The longest key id, in UTF-16 units: as the form of sealed values has it. */
export const kidLengthMax = 80;

/** Throws for what is no key id. */
export function checkKid(kid: string): void {
  if (kid.length === 0 || kid.length > kidLengthMax) throw new Error(`a key id has 1 to ${kidLengthMax} characters`);
}

/**
 * The master key or the keys lie there in a way that nothing can be done with. Whatever is there was left as it was.
 */
export class KeysUnusable extends Error {
  override readonly name = 'KeysUnusable';

  constructor(
    /** The file, or the setting that names the database. */
    readonly path: string,
    readonly reason:
      | 'foreign'
      | 'newer'
      | 'damaged'
      | 'master key missing'
      | 'master key malformed'
      | 'another master key'
      | 'not made'
      | 'older'
      | 'other keys'
      | 'in use',
    options?: ErrorOptions,
  ) {
    super(`${path}: ${explanations[reason]}`, options);
  }
}

const explanations = {
  foreign: 'what lies here is no place of keys made by Hoso',
  newer: 'these keys were written by a newer version of Hoso',
  damaged: 'the keys are damaged; restore them from a copy',
  'master key missing':
    'the keys exist, but not the master key that opens them; put it back, or name the file it lies in',
  'master key malformed': 'this is not a master key of Hoso: put it back, or name its file (MASTER_KEY_FILE)',
  'another master key':
    'the keys were locked with another master key: put that one back, or name its file (MASTER_KEY_FILE)',
  'not made': 'there is no place for keys yet; `hoso ops migrate` makes it',
  older: 'these keys were written by an older version of Hoso; `hoso ops migrate` brings them on',
  'in use': 'services are using these keys; stop them, and start them again afterwards',
  'other keys': 'other keys are here: keys are restored only to a place that has none',
} as const;
