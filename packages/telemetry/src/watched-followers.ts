import type { FollowedEvent, FollowerTarget, Instant, SendCommand } from '@hoso/event-sourcing';
import { SpanKind, type Tracer } from '@opentelemetry/api';
import { spokenAt } from './domain-names.ts';
import type { Instruments } from './instruments.ts';
import { asSpan, markFailed } from './spans.ts';
import { carried, contextOf } from './trace-context.ts';
import type { WatchedView } from './telemetry.ts';

/** Events at once, beyond which a view is catching up: then they are counted, and no longer drawn one by one. */
const drawnMax = 128;

/** A view's work: a span for each event of its own, in that event's trace, and how long the event took to get there. */
export function watchedView(
  { name, events }: WatchedView,
  clock: () => number,
  tracer: Tracer,
  counted: Instruments,
): (target: FollowerTarget) => FollowerTarget {
  const begin = ({ envelope: { type, traceparent, position } }: FollowedEvent) => {
    const parent = contextOf(traceparent);
    if (!parent) return [];
    const attributes = { 'hoso.event.type': type, 'hoso.position': position };
    return [tracer.startSpan(name, { kind: SpanKind.CONSUMER, attributes }, parent)];
  };
  const of = { 'hoso.view': name };
  return (target) => ({
    ...target,
    apply: async (work) => {
      const own = work.events.filter(({ envelope }) => events.types.has(envelope.type));
      const spans = own.length > drawnMax ? [] : own.flatMap(begin);
      try {
        const done = await target.apply(work);
        // That of the oldest: no other took as long.
        const [oldest] = own;
        if (oldest) counted.freshness.record(secondsSince(oldest.envelope.recordedAt, clock()), of);
        return done;
      } catch (error) {
        for (const span of spans) markFailed(span, error);
        throw error;
      } finally {
        for (const span of spans) span.end();
      }
    },
  });
}

/** A policy's commands, each a span between the event that it answers to and what its target makes of it. */
export function watchedPolicy(name: string, send: SendCommand, tracer: Tracer): SendCommand {
  return async (command, sent) => {
    const parent = contextOf(sent.traceparent);
    if (!parent) return await send(command, sent);
    const attributes = { 'hoso.command': spokenAt(command.subject, command).name };
    const span = tracer.startSpan(name, { kind: SpanKind.CONSUMER, attributes }, parent);
    await asSpan(span, parent, () => send(command, { ...sent, ...carried(span) }));
  };
}

function secondsSince(instant: Instant, nowMs: number): number {
  return Math.max(0, nowMs - Date.parse(instant)) / 1_000;
}
