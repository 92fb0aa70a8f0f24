import type { CarrierMessage, CarrierStatus } from '@hoso/contracts';
import { instantOf } from '@hoso/event-sourcing';

/** What a carrier sends: a message, and the name under which it is sent, again and again until it is taken. */
export interface Sending {
  readonly id: string;
  readonly message: CarrierMessage;
}

const usual: readonly CarrierStatus[] = ['accepted', 'departed', 'arrived', 'out-for-delivery', 'delivered'];
/** Between two things that happen to an item, as the simulated carrier tells it. */
const stepMs = 1_000;

/**
 * What usually happens to an item, in the order in which it happened. `begins`: milliseconds since 1970 by the clock of
 * the log that is told.
 */
export function journeyOf(item: string, begins: number): readonly Sending[] {
  return usual.map((status, step) => {
    const at = instantOf(begins + step * stepMs);
    const data = { item, eventId: `${item}.${step + 1}`, status, at };
    return { id: `msg-${item}-${step + 1}`, message: { type: 'item.tracked', timestamp: at, data } };
  });
}

/**
 * The same as a bad day makes of it: everything twice, in an order that `chance` (0 to 1) chooses, and one thing told
 * in two ways under one id, which contradicts itself.
 */
export function badDay(sendings: readonly Sending[], chance: () => number): readonly Sending[] {
  const [first] = sendings;
  const told: Sending[] = [...sendings, ...sendings];
  if (first) {
    const { data } = first.message;
    const other: CarrierMessage = { ...first.message, data: { ...data, status: 'attempted' } };
    told.push({ id: `${first.id}-again`, message: other });
  }
  return told
    .map((sending) => ({ sending, place: chance() }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ sending }) => sending);
}
