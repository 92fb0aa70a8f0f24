import { type Context, INVALID_SPANID, INVALID_TRACEID, ROOT_CONTEXT, type Span, trace } from '@opentelemetry/api';

const form = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})/;
const invalidVersion = 'ff';

/**
 * The last ones read or carried: whoever is asked, the relay and every view meet each within a moment. A place is
 * chosen by the end of the span's id, which is random, and holds whichever came last.
 */
const known: { readonly traceparent: string; readonly context: Context }[] = [];
const knownMax = 1_024;
const length = 55;

/** The context that a W3C `traceparent` names; nothing where it names none. */
export function contextOf(traceparent: string | undefined): Context | undefined {
  if (traceparent === undefined) return undefined;
  const met = known[placeOf(traceparent)];
  if (met?.traceparent === traceparent) return met.context;
  const read = contextIn(traceparent);
  if (read && traceparent.length === length) remember(traceparent, read);
  return read;
}

function remember(traceparent: string, context: Context): void {
  known[placeOf(traceparent)] = { traceparent, context };
}

function placeOf(traceparent: string): number {
  const [first, second, third] = [traceparent.charCodeAt(49), traceparent.charCodeAt(50), traceparent.charCodeAt(51)];
  return (nibbleOf(first) * 256 + nibbleOf(second) * 16 + nibbleOf(third)) % knownMax;
}

/** Of what is no digit any, so long as it is always the same. */
function nibbleOf(code: number): number {
  return (code < 58 ? code : code + 9) & 15;
}

function contextIn(traceparent: string): Context | undefined {
  const [, version, traceId = '', spanId = '', flags = ''] = form.exec(traceparent) ?? [];
  if (version === undefined || version === invalidVersion) return undefined;
  if (traceId === INVALID_TRACEID || spanId === INVALID_SPANID) return undefined;
  const traceFlags = Number.parseInt(flags, 16) & 1;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}

/** A span as a W3C `traceparent`; nothing where no trace is being taken. */
function traceparentOf(span: Span): string | undefined {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return traceId === INVALID_TRACEID ? undefined : `00-${traceId}-${spanId}-0${traceFlags & 1}`;
}

/** What goes on from a span. */
export interface Carried {
  /** For what is done as this span, in this process. */
  readonly within: Context;
  /** The span's `traceparent`, as a member to be spread into headers or into an event. */
  readonly trace: { readonly traceparent?: string };
}

/** How a span is carried on. Who is given its `traceparent` in this process finds it without reading it. */
export function carriedBy(span: Span): Carried {
  const within = trace.setSpan(ROOT_CONTEXT, span);
  const traceparent = traceparentOf(span);
  if (traceparent === undefined) return { within, trace: {} };
  remember(traceparent, within);
  return { within, trace: { traceparent } };
}
