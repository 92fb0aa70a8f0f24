import { eventType } from '@hoso/event-sourcing';
import { z } from 'zod';
import { Insisted } from './actor.ts';
import { OrderRefusedBecause } from './carriage.ts';
import { ItemNumber } from './item-number.ts';
import { DossierId, Instant, Slug } from './scalars.ts';

const at = { dossier: DossierId, shipment: z.int().min(1) };
const insisted = { insisted: Insisted.optional() };

/** The carrier will fetch it, under this number. `order`: its name between the two systems. */
export const CarriageOrdered = eventType(
  'CarriageOrdered',
  z.strictObject({ ...at, carrier: Slug, order: z.string(), item: ItemNumber, ...insisted }),
);
/** The carrier's system said no, or nothing that could be used. */
export const CarriageOrderRefused = eventType(
  'CarriageOrderRefused',
  z.strictObject({
    ...at,
    carrier: Slug,
    order: z.string(),
    /** Of HTTP. */
    status: z.int(),
    because: OrderRefusedBecause,
    ...insisted,
  }),
);
/** Nobody answered at the carrier's system, or only that it cannot now. It is sent again then. */
export const CarriageOrderUnanswered = eventType(
  'CarriageOrderUnanswered',
  z.strictObject({
    ...at,
    carrier: Slug,
    order: z.string(),
    /** Of HTTP; 0 where there was no answer at all. */
    status: z.int(),
    attempt: z.int().min(1),
    againAt: Instant,
  }),
);
