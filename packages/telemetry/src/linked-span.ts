import type { Span, SpanOptions, Tracer } from '@opentelemetry/api';
import { spanContextOf } from './trace-context.ts';

/** Events at once, beyond which they share a span. */
export const oneByOneMax = 8;
/** Events at once, beyond which somebody is catching up: then they are counted, and no longer drawn. */
export const drawnMax = 128;

/**
 * One span for many events at once, linked with the trace of each; none where no trace is being taken.
 *
 * Decision: the relay and the views, which take many events in one step, draw one step. / Because under load a span for
 * each event in each of them was more than half of what telemetry cost. / Instead of sampling, by which some traces
 * would have no relay and no view at all.
 */
export function linkedSpan(
  tracer: Tracer,
  name: string,
  options: SpanOptions,
  traceparents: readonly (string | undefined)[],
): readonly Span[] {
  const links = traceparents.flatMap((traceparent) => {
    const context = spanContextOf(traceparent);
    return context ? [{ context }] : [];
  });
  return links.length === 0 ? [] : [tracer.startSpan(name, { ...options, links, root: true })];
}
