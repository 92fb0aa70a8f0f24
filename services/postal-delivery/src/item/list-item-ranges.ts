import { itemNumberOf, type ListItemRanges } from '@hoso/contracts';
import { openStream } from '@hoso/event-sourcing';
import type { z } from 'zod';
import { itemDraw, itemDrawStream } from './item-draw.ts';
import { itemRanges, itemRangesStream } from './item-ranges.ts';

type Reading = Parameters<typeof openStream>[0];

/** From the streams themselves: there are few ranges, and whoever grants one looks at it at once. */
export async function listItemRanges(
  reading: Reading,
  { unit }: z.output<typeof ListItemRanges.ask>,
): Promise<z.output<typeof ListItemRanges.answer>> {
  const { state } = await openStream(reading, itemRangesStream, itemRanges);
  const ranges = state.filter((range) => unit === undefined || range.unit === unit);
  const items = ranges.map(async (range) => {
    const drawn = (await openStream(reading, itemDrawStream(range.unit), itemDraw)).state.get(range.id)?.count ?? 0;
    const { service, from, to } = range;
    return { ...range, first: itemNumberOf(service, from), last: itemNumberOf(service, to), drawn };
  });
  return { items: await Promise.all(items) };
}
