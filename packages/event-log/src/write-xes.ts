import { EXACT_KEY, type Exact, textOfExact } from './xes-exact.ts';
import { findAttribute, type XesAttribute } from './xes-trace.ts';
import { writableOf } from './xes-values.ts';

/** What a file says of a whole log. */
export interface WrittenLog {
  readonly name: string;
  /** Beside its name. */
  readonly attributes: readonly XesAttribute[];
}

/** A case, or the next part of the one before it: cases may be longer than what is worth holding at once. */
export interface WrittenTrace {
  readonly name: string;
  /** More of the case that was begun last. */
  readonly continues: boolean;
  /** Of the case; those of one that goes on stand where it begins. */
  readonly attributes: readonly XesAttribute[];
  /** In order. Each MUST have `concept:name` and `time:timestamp` among its attributes. */
  readonly events: readonly { readonly attributes: readonly XesAttribute[] }[];
}

/**
 * A log as XES, strictly by IEEE 1849-2016: what its schema cannot say is said beside (`xes-exact.ts`), so that
 * `readXes` gives names, attributes and events back as they went in. In memory is one part of a case. What the traces
 * throw passes as it is; the file then has no end.
 */
export const writeXes = async function* (
  log: WrittenLog,
  traces: AsyncIterable<WrittenTrace>,
): AsyncGenerator<string, void, undefined> {
  yield headOf(log);
  let isOpen = false;
  for await (const { name, continues, attributes, events } of traces) {
    if (!continues) {
      if (isOpen) yield '  </trace>\n';
      yield `  <trace>\n${nameOf(name, attributes)}${attributes.map((one) => element(one, '    ')).join('')}`;
      isOpen = true;
    }
    yield events.map(eventOf).join('');
  }
  yield isOpen ? '  </trace>\n</log>\n' : '</log>\n';
};

const EXTENSIONS = [
  ['Concept', 'concept', 'http://www.xes-standard.org/concept.xesext'],
  ['Lifecycle', 'lifecycle', 'http://www.xes-standard.org/lifecycle.xesext'],
  ['Organizational', 'org', 'http://www.xes-standard.org/org.xesext'],
  ['Time', 'time', 'http://www.xes-standard.org/time.xesext'],
  ['Hoso', 'hoso', 'urn:hoso:xes'],
] as const;

const headOf = ({ name, attributes }: WrittenLog): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    '<log xes.version="1849.2016" xes.features="nested-attributes" xmlns="http://www.xes-standard.org/">\n',
    ...EXTENSIONS.map(
      ([extension, prefix, uri]) => `  <extension name="${extension}" prefix="${prefix}" uri="${uri}"/>\n`,
    ),
    '  <global scope="trace">\n',
    element({ key: 'concept:name', type: 'string', value: '' }, '    '),
    '  </global>\n  <global scope="event">\n',
    element({ key: 'concept:name', type: 'string', value: '' }, '    '),
    element({ key: 'time:timestamp', type: 'date', value: '1970-01-01T00:00:00.000Z' }, '    '),
    '  </global>\n',
    '  <classifier name="Activity" keys="concept:name"/>\n',
    element({ key: 'concept:name', type: 'string', value: name }, '  '),
    ...attributes.map((one) => element(one, '  ')),
  ].join('');

/** Where the attributes do not name the trace as it is called, it is said beside them. */
const nameOf = (name: string, attributes: readonly XesAttribute[]): string => {
  if (findAttribute(attributes, 'concept:name')?.value === name) return '';
  return element({ key: 'concept:name', type: 'string', value: name }, '    ', { added: true });
};

const eventOf = ({ attributes }: WrittenTrace['events'][number]): string =>
  `    <event>\n${attributes.map((one) => element(one, '      ')).join('')}    </event>\n`;

const element = (attribute: XesAttribute, indent: string, mark: Exact = {}): string => {
  const { element: name, key, value, exact: differs } = writableOf(attribute);
  const exact = { ...differs, ...mark };
  const inner = `${indent}  `;
  const marks =
    Object.keys(exact).length === 0
      ? ''
      : `${inner}<string key="${EXACT_KEY}" value="${escaped(textOfExact(exact))}"/>\n`;
  const children = (attribute.children ?? [])
    .map((one) => element(one, name === 'list' ? `${inner}  ` : inner))
    .join('');
  if (name === 'list') {
    const values =
      children === ''
        ? `${inner}<values key="values"/>\n`
        : `${inner}<values key="values">\n${children}${inner}</values>\n`;
    return `${indent}<list key="${escaped(key)}">\n${marks}${values}${indent}</list>\n`;
  }
  const opening = `${indent}<${name} key="${escaped(key)}" value="${escaped(value)}"`;
  return marks === '' && children === '' ? `${opening}/>\n` : `${opening}>\n${marks}${children}${indent}</${name}>\n`;
};

/** As the value of an XML attribute, where a bare line break or tab would be read as a blank. */
const escaped = (text: string): string =>
  SPECIAL.test(text) ? text.replace(SPECIALS, (one) => ESCAPES[one] ?? one) : text;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};
const SPECIAL = /[&<>"\t\n\r]/;
const SPECIALS = /[&<>"\t\n\r]/g;
