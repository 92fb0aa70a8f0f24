import { type Context, INVALID_SPANID, INVALID_TRACEID, ROOT_CONTEXT, type Span, trace } from '@opentelemetry/api';

const form = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})/;
const invalidVersion = 'ff';

/** The last ones read: the relay and every view meet each event within a moment. */
const known = new Map<string, Context | undefined>();
const knownMax = 512;
const length = 55;

/** The context that a W3C `traceparent` names; nothing where it names none. */
export function contextOf(traceparent: string | undefined): Context | undefined {
  if (traceparent === undefined) return undefined;
  if (known.has(traceparent)) return known.get(traceparent);
  if (traceparent.length !== length) return contextIn(traceparent);
  if (known.size >= knownMax) known.clear();
  const read = contextIn(traceparent);
  known.set(traceparent, read);
  return read;
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

/** The same as a member to be spread into headers or into an event. */
export function carried(span: Span): { readonly traceparent?: string } {
  const traceparent = traceparentOf(span);
  return traceparent === undefined ? {} : { traceparent };
}
