import { eventCatalogue, eventType, personal } from '@hoso/event-sourcing';
import { z } from 'zod';
import { Insisted } from './actor.ts';
import { CarrierEventId, CarrierStatus, ShipmentDirection } from './carriage.ts';
import { commandType } from './command-type.ts';
import { form } from './field-forms.ts';
import { Applicant } from './intake.ts';
import { ItemNumber } from './item-number.ts';
import {
  DossierId,
  Instant,
  Line,
  OfficerId,
  Paragraph,
  ProcedureCode,
  ReturnBy,
  SealedLine,
  SealedParagraph,
  Slug,
  UnitId,
} from './scalars.ts';

const sealNumber = z.string().regex(/^[0-9A-Za-z][0-9A-Za-z./-]{0,39}$/, form('SealNumberForm'));
/** Whoever receives what was sent shows one of these (TT 17/2017 5.2.d). */
const idKind = z.enum(['citizen-card', 'identity-card', 'passport']);
const idNumber = z.string().regex(/^[0-9A-Z-]{6,20}$/, form('IdNumberForm'));
/** Both sides of a paper that takes two signatures. */
const signatures = z.strictObject({ postal: OfficerId.optional(), agency: OfficerId.optional() });
const means = z.enum(['phone', 'sms', 'letter', 'visit']);
const returnReason = z.enum(['not-collected', 'refused', 'address-unknown']);

// ---- what a shipment may be asked to do

const subject = 'postal-delivery.commands.shipment';
/** Which shipment of the dossier; the newest by default. */
const of = { shipment: z.int().min(1).max(99).optional() };

/**
 * A postal employee takes a dossier over from the applicant, checked against the published list (QĐ 45/2016 Đ6). It is
 * submitted when the handover minutes are signed, with what is said here.
 */
export const CollectDossier = commandType(
  'CollectDossier',
  subject,
  z.strictObject({
    /** The number of the waybill. */
    item: ItemNumber,
    place: z.enum(['home', 'post-office']),
    procedure: ProcedureCode,
    oneStop: UnitId,
    applicant: Applicant,
    returnBy: ReturnBy,
    /** Where the result goes by post; the applicant's address where absent. */
    returnAddress: Line.optional(),
    /** Codes of the papers in the packet. */
    documents: z.array(Slug).max(100),
    /** Who signed the waybill: the applicant, and by default the employee himself. */
    waybillSignedBy: z.strictObject({ applicant: z.boolean().optional(), postal: OfficerId.optional() }).optional(),
  }),
);
/** The packet is sealed before the applicant (QĐ 45/2016 Đ6). */
export const SealItem = commandType(
  'SealItem',
  subject,
  z.strictObject({ ...of, sealNo: sealNumber.optional(), applicantPresent: z.boolean().optional() }),
);
/**
 * The dossier is handed to the one-stop unit; this instant is the legal time of its submission (QĐ 45/2016 Đ7.4).
 * Whoever says so has signed for his own side.
 */
export const SignHandoverMinutes = commandType(
  'SignHandoverMinutes',
  subject,
  z.strictObject({
    ...of,
    minutesNo: Line.optional(),
    signedBy: signatures.optional(),
    sealNo: sealNumber.optional(),
    intact: z.boolean().optional(),
  }),
);
/** The result of a dossier waits to be sent. Sent by policy. */
export const ArrangeShipment = commandType(
  'ArrangeShipment',
  subject,
  z.strictObject({ oneStop: UnitId, readyAt: Instant }),
);
/** The applicant came for it, or its address was wrong: the result stays at the counter. */
export const CancelShipment = commandType('CancelShipment', subject, z.strictObject({ ...of, reason: Paragraph }));
/** Counted, sealed before a witness of the agency, its slip co-signed (QĐ 45/2016 Đ9). */
export const HandResultToPost = commandType(
  'HandResultToPost',
  subject,
  z.strictObject({
    ...of,
    item: ItemNumber,
    /** Papers in it. */
    counted: z.int().min(1).max(1_000).optional(),
    sealNo: sealNumber.optional(),
    signedBy: signatures.optional(),
  }),
);
/** The carrier tells of an item, at the instant when it happened; in any order, and as often as it likes. */
export const RecordCarrierEvent = commandType(
  'RecordCarrierEvent',
  subject,
  z.strictObject({ ...of, carrierEventId: CarrierEventId, status: CarrierStatus, place: Slug.optional() }),
);
export const InviteRecipient = commandType('InviteRecipient', subject, z.strictObject({ ...of, means }));
/** Proof of identity; for an authorised person also the authorisation (TT 17/2017 5.2.d, QĐ 45/2016 Đ10). */
export const DeliverItem = commandType(
  'DeliverItem',
  subject,
  z.strictObject({
    ...of,
    to: z.enum(['applicant', 'authorised-person']).default('applicant'),
    idDocument: z.strictObject({ kind: idKind, number: idNumber }).optional(),
    authorisation: Line.optional(),
    recipientSigned: z.boolean().optional(),
    sealNo: sealNumber.optional(),
    intact: z.boolean().optional(),
  }),
);
/** After two invitations two working days apart, unless the addressee refuses (TT 17/2017 5.2.h). */
export const ReturnToAgency = commandType('ReturnToAgency', subject, z.strictObject({ ...of, reason: returnReason }));
/** The one-stop unit has it again. */
export const TakeItemBack = commandType(
  'TakeItemBack',
  subject,
  z.strictObject({ ...of, signedBy: signatures.optional() }),
);
export const ReportLossOrDamage = commandType(
  'ReportLossOrDamage',
  subject,
  z.strictObject({ ...of, kind: z.enum(['lost', 'damaged']), note: Line.optional() }),
);

export const postalCommands = [
  CollectDossier,
  SealItem,
  SignHandoverMinutes,
  ArrangeShipment,
  CancelShipment,
  HandResultToPost,
  RecordCarrierEvent,
  InviteRecipient,
  DeliverItem,
  ReturnToAgency,
  TakeItemBack,
  ReportLossOrDamage,
] as const;

// ---- what happens to a shipment

const at = { dossier: DossierId, shipment: z.int().min(1) };
const insisted = { insisted: Insisted.optional() };
/** The two sides of a change of hands. */
const sides = { post: UnitId, oneStop: UnitId };
/** There only where it is so: what is missing is missing. */
const ifSo = z.literal(true).optional();

/** A shipment to the agency begins: the post has the dossier. */
export const PostalItemAccepted = eventType(
  'PostalItemAccepted',
  z.strictObject({
    ...at,
    direction: z.literal('to-agency'),
    ...sides,
    item: ItemNumber,
    place: z.enum(['home', 'post-office']),
    procedure: ProcedureCode,
    applicant: personal(Applicant),
    returnBy: ReturnBy,
    returnAddress: SealedLine.optional(),
    documents: z.array(Slug),
    waybillSignedBy: z.strictObject({ applicant: ifSo, postal: OfficerId.optional() }),
    ...insisted,
  }),
);
export const ItemSealed = eventType(
  'ItemSealed',
  z.strictObject({ ...at, sealNo: sealNumber.optional(), applicantPresent: z.boolean().optional(), ...insisted }),
);
/** The one-stop unit has the dossier. What happened when is the event's own `occurredAt`. */
export const HandoverMinutesSigned = eventType(
  'HandoverMinutesSigned',
  z.strictObject({
    ...at,
    ...sides,
    minutesNo: Line.optional(),
    signedBy: signatures,
    sealNo: sealNumber.optional(),
    intact: z.boolean().optional(),
    ...insisted,
  }),
);
/**
 * A shipment to the applicant begins: the result still lies at the one-stop unit. Without `post` any office may carry
 * it. It holds no address: that is the dossier's.
 */
export const ShipmentArranged = eventType(
  'ShipmentArranged',
  z.strictObject({
    ...at,
    direction: z.literal('to-applicant'),
    oneStop: UnitId,
    post: UnitId.optional(),
    readyAt: Instant,
  }),
);
export const ShipmentCancelled = eventType(
  'ShipmentCancelled',
  z.strictObject({ ...at, reason: SealedParagraph, ...insisted }),
);
/** The post has the result. */
export const ResultHandedToPost = eventType(
  'ResultHandedToPost',
  z.strictObject({
    ...at,
    ...sides,
    item: ItemNumber,
    counted: z.int().optional(),
    sealNo: sealNumber.optional(),
    signedBy: signatures,
    ...insisted,
  }),
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
export const Delivered = eventType(
  'Delivered',
  z.strictObject({
    ...at,
    to: z.enum(['applicant', 'authorised-person']),
    idDocument: z.strictObject({ kind: idKind, number: personal(idNumber) }).optional(),
    authorisation: SealedLine.optional(),
    recipientSigned: ifSo,
    sealNo: sealNumber.optional(),
    intact: z.boolean().optional(),
    ...insisted,
  }),
);
/** On its way back to the one-stop unit. */
export const ReturnedToAgency = eventType(
  'ReturnedToAgency',
  z.strictObject({ ...at, reason: returnReason, invitations: z.int(), ...insisted }),
);
/** The one-stop unit has it again. */
export const ReturnTakenBack = eventType(
  'ReturnTakenBack',
  z.strictObject({ ...at, ...sides, signedBy: signatures, ...insisted }),
);
export const LostOrDamaged = eventType(
  'LostOrDamaged',
  z.strictObject({
    ...at,
    direction: ShipmentDirection,
    kind: z.enum(['lost', 'damaged']),
    note: SealedLine.optional(),
    ...insisted,
  }),
);

/** Every type of event in a shipment's stream. */
export const shipmentEventTypes = [
  PostalItemAccepted,
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
] as const;
export const shipmentEvents = eventCatalogue(...shipmentEventTypes);
