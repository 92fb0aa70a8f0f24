import type { FollowedEvent, FollowerTarget, Instant, SendCommand } from '@hoso/event-sourcing';
import { type Span, SpanKind, type Tracer } from '@opentelemetry/api';
import { spokenAt } from './domain-names.ts';
import type { Instruments } from './instruments.ts';
import { drawnMax, linkedSpan, oneByOneMax } from './linked-span.ts';
import { asSpan, markFailed } from './spans.ts';
import { carriedBy, contextOf } from './trace-context.ts';
import type { WatchedView } from './telemetry.ts';

/**
 * A view's work: a span for each event of its own, in that event's trace, and how long the event took to get there.
 */
export function watchedView(
  { name, events }: WatchedView,
  clock: () => number,
  tracer: Tracer,
  counted: Instruments,
): (target: FollowerTarget) => FollowerTarget {
  const kind = SpanKind.CONSUMER;
  const begin = ({ envelope: { type, traceparent, position } }: FollowedEvent): readonly Span[] => {
    const parent = contextOf(traceparent);
    if (!parent) return [];
    const attributes = { 'hoso.event.type': type, 'hoso.position': position };
    return [tracer.startSpan(name, { kind, attributes }, parent)];
  };
  const beginTogether = (followed: readonly FollowedEvent[]): readonly Span[] => {
    const attributes = { 'hoso.events': followed.length, 'hoso.position': followed.at(-1)?.envelope.position };
    const traceparents = followed.map(({ envelope }) => envelope.traceparent);
    return linkedSpan(tracer, name, { kind, attributes }, traceparents);
  };
  const beginAll = (followed: readonly FollowedEvent[]): readonly Span[] => {
    if (followed.length > drawnMax) return [];
    return followed.length > oneByOneMax ? beginTogether(followed) : followed.flatMap(begin);
  };
  const of = { 'hoso.view': name };
  return (target) => ({
    ...target,
    apply: async (work) => {
      const own = work.events.filter(({ envelope }) => events.types.has(envelope.type));
      const spans = beginAll(own);
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
    const carried = carriedBy(span);
    await asSpan(span, carried.within, () => send(command, { ...sent, ...carried.trace }));
  };
}

function secondsSince(instant: Instant, nowMs: number): number {
  return Math.max(0, nowMs - Date.parse(instant)) / 1_000;
}
