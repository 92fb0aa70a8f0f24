import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import type { Resource } from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  SimpleSpanProcessor,
  type SpanProcessor,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { SpanLines } from './span-lines.ts';
import type { TelemetrySettings } from './telemetry-settings.ts';

/** The provider of tracers, and how to hand on what it holds. */
export async function openTraces(settings: TelemetrySettings, resource: Resource, tell: (line: string) => void) {
  const provider = new TracerProvider({
    resource,
    sampler: samplerOf(settings),
    spanProcessors: [processorOf(settings, tell)],
  });
  return { provider, close: () => provider.shutdown() };
}

function processorOf(settings: TelemetrySettings, tell: (line: string) => void): SpanProcessor {
  if (settings.traces === 'console') return new SimpleSpanProcessor({ exporter: new SpanLines(tell) });
  return new BatchSpanProcessor({
    // Endpoint, headers, time limit and compression are what the standard variables say.
    exporter: new OTLPTraceExporter(),
    scheduledDelayMillis: settings.spanDelayMs,
    maxQueueSize: settings.spanQueueMax,
    maxExportBatchSize: Math.min(settings.spanBatchMax, settings.spanQueueMax),
  });
}

function samplerOf({ sampler, ratio }: TelemetrySettings): Sampler {
  switch (sampler) {
    case 'always_on':
      return new AlwaysOnSampler();
    case 'always_off':
      return new AlwaysOffSampler();
    case 'traceidratio':
      return new TraceIdRatioBasedSampler(ratio);
    case 'parentbased_always_on':
      return new ParentBasedSampler({ root: new AlwaysOnSampler() });
    case 'parentbased_always_off':
      return new ParentBasedSampler({ root: new AlwaysOffSampler() });
    case 'parentbased_traceidratio':
      return new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) });
  }
}
