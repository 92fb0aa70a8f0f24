import { instantOfXesDate } from './xes-date.ts';
import { XesError, type XesFault, type XesPlace } from './xes-error.ts';
import { type Exact, exactOf } from './xes-exact.ts';
import { type XesReason, xesReasons } from './xes-reasons.ts';
import {
  ATTRIBUTE_TYPES,
  findAttribute,
  type XesAttribute,
  type XesAttributeType,
  type XesEvent,
  type XesTrace,
} from './xes-trace.ts';

/** Turns the tags of an XES document into traces, and holds no more than the open one and those not yet taken. */
export class TraceBuilder {
  readonly #open: Frame[] = [];
  #done: XesTrace[] = [];
  #traceNumber = 0;
  #wrappers = 0;
  /** The first thing below `log` that XES does not know: only an error where the file has no trace at all. */
  #stranger: XesError | undefined;
  /** The open trace's first fault. It is thrown once the trace's name is known, which may stand behind the fault. */
  #flaw: Flaw | undefined;

  /** How deep what is open lies; what only wraps the values of a list does not count. */
  get depth(): number {
    return this.#open.length - this.#wrappers;
  }

  get traceNumber(): number {
    return this.#traceNumber;
  }

  get isInTrace(): boolean {
    return this.#openTrace() !== undefined;
  }

  openTag(qualifiedName: string, values: Readonly<Record<string, string>>, place: XesPlace): void {
    // Dialects differ in the namespace, and some bind it to a prefix.
    const name = qualifiedName.slice(qualifiedName.indexOf(':') + 1);
    const parent = this.#open.at(-1);
    if (parent === undefined) this.#openRoot(name, place);
    else if (parent.kind === 'skipped') this.#open.push(parent);
    else if (parent.kind === 'log') this.#open.push(this.#inLog(name, place));
    else this.#open.push(this.#inTrace(parent, name, values, place));
  }

  /** Throws the trace's first fault when the trace is complete. */
  closeTag(): void {
    const frame = this.#open.pop();
    if (frame?.kind === 'values') this.#wrappers -= 1;
    if (frame?.kind === 'attribute') this.#closeAttribute(frame);
    if (frame?.kind === 'event') this.#closeEvent(frame);
    if (frame?.kind === 'trace') this.#closeTrace(frame);
  }

  /** The document is complete. Throws where its root is called `log` and nothing in it is XES. */
  end(): void {
    if (this.#traceNumber === 0 && this.#stranger !== undefined) throw this.#stranger;
  }

  /** The traces completed since the last call, in file order. */
  take(): readonly XesTrace[] {
    const traces = this.#done;
    this.#done = [];
    return traces;
  }

  #openRoot(name: string, place: XesPlace): void {
    if (name !== 'log') throw new XesError('not-xes', xesReasons.rootIsNotLog(name), place);
    this.#open.push({ kind: 'log' });
  }

  #inLog(name: string, place: XesPlace): Frame {
    if (name === 'event') throw new XesError('not-xes', xesReasons.eventOutside, place);
    if (name !== 'trace') {
      if (!isAttributeType(name) && !['extension', 'global', 'classifier'].includes(name)) {
        this.#stranger ??= new XesError('not-xes', xesReasons.stranger(name), place);
      }
      return { kind: 'skipped' };
    }
    this.#traceNumber += 1;
    return { kind: 'trace', place, attributes: [], events: [] };
  }

  #inTrace(parent: Holder, name: string, values: Readonly<Record<string, string>>, place: XesPlace): Frame {
    if (name === 'event' && parent.kind === 'trace') return { kind: 'event', place, attributes: [] };
    if (name === 'event' || name === 'trace') {
      throw new XesError('not-xes', xesReasons.standsInside(name, parent.kind), place);
    }
    const key = values['key'];
    const value = values['value'] ?? '';
    if (isAttributeType(name)) {
      if (key === undefined) this.#flaw ??= this.#flawAt('missing-key', xesReasons.noKey(name), place, { value });
      return { kind: 'attribute', place, element: name, key: key ?? '', type: name, value, attributes: [] };
    }
    // A list of XES 2 wraps its values in one more element, which says nothing of its own.
    if (name === 'values' && (key === undefined || isList(parent))) {
      this.#wrappers += 1;
      return { kind: 'values', attributes: parent.attributes };
    }
    if (key === undefined) return { kind: 'skipped' };
    return { kind: 'attribute', place, element: 'string', key, type: 'string', value, attributes: [] };
  }

  #closeAttribute(frame: AttributeFrame): void {
    const { key, type, value, exact, place, attributes } = frame;
    const parent = this.#open.at(-1);
    if (parent === undefined || parent.kind === 'log' || parent.kind === 'skipped') return;
    if (type === 'date' && instantOfXesDate(value) === undefined) {
      this.#flaw ??= this.#flawAt('bad-date', xesReasons.badDate(key, value), place, { key, value });
    }
    const children = attributes.length === 0 ? {} : { children: attributes };
    const attribute = { key, type, value, ...children };
    // A mark stands first in what it tells of.
    const mark = parent.kind === 'attribute' && isUntold(parent) && !exact ? exactOf(attribute) : undefined;
    if (mark !== undefined && parent.kind === 'attribute') tellExactly(parent, mark);
    else if (exact?.added && parent.kind === 'trace') parent.givenName = value;
    else parent.attributes.push(attribute);
  }

  #closeEvent({ place, attributes }: EventFrame): void {
    const trace = this.#openTrace();
    if (trace === undefined) return;
    const activity = findAttribute(attributes, 'concept:name')?.value ?? '';
    const timeText = findAttribute(attributes, 'time:timestamp')?.value ?? '';
    const time = instantOfXesDate(timeText);
    if (activity === '' || time === undefined) {
      const missing = activity === '' ? 'concept:name' : 'time:timestamp';
      this.#flaw ??= flawOfEvent(missing, timeText, { ...place, eventNumber: trace.events.length + 1 });
    }
    trace.events.push({ activity, time: time ?? 0, timeText, attributes });
  }

  #closeTrace(frame: TraceFrame): void {
    const name = nameOf(frame);
    if (this.#flaw !== undefined) throw this.#flawOf(this.#flaw, name);
    const { attributes, events } = frame;
    this.#done.push({ ...(name !== undefined && { name }), line: frame.place.line ?? 0, attributes, events });
  }

  #flawOf({ code, reason, place }: Flaw, name: string | undefined): XesError {
    const traceNumber = this.#traceNumber;
    return new XesError(code, reason, { ...place, traceNumber, ...(name !== undefined && { trace: name }) });
  }

  /** A fault of an attribute: of the open event's, or else of the trace's own. */
  #flawAt(code: XesFault, reason: XesReason, place: XesPlace, what: XesPlace): Flaw {
    const isInEvent = this.#open.some((frame) => frame.kind === 'event');
    const eventNumber = (this.#openTrace()?.events.length ?? 0) + 1;
    return { code, reason, place: { ...place, ...what, ...(isInEvent && { eventNumber }) } };
  }

  #openTrace(): TraceFrame | undefined {
    const frame = this.#open[1];
    return frame?.kind === 'trace' ? frame : undefined;
  }
}

interface Flaw {
  readonly code: XesFault;
  readonly reason: XesReason;
  readonly place: XesPlace;
}

interface TraceFrame {
  readonly kind: 'trace';
  readonly place: XesPlace;
  readonly attributes: XesAttribute[];
  readonly events: XesEvent[];
  /** What a trace was called by who wrote it, where its own attributes do not say so. */
  givenName?: string;
}

interface EventFrame {
  readonly kind: 'event';
  readonly place: XesPlace;
  readonly attributes: XesAttribute[];
}

interface AttributeFrame {
  readonly kind: 'attribute';
  readonly place: XesPlace;
  readonly element: XesAttributeType;
  key: string;
  type: XesAttributeType;
  value: string;
  /** What its writer said of it beside what XES can say. */
  exact?: Exact;
  readonly attributes: XesAttribute[];
}

interface ValuesFrame {
  readonly kind: 'values';
  readonly attributes: XesAttribute[];
}

/** What may hold attributes. */
type Holder = TraceFrame | EventFrame | AttributeFrame | ValuesFrame;
/** An element that is open; what is skipped is skipped with all that it holds. */
type Frame = Holder | { readonly kind: 'log' } | { readonly kind: 'skipped' };

const isAttributeType = (name: string): name is XesAttributeType => ATTRIBUTE_TYPES.some((type) => type === name);

const isUntold = ({ exact, attributes }: AttributeFrame): boolean => exact === undefined && attributes.length === 0;

const tellExactly = (frame: AttributeFrame, exact: Exact): void => {
  frame.exact = exact;
  frame.key = exact.key ?? frame.key;
  frame.type = exact.type ?? frame.type;
  frame.value = exact.value ?? frame.value;
};

const isList = (holder: Holder): boolean => holder.kind === 'attribute' && holder.element === 'list';

const nameOf = ({ givenName, attributes }: TraceFrame): string | undefined =>
  givenName ?? findAttribute(attributes, 'concept:name')?.value;

const flawOfEvent = (key: 'concept:name' | 'time:timestamp', timeText: string, place: XesPlace): Flaw => {
  if (key === 'concept:name')
    return { code: 'missing-activity', reason: xesReasons.lacks(key), place: { ...place, key } };
  if (timeText === '') return { code: 'missing-time', reason: xesReasons.lacks(key), place: { ...place, key } };
  return { code: 'bad-date', reason: xesReasons.badDate(key, timeText), place: { ...place, key, value: timeText } };
};
