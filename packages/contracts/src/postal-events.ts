import { eventCatalogue, eventType, personal } from '@hoso/event-sourcing';
import { z } from 'zod';
import { Insisted } from './actor.ts';
import { Area, CarrierEventId, CarrierStatus, LegClass, ShipmentContent, ShipmentDirection } from './carriage.ts';
import { CarriageOrdered, CarriageOrderRefused, CarriageOrderUnanswered } from './carriage-order-events.ts';
import { Applicant } from './intake.ts';
import { ItemNumber } from './item-number.ts';
import { idKind, idNumber, means, returnReason, sealNumber, signatures } from './postal.ts';
import {
  DossierId,
  Instant,
  Line,
  OfficerId,
  ProcedureCode,
  ReturnBy,
  SealedLine,
  SealedLines,
  SealedParagraph,
  Slug,
  UnitId,
} from './scalars.ts';

// ---- what happens to a shipment

const at = { dossier: DossierId, shipment: z.int().min(1) };
const insisted = { insisted: Insisted.optional() };
/** The two sides of a change of hands. */
const sides = { post: UnitId, oneStop: UnitId };
/** There only where it is so: what is missing is missing. */
const ifSo = z.literal(true).optional();
const amount = z.int().min(1);
/** Absent for what the post carries as a rule: a dossier to the agency, a result to the applicant. */
const content = { content: ShipmentContent.optional() };
const originals = { originals: z.array(Slug).optional() };
const place = z.enum(['home', 'post-office']);
const waybillSignedBy = z.strictObject({ applicant: ifSo, postal: OfficerId.optional() });

/** The terms of carriage that bind a shipment: working days after the day on which the post got it (TT 17/2017 Đ7). */
export const BoundCarriage = z
  .strictObject({
    leg: LegClass,
    area: Area.optional(),
    terms: z.int().min(1),
    days: z.int().min(0),
    /** Until the applicant has the receipt slip, or knows when to expect the result. */
    slipDays: z.int().min(0),
  })
  .meta({ id: 'BoundCarriage' });
export type BoundCarriage = z.infer<typeof BoundCarriage>;

/** A shipment to the agency begins: the post has the dossier. */
const accepted = z.strictObject({
  ...at,
  direction: z.literal('to-agency'),
  ...sides,
  item: ItemNumber,
  place,
  procedure: ProcedureCode,
  applicant: personal(Applicant),
  returnBy: ReturnBy,
  returnAddress: SealedLine.optional(),
  documents: z.array(Slug),
  waybillSignedBy,
  ...insisted,
});
const acceptedOnTerms = accepted.extend({ originals: z.array(Slug).optional(), carriage: BoundCarriage.optional() });
export const PostalItemAccepted = eventType('PostalItemAccepted', accepted)
  .revisedTo(
    // 2: which papers are originals, and the terms of carriage; before, nobody said.
    acceptedOnTerms,
    (previous) => previous,
  )
  .revisedTo(
    // 3: who applies may have said how he wishes to be told; before, nobody asked.
    acceptedOnTerms,
    (previous) => previous,
  );
/** A shipment to the agency begins: the post has the supplement of a dossier. */
export const SupplementAccepted = eventType(
  'SupplementAccepted',
  z.strictObject({
    ...at,
    direction: z.literal('to-agency'),
    ...sides,
    item: ItemNumber,
    place,
    items: SealedLines,
    waybillSignedBy,
    carriage: BoundCarriage.optional(),
    ...insisted,
  }),
);
export const ItemSealed = eventType(
  'ItemSealed',
  z.strictObject({ ...at, sealNo: sealNumber.optional(), applicantPresent: z.boolean().optional(), ...insisted }),
);
/** The one-stop unit has the dossier. What happened when is the event's own `occurredAt`. */
const minutesSigned = z.strictObject({
  ...at,
  ...sides,
  minutesNo: Line.optional(),
  signedBy: signatures,
  sealNo: sealNumber.optional(),
  intact: z.boolean().optional(),
  ...insisted,
});
export const HandoverMinutesSigned = eventType('HandoverMinutesSigned', minutesSigned).revisedTo(
  // 2: what it holds, where it is a supplement; before, it always was a dossier.
  minutesSigned.extend(content),
  (previous) => previous,
);
/**
 * A shipment to the applicant begins: the result still lies at the one-stop unit. Without `post` any office may carry
 * it. It holds no address: that is the dossier's.
 */
const arranged = z.strictObject({
  ...at,
  direction: z.literal('to-applicant'),
  oneStop: UnitId,
  post: UnitId.optional(),
  readyAt: Instant,
});
export const ShipmentArranged = eventType('ShipmentArranged', arranged).revisedTo(
  // 2: what it holds, where it is no result; before, it always was one.
  arranged.extend({ ...content, ...insisted }),
  (previous) => previous,
);
const cancelled = z.strictObject({ ...at, reason: SealedParagraph, ...insisted });
export const ShipmentCancelled = eventType('ShipmentCancelled', cancelled).revisedTo(
  // 2: what it holds, where it is no result; before, it always was one.
  cancelled.extend(content),
  (previous) => previous,
);
/** The post has the result. */
const handedToPost = z.strictObject({
  ...at,
  ...sides,
  item: ItemNumber,
  counted: z.int().optional(),
  sealNo: sealNumber.optional(),
  signedBy: signatures,
  ...insisted,
});
export const ResultHandedToPost = eventType('ResultHandedToPost', handedToPost).revisedTo(
  // 2: originals that go back with it, where it is to be delivered, and the terms of carriage.
  handedToPost.extend({
    ...content,
    originals: z.array(Slug).optional(),
    deliverAt: place.optional(),
    carriage: BoundCarriage.optional(),
  }),
  (previous) => previous,
);
/** `at`: when the carrier says that it happened. Two under one id contradict each other; both are kept. */
export const CarrierEventRecorded = eventType(
  'CarrierEventRecorded',
  z.strictObject({
    ...at,
    carrierEventId: CarrierEventId,
    status: CarrierStatus,
    /** An office of the carrier's; no text, which might name somebody. */
    place: Slug.optional(),
    at: Instant,
    ...insisted,
  }),
);
export const DeliveryInvited = eventType(
  'DeliveryInvited',
  z.strictObject({ ...at, count: z.int().min(1), means, ...insisted }),
);
/** The recipient has it. */
const delivered = z.strictObject({
  ...at,
  to: z.enum(['applicant', 'authorised-person']),
  idDocument: z.strictObject({ kind: idKind, number: personal(idNumber) }).optional(),
  authorisation: SealedLine.optional(),
  recipientSigned: ifSo,
  sealNo: sealNumber.optional(),
  intact: z.boolean().optional(),
  ...insisted,
});
export const Delivered = eventType('Delivered', delivered)
  .revisedTo(
    // 2: what it holds, where it is no result; before, it always was one.
    delivered.extend(content),
    (previous) => previous,
  )
  // 3: the originals that it held.
  .revisedTo(delivered.extend({ ...content, ...originals }), (previous) => previous);
/** On its way back to the one-stop unit. */
export const ReturnedToAgency = eventType(
  'ReturnedToAgency',
  z.strictObject({ ...at, reason: returnReason, invitations: z.int(), ...insisted }),
);
/** The one-stop unit has it again. */
const takenBack = z.strictObject({ ...at, ...sides, signedBy: signatures, ...insisted });
export const ReturnTakenBack = eventType('ReturnTakenBack', takenBack)
  .revisedTo(
    // 2: what it holds, where it is no result; before, it always was one.
    takenBack.extend(content),
    (previous) => previous,
  )
  // 3: the originals that it held.
  .revisedTo(takenBack.extend({ ...content, ...originals }), (previous) => previous);
const lostOrDamaged = z.strictObject({
  ...at,
  direction: ShipmentDirection,
  kind: z.enum(['lost', 'damaged']),
  note: SealedLine.optional(),
  ...insisted,
});
export const LostOrDamaged = eventType('LostOrDamaged', lostOrDamaged).revisedTo(
  // 2: what it holds, where it is no result; before, it always was one.
  lostOrDamaged.extend(content),
  (previous) => previous,
);

/** Money in the hands of the post: `procedure` for the agency, `carriage` its own. */
export const FeeCollected = eventType(
  'FeeCollected',
  z.strictObject({
    ...at,
    purpose: z.enum(['procedure', 'carriage']),
    amount,
    receiptNo: Line.optional(),
    ...insisted,
  }),
);
/** The agency has what was collected for it. */
export const FeesRemitted = eventType(
  'FeesRemitted',
  z.strictObject({ ...at, ...sides, amount, voucherNo: Line.optional(), signedBy: signatures, ...insisted }),
);
/** The post has the receipt slip, for the applicant. */
export const ReceiptGivenToPost = eventType(
  'ReceiptGivenToPost',
  z.strictObject({ ...at, ...sides, slipNo: Line.optional(), signedBy: signatures, ...insisted }),
);
/** The applicant has the slip, or knows when to expect the result. */
export const ReceiptBroughtBack = eventType(
  'ReceiptBroughtBack',
  z.strictObject({ ...at, by: z.enum(['slip', 'notice']), ...insisted }),
);
/** The sender knows that it was delivered. */
export const DeliveryNotified = eventType('DeliveryNotified', z.strictObject({ ...at, means, ...insisted }));
export const ForceMajeureReported = eventType(
  'ForceMajeureReported',
  z.strictObject({ ...at, note: SealedLine.optional(), ...insisted }),
);
export const CompensationPaid = eventType(
  'CompensationPaid',
  z.strictObject({ ...at, amount, receiptNo: Line.optional(), ...insisted }),
);

/** Every type of event in a shipment's stream. */
export const shipmentEventTypes = [
  PostalItemAccepted,
  SupplementAccepted,
  ItemSealed,
  HandoverMinutesSigned,
  ShipmentArranged,
  ShipmentCancelled,
  ResultHandedToPost,
  CarrierEventRecorded,
  DeliveryInvited,
  Delivered,
  ReturnedToAgency,
  ReturnTakenBack,
  LostOrDamaged,
  FeeCollected,
  FeesRemitted,
  ReceiptGivenToPost,
  ReceiptBroughtBack,
  DeliveryNotified,
  ForceMajeureReported,
  CompensationPaid,
  CarriageOrdered,
  CarriageOrderRefused,
  CarriageOrderUnanswered,
] as const;
export const shipmentEvents = eventCatalogue(...shipmentEventTypes);
