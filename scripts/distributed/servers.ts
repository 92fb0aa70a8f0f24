// Holds the servers of a distributed platform for the process that started it, and ends with it, however that ends.
import { setTimeout as delay } from 'node:timers/promises';
import { startServers } from './start-servers.ts';

/** How long services may still use the servers when whoever started all of this was killed. */
const drainMs = 8_000;

const stops: (() => Promise<void>)[] = [];
let stopping = false;
async function stop(afterMs: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  await delay(afterMs);
  for (const each of stops.reverse()) await each();
  process.exit(0);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(0));
process.on('disconnect', () => void stop(drainMs));

const { nats, postgres, views } = await startServers((each) => stops.push(each));
process.send?.({ nats: nats.url, postgres: postgres.url, views: views?.url });
