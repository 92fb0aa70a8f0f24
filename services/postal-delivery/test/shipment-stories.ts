import type { Actor, CarrierStatus } from '@hoso/contracts';
import type { ShipmentCommandOf } from '../src/shipment/shipment-command.ts';
import type { ShipmentEvent } from '../src/shipment/shipment-state.ts';
import {
  beganAt,
  calendar,
  clerk,
  dossierId,
  item,
  now,
  oneStop,
  oneStopId,
  person,
  platform,
  postId,
  postman,
  procedure,
  readyAt,
  staff,
  waybill,
} from './shipment-cast.ts';

export * from './shipment-cast.ts';

// ---- what has happened

const of = { dossier: dossierId, shipment: 1 };
const sides = { post: postId, oneStop: oneStopId };
type Told = ShipmentEvent & { readonly occurredAt?: string; readonly actor?: Actor };

export const accepted: Told & { readonly type: 'PostalItemAccepted' } = {
  type: 'PostalItemAccepted',
  data: {
    ...of,
    direction: 'to-agency',
    ...sides,
    item,
    place: 'home',
    procedure: procedure.code,
    applicant: person,
    returnBy: 'post',
    documents: ['application-form'],
    waybillSignedBy: { applicant: true, postal: postman.id },
  },
  occurredAt: beganAt,
  actor: postman,
};
export const sealed: Told = { type: 'ItemSealed', data: { ...of, sealNo: 'S-1', applicantPresent: true } };
const coSigned = { postal: postman.id, agency: clerk.id };
export const minutesSigned: Told = {
  type: 'HandoverMinutesSigned',
  data: { ...of, ...sides, minutesNo: 'BB-1', signedBy: coSigned, sealNo: 'S-1', intact: true },
};
export const arranged: Told & { readonly type: 'ShipmentArranged' } = {
  type: 'ShipmentArranged',
  data: { ...of, direction: 'to-applicant', ...sides, readyAt },
  occurredAt: beganAt,
  actor: platform,
};
export const cancelled: Told = { type: 'ShipmentCancelled', data: { ...of, reason: 'Người nộp đến quầy' } };
export const handedToPost: Told & { readonly type: 'ResultHandedToPost' } = {
  type: 'ResultHandedToPost',
  data: { ...of, ...sides, item, counted: 1, sealNo: 'S-2', signedBy: coSigned },
};
export const invited = (at: string, count = 1): Told => ({
  type: 'DeliveryInvited',
  data: { ...of, count, means: 'phone' },
  occurredAt: at,
});
export const delivered: Told = {
  type: 'Delivered',
  data: {
    ...of,
    to: 'applicant',
    idDocument: { kind: 'citizen-card', number: '022180001234' },
    recipientSigned: true,
    sealNo: 'S-2',
    intact: true,
  },
};
export const returned: Told = {
  type: 'ReturnedToAgency',
  data: { ...of, reason: 'refused', invitations: 0 },
};
export const takenBack: Told = { type: 'ReturnTakenBack', data: { ...of, ...sides, signedBy: coSigned } };
export const lost: Told = {
  type: 'LostOrDamaged',
  data: { ...of, direction: 'to-applicant', kind: 'lost', note: 'Cháy xe' },
};
export const damaged: Told = { type: 'LostOrDamaged', data: { ...of, direction: 'to-applicant', kind: 'damaged' } };
export const carrierTold = (carrierEventId: string, status: CarrierStatus, at: string, place = 'ha-long'): Told => ({
  type: 'CarrierEventRecorded',
  data: { ...of, carrierEventId, status, place, at },
  occurredAt: at,
});

export const supplementAccepted: Told & { readonly type: 'SupplementAccepted' } = {
  type: 'SupplementAccepted',
  data: {
    ...of,
    ...{ direction: 'to-agency', ...sides, item, place: 'post-office', items: ['Giấy khai sinh'] },
    waybillSignedBy: { applicant: true, postal: postman.id },
  },
  occurredAt: beganAt,
  actor: postman,
};
export const papersArranged: Told & { readonly type: 'ShipmentArranged' } = {
  type: 'ShipmentArranged',
  data: { ...of, direction: 'to-applicant', ...sides, readyAt: beganAt, content: 'refused-papers' },
  occurredAt: beganAt,
  actor: clerk,
};
export const feeCollected: Told = {
  type: 'FeeCollected',
  data: { ...of, purpose: 'procedure', amount: 15_000, receiptNo: 'BL-1' },
  occurredAt: now,
};
export const chargeCollected: Told = {
  type: 'FeeCollected',
  data: { ...of, purpose: 'carriage', amount: 20_000, receiptNo: 'BL-2' },
  occurredAt: now,
};
export const feesRemitted: Told = {
  type: 'FeesRemitted',
  data: { ...of, ...sides, amount: 15_000, voucherNo: 'PT-1', signedBy: coSigned },
  occurredAt: now,
};
export const receiptGiven: Told = {
  type: 'ReceiptGivenToPost',
  data: { ...of, ...sides, slipNo: 'TN-1', signedBy: coSigned },
};
export const receiptBrought: Told = { type: 'ReceiptBroughtBack', data: { ...of, by: 'slip' } };
export const deliveryNotified: Told = { type: 'DeliveryNotified', data: { ...of, means: 'sms' } };
export const forceMajeure: Told = {
  type: 'ForceMajeureReported',
  data: { ...of, note: 'Bão số 1' },
  occurredAt: now,
};
export const compensated: Told = {
  type: 'CompensationPaid',
  data: { ...of, amount: 80_000, receiptNo: 'BT-1' },
};

// ---- what is asked

const told = { actor: postman, occurredAt: now, ...of } as const;

export const collect: ShipmentCommandOf<'CollectDossier'> = {
  ...told,
  occurredAt: beganAt,
  type: 'CollectDossier',
  data: {
    item,
    place: 'home',
    procedure: procedure.code,
    oneStop: oneStopId,
    applicant: person,
    returnBy: 'post',
    documents: ['application-form'],
    waybillSignedBy: { applicant: true },
  },
  facts: { procedure, oneStop, submitted: false },
  waybill,
};
export const seal: ShipmentCommandOf<'SealItem'> = {
  ...told,
  type: 'SealItem',
  data: { sealNo: 'S-1', applicantPresent: true },
};
export const signMinutes: ShipmentCommandOf<'SignHandoverMinutes'> = {
  ...told,
  type: 'SignHandoverMinutes',
  data: { minutesNo: 'BB-1', signedBy: { agency: clerk.id }, sealNo: 'S-1', intact: true },
  staff,
};
export const arrange: ShipmentCommandOf<'ArrangeShipment'> = {
  ...told,
  actor: platform,
  type: 'ArrangeShipment',
  data: { oneStop: oneStopId, readyAt },
  post: postId,
};
export const cancel: ShipmentCommandOf<'CancelShipment'> = {
  ...told,
  actor: clerk,
  type: 'CancelShipment',
  data: { reason: 'Người nộp đến quầy' },
};
export const handToPost: ShipmentCommandOf<'HandResultToPost'> = {
  ...told,
  type: 'HandResultToPost',
  data: { item, counted: 1, sealNo: 'S-2', signedBy: { agency: clerk.id } },
  staff,
  waybill,
  originals: [],
  kept: [],
};
export const invite: ShipmentCommandOf<'InviteRecipient'> = {
  ...told,
  type: 'InviteRecipient',
  data: { means: 'phone' },
};
export const deliver: ShipmentCommandOf<'DeliverItem'> = {
  ...told,
  type: 'DeliverItem',
  data: {
    to: 'applicant',
    idDocument: { kind: 'citizen-card', number: '022180001234' },
    recipientSigned: true,
    sealNo: 'S-2',
    intact: true,
  },
};
export const returnToAgency: ShipmentCommandOf<'ReturnToAgency'> = {
  ...told,
  type: 'ReturnToAgency',
  data: { reason: 'not-collected' },
  calendar,
};
export const takeBack: ShipmentCommandOf<'TakeItemBack'> = {
  ...told,
  actor: clerk,
  type: 'TakeItemBack',
  data: { signedBy: { postal: postman.id } },
  staff,
};
export const collectSupplement: ShipmentCommandOf<'CollectSupplement'> = {
  ...told,
  occurredAt: beganAt,
  type: 'CollectSupplement',
  data: { place: 'post-office', items: ['Giấy khai sinh'], waybillSignedBy: { applicant: true } },
  known: { oneStop: oneStopId, awaitsSupplement: true, originals: [] },
  waybill,
};
export const sendBack: ShipmentCommandOf<'SendPapersBack'> = {
  ...told,
  occurredAt: beganAt,
  actor: clerk,
  type: 'SendPapersBack',
  data: { content: 'refused-papers' },
  known: { oneStop: oneStopId, awaitsSupplement: false, originals: [] },
  post: postId,
};
export const collectFee: ShipmentCommandOf<'CollectFee'> = {
  ...told,
  type: 'CollectFee',
  data: { purpose: 'procedure', amount: 15_000, receiptNo: 'BL-1' },
};
export const remitFees: ShipmentCommandOf<'RemitFees'> = {
  ...told,
  type: 'RemitFees',
  data: { amount: 15_000, voucherNo: 'PT-1', signedBy: { agency: clerk.id } },
  staff,
};
export const giveReceipt: ShipmentCommandOf<'GiveReceiptToPost'> = {
  ...told,
  actor: clerk,
  type: 'GiveReceiptToPost',
  data: { slipNo: 'TN-1', signedBy: { postal: postman.id } },
  staff,
};
export const bringReceipt: ShipmentCommandOf<'BringReceiptBack'> = {
  ...told,
  type: 'BringReceiptBack',
  data: { by: 'slip' },
};
export const notifyDelivery: ShipmentCommandOf<'NotifyDelivery'> = {
  ...told,
  type: 'NotifyDelivery',
  data: { means: 'sms' },
};
export const reportForceMajeure: ShipmentCommandOf<'ReportForceMajeure'> = {
  ...told,
  type: 'ReportForceMajeure',
  data: { note: 'Bão số 1' },
};
export const payCompensation: ShipmentCommandOf<'PayCompensation'> = {
  ...told,
  type: 'PayCompensation',
  data: { amount: 80_000, receiptNo: 'BT-1' },
};
export const reportLoss: ShipmentCommandOf<'ReportLossOrDamage'> = {
  ...told,
  type: 'ReportLossOrDamage',
  data: { kind: 'lost', note: 'Cháy xe' },
};
export function tell(
  carrierEventId: string,
  status: CarrierStatus,
  at: string,
  place = 'ha-long',
): ShipmentCommandOf<'RecordCarrierEvent'> {
  return { ...told, occurredAt: at, type: 'RecordCarrierEvent', data: { carrierEventId, status, place } };
}
