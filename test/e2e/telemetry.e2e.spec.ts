import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { type Api, api, clerk, submission, until } from './api.ts';
import { type Collector, startCollector, type ToldSpan } from './collector.ts';
import { trialFolder } from './platform-process.ts';
import { type RunningPlatform, startWithinMs, ways } from './ways.ts';

const collectedMs = '500';
const variables = [
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_BSP_SCHEDULE_DELAY',
  'OTEL_METRIC_EXPORT_INTERVAL',
  'LOG_FORMAT',
];
const scan = { document: 'application-form', sha256: 'a'.repeat(64), bytes: 6, mediaType: 'application/pdf' };
const Line = z.object({ level: z.literal('info'), service: z.string(), pid: z.int(), time: z.iso.datetime() });
const withinMs = 60_000;
const Body = z.object({ type: z.string(), dossierId: z.string().optional(), traceparent: z.string().optional() });

/** What people entered, in every place where they may: none of it may be told. */
const planted = {
  name: 'Nguyễn Thị Bí Mật',
  idNumber: '022180009999',
  phone: '0912 999 999',
  address: '99 Phố Bí Mật',
  reason: 'Lý do kín đáo',
  command: 'NguyenThiBiMat',
  searched: 'bi mat 99',
  tracestate: 'hoso=bimat',
};

/** Whether the spans of a trace hold this way, each within the one before. */
function hasWay(spans: readonly ToldSpan[], names: readonly string[]): boolean {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const wayTo = (span: ToldSpan | undefined): readonly string[] =>
    span ? [...wayTo(byId.get(span.parentSpanId ?? '')), span.name] : [];
  return spans.some((span) => wayTo(span).join() === names.join());
}

describe.each(ways)('What the %s platform tells of its work', (way, start) => {
  const folder = trialFolder();
  const traceId = randomBytes(16).toString('hex');
  const id = randomUUID();
  let collector: Collector;
  let platform: RunningPlatform;
  let http: Api;
  const traced = () => collector.spans().filter((span) => span.traceId === traceId);

  beforeAll(async () => {
    collector = await startCollector();
    const values = [collector.url, collectedMs, collectedMs, 'json'];
    for (const [at, variable] of variables.entries()) process.env[variable] = values[at];
    platform = await start({ data: folder.path });
    http = api(platform.url, folder.path);
    const { name, idNumber, phone, address } = planted;
    const applicant = { kind: 'citizen', name, idNumber, phone, address };
    await http.command(`/dossiers/${id}`, { as: clerk, body: { ...submission, applicant } });
    await http.send('GET', `/dossiers/search?text=${encodeURIComponent(planted.searched)}`, { as: clerk });
    await http.send('POST', `/dossiers/${id}/supplement-requests`, {
      as: clerk,
      body: { items: [planted.reason], reason: planted.reason },
    });
    await http.send('POST', `/dossiers/${id}/${planted.command}`, { as: clerk, body: { type: planted.command } });
    await http.command(`/dossiers/${id}/supplements`, { as: clerk, body: { items: [planted.reason] } }).catch(() => {});
    await http.command(`/dossiers/${id}/scans`, { as: clerk, body: scan });
    await http.command(`/dossiers/${id}/reception`, { as: clerk });
    const { tracestate } = planted;
    await http.command(`/dossiers/${id}/transfer`, {
      ...{ as: clerk, body: { agency: 'ha-long-office' } },
      headers: { traceparent: `00-${traceId}-${'1'.repeat(16)}-01`, tracestate },
    });
  }, startWithinMs);
  afterAll(async () => {
    for (const variable of variables) delete process.env[variable];
    await platform?.stop('SIGTERM');
    await collector.close();
    folder.remove();
  }, startWithinMs);

  it(
    'is one trace from a request to what a policy made of it, across its processes',
    async () => {
      const asked = ['POST /dossiers/:id/transfer', 'TransferDossier', 'append TransferredToAgency'];
      const opened = [...asked, 'case-follows-dossier', 'OpenCase', 'append CaseOpened'];
      const expected = [
        [...asked, 'relay TransferredToAgency'],
        [...opened, 'relay CaseOpened'],
        // A view of intake, and one of audit.
        [...opened, 'dossiers'],
        [...opened, 'holdings'],
      ];
      // Each process tells when it has time to.
      const missing = () => expected.filter((way) => !hasWay(traced(), way)).map((way) => way.join(' > '));
      await until('all told', async () => (missing().length === 0 ? true : undefined), withinMs).catch(() => {});
      expect(missing()).toEqual([]);
      const services = new Set(traced().map(({ service }) => service));
      const processes = new Set(traced().map(({ process }) => process));
      if (way === 'embedded') expect([...services]).toEqual(['hoso']);
      else expect([...services]).toEqual(expect.arrayContaining(['gateway', 'intake', 'relay', 'processing', 'audit']));
      expect(processes.size).toBeGreaterThanOrEqual(way === 'embedded' ? 1 : 5);
    },
    startWithinMs,
  );

  it(
    'goes on in the envelope of every event',
    async () => {
      const bodies = await until(
        'exported',
        async () => {
          const events = (await http.exported()).map(({ body }) => Body.parse(JSON.parse(body)));
          return events.some(({ type }) => type === 'CaseOpened') ? events : undefined;
        },
        withinMs,
      );
      // Position 1, the log's own beginning, is nobody's command.
      expect(bodies.slice(1).filter(({ traceparent }) => traceparent === undefined)).toEqual([]);
      const appended = traced().find(({ name }) => name === 'append TransferredToAgency');
      const transferred = bodies.find(({ type, dossierId }) => type === 'TransferredToAgency' && dossierId === id);
      expect(transferred?.traceparent).toBe(`00-${traceId}-${appended?.spanId}-01`);
      expect(bodies.find(({ type }) => type === 'CaseOpened')?.traceparent).toContain(traceId);
    },
    startWithinMs,
  );

  it(
    'is measured, too',
    async () => {
      const names = [
        ...['http.server.request.duration', 'hoso.commands', 'hoso.append.duration', 'hoso.append.batch'],
        ...[
          'hoso.append.conflicts',
          'hoso.relay.lag',
          'hoso.consumer.lag',
          'hoso.consumer.delay',
          'hoso.consumer.held',
        ],
        ...['hoso.consumer.redeliveries', 'hoso.view.freshness'],
      ];
      const missing = () => names.filter((name) => !collector.metrics().has(name));
      await until('all metrics told', async () => (missing().length === 0 ? true : undefined), withinMs).catch(
        () => {},
      );
      expect(missing()).toEqual([]);
      const relay = collector.metrics(way === 'embedded' ? 'hoso' : 'relay');
      expect(relay).toContain('hoso.relay.lag');
    },
    startWithinMs,
  );

  it('is said as lines of JSON, too', () => {
    const lines = platform.said().split('\n');
    const ready = lines.filter((line) => line.includes('"msg":"ready on http'));
    const services = ready.map((line) => Line.parse(JSON.parse(line.slice(line.indexOf('{')))).service);
    if (way === 'embedded') expect(services).toEqual(['hoso']);
    else expect(services).toEqual(expect.arrayContaining(['gateway', 'intake', 'processing', 'relay']));
  });

  it('holds nothing that anybody entered', () => {
    const told = collector.text();
    expect(told).toContain('append DossierSubmitted');
    // Each as JSON and as addresses have it.
    const isTold = (words: string) =>
      [words, encodeURI(words)].some((form) => `${told}${platform.said()}`.includes(form));
    expect(Object.values(planted).filter(isTold)).toEqual([]);
    expect([id, clerk.id, clerk.unit].filter((words) => told.includes(words))).toEqual([]);
  });
});
