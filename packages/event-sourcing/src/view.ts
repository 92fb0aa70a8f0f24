import type { AnyEventType, EventCatalogue, EventOf, Read } from './event-type.ts';

/** What an index is over: an ordered tuple of a document's values, or nothing where the document is not in it. */
export interface Index<Document> {
  readonly name: string;
  /** Strings compare by code points, so instants and codes sort as they read. Numbers belong in as padded text. */
  of(document: Document): readonly string[] | undefined;
}

/**
 * A read model as a fold. `evolve` MUST be pure; `undefined` removes the document. A document belongs to one dossier or
 * one stream: `key` MUST give the same document for all events of one subject, or `undefined` for an event of no
 * interest. Methods, not function members: so views of different documents can stand in one list as `View<unknown>`.
 */
export interface View<Document, Type extends AnyEventType = AnyEventType> {
  readonly name: string;
  /** Raised when the fold changes: a new generation is built beside the old one. */
  readonly revision: number;
  readonly indexes: readonly Index<Document>[];
  readonly events: EventCatalogue<Type>;
  key(event: Read<EventOf<Type>>): string | undefined;
  evolve(document: Document | undefined, event: Read<EventOf<Type>>): Document | undefined;
}
