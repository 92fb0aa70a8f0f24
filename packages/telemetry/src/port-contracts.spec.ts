import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqliteEventStore } from '@hoso/event-store-sqlite';
import { describeBus, describeEventStore } from '@hoso/event-sourcing/testing';
import { inProcessBus } from '@hoso/messaging';
import { createNoopMeter, trace } from '@opentelemetry/api';
import { instruments } from './instruments.ts';
import { watchedBus } from './watched-bus.ts';
import { watchedStore } from './watched-store.ts';

// A tracer that takes nothing: one that does sets `traceparent`, as it is to.
const tracer = trace.getTracer('none');
const counted = instruments(createNoopMeter());

describeBus('this process, watched', async () => {
  const own = inProcessBus({ publishedUpTo: 0, limits: { backoff: { firstMs: 1, maxMs: 5 }, closeMs: 300 } });
  const bus = watchedBus(own, tracer, counted);
  return { bus, other: bus, remove: async () => undefined };
});

describeEventStore('SQLite, watched', async (clock) => {
  const folder = await mkdtemp(join(tmpdir(), 'hoso-log-'));
  const open = () => sqliteEventStore({ path: join(folder, 'log.sqlite'), log: { kind: 'live' }, clock });
  return {
    open: async () => watchedStore(open(), tracer, counted),
    destroy: () => rm(folder, { recursive: true }),
  };
});
