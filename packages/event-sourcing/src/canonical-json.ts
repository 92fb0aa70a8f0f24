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
  return write(value, at, 0);
}

/** A canonical string literal, or a refusal naming `path`. */
export function canonicalString(text: string, path: string): string {
  if (plain.test(text)) return `"${text}"`;
  if (!text.isWellFormed()) throw new NotCanonical(path, 'a lone surrogate');
  if (text.includes('\u0000')) throw new NotCanonical(path, 'U+0000');
  if (text.normalize('NFC') !== text) throw new NotCanonical(path, 'not in Unicode normalization form C');
  return JSON.stringify(text);
}

function write(value: unknown, path: string, depth: number): string {
  switch (typeof value) {
    case 'string':
      return canonicalString(value, path);
    case 'number':
      return writeNumber(value, path);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (depth === depthMax) throw new NotCanonical(path, `deeper than ${depthMax}`);
      return Array.isArray(value) ? writeArray(value, path, depth) : writeObject(value, path, depth);
    default:
      throw new NotCanonical(path, `no JSON form for a ${typeof value}`);
  }
}

function writeNumber(value: number, path: string): string {
  if (!Number.isFinite(value)) throw new NotCanonical(path, 'not a finite number');
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) throw new NotCanonical(path, 'an integer beyond ±2^53');
  return JSON.stringify(value);
}

function writeArray(items: readonly unknown[], path: string, depth: number): string {
  let text = '[';
  for (let i = 0; i < items.length; i++) text += (i === 0 ? '' : ',') + write(items[i], `${path}/${i}`, depth + 1);
  return `${text}]`;
}

function writeObject(value: object, path: string, depth: number): string {
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw new NotCanonical(path, `no JSON form for a ${value.constructor.name}`);
  }
  let text = '{';
  for (const [name, member] of sorted(Object.entries(value))) {
    if (member === undefined) continue;
    const at = `${path}/${name}`;
    text += `${text.length === 1 ? '' : ','}${canonicalString(name, at)}:${write(member, at, depth + 1)}`;
  }
  return `${text}}`;
}

type Member = [string, unknown];

function sorted(members: Member[]): readonly Member[] {
  let last = '';
  for (const [name] of members) {
    if (name < last) return members.sort(([one], [other]) => (one < other ? -1 : 1));
    last = name;
  }
  return members;
}
