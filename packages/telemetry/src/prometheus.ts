import { createServer } from 'node:http';
import type { IMetricReader } from '@opentelemetry/sdk-metrics';
import type { TelemetrySettings } from './telemetry-settings.ts';

/**
 * Metrics for Prometheus to come for, at `/metrics` of a port of their own.
 *
 * Decision: not on the port of health. / Because the gateway answers its health to the whole world. / Instead of: one
 * more path to keep from others.
 */
export async function prometheusReader(
  { prometheusHost: host, prometheusPort: port }: TelemetrySettings,
  tell: (line: string) => void,
): Promise<{ readonly reader: IMetricReader; readonly close: () => void }> {
  const { PrometheusExporter } = await import('@opentelemetry/exporter-prometheus');
  // The exporter's own server takes 0 for its default port.
  const reader = new PrometheusExporter({ preventServerStart: true });
  const server = createServer((request, response) => {
    if (request.url === '/metrics') return reader.getMetricsRequestHandler(request, response);
    response.writeHead(404).end();
  });
  server.once('error', (error) => {
    tell(
      `OTEL_EXPORTER_PROMETHEUS_PORT: metrics cannot be had at ${host}:${port} (${error.message}); the rest goes on`,
    );
  });
  server.listen(port, host, () => {
    const address = server.address();
    if (address && typeof address === 'object') tell(`metrics on http://${host}:${address.port}/metrics`);
  });
  server.unref();
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { reader, close };
}
