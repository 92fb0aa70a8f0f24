import { z } from 'zod';
import { CarrierStatus, OrderRefusedBecause, ShipmentContent, ShipmentDirection, ShipmentStatus } from './carriage.ts';
import { AtLeast, listOf, queryType } from './command-type.ts';
import { Applicant } from './intake.ts';
import { ItemNumber } from './item-number.ts';
import { BoundCarriage } from './postal-events.ts';
import { DossierId, Instant, Line, PageLimit, ProcedureCode, LocalDate, ReturnBy, Slug, UnitId } from './scalars.ts';

/** One thing that a carrier told of an item. */
export const CarrierEvent = z
  .strictObject({ carrierEventId: z.string(), status: CarrierStatus, place: Slug.optional(), at: Instant })
  .meta({ id: 'CarrierEvent' });
export type CarrierEvent = z.infer<typeof CarrierEvent>;

/**
 * What cannot all be true of what a carrier tells: two contents under one id; something after the item had reached its
 * end; two different ends; an end other than the one recorded here.
 */
export const Contradiction = z
  .strictObject({
    kind: z.enum(['same-id', 'after-end', 'two-ends', 'against-record']),
    carrierEventIds: z.array(z.string()),
  })
  .meta({ id: 'Contradiction' });
export type Contradiction = z.infer<typeof Contradiction>;

/** How a leg of carriage stands against its term, by local dates (TT 17/2017 Đ7). */
export const CarriageMeasure = z
  .strictObject({
    /** The day on which the post got it. */
    from: LocalDate,
    dueOn: LocalDate,
    endedOn: LocalDate.optional(),
    /** `excused`: later than due, and force majeure was reported. */
    outcome: z.enum(['under-way', 'in-time', 'late', 'excused']),
  })
  .meta({ id: 'CarriageMeasure' });
export type CarriageMeasure = z.infer<typeof CarriageMeasure>;

/** A shipment as those who carry and await it see it. */
export const ShipmentSummary = z
  .strictObject({
    dossier: DossierId,
    shipment: z.int(),
    direction: ShipmentDirection,
    status: ShipmentStatus,
    oneStop: UnitId,
    /** Absent while no office has it, where none is named for the one-stop unit. */
    post: UnitId.optional(),
    item: ItemNumber.optional(),
    procedure: ProcedureCode.optional(),
    sealNo: z.string().optional(),
    beganAt: Instant,
    handedOverAt: Instant.optional(),
    deliveredAt: Instant.optional(),
    /** Absent for a dossier on its way in, a result on its way out. */
    content: ShipmentContent.optional(),
    deliverAt: z.enum(['home', 'post-office']).optional(),
    /** The order at the carrier's system; `refused` says why it came to nothing, `againAt` when it is sent again. */
    order: z
      .strictObject({
        ...{ carrier: Slug, order: z.string() },
        ...{ refused: OrderRefusedBecause.optional(), againAt: Instant.optional() },
      })
      .optional(),
    carriage: BoundCarriage.optional(),
    /** Whether it arrived in its time; absent where no term binds it, or no calendar knows the year. */
    measured: CarriageMeasure.optional(),
    /** The same for the receipt slip of a dossier that was collected. */
    slipMeasured: CarriageMeasure.optional(),
    slipGivenAt: Instant.optional(),
    slipBroughtAt: Instant.optional(),
    notifiedAt: Instant.optional(),
    forceMajeure: z.boolean(),
    originals: z.array(Slug),
    /** In đồng: what the post collected for the agency, what of it the agency has, what the carriage cost. */
    money: z.strictObject({ collected: z.int(), remitted: z.int(), carriage: z.int(), compensation: z.int() }),
    damaged: z.boolean(),
    invitations: z.array(z.strictObject({ means: z.string(), at: Instant })),
    /** In the order in which it happened, whatever the order in which it was told. */
    carrierEvents: z.array(CarrierEvent),
    contradictions: z.array(Contradiction),
    version: z.int(),
  })
  .meta({ id: 'ShipmentSummary' });
export type ShipmentSummary = z.infer<typeof ShipmentSummary>;

/** To whom a result is carried. */
export const Recipient = z
  .strictObject({ name: Line, address: Line.optional(), phone: z.string().optional() })
  .meta({ id: 'Recipient' });
export type Recipient = z.infer<typeof Recipient>;

/** The shipments of a dossier. `recipient` is there only for the post office that has a result to deliver. */
export const FindShipments = queryType(
  'FindShipments',
  'postal-delivery.queries.dossier',
  z.strictObject({ id: DossierId, ...AtLeast }),
  listOf(ShipmentSummary.extend({ recipient: Recipient.optional() })),
);
/** Newest first, within what the asker may see: a post office's, a one-stop unit's, or all. */
export const ListShipments = queryType(
  'ListShipments',
  'postal-delivery.queries.shipments',
  z.strictObject({
    status: ShipmentStatus.optional(),
    unit: UnitId.optional(),
    item: ItemNumber.optional(),
    limit: PageLimit.default(50),
    after: z.string().max(500).optional(),
    ...AtLeast,
  }),
  listOf(ShipmentSummary),
);

/** What an applicant said when the post collected his dossier. For the platform alone. */
export const FindCollection = queryType(
  'FindCollection',
  'postal-delivery.queries.collection',
  z.strictObject({ dossier: DossierId, shipment: z.int().min(1) }),
  z.strictObject({
    post: UnitId,
    procedure: ProcedureCode,
    oneStop: UnitId,
    applicant: Applicant,
    returnBy: ReturnBy,
    returnAddress: Line.optional(),
  }),
);
/** To whom a dossier's result goes. For the platform alone. */
export const FindRecipient = queryType(
  'FindRecipient',
  'intake.queries.recipient',
  z.strictObject({ id: DossierId }),
  z.strictObject({ recipient: Recipient }),
);
