import type { CarriageOrder } from '@hoso/contracts';
import { badDay as madeBad, journeyOf, type Sending } from './carrier-journey.ts';
import { sendMessage } from './send-message.ts';

export interface TellingOptions {
  /** Where the platform takes what carriers tell. */
  readonly url: string;
  readonly secrets: () => Promise<readonly string[]>;
  readonly badDay: boolean;
  /** Orders after which it has told enough. */
  readonly ordersMax: number;
  readonly say: (line: object) => void;
  readonly chance?: () => number;
}

const attemptsMax = 8;
const pauseMs = 250;

/** A carrier that tells of every order it takes, each message until it is taken. */
export function tellOfOrders(options: TellingOptions) {
  const { url, secrets, badDay, ordersMax, say, chance = Math.random } = options;
  const telling = new Set<Promise<void>>();
  let orders = 0;
  let enough = (): void => undefined;
  const isEnough = new Promise<void>((resolve) => {
    enough = resolve;
  });
  const tell = async (order: CarriageOrder, item: string): Promise<void> => {
    say({ order: order.order, item });
    const usual = journeyOf(item, Date.parse(order.readyAt));
    const to = order.events ?? url;
    for (const sending of badDay ? madeBad(usual, chance) : usual) await send(sending, to);
  };
  const send = async (sending: Sending, to: string): Promise<void> => {
    const sent = await sendMessage({ url: to, secrets: await secrets(), attemptsMax, pauseMs }, sending);
    const { item, eventId, status } = sending.message.data;
    say({ item, eventId, told: status, answer: sent.status, attempts: sent.attempts });
  };
  return {
    onOrder: (order: CarriageOrder, item: string): void => {
      orders += 1;
      const isLast = orders >= ordersMax;
      const told = tell(order, item)
        .catch((error: unknown) => say({ item, failed: Error.isError(error) ? error.message : String(error) }))
        .finally(() => {
          telling.delete(told);
          if (isLast) enough();
        });
      telling.add(told);
    },
    /** When it is stopped, or has told of as many orders as it was asked to: what is being told is told to its end. */
    done: async (stopped: Promise<void>): Promise<void> => {
      await Promise.race([stopped, isEnough]);
      await Promise.all(telling);
    },
  };
}
