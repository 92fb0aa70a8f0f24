import { SpanKind } from '@opentelemetry/api';
import { hrTimeToMilliseconds } from '@opentelemetry/core';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';

type ExportResult = Parameters<Parameters<SpanExporter['export']>[1]>[0];

/** Spans for people at a terminal, a line each: `OTEL_TRACES_EXPORTER=console`. */
export class SpanLines implements SpanExporter {
  readonly #tell: (line: string) => void;

  constructor(tell: (line: string) => void) {
    this.#tell = tell;
  }

  export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    for (const span of spans) this.#tell(lineOf(span));
    done({ code: 0 });
  }

  async shutdown(): Promise<void> {}
}

function lineOf(span: ReadableSpan): string {
  const { name, kind, duration, attributes, parentSpanContext } = span;
  const { traceId, spanId } = span.spanContext();
  const ms = hrTimeToMilliseconds(duration).toFixed(1).padStart(8);
  const said = Object.entries(attributes).map(([attribute, value]) => `${attribute}=${String(value)}`);
  const parent = parentSpanContext?.spanId ?? '-'.repeat(spanId.length);
  return `span ${traceId} ${parent} > ${spanId} ${ms} ms  ${SpanKind[kind].toLowerCase()} ${name}  ${said.join(' ')}`;
}
