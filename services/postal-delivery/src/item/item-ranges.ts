import {
  type CommandOf,
  type GrantItemRange,
  type ItemNumber,
  type ItemRange,
  type ItemRangeGranted,
  itemSerialOf,
  refuse,
  type Said,
} from '@hoso/contracts';
import { canonicalJson, type Decider, type EventOf, type StreamName, streamName } from '@hoso/event-sourcing';

type ItemRangeCommand = CommandOf<typeof GrantItemRange> & Said;

/** The ranges of item numbers that post offices were given, oldest first. */
export type ItemRangesState = readonly ItemRange[];

/** Every range of the country, in one stream: no two of them overlap. */
export const itemRanges: Decider<ItemRangeCommand, ItemRangesState, EventOf<typeof ItemRangeGranted>> = {
  initial: [],
  decide: ({ actor, data }, state) => {
    if (actor.role !== 'registrar') refuse('RoleNotAllowed', { role: actor.role });
    const { id, service, from, to } = data;
    const granted = state.find((range) => range.id === id);
    if (granted) return canonicalJson(granted) === canonicalJson(data) ? [] : refuse('ItemRangeDiffers', { range: id });
    if (from > to) refuse('ItemRangeEmpty', { from, to });
    requireService(service);
    const other = state.find((range) => range.service === service && range.from <= to && from <= range.to);
    if (other) refuse('ItemRangeOverlaps', { range: other.id, unit: other.unit });
    return [{ type: 'ItemRangeGranted', data }];
  },
  evolve: (state, { data }) => [...state, data],
};

/** First letters that UPU S10 has for no service. Of the others this platform does not know them all: it takes them. */
const reserved = ['J', 'K', 'S', 'T', 'W'];

export function requireService(service: string): void {
  if (reserved.includes(service.slice(0, 1))) refuse('ItemServiceReserved', { service, reserved: reserved.join(', ') });
}

/** Of UPU S10's country code. */
export const itemRangesStream: StreamName = streamName('itemrange', 'VN');

/** The range that holds a number; none where it is another country's, or nobody was given it. */
export function rangeOf(ranges: ItemRangesState, item: ItemNumber): ItemRange | undefined {
  const { service, serial } = itemSerialOf(item);
  if (!item.endsWith('VN')) return undefined;
  return ranges.find((range) => range.service === service && range.from <= serial && serial <= range.to);
}
