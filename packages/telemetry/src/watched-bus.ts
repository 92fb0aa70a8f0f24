import type { Bus, Delivery, Handler, Message, RecordedEvent } from '@hoso/event-sourcing';
import { type Context, context, ROOT_CONTEXT, type Span, SpanKind, type Tracer } from '@opentelemetry/api';
import { type Spoken, spokenAt } from './domain-names.ts';
import type { Instruments } from './instruments.ts';
import { asSpan, markFailed, outcomeOf } from './spans.ts';
import { carried, contextOf } from './trace-context.ts';

/** A bus whose requests, answers and events belong to the traces that they carry. */
export function watchedBus(bus: Bus, tracer: Tracer, counted: Instruments): Bus {
  return {
    request: (subject, message, timeoutMs) => request(bus, tracer, subject, message, timeoutMs),
    reply: (subject, queue, handler) => bus.reply(subject, queue, watchedHandler(tracer, counted, subject, handler)),
    publish: (events) => publish(bus, tracer, counted, events),
    published: () => bus.published(),
    consume: (consumer, partitions, handle) =>
      bus.consume(consumer, partitions, (batch) => {
        counted.deliveries.add(batch.length, { 'hoso.consumer': consumer });
        const redelivered = countRedelivered(batch);
        if (redelivered > 0) counted.redeliveries.add(redelivered, { 'hoso.consumer': consumer });
        // Of many traces: each event names its own.
        return context.with(ROOT_CONTEXT, () => handle(batch));
      }),
    close: () => bus.close(),
  };
}

function request(bus: Bus, tracer: Tracer, subject: string, message: Message, timeoutMs: number): Promise<unknown> {
  const parent = contextOf(message.headers['traceparent']) ?? context.active();
  const spoken = spokenAt(subject, message.data);
  const span = startSpan(tracer, SpanKind.CLIENT, spoken, subject, parent);
  const headers = { ...message.headers, ...carried(span) };
  return asSpan(span, parent, () => bus.request(subject, { data: message.data, headers }, timeoutMs));
}

function watchedHandler(tracer: Tracer, counted: Instruments, subject: string, handler: Handler): Handler {
  return async (message) => {
    const parent = contextOf(message.headers['traceparent']) ?? ROOT_CONTEXT;
    const spoken = spokenAt(subject, message.data);
    const span = startSpan(tracer, SpanKind.SERVER, spoken, subject, parent);
    const headers = { ...message.headers, ...carried(span) };
    const began = performance.now();
    const done = (outcome: string, type?: string): void => {
      if (spoken.kind !== 'command') return;
      const of = { 'hoso.command': spoken.name, 'hoso.outcome': outcome };
      counted.commands.add(1, type === undefined ? of : { ...of, 'error.type': type });
      counted.commandDuration.record((performance.now() - began) / 1_000, of);
    };
    try {
      const answer = await asSpan(span, parent, async () => {
        const given = await handler({ data: message.data, headers });
        if (spoken.kind === 'command') span.setAttribute('hoso.outcome', successOf(given));
        return given;
      });
      done(successOf(answer));
      return answer;
    } catch (error) {
      const { outcome, type } = outcomeOf(error);
      done(outcome, type);
      throw error;
    }
  };
}

function startSpan(tracer: Tracer, kind: SpanKind, { kind: said, name }: Spoken, subject: string, parent: Context) {
  const attributes = { 'messaging.destination.name': subject, 'hoso.kind': said };
  return tracer.startSpan(name, { kind, attributes }, parent);
}

/** A command that found everything done, or was sent before, wrote nothing. */
function successOf(answer: unknown): 'done' | 'repeated' {
  return typeof answer === 'object' && answer !== null && 'repeated' in answer ? 'repeated' : 'done';
}

async function publish(
  bus: Bus,
  tracer: Tracer,
  counted: Instruments,
  events: readonly RecordedEvent[],
): Promise<void> {
  const spans = events.flatMap((event) => relaySpan(tracer, event));
  try {
    await bus.publish(events);
    counted.relayed.add(events.length);
  } catch (error) {
    for (const span of spans) markFailed(span, error);
    throw error;
  } finally {
    for (const span of spans) span.end();
  }
}

/**
 * The end of a body: members are in the order of their names (RFC 8785), and what follows `traceparent` is short.
 *
 * Decision: read from there. / Because the relay hands thousands of events a second on without looking into them. /
 * Instead of: parsing each body whole once more.
 */
const bodyEnd = /,"traceparent":"([0-9a-f-]{55})","type":"([A-Za-z0-9]+)","version":\d+\}$/;
const bodyEndMax = 200;

function relaySpan(tracer: Tracer, { body, position }: RecordedEvent): readonly Span[] {
  const [, traceparent, type] = bodyEnd.exec(body.slice(-bodyEndMax)) ?? [];
  const parent = contextOf(traceparent);
  if (!parent) return [];
  const attributes = { 'hoso.event.type': type, 'hoso.position': position };
  return [tracer.startSpan(`relay ${type}`, { kind: SpanKind.PRODUCER, attributes }, parent)];
}

function countRedelivered(batch: readonly Delivery[]): number {
  let count = 0;
  for (const { redelivered } of batch) if (redelivered) count += 1;
  return count;
}
