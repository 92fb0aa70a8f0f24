import { eventCatalogue, eventType } from '@hoso/event-sourcing';
import { z } from 'zod';
import { CarrierEventId, CarrierStatus, ShipmentContent } from './carriage.ts';
import { commandType, queryType } from './command-type.ts';
import { form } from './field-forms.ts';
import { ItemNumber } from './item-number.ts';
import { Recipient } from './postal-queries.ts';
import { Instant, Line, Slug, UnitId, Words } from './scalars.ts';

/** A postal enterprise that has a system of its own. */
export const CarrierId = Slug.max(40).meta({ id: 'CarrierId', examples: ['vnpost'] });

const carrierContent = {
  name: Words,
  /** The post offices that it runs; each has one carrier. */
  offices: z.array(UnitId).min(1).max(500),
  /** Where it takes orders: `PUT <ordersUrl>/<order>`. Absent: it is sent none. */
  ordersUrl: z
    .url({ protocol: /^https?$/ })
    .max(300)
    .regex(/^[!-~]+$/, form('WebAddressForm'))
    .optional(),
  source: Line,
};
export const Carrier = z.strictObject({ id: CarrierId, ...carrierContent }).meta({ id: 'Carrier' });
export type Carrier = z.infer<typeof Carrier>;

/** A secret that both sides sign with, by its number. What it is stands nowhere in the log. */
const key = z.int().min(1).max(999);
const subject = 'postal-delivery.commands.carrier';

export const RegisterCarrier = commandType('RegisterCarrier', subject, Carrier);
/** Makes the next secret: two are good at once, so that neither side has to change on the minute. */
export const IssueCarrierKey = commandType('IssueCarrierKey', subject, z.strictObject({}));
/** From now on nothing that was signed with it alone is taken. */
export const RetireCarrierKey = commandType('RetireCarrierKey', subject, z.strictObject({ key }));
export const carrierCommands = [RegisterCarrier, IssueCarrierKey, RetireCarrierKey] as const;

export const CarrierRegistered = eventType('CarrierRegistered', Carrier);
export const CarrierKeyIssued = eventType('CarrierKeyIssued', z.strictObject({ carrier: CarrierId, key }));
export const CarrierKeyRetired = eventType('CarrierKeyRetired', z.strictObject({ carrier: CarrierId, key }));
export const carrierEventTypes = [CarrierRegistered, CarrierKeyIssued, CarrierKeyRetired] as const;
export const carrierEvents = eventCatalogue(...carrierEventTypes);

/** Who carries, for which offices. */
export const ListCarriers = queryType(
  'ListCarriers',
  'postal-delivery.queries.carriers',
  z.strictObject({}),
  z.strictObject({ items: z.array(Carrier.extend({ keys: z.array(key) })) }),
);
/** The secrets in force, for whoever sets up the other side. */
export const ShowCarrierKeys = queryType(
  'ShowCarrierKeys',
  'postal-delivery.queries.carrier-keys',
  z.strictObject({ id: CarrierId }),
  z.strictObject({ carrier: CarrierId, keys: z.array(z.strictObject({ key, secret: z.string() })) }),
);

// ---- what crosses the wire between the platform and a carrier

/** The platform's own name of an order: the dossier's shipment. */
export const OrderId = z
  .string()
  .regex(/^[0-9a-f-]{36}-\d{1,2}$/)
  .meta({ id: 'OrderId', examples: ['017fce1b-c200-78fd-9598-66e194f1a8b3-1'] });

/** Something waits to be fetched at a one-stop unit. `PUT`: the same order again is the same order. */
export const CarriageOrder = z
  .strictObject({
    order: OrderId,
    /** The post office that fetches it, and from where. */
    office: UnitId,
    from: UnitId,
    to: Recipient,
    content: z.union([z.literal('result'), ShipmentContent]),
    readyAt: Instant,
    /** Where the carrier tells of it, if not where it was agreed. */
    events: z.url().max(300).optional(),
  })
  .meta({ id: 'CarriageOrder' });
export type CarriageOrder = z.infer<typeof CarriageOrder>;

/** The carrier's answer: the number that the packet will bear. */
export const CarriageOrderTaken = z.object({ order: OrderId, item: ItemNumber }).meta({ id: 'CarriageOrderTaken' });
export type CarriageOrderTaken = z.infer<typeof CarriageOrderTaken>;

/** What a carrier tells of an item, signed, in any order and as often as it likes. */
export const CarrierMessage = z
  .strictObject({
    type: z.literal('item.tracked'),
    /** When it was written. */
    timestamp: z.string().max(40),
    data: z.strictObject({
      item: ItemNumber,
      eventId: CarrierEventId,
      status: CarrierStatus,
      place: Slug.optional(),
      /** When it happened. */
      at: Instant,
    }),
  })
  .meta({ id: 'CarrierMessage' });
export type CarrierMessage = z.infer<typeof CarrierMessage>;

/** For how many dossiers of the packet something new was kept, and for how many it was known. */
export const CarrierMessageTaken = z
  .strictObject({ recorded: z.int(), repeated: z.int() })
  .meta({ id: 'CarrierMessageTaken' });
export type CarrierMessageTaken = z.infer<typeof CarrierMessageTaken>;

/** A message as it came in: its bytes, which were signed, in base64, and the three headers of Standard Webhooks. */
export const TakeCarrierMessage = queryType(
  'TakeCarrierMessage',
  'postal-delivery.queries.carrier-message',
  z.strictObject({
    carrier: CarrierId,
    body: z.base64().max(100_000),
    headers: z.strictObject({
      'webhook-id': z.string().max(200).optional(),
      'webhook-timestamp': z.string().max(40).optional(),
      'webhook-signature': z.string().max(2_000).optional(),
    }),
  }),
  CarrierMessageTaken,
);
