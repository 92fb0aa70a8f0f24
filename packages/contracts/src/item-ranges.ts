import { eventCatalogue, eventType } from '@hoso/event-sourcing';
import { z } from 'zod';
import { Insisted } from './actor.ts';
import { ShipmentDirection } from './carriage.ts';
import { commandType, queryType } from './command-type.ts';
import { form } from './field-forms.ts';
import { ItemNumber } from './item-number.ts';
import { DossierId, Line, LocalDate, Slug, UnitId } from './scalars.ts';

const rangeContent = {
  /** The post office that may use them. */
  unit: UnitId,
  /** The two letters of UPU S10 that name the service. */
  service: z.string().regex(/^[A-Z]{2}$/, form('ItemServiceForm')),
  /** The first serial, and the last, without check digit. */
  from: z.int().min(0).max(99_999_999),
  to: z.int().min(0).max(99_999_999),
  source: Line,
};

/** Numbers that a post office may give to its items: `id` is their name, for good. */
export const ItemRange = z.strictObject({ id: Slug, ...rangeContent }).meta({ id: 'ItemRange' });
export type ItemRange = z.infer<typeof ItemRange>;

/** Gives a range of numbers to a post office. Ranges never overlap. */
export const GrantItemRange = commandType('GrantItemRange', 'postal-delivery.commands.item-range', ItemRange);
export const ItemRangeGranted = eventType('ItemRangeGranted', ItemRange);
/** A number was drawn from a range. The next one is the one after it that does not rest. */
export const ItemNumberDrawn = eventType(
  'ItemNumberDrawn',
  z.strictObject({ unit: UnitId, range: Slug, serial: z.int(), item: ItemNumber }),
);
/** A packet bears the number; another one may not within twelve months (UPU S10). */
export const ItemNumberUsed = eventType(
  'ItemNumberUsed',
  z.strictObject({
    item: ItemNumber,
    dossier: DossierId,
    shipment: z.int().min(1),
    direction: ShipmentDirection,
    post: UnitId,
    oneStop: UnitId,
    /** The local day. */
    on: LocalDate,
    insisted: Insisted.optional(),
  }),
);
export const itemEventTypes = [ItemRangeGranted, ItemNumberDrawn, ItemNumberUsed] as const;
export const itemEvents = eventCatalogue(...itemEventTypes);

/** Who may use which numbers, and how far each range is used up. */
export const ListItemRanges = queryType(
  'ListItemRanges',
  'postal-delivery.queries.item-ranges',
  z.strictObject({ unit: UnitId.optional() }),
  z.strictObject({
    items: z.array(
      ItemRange.extend({
        /** The first number and the last, with their check digits. */
        first: ItemNumber,
        last: ItemNumber,
        drawn: z.int().min(0).meta({ description: 'Numbers given out by the platform so far' }),
      }),
    ),
  }),
);
