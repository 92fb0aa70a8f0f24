// Holds the servers of a trial for the process that runs it, does to them what it is told to, and ends with it.
import { execFileSync } from 'node:child_process';
import { z } from 'zod';
import { holdServers } from '../../scripts/distributed/start-servers.ts';

const Order = z.object({
  id: z.int(),
  server: z.enum(['nats', 'postgres', 'views']),
  act: z.enum(['kill', 'start', 'pids']),
});
const drainMs = 2_000;

const { nats, postgres, views } = await holdServers(drainMs, { viewsOfUsers: false });
const servers = { nats, postgres, views };
process.on('message', async (message) => {
  const { id, ...order } = Order.parse(message);
  try {
    process.send?.({ id, pids: await carryOut(order) });
  } catch (error) {
    process.send?.({ id, failed: String(error) });
  }
});
process.send?.({ nats: nats.url, postgres: postgres.url, views: views?.url });

/** Answers the processes of that server. */
async function carryOut({ server: name, act }: Omit<z.infer<typeof Order>, 'id'>): Promise<readonly number[]> {
  const server = servers[name];
  if (!server) throw new Error(`this trial has no server of ${name}`);
  if (act === 'kill') await server.kill();
  if (act === 'start') await server.restart();
  if (act !== 'pids') return [];
  const all = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const children = all
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([, parent]) => parent === server.pid());
  return [server.pid(), ...children.flatMap(([pid]) => pid ?? [])];
}
