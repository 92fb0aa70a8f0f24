import { randomUUID } from 'node:crypto';
import {
  context,
  createNoopMeter,
  DiagLogLevel,
  diag,
  ROOT_CONTEXT,
  SpanKind,
  type Tracer,
  trace,
  type DiagLogger,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { detectResources, resourceAttributesEnvDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { instruments } from './instruments.ts';
import { nameTracesBy } from './log.ts';
import { openMetrics } from './open-metrics.ts';
import { openTraces } from './open-traces.ts';
import { observeFollowers, observeRelay } from './standings.ts';
import type { Telemetry, WatchedRequest } from './telemetry.ts';
import type { TelemetrySettings } from './telemetry-settings.ts';
import { carriedBy, contextOf } from './trace-context.ts';
import { watchedBus } from './watched-bus.ts';
import { watchedPolicy, watchedView } from './watched-followers.ts';
import { watchedStore } from './watched-store.ts';

const scope = 'hoso';
/** How long a collector may take at the end of a process. */
const closeMs = 3_000;
const lineMax = 300;

/** Begins to take traces and metrics. Loaded only where they are wanted: the SDK takes its share of memory. */
export async function openTelemetry(settings: TelemetrySettings, tell: (line: string) => void): Promise<Telemetry> {
  const resource = detectResources({ detectors: [resourceAttributesEnvDetector] }).merge(
    resourceFromAttributes({
      'service.name': settings.serviceName,
      'service.namespace': 'hoso',
      'service.instance.id': randomUUID(),
    }),
  );
  diag.setLogger(diagnosis(tell), { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  nameTracesBy(() => {
    const active = trace.getActiveSpan()?.spanContext();
    return active && { trace_id: active.traceId, span_id: active.spanId };
  });
  const traces = settings.traces === 'none' ? undefined : await openTraces(settings, resource, tell);
  const metrics = settings.metrics === 'none' ? undefined : await openMetrics(settings, resource, tell);
  const tracer = traces?.provider.getTracer(scope) ?? trace.getTracer(scope);
  const meter = metrics?.provider.getMeter(scope) ?? createNoopMeter();
  const counted = instruments(meter);
  const onBatch = (appends: number): void => counted.appendBatch.record(appends);
  return {
    isOn: true,
    bus: (bus) => watchedBus(bus, tracer, counted),
    store: (store) => watchedStore(store, tracer, counted),
    onBatch,
    policy: (name, send) => watchedPolicy(name, send, tracer),
    view: (view, clock) => watchedView(view, clock, tracer, counted),
    request: (method, route, traceparent) => {
      const began = performance.now();
      const watched = watchedRequest(tracer, method, route, traceparent);
      const end = (status: number): void => {
        watched.end(status);
        counted.requests.record((performance.now() - began) / 1_000, {
          'http.request.method': method,
          'http.route': route,
          'http.response.status_code': status,
        });
      };
      return { ...watched, end };
    },
    followers: (standing) => observeFollowers(meter, standing),
    relay: (standing) => observeRelay(meter, standing),
    close: async () => {
      const closing = [traces?.close(), metrics?.close()];
      nameTracesBy(() => undefined);
      context.disable();
      await Promise.race([Promise.allSettled(closing), new Promise((late) => setTimeout(late, closeMs).unref())]);
    },
  };
}

/** What OpenTelemetry says of itself, such as of a collector that is away: once, until it says something else. */
function diagnosis(tell: (line: string) => void): DiagLogger {
  let last: string | undefined;
  const once = (said: string): void => {
    const line = `telemetry: ${messageIn(said).slice(0, lineMax)}`;
    if (line !== last) tell(line);
    last = line;
  };
  const silent = (): void => {};
  return { error: once, warn: once, info: silent, debug: silent, verbose: silent };
}

/** The SDK tells errors as JSON with their stack. */
function messageIn(said: string): string {
  const [, message] = /"message":"([^"]*)"/.exec(said) ?? [];
  return message === undefined ? said : `what OTEL_EXPORTER_OTLP_ENDPOINT names cannot be told: ${message}`;
}

function watchedRequest(
  tracer: Tracer,
  method: string,
  route: string,
  traceparent: string | undefined,
): WatchedRequest {
  const parent = contextOf(traceparent) ?? ROOT_CONTEXT;
  const attributes = { 'http.request.method': method, 'http.route': route };
  const span = tracer.startSpan(`${method} ${route}`, { kind: SpanKind.SERVER, attributes }, parent);
  const carried = carriedBy(span);
  return {
    traceparent: carried.trace.traceparent,
    run: (answer) => context.with(carried.within, answer),
    end: (status) => {
      span.setAttribute('http.response.status_code', status);
      if (status >= 500) span.setStatus({ code: 2 });
      span.end();
    },
  };
}
