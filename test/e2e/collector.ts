import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

/** A span as it was told by OTLP, with the service that told it. */
export interface ToldSpan {
  readonly service: string;
  readonly process: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string | undefined;
  readonly name: string;
}

/** Takes what processes tell by OTLP over HTTP, as a collector does. */
export interface Collector {
  readonly url: string;
  readonly spans: () => readonly ToldSpan[];
  /** The names of the metrics that a service told. */
  readonly metrics: (service?: string) => ReadonlySet<string>;
  /** Everything that came, as it came. */
  readonly text: () => string;
  close(): Promise<void>;
}

const Attribute = z.object({ key: z.string(), value: z.looseObject({ stringValue: z.string().optional() }) });
const Resource = z.object({ attributes: z.array(Attribute) });
const Span = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
});
const Traces = z.object({
  resourceSpans: z.array(z.object({ resource: Resource, scopeSpans: z.array(z.object({ spans: z.array(Span) })) })),
});
const Metrics = z.object({
  resourceMetrics: z.array(
    z.object({
      resource: Resource,
      scopeMetrics: z.array(z.object({ metrics: z.array(z.object({ name: z.string() })) })),
    }),
  ),
});

export async function startCollector(): Promise<Collector> {
  const spans: ToldSpan[] = [];
  const metrics: { readonly service: string; readonly name: string }[] = [];
  let text = '';
  const take = (path: string | undefined, body: string): void => {
    text += `${body}\n`;
    if (path === '/v1/traces') {
      for (const { resource, scopeSpans } of Traces.parse(JSON.parse(body)).resourceSpans) {
        const [service, process] = [said(resource, 'service.name'), said(resource, 'service.instance.id')];
        for (const scope of scopeSpans) spans.push(...scope.spans.map((span) => ({ ...span, service, process })));
      }
    } else if (path === '/v1/metrics') {
      for (const { resource, scopeMetrics } of Metrics.parse(JSON.parse(body)).resourceMetrics) {
        const service = said(resource, 'service.name');
        for (const scope of scopeMetrics) metrics.push(...scope.metrics.map(({ name }) => ({ service, name })));
      }
    }
  };
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await Array.fromAsync(request)).toString('utf8');
    take(request.url, body);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    spans: () => spans,
    metrics: (service) =>
      new Set(metrics.filter((one) => service === undefined || one.service === service).map(({ name }) => name)),
    text: () => text,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function said({ attributes }: z.infer<typeof Resource>, key: string): string {
  return attributes.find((attribute) => attribute.key === key)?.value.stringValue ?? '';
}
