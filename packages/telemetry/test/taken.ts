import { AggregationTemporality, InMemoryMetricExporter, MeterProvider } from '@opentelemetry/sdk-metrics';
import { PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { instruments } from '../src/instruments.ts';

/** One value of a metric, with what it is of. */
export interface TakenValue {
  readonly of: Readonly<Record<string, unknown>>;
  readonly value: unknown;
}

/** Spans and metrics as they are taken, kept in memory. */
export function taken() {
  const exporter = new InMemorySpanExporter();
  const tracers = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  const metrics = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter: metrics, exportIntervalMillis: 3_600_000 });
  const meters = new MeterProvider({ readers: [reader] });
  const meter = meters.getMeter('trial');
  return {
    tracer: tracers.getTracer('trial'),
    meter,
    counted: instruments(meter),
    spans: (): readonly ReadableSpan[] => exporter.getFinishedSpans(),
    span: (name: string) => exporter.getFinishedSpans().find((span) => span.name === name),
    values: async (name: string): Promise<readonly TakenValue[]> => {
      await meters.forceFlush();
      const told =
        metrics
          .getMetrics()
          .at(-1)
          ?.scopeMetrics.flatMap((scope) => scope.metrics) ?? [];
      const points = told.find(({ descriptor }) => descriptor.name === name)?.dataPoints ?? [];
      return points.map(({ attributes, value }) => ({ of: attributes, value }));
    },
    close: async () => {
      await tracers.shutdown();
      await meters.shutdown();
    },
  };
}
