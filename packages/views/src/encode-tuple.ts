/** After each value: below everything a value can be encoded to, so that a shorter value sorts before a longer one. */
const end = '\u0001';
/** Just above `end`: bounds everything that begins with a whole value. */
const pastEnd = '\u0002';
/** Before what stands in for U+0000 … U+0002. */
const lowEscape = '\u0002';
/** Before U+E000 … U+FFFF, which UTF-16 sorts after the supplementary characters and UTF-8 before them. */
const highEscape = '\u{10ffff}';

/** Nothing to escape: by far the most values. */
const plain = /^[ -\ud7ff]*$/;

/**
 * A tuple as one text whose bytes in UTF-8 sort as the tuples do: value by value, each by its UTF-16 code units. Throws
 * where a value holds a lone surrogate, which UTF-8 cannot say.
 */
export function encodeTuple(tuple: readonly string[]): string {
  let text = '';
  for (const value of tuple) text += encodeValue(value) + end;
  return text;
}

/**
 * Where the texts of tuples lie that begin with `prefix` and go on with a value within the bounds: from `lower`, below
 * `upper`.
 */
export function encodeRange(
  prefix: readonly string[],
  from: string | undefined,
  below: string | undefined,
): { readonly lower: string; readonly upper: string | undefined } {
  const before = encodeTuple(prefix);
  return { lower: before + encodeValue(from ?? ''), upper: upperBound(before, below) };
}

function upperBound(before: string, below: string | undefined): string | undefined {
  if (below !== undefined) return before + encodeValue(below);
  return before === '' ? undefined : before.slice(0, -end.length) + pastEnd;
}

function encodeValue(value: string): string {
  if (plain.test(value)) return value;
  if (!value.isWellFormed()) throw new Error('a lone surrogate');
  return Array.from(value, encodeCharacter).join('');
}

function encodeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code <= 0x2) return lowEscape + String.fromCodePoint(0x10 + code);
  if (code === 0x10ffff) return `${highEscape}\u0003`;
  return code >= 0xe000 && code <= 0xffff ? highEscape + character : character;
}
