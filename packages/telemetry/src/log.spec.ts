import { afterEach, describe, expect, it } from '@jest/globals';
import { log, openLog } from './log.ts';
import { startTelemetry } from './start-telemetry.ts';

afterEach(() => openLog({ service: '', environment: {} }));

describe('A log of JSON', () => {
  it('names the trace that is being worked on, and none beside', async () => {
    const lines: Record<string, unknown>[] = [];
    const environment = { LOG_FORMAT: 'json', OTEL_TRACES_EXPORTER: 'console' };
    expect(await openLog({ service: 'intake', environment, write: (line) => lines.push(JSON.parse(line)) })).toBe(true);
    const telemetry = await startTelemetry({ service: 'intake', environment, tell: () => {} });
    const request = telemetry.request('PUT', '/dossiers/:id', undefined);
    log.info('before');
    request.run(() => log.error('within'));
    await telemetry.close();
    log.info('after');
    const [, traceId, spanId] = request.traceparent?.split('-') ?? [];
    expect(lines).toMatchObject([
      { level: 'info', service: 'intake', pid: process.pid, msg: 'before' },
      { level: 'error', msg: 'within', trace_id: traceId, span_id: spanId },
      { level: 'info', msg: 'after' },
    ]);
    expect(lines.map((line) => 'trace_id' in line)).toEqual([false, true, false]);
    expect(lines.every(({ time }) => typeof time === 'string' && !Number.isNaN(Date.parse(time)))).toBe(true);
  });

  it('is asked for', async () => expect(await openLog({ service: 'intake', environment: {} })).toBe(false));
});
