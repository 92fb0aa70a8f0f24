import type { Resource } from '@opentelemetry/resources';
import { type IMetricReader, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { prometheusReader } from './prometheus.ts';
import type { TelemetrySettings } from './telemetry-settings.ts';

/** The provider of meters, and how to hand on what it holds. */
export async function openMetrics(settings: TelemetrySettings, resource: Resource, tell: (line: string) => void) {
  const prometheus = settings.metrics === 'prometheus' ? await prometheusReader(settings, tell) : undefined;
  const reader = prometheus?.reader ?? (await otlpReader(settings));
  const provider = new MeterProvider({ resource, readers: [reader] });
  const close = async (): Promise<void> => {
    prometheus?.close();
    await provider.shutdown();
  };
  return { provider, close };
}

async function otlpReader({ metricEveryMs }: TelemetrySettings): Promise<IMetricReader> {
  const { OTLPMetricExporter } = await import('@opentelemetry/exporter-metrics-otlp-http');
  return new PeriodicExportingMetricReader({
    exporter: new OTLPMetricExporter(),
    exportIntervalMillis: metricEveryMs,
    exportTimeoutMillis: Math.min(metricEveryMs, 30_000),
  });
}
