import { type EventStore, streamCategory, VersionConflict } from '@hoso/event-sourcing';
import { context, SpanKind, type Tracer } from '@opentelemetry/api';
import type { Instruments } from './instruments.ts';
import { asSpan, outcomeOf } from './spans.ts';
import { carriedBy, contextOf } from './trace-context.ts';

/** A store whose appends are spans. Each event carries its append's trace on, to whoever follows the log. */
export function watchedStore<Store extends Pick<EventStore, 'append'>>(
  store: Store,
  tracer: Tracer,
  counted: Instruments,
): Store {
  const append: EventStore['append'] = async (writes) => {
    const [write] = writes;
    const first = write?.events[0];
    if (!write || !first) return await store.append(writes);
    const parent = contextOf(first.traceparent) ?? context.active();
    const events = writes.reduce((sum, each) => sum + each.events.length, 0);
    const category = streamCategory(write.stream);
    const attributes = { 'hoso.category': category, 'hoso.events': events };
    const span = tracer.startSpan(`append ${first.type}`, { kind: SpanKind.CLIENT, attributes }, parent);
    const { within, trace } = carriedBy(span);
    const traced = writes.map((each) => ({ ...each, events: each.events.map((event) => ({ ...event, ...trace })) }));
    const began = performance.now();
    let outcome = 'done';
    try {
      return await asSpan(span, within, async () => {
        const receipt = await store.append(traced);
        span.setAttribute('hoso.position', receipt.position);
        return receipt;
      });
    } catch (error) {
      if (error instanceof VersionConflict) counted.conflicts.add(1, { 'hoso.category': category });
      outcome = outcomeOf(error).type;
      throw error;
    } finally {
      counted.appendDuration.record((performance.now() - began) / 1_000, { 'hoso.outcome': outcome });
    }
  };
  return { ...store, append };
}
