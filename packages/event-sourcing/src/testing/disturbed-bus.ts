import type { Bus, Delivery } from '../bus.ts';
import type { Partition, RecordedEvent } from '../envelope.ts';
import { pause } from '../pause.ts';

/** The worst that followers must bear: what a broker does on its bad days, all at once. */
export interface DisturbedBus extends Pick<Bus, 'consume'> {
  /** Gives events to every consumer, in its own time. */
  readonly publish: (events: readonly RecordedEvent[]) => void;
}

interface Subscriber {
  readonly partitions: readonly Partition[];
  readonly handle: (batch: readonly Delivery[]) => Promise<void>;
  waiting: Delivery[];
  sequence: number;
  isOpen: boolean;
  delivering: Promise<void> | undefined;
}

/** How many deliveries may overtake one another. */
const windowMax = 6;

/**
 * Delivers in batches of any size, repeats, reorders and loses deliveries as `random` has it, and gives every
 * consumption all events, also under one name: two followers that both believe they are the active one.
 */
export function disturbedBus(random: () => number): DisturbedBus {
  const subscribers = new Set<Subscriber>();

  const wait = (subscriber: Subscriber, event: RecordedEvent, redelivered: boolean) =>
    subscriber.waiting.push({ event, sequence: ++subscriber.sequence, redelivered });

  const takeBatch = ({ waiting }: Subscriber): readonly Delivery[] => {
    const size = 1 + Math.floor(random() * 8);
    const batch: Delivery[] = [];
    while (batch.length < size && waiting.length > 0) {
      const at = random() < 0.2 ? Math.floor(random() * Math.min(windowMax, waiting.length)) : 0;
      batch.push(...waiting.splice(at, 1));
    }
    return batch;
  };

  const deliver = async (subscriber: Subscriber): Promise<void> => {
    while (subscriber.isOpen && subscriber.waiting.length > 0) {
      const batch = takeBatch(subscriber).filter(() => random() > 0.1);
      for (const { event } of batch) if (random() < 0.15) wait(subscriber, event, true);
      try {
        if (batch.length > 0) await subscriber.handle(batch);
      } catch {
        for (const { event } of batch) wait(subscriber, event, true);
        await pause(1);
      }
      if (random() < 0.1) await pause(1);
    }
    subscriber.delivering = undefined;
  };

  return {
    publish: (events) => {
      for (const subscriber of subscribers) {
        for (const event of events) if (subscriber.partitions.includes(event.partition)) wait(subscriber, event, false);
        subscriber.delivering ??= Promise.resolve().then(() => deliver(subscriber));
      }
    },
    consume: async (_name, partitions, handle) => {
      const subscriber: Subscriber = {
        partitions,
        handle,
        waiting: [],
        sequence: 0,
        isOpen: true,
        delivering: undefined,
      };
      subscribers.add(subscriber);
      return {
        close: async () => {
          subscriber.isOpen = false;
          subscribers.delete(subscriber);
          await subscriber.delivering;
        },
      };
    },
  };
}
