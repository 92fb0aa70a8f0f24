import { type Context, isSpanContextValid, ROOT_CONTEXT, type Span, trace } from '@opentelemetry/api';

const form = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})/;
const invalidVersion = 'ff';

/** The context that a W3C `traceparent` names; nothing where it names none. */
export function contextOf(traceparent: string | undefined): Context | undefined {
  const [, version, traceId = '', spanId = '', flags = '00'] = form.exec(traceparent ?? '') ?? [];
  if (version === undefined || version === invalidVersion) return undefined;
  const span = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true };
  return isSpanContextValid(span) ? trace.setSpanContext(ROOT_CONTEXT, span) : undefined;
}

/** A span as a W3C `traceparent`; nothing where no trace is being taken. */
export function traceparentOf(span: Span): string | undefined {
  const context = span.spanContext();
  if (!isSpanContextValid(context)) return undefined;
  return `00-${context.traceId}-${context.spanId}-0${context.traceFlags & 1}`;
}

/** The same as a member to be spread into headers or into an event. */
export function carried(span: Span): { readonly traceparent?: string } {
  const traceparent = traceparentOf(span);
  return traceparent === undefined ? {} : { traceparent };
}
