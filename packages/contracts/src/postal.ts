import { z } from 'zod';
import { Area, CarrierEventId, CarrierStatus, LegClass, ShipmentContent } from './carriage.ts';
import { commandType } from './command-type.ts';
import { form } from './field-forms.ts';
import { Applicant } from './intake.ts';
import { ItemNumber } from './item-number.ts';
import { Instant, Line, OfficerId, PaperNumber, Paragraph, ProcedureCode, ReturnBy, Slug, UnitId } from './scalars.ts';

export const sealNumber = z.string().regex(/^[0-9A-Za-z][0-9A-Za-z./-]{0,39}$/, form('SealNumberForm'));
/** Whoever receives what was sent shows one of these (TT 17/2017 5.2.d). */
export const idKind = z.enum(['citizen-card', 'identity-card', 'passport']);
export const idNumber = z.string().regex(/^[0-9A-Z-]{6,20}$/, form('IdNumberForm'));
/** Both sides of a paper that takes two signatures. */
export const signatures = z.strictObject({ postal: OfficerId.optional(), agency: OfficerId.optional() });
export const means = z.enum(['phone', 'sms', 'letter', 'visit']);
export const returnReason = z.enum(['not-collected', 'refused', 'address-unknown']);

// ---- what a shipment may be asked to do

const subject = 'postal-delivery.commands.shipment';
/** How far it goes by the published terms of carriage, as the waybill says it (TT 17/2017 Đ7); not judged without. */
const carriage = z.strictObject({ leg: LegClass, area: Area.optional() }).optional();
/** The number of the item; left out, the next free one of the office's ranges. */
const item = ItemNumber.optional();
/** Who signed the waybill: the applicant, and by default the employee himself. */
const waybillSignedBy = z.strictObject({ applicant: z.boolean().optional(), postal: OfficerId.optional() }).optional();
/** In đồng. */
const amount = z.int().min(1).max(1_000_000_000);
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
    item,
    place: z.enum(['home', 'post-office']),
    procedure: ProcedureCode,
    oneStop: UnitId,
    applicant: Applicant,
    returnBy: ReturnBy,
    /** Where the result goes by post; the applicant's address where absent. */
    returnAddress: Line.optional(),
    /** Codes of the papers in the packet. */
    documents: z.array(Slug).max(100),
    /** Those of them that are originals (TT 17/2017 Đ5); they come back with the result. */
    originals: z.array(Slug).max(100).optional(),
    waybillSignedBy,
    carriage,
  }),
);
/** The missing papers of a dossier that waits for its supplement, on their way to the counter. */
export const CollectSupplement = commandType(
  'CollectSupplement',
  subject,
  z.strictObject({
    item,
    place: z.enum(['home', 'post-office']),
    /** The papers in the packet, as the supplement slip names them. */
    items: z.array(Line).min(1).max(50),
    waybillSignedBy,
    carriage,
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
    minutesNo: PaperNumber.optional(),
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
/** What is not the result, yet goes to the applicant by post: after a refusal, with a supplement slip. */
export const SendPapersBack = commandType(
  'SendPapersBack',
  subject,
  z.strictObject({ content: ShipmentContent.exclude(['supplement']) }),
);
/**
 * The carrier's own system is told to fetch what waits. Sent by policy; again, by the counter, where it was refused.
 */
export const OrderCarriage = commandType('OrderCarriage', subject, z.strictObject({ ...of }));
/** The applicant came for it, or its address was wrong: the result stays at the counter. */
export const CancelShipment = commandType('CancelShipment', subject, z.strictObject({ ...of, reason: Paragraph }));
/** Counted, sealed before a witness of the agency, its slip co-signed (QĐ 45/2016 Đ9). */
export const HandResultToPost = commandType(
  'HandResultToPost',
  subject,
  z.strictObject({
    ...of,
    item,
    /** Papers in it. */
    counted: z.int().min(1).max(1_000).optional(),
    /** Originals that go back with it. */
    originals: z.array(Slug).max(100).optional(),
    deliverAt: z.enum(['home', 'post-office']).optional(),
    carriage,
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

/** Đồng and a receipt: fees and charges for the agency, or what the carriage itself costs (QĐ 45/2016 Đ6, Đ11). */
export const CollectFee = commandType(
  'CollectFee',
  subject,
  z.strictObject({ ...of, purpose: z.enum(['procedure', 'carriage']), amount, receiptNo: PaperNumber.optional() }),
);
/** What was collected for the agency is the agency's (QĐ 45/2016 Đ7.5, Đ15.2). Whoever says so has signed. */
export const RemitFees = commandType(
  'RemitFees',
  subject,
  z.strictObject({ ...of, amount, voucherNo: PaperNumber.optional(), signedBy: signatures.optional() }),
);
/** The receipt slip is given to the post, to be brought to the applicant (QĐ 45/2016 Đ7.5). */
export const GiveReceiptToPost = commandType(
  'GiveReceiptToPost',
  subject,
  z.strictObject({ ...of, slipNo: PaperNumber.optional(), signedBy: signatures.optional() }),
);
/** The applicant has the slip, or was told when to expect the result. */
export const BringReceiptBack = commandType(
  'BringReceiptBack',
  subject,
  z.strictObject({ ...of, by: z.enum(['slip', 'notice']) }),
);
/** The sender is told that it was delivered (TT 17/2017 Đ12). */
export const NotifyDelivery = commandType('NotifyDelivery', subject, z.strictObject({ ...of, means }));
/** Storm, flood, a road that is closed: carriage takes longer, and nobody is to blame (TT 17/2017 Đ7). */
export const ReportForceMajeure = commandType(
  'ReportForceMajeure',
  subject,
  z.strictObject({ ...of, note: Line.optional() }),
);
/** For what was lost or damaged: at least four times what the carriage cost (NĐ 47/2011 Đ25). */
export const PayCompensation = commandType(
  'PayCompensation',
  subject,
  z.strictObject({ ...of, amount, receiptNo: PaperNumber.optional() }),
);

export const postalCommands = [
  CollectDossier,
  CollectSupplement,
  SealItem,
  SignHandoverMinutes,
  ArrangeShipment,
  SendPapersBack,
  OrderCarriage,
  CancelShipment,
  HandResultToPost,
  RecordCarrierEvent,
  InviteRecipient,
  DeliverItem,
  ReturnToAgency,
  TakeItemBack,
  ReportLossOrDamage,
  CollectFee,
  RemitFees,
  GiveReceiptToPost,
  BringReceiptBack,
  NotifyDelivery,
  ReportForceMajeure,
  PayCompensation,
] as const;
