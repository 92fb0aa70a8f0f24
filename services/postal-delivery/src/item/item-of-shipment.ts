import { type ItemNumber, refuse, type Said } from '@hoso/contracts';
import type { LoadStream, StreamDecision } from '@hoso/event-sourcing';
import { candidates, itemDraw, itemDrawStream } from './item-draw.ts';
import { itemRanges, itemRangesStream, rangeOf } from './item-ranges.ts';
import { isWithinYear, itemStream, itemUse, type Use } from './item-use.ts';

/** The number that a packet bears, and what that adds to the streams of numbers. */
export interface ItemOfShipment {
  readonly item: ItemNumber;
  /** Decided only once the shipment itself is: a command that is refused uses up nothing. */
  readonly decideUse: (said: Said) => Promise<readonly StreamDecision[]>;
}

/** Numbers looked at until one is free. In a range that is large enough for a year, the first one is. */
const candidatesMax = 200;

/**
 * The number that somebody named, or the next free one of the ranges of `use.post`. Refuses `ItemNumberNeeded` where
 * none is left.
 */
export async function itemOfShipment(
  load: LoadStream,
  named: ItemNumber | undefined,
  use: Use,
): Promise<ItemOfShipment> {
  const drawn = named === undefined ? await draw(load, use) : undefined;
  const item = named ?? drawn?.item ?? refuse('ItemNumberNeeded', { unit: use.post });
  return {
    item,
    decideUse: async ({ actor, occurredAt, insist }) => {
      const holder = rangeOf((await load(itemRangesStream, itemRanges)).state, item)?.unit;
      const data = { ...use, item };
      const { decide } = await load(itemStream(item), itemUse);
      const used = decide({ type: 'UseItemNumber', data, holder, actor, occurredAt, insist });
      return drawn ? [used, drawn.decide({ actor, occurredAt })] : [used];
    },
  };
}

/** The next number of the office's ranges that no packet bore within twelve months, and its drawing. */
async function draw(load: LoadStream, use: Use) {
  const granted = (await load(itemRangesStream, itemRanges)).state;
  const ranges = granted.filter(({ unit }) => unit === use.post);
  const numbers = await load(itemDrawStream(use.post), itemDraw);
  let looked = 0;
  for (const candidate of candidates(ranges, numbers.state)) {
    if (++looked > candidatesMax) break;
    const uses = (await load(itemStream(candidate.item), itemUse)).state;
    if (uses.some((one) => isWithinYear(one, use))) continue;
    const data = { unit: use.post, ...candidate };
    return {
      item: candidate.item,
      decide: (said: Pick<Said, 'actor' | 'occurredAt'>) => numbers.decide({ type: 'DrawItemNumber', data, ...said }),
    };
  }
  return undefined;
}
