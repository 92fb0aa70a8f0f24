import {
  type Bus,
  type Delivery,
  type Handler,
  type Message,
  NoResponder,
  type RecordedEvent,
} from '@hoso/event-sourcing';
import { type Context, context, ROOT_CONTEXT, type Span, SpanKind, type Tracer, trace } from '@opentelemetry/api';
import { spokenAt } from './domain-names.ts';
import type { Instruments } from './instruments.ts';
import { drawnMax, linkedSpan, oneByOneMax } from './linked-span.ts';
import { asSpan, markFailed, outcomeOf } from './spans.ts';
import { carriedBy, contextOf } from './trace-context.ts';

/** A bus whose requests, answers and events belong to the traces that they carry. */
export function watchedBus(bus: Bus, tracer: Tracer, counted: Instruments): Bus {
  return {
    request: (subject, message, timeoutMs) => request(bus, tracer, subject, message, timeoutMs),
    reply: (subject, queue, handler) => bus.reply(subject, queue, watchedHandler(tracer, counted, subject, handler)),
    publish: (events) => publish(bus, tracer, events),
    published: () => bus.published(),
    consume: (consumer, partitions, handle) => {
      const of = { 'hoso.consumer': consumer };
      return bus.consume(consumer, partitions, (batch) => {
        const redelivered = countRedelivered(batch);
        if (redelivered > 0) counted.redeliveries.add(redelivered, of);
        // Of many traces: each event names its own.
        return context.with(ROOT_CONTEXT, () => handle(batch));
      });
    },
    close: () => bus.close(),
  };
}

/**
 * Decision: a request is a span where it is answered, and where it is asked only if nobody answers. / Because the two
 * say the same, and spans are what telemetry costs. / Instead of: a client's and a server's span of each.
 */
async function request(
  bus: Bus,
  tracer: Tracer,
  subject: string,
  message: Message,
  timeoutMs: number,
): Promise<unknown> {
  const parent = contextOf(message.headers['traceparent']) ?? context.active();
  const asker = trace.getSpan(parent);
  const headers = asker ? { ...message.headers, ...carriedBy(asker).trace } : message.headers;
  const startTime = Date.now();
  try {
    return await bus.request(subject, { data: message.data, headers }, timeoutMs);
  } catch (error) {
    if (error instanceof NoResponder) {
      const { name } = spokenAt(subject, message.data);
      const span = tracer.startSpan(name, { kind: SpanKind.CLIENT, startTime, attributes: at(subject) }, parent);
      markFailed(span, error);
      span.end();
    }
    throw error;
  }
}

function watchedHandler(tracer: Tracer, counted: Instruments, subject: string, handler: Handler): Handler {
  const attributes = at(subject);
  return async (message) => {
    const parent: Context = contextOf(message.headers['traceparent']) ?? ROOT_CONTEXT;
    const { kind, name } = spokenAt(subject, message.data);
    const span = tracer.startSpan(name, { kind: SpanKind.SERVER, attributes }, parent);
    const { within, trace } = carriedBy(span);
    const headers = { ...message.headers, ...trace };
    const answering = asSpan(span, within, async () => {
      const answer = await handler({ data: message.data, headers });
      if (kind === 'command') {
        const outcome = successOf(answer);
        span.setAttribute('hoso.outcome', outcome);
        counted.commands.add(1, { 'hoso.command': name, 'hoso.outcome': outcome });
      }
      return answer;
    });
    if (kind !== 'command') return await answering;
    try {
      return await answering;
    } catch (error) {
      const { outcome, type } = outcomeOf(error);
      counted.commands.add(1, { 'hoso.command': name, 'hoso.outcome': outcome, 'error.type': type });
      throw error;
    }
  };
}

const at = (subject: string) => ({ 'messaging.destination.name': subject });

/** A command that found everything done, or was sent before, wrote nothing. */
function successOf(answer: unknown): 'done' | 'repeated' {
  return typeof answer === 'object' && answer !== null && 'repeated' in answer ? 'repeated' : 'done';
}

async function publish(bus: Bus, tracer: Tracer, events: readonly RecordedEvent[]): Promise<void> {
  const spans = relaySpans(tracer, events);
  try {
    await bus.publish(events);
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

function relaySpans(tracer: Tracer, events: readonly RecordedEvent[]): readonly Span[] {
  if (events.length > drawnMax) return [];
  const kind = SpanKind.PRODUCER;
  if (events.length > oneByOneMax) {
    const attributes = { 'hoso.events': events.length, 'hoso.position': events.at(-1)?.position };
    return linkedSpan(
      tracer,
      'relay',
      { kind, attributes },
      events.map((event) => tracedIn(event).traceparent),
    );
  }
  return events.flatMap((event) => {
    const { traceparent, type } = tracedIn(event);
    const parent = contextOf(traceparent);
    const attributes = { 'hoso.position': event.position };
    return parent ? [tracer.startSpan(`relay ${type}`, { kind, attributes }, parent)] : [];
  });
}

function tracedIn({ body }: RecordedEvent): { readonly traceparent?: string; readonly type?: string } {
  const [, traceparent, type] = bodyEnd.exec(body.slice(-bodyEndMax)) ?? [];
  return traceparent === undefined || type === undefined ? {} : { traceparent, type };
}

function countRedelivered(batch: readonly Delivery[]): number {
  let count = 0;
  for (const { redelivered } of batch) if (redelivered) count += 1;
  return count;
}
