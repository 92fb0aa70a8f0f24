import {
  type Context,
  INVALID_SPANID,
  INVALID_TRACEID,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  trace,
} from '@opentelemetry/api';

const form = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}/;
const invalidVersion = 'ff';

/** The span that a W3C `traceparent` names; nothing where it names none. */
export function spanContextOf(traceparent: string | undefined): SpanContext | undefined {
  if (traceparent === undefined || !form.test(traceparent) || traceparent.startsWith(invalidVersion)) return undefined;
  const [traceId, spanId] = [traceparent.slice(3, 35), traceparent.slice(36, 52)];
  if (traceId === INVALID_TRACEID || spanId === INVALID_SPANID) return undefined;
  return { traceId, spanId, traceFlags: Number.parseInt(traceparent.slice(53, 55), 16) & 1, isRemote: true };
}

/** The same as a context, for what goes on from it. */
export function contextOf(traceparent: string | undefined): Context | undefined {
  const named = spanContextOf(traceparent);
  return named && trace.setSpanContext(ROOT_CONTEXT, named);
}

/** A span as a W3C `traceparent`; nothing where no trace is being taken. */
function traceparentOf({ traceId, spanId, traceFlags }: SpanContext): string | undefined {
  return traceId === INVALID_TRACEID ? undefined : `00-${traceId}-${spanId}-0${traceFlags & 1}`;
}

/** What goes on from a span. */
export interface Carried {
  /** For what is done as this span, in this process. */
  readonly within: Context;
  /** The span's `traceparent`, as a member to be spread into headers or into an event. */
  readonly trace: { readonly traceparent?: string };
}

/**
 * How a span is carried on: by its ids alone, so that nothing holds a span that has been told.
 *
 * Decision: a `traceparent` is read wherever it comes. / Because the ids are three slices of it, which is less than it
 * takes to remember spans, whose memory outlives the young heap then. / Instead of a memory of the last ones met.
 */
export function carriedBy(span: Span): Carried {
  const named = span.spanContext();
  const traceparent = traceparentOf(named);
  return {
    within: trace.setSpanContext(ROOT_CONTEXT, named),
    trace: traceparent === undefined ? {} : { traceparent },
  };
}
