/** What can be wrong, each as a sentence about a word, a file or a folder, by its code. */
export type Sentences<Code extends string> = Readonly<Record<Code, Readonly<Record<'vi' | 'en', string>>>>;

/** What a person has to mend, said in his language. `at`: what it is about. */
export abstract class SaidError<Code extends string> extends Error {
  readonly #sentences: Sentences<Code>;

  constructor(
    sentences: Sentences<Code>,
    readonly code: Code,
    readonly at: string,
    options?: ErrorOptions,
  ) {
    super(`${at}: ${sentences[code].en}${reasonIn(options)}`, options);
    this.#sentences = sentences;
  }

  in(language: 'vi' | 'en'): string {
    return `${this.at}: ${this.#sentences[this.code][language]}${reasonIn(this)}`;
  }
}

/** A cause stays in its own words. */
function reasonIn(holder: { readonly cause?: unknown } | undefined): string {
  return Error.isError(holder?.cause) ? ` (${holder.cause.message})` : '';
}
