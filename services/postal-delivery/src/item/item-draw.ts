import { type ItemNumber, type ItemNumberDrawn, type ItemRange, itemNumberOf, type UnitId } from '@hoso/contracts';
import {
  type Actor,
  type Decider,
  type EventOf,
  type Instant,
  type StreamName,
  streamName,
} from '@hoso/event-sourcing';

/** A number of a range is given out. */
export interface DrawItemNumber {
  readonly type: 'DrawItemNumber';
  readonly data: EventOf<typeof ItemNumberDrawn>['data'];
  readonly actor: Actor;
  readonly occurredAt: Instant;
}

/** The serial that was drawn last from each range, and how many were. */
export type DrawnNumbers = ReadonlyMap<string, { readonly last: number; readonly count: number }>;

/** The numbers that the platform gave to a post office's items, stream `itemnumber-<unit>`. */
export const itemDraw: Decider<DrawItemNumber, DrawnNumbers, EventOf<typeof ItemNumberDrawn>> = {
  initial: new Map(),
  decide: ({ data }, drawn) => (drawn.get(data.range)?.last === data.serial ? [] : [{ type: 'ItemNumberDrawn', data }]),
  evolve: (drawn, { data: { range, serial } }) =>
    new Map([...drawn, [range, { last: serial, count: (drawn.get(range)?.count ?? 0) + 1 }]]),
};

export function itemDrawStream(unit: UnitId): StreamName {
  return streamName('itemnumber', unit);
}

/** A number that may be drawn next. */
export interface Candidate {
  readonly range: string;
  readonly serial: number;
  readonly item: ItemNumber;
}

/** What may be drawn, range after range, each going on where it stopped and from its beginning again. */
export function* candidates(ranges: readonly ItemRange[], drawn: DrawnNumbers): Generator<Candidate> {
  for (const { id, service, from, to } of ranges) {
    const size = to - from + 1;
    const first = (drawn.get(id)?.last ?? from - 1) + 1 - from;
    for (let step = 0; step < size; step++) {
      const serial = from + ((first + step) % size);
      yield { range: id, serial, item: itemNumberOf(service, serial) };
    }
  }
}
