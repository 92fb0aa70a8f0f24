import { atLine, OcelError, ocelReasons } from './ocel-error.ts';
import type { OcelLimits } from './ocel.ts';

/** An element of one of the lists that the members of a JSON object are. */
export interface JsonElement {
  readonly member: string;
  readonly value: unknown;
  /** The line on which it begins, from 1. */
  readonly line: number;
}

/**
 * The elements of the lists that a JSON object holds under `wanted`, one after the other in file order; what else it
 * holds is passed over. In memory is one element. Throws `OcelError` at the first fault, after all elements before it.
 */
export const jsonElements = async function* (
  text: AsyncIterable<string>,
  wanted: readonly string[],
  limits: OcelLimits,
): AsyncGenerator<JsonElement, void, undefined> {
  const splitter = new ElementSplitter(wanted, limits);
  for await (const piece of text) yield* splitter.write(piece);
  splitter.end();
};

/** What may come next, outside of strings and values. */
type Expected =
  | 'object'
  | 'key or end'
  | 'key'
  | 'colon'
  | 'value'
  | 'element or end'
  | 'element'
  | 'comma or end'
  | 'nothing';

/** What is open: a key, a string or structure that is passed over, an element, or a plain value. */
type Open = {
  readonly kind: 'key' | 'skipped' | 'element';
  depth: number;
  inString: boolean;
  escaped: boolean;
  bare: boolean;
};

class ElementSplitter {
  readonly #wanted: readonly string[];
  readonly #limits: OcelLimits;
  readonly #met = new Set<string>();
  #expected: Expected = 'object';
  /** The list that is open; undefined in the outermost object. */
  #list: string | undefined;
  #key = '';
  #open: Open | undefined;
  #text = '';
  #line = 1;
  #begunAt = 1;

  constructor(wanted: readonly string[], limits: OcelLimits) {
    this.#wanted = wanted;
    this.#limits = limits;
  }

  *write(piece: string): Generator<JsonElement, void, undefined> {
    let from = 0;
    for (let at = 0; at < piece.length; at++) {
      const character = piece.charCodeAt(at);
      if (character === LINE_FEED) this.#line += 1;
      const open = this.#open;
      if (open === undefined) {
        if (isBlank(character)) continue;
        this.#next(piece[at] ?? '');
        from = at;
      } else if (open.bare && isEndOfBare(character)) {
        this.#text = '';
        this.#close(open, '');
        at -= 1;
        if (character === LINE_FEED) this.#line -= 1;
      } else if (this.#ends(open, character)) {
        const text = this.#text + (open.kind === 'skipped' ? '' : piece.slice(from, at + 1));
        this.#text = '';
        const element = this.#close(open, text);
        if (element) yield element;
      }
    }
    if (this.#open !== undefined && this.#open.kind !== 'skipped') {
      this.#text += piece.slice(from);
      if (this.#text.length > this.#limits.elementBytesMax)
        this.#fail(ocelReasons.tooLong(this.#limits.elementBytesMax));
    }
  }

  /** Throws where the object is not at its end, or lacks a list. */
  end(): void {
    if (this.#expected !== 'nothing' || this.#open) this.#fail(ocelReasons.cutOff);
    const lacking = this.#wanted.find((member) => !this.#met.has(member));
    if (lacking !== undefined) throw new OcelError(ocelReasons.notOcel(JSON.stringify(lacking)));
  }

  /** A character outside of all values. */
  #next(character: string): void {
    const fits = (...expected: readonly Expected[]): boolean => expected.includes(this.#expected);
    if (character === '{' && fits('object')) this.#expected = 'key or end';
    else if (character === '"' && fits('key', 'key or end')) this.#begin('key', character);
    else if (character === ':' && fits('colon')) this.#expected = 'value';
    else if (character === ',' && fits('comma or end')) this.#expected = this.#list === undefined ? 'key' : 'element';
    else if (character === '}' && this.#list === undefined && fits('key or end', 'comma or end'))
      this.#expected = 'nothing';
    else if (character === ']' && this.#list !== undefined && fits('element or end', 'comma or end')) this.#endList();
    else if (fits('value')) this.#value(character);
    else if (fits('element', 'element or end') && character === '{') this.#begin('element', character);
    else this.#fail(ocelReasons.notJson(`${JSON.stringify(character)} stands where ${this.#expected} should`));
  }

  #value(character: string): void {
    if (!this.#wanted.includes(this.#key)) {
      this.#begin('skipped', character);
      return;
    }
    if (this.#met.has(this.#key)) this.#fail(ocelReasons.twice(this.#key));
    if (character !== '[') this.#fail(ocelReasons.notAList(this.#key));
    this.#met.add(this.#key);
    this.#list = this.#key;
    this.#expected = 'element or end';
  }

  #endList(): void {
    this.#list = undefined;
    this.#expected = 'comma or end';
  }

  #begin(kind: Open['kind'], character: string): void {
    const isStructure = character === '{' || character === '[';
    const inString = character === '"';
    this.#open = { kind, depth: isStructure ? 1 : 0, inString, escaped: false, bare: !isStructure && !inString };
    this.#begunAt = this.#line;
  }

  /** Whether the open value ends with this character. */
  #ends(open: Open, character: number): boolean {
    if (open.inString) {
      if (open.escaped) open.escaped = false;
      else if (character === BACKSLASH) open.escaped = true;
      else if (character === QUOTE) open.inString = false;
      return !open.inString && open.depth === 0;
    }
    if (character === QUOTE) open.inString = true;
    else if (character === OPEN_BRACE || character === OPEN_BRACKET) open.depth += 1;
    else if (character === CLOSE_BRACE || character === CLOSE_BRACKET) open.depth -= 1;
    if (open.depth > this.#limits.nestingMax) this.#fail(ocelReasons.tooDeep(this.#limits.nestingMax));
    return open.depth === 0 && !open.inString && !open.bare;
  }

  #close({ kind }: Open, text: string): JsonElement | undefined {
    this.#open = undefined;
    this.#expected = kind === 'key' ? 'colon' : 'comma or end';
    if (kind === 'skipped') return undefined;
    if (text.length > this.#limits.elementBytesMax) this.#fail(ocelReasons.tooLong(this.#limits.elementBytesMax));
    const value = this.#parsed(text);
    if (kind === 'element') return { member: this.#list ?? '', value, line: this.#begunAt };
    this.#key = String(value);
    return undefined;
  }

  #parsed(text: string): unknown {
    try {
      return manyDigits.test(text) ? JSON.parse(text, exactly) : JSON.parse(text);
    } catch (error) {
      throw new OcelError(
        ocelReasons.notJson(Error.isError(error) ? error.message.slice(0, 200) : String(error)),
        atLine(this.#begunAt),
      );
    }
  }

  #fail(reason: ConstructorParameters<typeof OcelError>[0]): never {
    throw new OcelError(reason, atLine(this.#line));
  }
}

const [LINE_FEED, QUOTE, BACKSLASH] = [0x0a, 0x22, 0x5c];
const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET, COMMA] = [0x7b, 0x7d, 0x5b, 0x5d, 0x2c];

/** Only where such a run of digits stands can a number be larger than those that are held exactly. */
const manyDigits = /\d{16}/;

/** An integer that a double does not hold is its text, digit by digit: OCEL sets integers no bound. */
function exactly(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? (context?.source ?? value) : value;
}

const isBlank = (character: number): boolean =>
  character === 0x20 || character === LINE_FEED || character === 0x0d || character === 0x09;

/** A number or a word ends where something else begins. */
const isEndOfBare = (character: number): boolean =>
  isBlank(character) || [COMMA, CLOSE_BRACE, CLOSE_BRACKET].includes(character);
