/** What cannot be stored, and where: `path` is a JSON pointer into the value. */
export class NotCanonical extends Error {
  override readonly name = 'NotCanonical';

  constructor(
    readonly path: string,
    readonly reason: string,
  ) {
    super(`${path === '' ? 'value' : path}: ${reason}`);
  }
}

const depthMax = 64;
// Nothing to escape, nothing outside ASCII: by far the most strings. A test on it is cheaper than any general way.
const plain = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

/**
 * RFC 8785 (JSON Canonicalization Scheme): members in the order of their names' UTF-16 code units, ECMAScript numbers,
 * no blanks. Refused, with the place named: integers beyond ±2⁵³, numbers that are not finite, strings that are not NFC
 * or that hold U+0000 or a lone surrogate, values JSON has no form for, and depth beyond 64. Members that are
 * `undefined` are absent. `at` is where the value itself stands, for the places that refusals name.
 */
export function canonicalJson(value: unknown, at = ''): string {
  try {
    return write(value, 0);
  } catch (error) {
    throw under(at, error);
  }
}

/** A canonical string literal, or a refusal naming `path`. */
export function canonicalString(text: string, path: string): string {
  if (plain.test(text)) return `"${text}"`;
  if (!text.isWellFormed()) throw new NotCanonical(path, 'a lone surrogate');
  if (text.includes('\u0000')) throw new NotCanonical(path, 'U+0000');
  if (text.normalize('NFC') !== text) throw new NotCanonical(path, 'not in Unicode normalization form C');
  return JSON.stringify(text);
}

/** Where something stands is told on the way out: a path for each value would cost more than the text itself. */
function under(place: string, error: unknown): unknown {
  return error instanceof NotCanonical ? new NotCanonical(`${place}${error.path}`, error.reason) : error;
}

function write(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'string':
      return canonicalString(value, '');
    case 'number':
      return writeNumber(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (depth === depthMax) throw new NotCanonical('', `deeper than ${depthMax}`);
      if (Array.isArray(value)) return writeArray(value, depth);
      if (isPlain(value)) return writeObject(value, depth);
      throw new NotCanonical('', `no JSON form for a ${value.constructor.name}`);
    default:
      throw new NotCanonical('', `no JSON form for a ${typeof value}`);
  }
}

function writeNumber(value: number): string {
  if (!Number.isFinite(value)) throw new NotCanonical('', 'not a finite number');
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) throw new NotCanonical('', 'an integer beyond ±2^53');
  return JSON.stringify(value);
}

function writeArray(items: readonly unknown[], depth: number): string {
  let text = '[';
  let i = 0;
  try {
    for (; i < items.length; i++) text += (i === 0 ? '' : ',') + write(items[i], depth + 1);
  } catch (error) {
    throw under(`/${i}`, error);
  }
  return `${text}]`;
}

function isPlain(value: object): value is Readonly<Record<string, unknown>> {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function writeObject(value: Readonly<Record<string, unknown>>, depth: number): string {
  let text = '{';
  let at = '';
  try {
    for (const name of sorted(Object.keys(value))) {
      at = name;
      const member = value[name];
      if (member === undefined) continue;
      text += `${text.length === 1 ? '' : ','}${canonicalString(name, '')}:${write(member, depth + 1)}`;
    }
  } catch (error) {
    throw under(`/${at}`, error);
  }
  return `${text}}`;
}

/** By UTF-16 code units, as `sort` does it by itself. */
function sorted(names: string[]): readonly string[] {
  let last = '';
  for (const name of names) {
    if (name < last) return names.sort();
    last = name;
  }
  return names;
}
