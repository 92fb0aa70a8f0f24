import { type DocumentWrite, InvalidDocument, type View } from '@hoso/event-sourcing';

/** A document as adapters store it: JSON, and for each index its encoded tuple; nothing of both for a tombstone. */
export interface StoredForm {
  readonly document: string | null;
  readonly tuples: readonly (string | null)[];
}

/** Throws `InvalidDocument` for what has no such form. `encode`: how the adapter stores a tuple. */
export function storedForm<Document>(
  { indexes }: Pick<View<Document>, 'indexes'>,
  { key, document }: Pick<DocumentWrite<Document>, 'key' | 'document'>,
  encode: (tuple: readonly string[], key: string) => string,
): StoredForm {
  if (document === undefined) return { document: null, tuples: indexes.map(() => null) };
  try {
    if (!key.isWellFormed() || key.includes('\u0000')) throw new Error('a key that is no text');
    const tuples = indexes.map(({ of }) => {
      const tuple = of(document);
      return tuple === undefined ? null : encode(tuple, key);
    });
    const text: unknown = JSON.stringify(document);
    if (typeof text !== 'string') throw new Error('no JSON form');
    return { document: text, tuples };
  } catch (error) {
    throw new InvalidDocument(key, Error.isError(error) ? error.message : String(error), { cause: error });
  }
}
