import type { OcelType } from './ocel.ts';

/** The types that a file declares, with their attributes: each attribute has the type that it was first seen with. */
export class OcelTypes {
  readonly #types = new Map<string, Map<string, OcelType>>();

  /** The attributes of a type, in the order in which they were first seen. */
  #attributesOf(type: string): Map<string, OcelType> {
    const known = this.#types.get(type);
    if (known) return known;
    const attributes = new Map<string, OcelType>();
    this.#types.set(type, attributes);
    return attributes;
  }

  /** The declared type of an attribute; one that is new is declared with the type given. */
  declare(type: string, name: string, given: OcelType): OcelType {
    const attributes = this.#attributesOf(type);
    const known = attributes.get(name);
    if (known === undefined) attributes.set(name, given);
    return known ?? given;
  }

  /** A type that may have no attributes. */
  declareType(type: string): void {
    this.#attributesOf(type);
  }

  /** As OCEL 2.0 JSON has them. */
  listed(): readonly { readonly name: string; readonly attributes: readonly object[] }[] {
    return [...this.#types].map(([name, attributes]) => ({
      name,
      attributes: [...attributes].map(([attribute, type]) => ({ name: attribute, type })),
    }));
  }
}
