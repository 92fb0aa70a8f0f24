import type { AnyEventType, EventCatalogue, EventOf, Read } from './event-type.ts';
import type { Sealer } from './sealer.ts';

/** What an index is over: an ordered tuple of a document's values, or nothing where the document is not in it. */
export interface Index<Document> {
  readonly name: string;
  /** Strings compare by code points, so instants and codes sort as they read. Numbers belong in as padded text. */
  of(document: Document): readonly string[] | undefined;
}

/** How a view finds by what is personal without keeping it: opened for a moment, marked for good. */
export interface PersonalData {
  readonly open: Sealer['open'];
  /** The same text gives the same mark, under a key of the platform's; without that key a mark tells nothing of it. */
  readonly markOf: (text: string) => string;
}

/** Marks of what is personal in an event, by name. */
export type Marks = Readonly<Record<string, string>>;

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
  /**
   * Where documents are found by personal data: the marks that go with an event into `evolve`. It MUST depend on the
   * event and on `personal` alone, and answer none where a key is destroyed: a rebuild leaves that person out.
   */
  marks?(event: Read<EventOf<Type>>, personal: PersonalData): Promise<Marks>;
  evolve(document: Document | undefined, event: Read<EventOf<Type>>, marks?: Marks): Document | undefined;
}
