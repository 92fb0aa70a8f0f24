import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { actsInOrder } from './acts-in-order.ts';
import { isDiskFull } from './disk-full.ts';
import type { KeyLine } from './kinds.ts';
import { newRoom, type Room } from './packed-events.ts';
import { population } from './population.ts';
import { dossiersOf } from './shards.ts';
import { seededSeals, simulatedKeys } from './seeded-seals.ts';
import { type Told, WorkerTask } from './simulated-log.ts';
import { policies } from './simulated-platform.ts';
import { simulation } from './simulation.ts';

/** Pieces on their way at once: nobody is to fall so far behind that they fill the memory. */
const roomsMax = 4;

const { seed, scale, log, beginsAt, shard, folder } = WorkerTask.parse(workerData);
if (!parentPort) throw new Error('a worker has somebody to tell');
const port = parentPort;
const { newKey, newIv } = seededSeals(seed);
const keys = simulatedKeys(newKey);
let [kids, planted]: [string[], KeyLine[]] = [[], []];
/** Rooms for what happens next: each comes back once it was read. */
const rooms = Array.from({ length: roomsMax }, newRoom);
port.on('message', (room: Room) => rooms.push(room));
async function roomForNext(): Promise<Room> {
  for (let room = rooms.pop(); ; room = rooms.pop()) {
    if (room) return room;
    await once(port, 'message');
  }
}
const tell = (told: Told): void => port.postMessage(told);
const planned = population(seed, scale);
const { dossiers, online, late } = planned;
tell({ kind: 'begun', dossiers, online, late, planted: planned.planted });
const acts = actsInOrder(dossiersOf(planned, shard), ({ dossier, rules }) => {
  kids.push(dossier);
  planted.push(...rules.map((rule) => ({ rule, dossier })));
});
const tellsSeed = shard.index === 0;
try {
  const pieces = simulation({ log, keys, newIv, beginsAt, tellsSeed, folder, newRoom: roomForNext, acts });
  for await (const { events, outcomes, finished } of pieces) {
    const { room, count } = events;
    port.postMessage({ kind: 'piece', events: { room, count }, outcomes, finished, kids, planted } satisfies Told, [
      room.buffer,
    ]);
    [kids, planted] = [[], []];
  }
  tell({ kind: 'ended', policies: policies.map(({ name }) => name) });
} catch (error) {
  if (!isDiskFull(error)) throw error;
  tell({ kind: 'full' });
}
port.close();
