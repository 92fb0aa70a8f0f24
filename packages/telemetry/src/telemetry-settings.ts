import { z } from 'zod';

/** The environment of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

const samplers = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;

/** What the standard variables of OpenTelemetry say, as far as they are heard here: exporters read others. */
export interface TelemetrySettings {
  readonly serviceName: string;
  readonly traces: 'otlp' | 'console' | 'none';
  readonly metrics: 'otlp' | 'prometheus' | 'none';
  readonly sampler: (typeof samplers)[number];
  /** The share of traces that begin here and are taken. */
  readonly ratio: number;
  readonly spanDelayMs: number;
  readonly spanQueueMax: number;
  readonly spanBatchMax: number;
  readonly metricEveryMs: number;
  readonly prometheusHost: string;
  readonly prometheusPort: number;
}

/** What was read, and what of it could not be heeded: telemetry that is set wrongly keeps nobody from working. */
export interface ReadSettings {
  /** Absent: off. */
  readonly settings?: TelemetrySettings;
  /** One line each, with the variable's name. */
  readonly mistakes: readonly string[];
}

const portMax = 65_535;

/** Off unless an endpoint, or an exporter that needs none, is named. */
export function telemetrySettings(service: string, environment: Environment): ReadSettings {
  const mistakes: string[] = [];
  const given = (name: string): string | undefined => environment[name]?.trim() || undefined;
  const read = <Value>(name: string, schema: z.ZodType<Value>, otherwise: Value): Value => {
    const text = given(name);
    if (text === undefined) return otherwise;
    const parsed = schema.safeParse(text);
    if (parsed.success) return parsed.data;
    mistakes.push(`${name}: is not heeded, ${String(otherwise)} is. ${parsed.error.issues[0]?.message ?? ''}`);
    return otherwise;
  };
  const oneOf = <Word extends string>(name: string, words: readonly Word[], otherwise: Word): Word =>
    read(name, z.enum(words, `Set it to one of ${words.join(', ')}`), otherwise);
  const count = (name: string, otherwise: number, max: number): number =>
    read(name, z.coerce.number().int().min(0).max(max, `Set it to a number up to ${max}`), otherwise);

  if (given('OTEL_SDK_DISABLED')?.toLowerCase() === 'true') return { mistakes };
  const endpointOf = (signal: string): boolean =>
    (given('OTEL_EXPORTER_OTLP_ENDPOINT') ?? given(`OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`)) !== undefined;
  const traces = oneOf('OTEL_TRACES_EXPORTER', ['otlp', 'console', 'none'], 'otlp');
  const metrics = oneOf('OTEL_METRICS_EXPORTER', ['otlp', 'prometheus', 'none'], 'otlp');
  const settings: TelemetrySettings = {
    serviceName: given('OTEL_SERVICE_NAME') ?? service,
    traces: traces === 'otlp' && !endpointOf('TRACES') ? 'none' : traces,
    metrics: metrics === 'otlp' && !endpointOf('METRICS') ? 'none' : metrics,
    sampler: oneOf('OTEL_TRACES_SAMPLER', samplers, 'parentbased_always_on'),
    ratio: read('OTEL_TRACES_SAMPLER_ARG', z.coerce.number().min(0).max(1, 'Set it to a number from 0 to 1'), 1),
    spanDelayMs: count('OTEL_BSP_SCHEDULE_DELAY', 5_000, 3_600_000),
    spanQueueMax: count('OTEL_BSP_MAX_QUEUE_SIZE', 8_192, 1_000_000),
    spanBatchMax: count('OTEL_BSP_MAX_EXPORT_BATCH_SIZE', 512, 100_000),
    metricEveryMs: count('OTEL_METRIC_EXPORT_INTERVAL', 60_000, 3_600_000),
    prometheusHost: given('OTEL_EXPORTER_PROMETHEUS_HOST') ?? 'localhost',
    prometheusPort: count('OTEL_EXPORTER_PROMETHEUS_PORT', 9_464, portMax),
  };
  const protocol = given('OTEL_EXPORTER_OTLP_PROTOCOL');
  const isOtlp = settings.traces === 'otlp' || settings.metrics === 'otlp';
  if (isOtlp && protocol !== undefined && protocol !== 'http/json') {
    mistakes.push('OTEL_EXPORTER_OTLP_PROTOCOL: is not heeded. OTLP is sent as http/json, which every collector takes');
  }
  const isOff = settings.traces === 'none' && settings.metrics === 'none';
  return isOff ? { mistakes } : { settings, mistakes };
}
