import { createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { startTelemetry } from './start-telemetry.ts';

const environment = { OTEL_METRICS_EXPORTER: 'prometheus', OTEL_EXPORTER_PROMETHEUS_HOST: '127.0.0.1' };

describe('Metrics for Prometheus', () => {
  it('are had where the process says', async () => {
    const { promise: said, resolve: tell } = Promise.withResolvers<string>();
    const asked = { ...environment, OTEL_EXPORTER_PROMETHEUS_PORT: '0' };
    const telemetry = await startTelemetry({ service: 'intake', environment: asked, tell });
    telemetry.request('PUT', '/dossiers/:id', undefined).end(201);
    const url = /http:\S+/.exec(await said)?.[0] ?? '';
    const text = await (await fetch(url)).text();
    expect(text).toContain('http_server_request_duration_count{http_request_method="PUT",http_route="/dossiers/:id"');
    expect(text).toContain('hoso_append_conflicts_total');
    expect((await fetch(new URL('/elsewhere', url))).status).toBe(404);
    await telemetry.close();
    await expect(fetch(url)).rejects.toThrow();
  });

  it('keep nobody from working where their port is taken', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    const port = typeof address === 'object' && address ? String(address.port) : '';
    const { promise: said, resolve: tell } = Promise.withResolvers<string>();
    const asked = { ...environment, OTEL_EXPORTER_PROMETHEUS_PORT: port };
    const telemetry = await startTelemetry({ service: 'intake', environment: asked, tell });
    expect(await said).toContain('OTEL_EXPORTER_PROMETHEUS_PORT');
    await telemetry.close();
    taken.close();
  });
});
