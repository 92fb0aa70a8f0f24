import type { Bus, Consumption, Delivery } from '../bus.ts';
import type { Position, RecordedEvent } from '../envelope.ts';
import { allPartitions } from '../partition.ts';
import { pause } from '../pause.ts';

/** A bus to be judged, which has published nothing yet. */
export interface BusPlace {
  readonly bus: Bus;
  /** Another process's connection to the same bus; the same bus where there is none. */
  readonly other: Bus;
  readonly remove: () => Promise<void>;
}

const eventuallyMs = 60_000;

/** A consumer that remembers what it was given. */
export interface Consuming {
  readonly consumption: Consumption;
  readonly deliveries: readonly Delivery[];
  /** Waits until the position has been accepted. */
  readonly until: (position: Position) => Promise<void>;
  readonly has: (position: Position) => boolean;
  /** How many were delivered beyond a position. */
  readonly since: (position: Position) => number;
}

/** Consumes under a name; `refuses` says which batches are to be refused. */
export async function consuming(
  bus: Bus,
  name: string,
  partitions = allPartitions,
  refuses: (batch: readonly RecordedEvent[]) => boolean = () => false,
): Promise<Consuming> {
  const deliveries: Delivery[] = [];
  const accepted = new Set<Position>();
  const consumption = await bus.consume(name, partitions, async (batch) => {
    deliveries.push(...batch);
    const events = batch.map(({ event }) => event);
    if (refuses(events)) throw new Error('not now');
    for (const { position } of events) accepted.add(position);
  });
  return {
    consumption,
    deliveries,
    until: (position) => eventually(() => accepted.has(position)),
    has: (position) => accepted.has(position),
    since: (position) => deliveries.filter(({ event }) => event.position > position).length,
  };
}

/** Waits until something has come true. */
export async function eventually(isTrue: () => boolean): Promise<void> {
  for (let waitedMs = 0; !isTrue(); waitedMs += 2) {
    if (waitedMs > eventuallyMs) throw new Error('it did not come');
    await pause(2);
  }
}
