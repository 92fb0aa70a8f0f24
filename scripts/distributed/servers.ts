// Holds the servers of a distributed platform for the process that started it, and ends with it, however that ends.
import { holdServers } from './start-servers.ts';

/** How long services may still use the servers when whoever started all of this was killed. */
const drainMs = 8_000;

const { nats, postgres, views } = await holdServers(drainMs);
process.send?.({ nats: nats.url, postgres: postgres.url, views: views?.url });
