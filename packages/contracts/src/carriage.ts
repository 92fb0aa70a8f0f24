import { z } from 'zod';
import { form } from './field-forms.ts';
import { Slug } from './scalars.ts';

/** A dossier on its way to the one-stop unit, or its result on the way to the applicant. */
export const ShipmentDirection = z.enum(['to-agency', 'to-applicant']).meta({ id: 'ShipmentDirection' });
export type ShipmentDirection = z.infer<typeof ShipmentDirection>;

/** What a carrier says of an item. */
export const CarrierStatus = z
  .enum(['accepted', 'departed', 'arrived', 'out-for-delivery', 'attempted', 'delivered', 'returned', 'lost'])
  .meta({ id: 'CarrierStatus' });
export type CarrierStatus = z.infer<typeof CarrierStatus>;

/** The carrier's own name of what it reports: the same one twice is the same event. */
export const CarrierEventId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,79}$/, form('CarrierEventIdForm'));

/** How far a shipment has come, either way. */
export const ShipmentStatus = z
  .enum([
    'accepted',
    'sealed',
    'handed-over',
    'arranged',
    'cancelled',
    'in-transit',
    'delivered',
    'returning',
    'taken-back',
    'lost',
  ])
  .meta({ id: 'ShipmentStatus' });
export type ShipmentStatus = z.infer<typeof ShipmentStatus>;

/** What a packet holds where it is neither a dossier nor a result. */
export const ShipmentContent = z
  .enum(['supplement', 'refused-papers', 'supplement-slip', 'originals'])
  .meta({ id: 'ShipmentContent' });
export type ShipmentContent = z.infer<typeof ShipmentContent>;

/** A class of distance of the published terms of carriage, such as `intra-district`. */
export const LegClass = Slug.meta({ id: 'LegClass', examples: ['intra-district'] });
/** An area with terms of its own, such as `co-to`. */
export const Area = Slug.meta({ id: 'Area', examples: ['co-to'] });

/** Why an order came to nothing: refused, answered by what is no answer, or with a number that something else bears. */
export const OrderRefusedBecause = z
  .enum(['refused', 'answer-invalid', 'item-in-use'])
  .meta({ id: 'OrderRefusedBecause' });
export type OrderRefusedBecause = z.infer<typeof OrderRefusedBecause>;
