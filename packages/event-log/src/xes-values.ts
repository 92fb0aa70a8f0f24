import { EXACT_KEY, type Exact } from './xes-exact.ts';
import { instantOfXesDate } from './xes-date.ts';
import type { XesAttribute } from './xes-trace.ts';

/** What the schema of XES lets be written of an attribute, and what it is exactly where that differs. */
export interface Writable {
  readonly element: Exclude<XesAttribute['type'], 'container'>;
  readonly key: string;
  readonly value: string;
  readonly exact: Exact | undefined;
}

export const writableOf = ({ key, type, value }: XesAttribute): Writable => {
  const element = elementOf(type, value);
  const told = { key: nameOf(key), value: element === 'list' ? '' : value.replace(NOT_XML, '\ufffd') };
  const exact = {
    ...(told.key === key ? {} : { key }),
    ...(element === type ? {} : { type }),
    ...(told.value === value ? {} : { value }),
  };
  return { element, ...told, exact: Object.keys(exact).length === 0 ? undefined : exact };
};

const elementOf = (type: XesAttribute['type'], value: string): Writable['element'] => {
  if (type === 'container') return 'list';
  return isWritten[type](value) ? type : 'string';
};

/** What the schema's own types hold: `xs:dateTime`, `xs:long`, `xs:double`, `xs:boolean`. */
const isWritten: Readonly<Record<Writable['element'], (value: string) => boolean>> = {
  string: () => true,
  id: () => true,
  list: () => true,
  date: (value) => DATE_TIME.test(value) && instantOfXesDate(value) !== undefined,
  int: (value) => INTEGER.test(value) && BigInt.asIntN(64, BigInt(value)) === BigInt(value),
  float: (value) => DOUBLE.test(value),
  boolean: (value) => ['true', 'false', '0', '1'].includes(value),
};

const DATE_TIME = /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?$/;
const INTEGER = /^-?\d{1,19}$/;
const DOUBLE = /^(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,4})?|-?INF|NaN)$/;

/** What XML 1.0 has no character for, not even escaped. Lone surrogates are in no text that was stored. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to be found
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Cs}]/gu;

/** Letters that every edition of XML lets stand in a name; Vietnamese is among them. */
const LETTERS = 'A-Za-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u0131\\u1ea0-\\u1ef9';
const NAME = new RegExp(`^[${LETTERS}_][${LETTERS}_0-9.:-]*$`);
const NOT_IN_NAME = new RegExp(`[^${LETTERS}_0-9.:-]`, 'gu');

const nameOf = (key: string): string => {
  if (NAME.test(key) && key !== EXACT_KEY) return key;
  return `_${key.replace(NOT_IN_NAME, '_')}`;
};
