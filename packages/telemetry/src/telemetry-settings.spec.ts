import { describe, expect, it } from '@jest/globals';
import { type Environment, telemetrySettings } from './telemetry-settings.ts';

const read = (environment: Environment) => telemetrySettings('intake', environment);
const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' };

describe('Telemetry', () => {
  it.each<[string, Environment]>([
    ['no endpoint is named', {}],
    ['it is disabled', { ...endpoint, OTEL_SDK_DISABLED: 'TRUE' }],
    [
      'neither traces nor metrics are wanted',
      { ...endpoint, OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none' },
    ],
    ['the endpoint is empty', { OTEL_EXPORTER_OTLP_ENDPOINT: ' ' }],
    ['it is only told how, not where', { OTEL_TRACES_EXPORTER: 'otlp', OTEL_TRACES_SAMPLER: 'always_on' }],
  ])('is off where %s', (_, environment) => expect(read(environment)).toEqual({ mistakes: [] }));

  it.each<[string, Environment, object]>([
    ['both go to one endpoint', endpoint, { traces: 'otlp', metrics: 'otlp', serviceName: 'intake' }],
    [
      'traces alone have an endpoint',
      { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://127.0.0.1/v1/traces' },
      { traces: 'otlp', metrics: 'none' },
    ],
    ['metrics are fetched', { OTEL_METRICS_EXPORTER: 'prometheus' }, { traces: 'none', metrics: 'prometheus' }],
    ['somebody watches a terminal', { OTEL_TRACES_EXPORTER: 'console' }, { traces: 'console', metrics: 'none' }],
    ['the service is called otherwise', { ...endpoint, OTEL_SERVICE_NAME: 'one-stop' }, { serviceName: 'one-stop' }],
    [
      'some traces are taken',
      { ...endpoint, OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.25' },
      { sampler: 'parentbased_traceidratio', ratio: 0.25 },
    ],
  ])('is on where %s', (_, environment, expected) => {
    const { settings, mistakes } = read(environment);
    expect(settings).toMatchObject(expected);
    expect(mistakes).toEqual([]);
  });

  it('that is set wrongly is told so, by the name of the variable, and goes on', () => {
    const { settings, mistakes } = read({
      ...endpoint,
      ...{ OTEL_TRACES_SAMPLER: 'sometimes', OTEL_TRACES_SAMPLER_ARG: '7', OTEL_METRICS_EXPORTER: 'statsd' },
      ...{ OTEL_BSP_SCHEDULE_DELAY: 'soon', OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' },
    });
    expect(settings).toMatchObject({ sampler: 'parentbased_always_on', ratio: 1, metrics: 'otlp', spanDelayMs: 5_000 });
    expect(mistakes.map((mistake) => mistake.split(':')[0])).toEqual([
      ...['OTEL_METRICS_EXPORTER', 'OTEL_TRACES_SAMPLER', 'OTEL_TRACES_SAMPLER_ARG', 'OTEL_BSP_SCHEDULE_DELAY'],
      'OTEL_EXPORTER_OTLP_PROTOCOL',
    ]);
  });
});
