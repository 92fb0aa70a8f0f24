import { type GenerationInfo, InvalidPage } from '@hoso/event-sourcing';

/** Which generation of which view something holds, and the names of its indexes, in order. */
export interface GenerationIdentity extends Omit<GenerationInfo, 'live'> {
  readonly indexes: readonly string[];
}

/** What an adapter needs to know of a view to make a generation of it. */
export interface Declared {
  readonly name: string;
  readonly revision: number;
  readonly indexes: readonly { readonly name: string }[];
}

const nameForm = /^[a-z][a-z0-9-]{0,79}$/;

/** Files and collections are named after views. */
export function requireName(view: string): void {
  if (!nameForm.test(view)) throw new Error(`${view} is not the name of a view: letters, digits and hyphens`);
}

/** Throws where a view has changed its indexes without raising its revision. */
export function requireSameIndexes(view: Declared, { revision, indexes }: GenerationIdentity): void {
  if (revision !== view.revision || view.indexes.map(({ name }) => name).join() === indexes.join()) return;
  throw new Error(`${view.name} has other indexes than its revision ${revision} had: raise its revision`);
}

/** Throws where a generation is to be written by another revision of its view than the one that made it. */
export function requireSameRevision(view: Declared, { generation, revision }: GenerationIdentity): void {
  if (revision === view.revision) return;
  throw new Error(`${view.name} has revision ${view.revision}, generation ${generation} ${revision}`);
}

/** Which of the generation's indexes a page or count is over. Throws `InvalidPage`. */
export function indexAt({ view, revision, indexes }: GenerationIdentity, name: string): number {
  const at = indexes.indexOf(name);
  if (at === -1) throw new InvalidPage(`index: ${view} has no index ${name} in revision ${revision}`);
  return at;
}
