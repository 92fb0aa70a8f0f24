import { folded, foldedWords, type ProcedureCode, ProcedurePublished } from '@hoso/contracts';
import { eventCatalogue, type View } from '@hoso/event-sourcing';

/** The newest name of a procedure as people look for it, in both languages: small enough to be looked through. */
export interface ProcedureName {
  readonly code: ProcedureCode;
  readonly words: string;
}

/**
 * Decision: a small document for each procedure, all of which a search looks through. / Because the 1,601 of a province
 * take some milliseconds, and a document has one place in an index, not one for each word. / Instead of: an index of
 * words that every store would have to keep.
 */
export const procedureNames: View<ProcedureName, typeof ProcedurePublished> = {
  name: 'procedure-names',
  revision: 1,
  indexes: [{ name: 'code', of: ({ code }) => [code] }],
  events: eventCatalogue(ProcedurePublished),
  key: ({ data }) => data.code,
  evolve: (_, { data: { code, name } }) => {
    const [vi, en] = [folded(name.vi), folded(name.en)];
    return { code, words: vi === en ? vi : `${vi} ${en}` };
  },
};

/** Whether each word of the text begins a word of the name. */
export function isNamed({ words }: ProcedureName, text: readonly string[]): boolean {
  const within = ` ${words}`;
  return text.every((word) => within.includes(` ${word}`));
}

/** The words that a text is looked for by. */
export function searchedWords(text: string): readonly string[] {
  return [...new Set(foldedWords(text))];
}
