import type { Actor, CarrierStatus, Insist, ProcedureVersion, Unit } from '@hoso/contracts';
import { weekdayCalendar, workingCalendar } from '@hoso/working-time';
import type { ShipmentCommand, ShipmentCommandOf, Staff, Waybill } from '../src/shipment/shipment-command.ts';
import type { ShipmentEvent } from '../src/shipment/shipment-state.ts';

/** What the specs of a shipment tell about: the post office of Hạ Long in March 2022. */
export const dossierId = '017f8a00-0000-7000-8000-000000000001';
export const oneStopId = 'ha-long-one-stop';
export const postId = 'ha-long-post';
export const item = 'RR123456785VN';
export const otherItem = 'RR473124829VN';

export const postman: Actor = { id: 'postal-2201', role: 'postal', unit: postId };
export const otherPostman: Actor = { id: 'postal-2202', role: 'postal', unit: postId };
export const bookkeeper: Actor = { id: 'officer-2209', role: 'officer', unit: postId };
export const strangePostman: Actor = { id: 'postal-2301', role: 'postal', unit: 'mong-cai-post' };
export const clerk: Actor = { id: 'clerk-0702', role: 'clerk', unit: oneStopId };
export const officerAtCounter: Actor = { id: 'officer-0709', role: 'officer', unit: oneStopId };
export const strangeClerk: Actor = { id: 'clerk-0101', role: 'clerk', unit: 'co-to-one-stop' };
export const inspector: Actor = { id: 'inspector-2001', role: 'inspector', unit: 'inspectorate' };
export const platform: Actor = { id: 'platform', role: 'system', unit: 'platform' };

/** Monday, 14 March 2022, in the province. */
export const beganAt = '2022-03-14T02:00:00.000Z';
/** Tuesday. */
export const now = '2022-03-15T02:00:00.000Z';
export const readyAt = '2022-03-14T01:00:00.000Z';

export const calendar = workingCalendar({
  ...weekdayCalendar(),
  id: 'quang-ninh',
  version: 4,
  knownFrom: 2022,
  knownTo: 2022,
});

const words = (en: string) => ({ vi: en, en });

export const procedure: ProcedureVersion = {
  code: '1.004873',
  version: 2,
  name: words('Marital status'),
  effectiveFrom: '2019-01-06',
  levels: ['commune'],
  terms: { counter: { unit: 'workingDays', amount: 3 }, post: { unit: 'workingDays', amount: 3 } },
  documents: [
    { code: 'application-form', name: 'Tờ khai', form: 'original', needed: true },
    { code: 'authorisation', name: 'Văn bản ủy quyền', form: 'certified', needed: false },
  ],
  fee: {},
  steps: [{ code: 'sign', name: words('Sign'), role: 'head' }],
  clerkMayProcess: false,
  source: { text: 'for the specs' },
  assumed: [],
};

const employed = (officer: Actor) => ({ id: officer.id, role: 'postal' as const, from: '2019-01-06' });

export const oneStop: Unit = {
  id: oneStopId,
  name: words('Hạ Long one-stop'),
  kind: 'one-stop',
  level: 'district',
  identifier: '000.00.21.H49',
  agencies: [],
  officers: [
    { id: clerk.id, role: 'clerk', from: '2019-01-06' },
    { id: 'clerk-0705', role: 'clerk', from: '2022-03-16' },
  ],
  post: postId,
  source: 'for the specs',
};
export const post: Unit = {
  id: postId,
  name: words('Hạ Long post office'),
  kind: 'post',
  level: 'district',
  agencies: [],
  officers: [employed(postman), employed(otherPostman)],
  source: 'for the specs',
};
export const staff: Staff = { postal: [postman.id, otherPostman.id], agency: [clerk.id] };

/** What a waybill with this number says, where no terms bind it. */
export const waybill: Waybill = { item };

export const person = { kind: 'citizen', name: 'Nguyễn Thị Ví Dụ', address: 'Tổ 1, Bạch Đằng' } as const;

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
export const handedToPost: Told = {
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
  known: { oneStop: oneStopId, awaitsSupplement: true },
  waybill,
};
export const sendBack: ShipmentCommandOf<'SendPapersBack'> = {
  ...told,
  occurredAt: beganAt,
  actor: clerk,
  type: 'SendPapersBack',
  data: { content: 'refused-papers' },
  known: { oneStop: oneStopId, awaitsSupplement: false },
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

export const insist: Insist = { reason: 'Theo chỉ đạo', authorisedBy: 'head-0701' };

export function by<Command extends ShipmentCommand>(actor: Actor, command: Command): Command {
  return { ...command, actor };
}

export function insisting<Command extends ShipmentCommand>(command: Command): Command {
  return { ...command, insist };
}
