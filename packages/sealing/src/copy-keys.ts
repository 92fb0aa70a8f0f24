import { chmodSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { checkHeader, readable } from './keys-file.ts';

/**
 * Copies a file of keys as it stands at one moment, while others use it. The copy is one file, for its owner only, and
 * holds locked keys alone: the master key is another file. Throws `KeysUnusable`.
 *
 * Decision: the copy is packed anew. / Because then no page of it can hold the rest of a destroyed key. / Instead of
 * copying pages as they are.
 */
export function copyKeys(path: string, to: string): void {
  checkHeader(path);
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    db.prepare('vacuum into ?').run(to);
    chmodSync(to, 0o600);
  } catch (error) {
    throw readable(path, error);
  } finally {
    db.close();
  }
}
