import * as a from './dossier-stories.ts';
import { law2026 } from './laws.ts';
import { history, type ToldEvent } from './paper-history.ts';

const of = { dossier: a.dossierId, case: 1 };
const carried = { dossier: a.dossierId, shipment: 1, post: 'ha-long-post', oneStop: a.oneStopId };
const head = { id: 'head-0801', role: 'head', unit: a.agency } as const;
const officer = { id: 'officer-0902', role: 'officer', unit: a.agency } as const;
const postman = { id: 'postal-0901', role: 'postal', unit: 'ha-long-post' } as const;
export const people = { head, officer, postman };

const at = (time: string) => `2022-03-${time}:00.000Z`;

/** One that came to the counter and was finished a day before its appointment. */
const counter: readonly ToldEvent[] = [
  a.submitted,
  a.scanned,
  { ...a.supplementRequested, actor: a.clerk },
  a.supplemented,
  a.received,
  { ...a.transferred, occurredAt: at('15T03:30'), actor: a.clerk },
  {
    type: 'CaseOpened',
    data: {
      ...{ ...of, agency: a.agency, oneStop: a.oneStopId, startAt: a.receivedAt, dueAt: a.lawfulDueAt },
      ...{ steps: a.procedure.steps, clerkMayProcess: false },
    },
  },
  { type: 'OfficerAssigned', data: { ...of, officer: officer.id }, occurredAt: at('15T04:00'), actor: head },
  {
    type: 'AppraisalSupplementRequested',
    data: { ...of, items: ['Bản vẽ'], reason: 'Thiếu bản vẽ', via: 'one-stop', count: 1 },
    ...{ occurredAt: at('16T02:00'), actor: officer },
  },
  {
    type: 'AppraisalSupplementReceived',
    data: { ...of, items: ['Bản vẽ'], restartAt: at('16T07:00') },
    occurredAt: at('16T07:00'),
  },
  { type: 'ClockRestarted', data: { at: at('16T07:00'), from: a.lawfulDueAt, dueAt: at('21T10:00'), case: 1 } },
  {
    type: 'ApologyIssued',
    data: { ...of, reason: 'Chờ ý kiến', newDueAt: at('23T10:00'), signedBy: head.id, signerRole: 'head' },
    ...{ occurredAt: at('18T02:00'), actor: head },
  },
  {
    type: 'ResultIssued',
    data: { ...of, document: 'GCN 361', finishedAt: at('18T04:00') },
    ...{ occurredAt: at('18T04:00'), actor: head },
  },
  { type: 'ResultRecorded', data: { outcome: 'issued', case: 1, finishedAt: at('18T04:00'), returnBy: 'counter' } },
  { ...a.resultReturned, occurredAt: at('21T02:00'), actor: a.clerk },
];
export const atCounter = history(counter);

const paid = { payment: 1, amount: 8_000, means: 'cash' } as const;
/** One that was paid for at the counter and through the post, one payment written down by mistake. */
export const paidFor = history([
  a.submitted,
  a.received,
  { type: 'FeePaid', data: paid },
  { type: 'FeeReceiptIssued', data: { payment: 1, receiptNo: 'BL-1' } },
  { type: 'FeePaid', data: { ...paid, payment: 2, amount: 80_000 } },
  { type: 'Corrected', data: { of: 5, entry: 'FeePaid', why: 'Ghi nhầm' } },
  { type: 'FeeCollected', data: { ...carried, purpose: 'procedure', amount: 2_000, receiptNo: 'BC-7' } },
  { type: 'FeeCollected', data: { ...carried, purpose: 'carriage', amount: 30_000 } },
]);

/** One that its agency has stopped, by the forms of 2025. */
export const stopped = history([
  { ...a.submitted, occurredAt: '2026-03-16T02:30:00.000Z' },
  { ...a.received, data: { ...a.received.data, law: law2026.bound }, occurredAt: '2026-03-16T03:00:00.000Z' },
  {
    type: 'ProcessingStopped',
    data: { ...of, reason: 'Đất đang tranh chấp' },
    ...{ occurredAt: '2026-03-17T03:00:00.000Z', actor: head },
  },
]);

const consulted = { ...of, consultation: 1, agency: 'department-of-environment', dueAt: at('18T10:00') } as const;
const transferredTo = (agency: string, count: number): ToldEvent => ({
  type: 'TransferredToAgency',
  data: {
    ...{ agency, oneStop: a.oneStopId, case: count, startAt: a.receivedAt, dueAt: a.lawfulDueAt },
    ...{ steps: a.procedure.steps, clerkMayProcess: false, receivedBy: a.clerk.id },
  },
  actor: a.clerk,
});
const answerer = { id: 'coordinator-0504', role: 'coordinator', unit: consulted.agency } as const;

/** One for which others were asked, whose clock stood, and which was given to a wrong agency first. */
export const withOthers = history([
  a.submitted,
  a.received,
  transferredTo('co-to-office', 1),
  { type: 'ReturnedToOneStop', data: { ...of, reason: 'Không đúng' }, actor: { ...officer, unit: 'co-to-office' } },
  transferredTo(a.agency, 2),
  ...[1, 2].map(
    (consultation): ToldEvent => ({
      type: 'ConsultationRequested',
      data: { ...consulted, case: 2, content: 'Quy hoạch?', consultation },
      ...{ occurredAt: at('16T02:00'), actor: officer },
    }),
  ),
  {
    type: 'ConsultationAnswered',
    data: { ...of, case: 2, consultation: 1, answer: 'Phù hợp' },
    ...{ occurredAt: at('17T02:00'), actor: answerer },
  },
  {
    type: 'ConsultationAnswered',
    data: { ...of, case: 2, consultation: 2, answer: 'Phù hợp' },
    ...{ occurredAt: at('18T10:00').replace(':00.000', ':00.001'), actor: officer },
  },
  {
    type: 'Resumed',
    data: {
      ...{ cause: 'financial-obligation', groundRef: 'DAT', case: 2, at: at('18T11:00') },
      due: {
        ...{ originalDueAt: at('22T10:00'), dueAt: at('22T10:00') },
        ...{ lawfulDueAt: at('22T10:00'), clockDueAt: at('22T10:00') },
      },
    },
  },
  {
    type: 'ApologyIssued',
    data: { ...of, case: 2, reason: 'Chờ ý kiến', newDueAt: at('23T10:00'), signedBy: head.id, signerRole: 'head' },
    ...{ occurredAt: at('18T12:00'), actor: head },
  },
]);

/** One that the post brought, and took its result away again. */
export const byPost = history([
  {
    type: 'PostalItemAccepted',
    data: {
      ...{
        ...carried,
        direction: 'to-agency',
        item: 'RR123456785VN',
        place: 'post-office',
        procedure: a.procedure.code,
      },
      ...{ applicant: a.person, returnBy: 'post', returnAddress: 'Tổ 2', documents: ['application-form', 'other'] },
      originals: ['application-form', 'deed'],
      waybillSignedBy: { applicant: true, postal: postman.id },
    },
    ...{ occurredAt: at('14T02:00'), actor: postman },
  },
  {
    type: 'HandoverMinutesSigned',
    data: {
      ...carried,
      minutesNo: 'BB-1',
      signedBy: { postal: postman.id, agency: a.clerk.id },
      sealNo: 'S-1',
      intact: true,
    },
    ...{ occurredAt: a.submittedAt, actor: postman },
  },
  a.submittedByPost,
  a.received,
  {
    type: 'ResultHandedToPost',
    data: {
      ...{ ...carried, shipment: 2, item: 'RR473124829VN', counted: 1, sealNo: 'S-2', originals: ['deed'] },
      signedBy: { postal: postman.id, agency: a.clerk.id },
    },
    ...{ occurredAt: at('18T08:00'), actor: a.clerk },
  },
  {
    type: 'Delivered',
    data: { dossier: a.dossierId, shipment: 2, to: 'applicant', recipientSigned: true },
    ...{ occurredAt: at('19T02:00'), actor: postman },
  },
]);

/** One that came to the counter, and its supplement by post. */
export const supplementedByPost = history([
  a.submitted,
  { ...a.supplementRequested, actor: a.clerk },
  {
    type: 'SupplementAccepted',
    data: {
      ...{ ...carried, direction: 'to-agency', item: 'RR000000014VN', place: 'home', items: ['Giấy uỷ quyền'] },
      waybillSignedBy: { applicant: true, postal: postman.id },
    },
    ...{ occurredAt: at('14T02:00'), actor: postman },
  },
  {
    type: 'HandoverMinutesSigned',
    data: {
      ...{ ...carried, minutesNo: 'BB-2', content: 'supplement', sealNo: 'S-3', intact: true },
      signedBy: { postal: postman.id, agency: a.clerk.id },
    },
    ...{ occurredAt: at('14T03:00'), actor: postman },
  },
]);

/** Received when TT 03/2025 was in force, and withdrawn. */
export const withdrawnLater = history([
  { ...a.submitted, occurredAt: '2026-03-16T02:30:00.000Z' },
  { ...a.received, data: { ...a.received.data, law: law2026.bound }, occurredAt: '2026-03-16T03:00:00.000Z' },
  { ...a.withdrawn, occurredAt: '2026-03-17T03:00:00.000Z', actor: a.clerk },
]);
