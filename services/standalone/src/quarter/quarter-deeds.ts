import {
  type Actor,
  AnswerConsultation,
  Apologise,
  ChangeDueDate,
  ChargeFee,
  CorrectEntry,
  FulfilFinancialObligation,
  IssueFeeReceipt,
  type NoticeMeans,
  NotifyEarlyResult,
  NotifyFinancialObligation,
  NotifyReAppointment,
  PayFee,
  ReceiveDossier,
  RecordScan,
  RefuseAfterAppraisal,
  RequestAppraisalSupplement,
  RequestSupplement,
  ReportLateConsultation,
  RequestConsultation,
  RequestExtension,
  ResolveAtOnce,
  RestartClock,
  ResumeProcessing,
  ReturnOriginals,
  ReturnToOneStop,
  type Role,
  ShareDossier,
  StopProcessing,
  TakeOriginals,
  TransferDossier,
  Verify,
} from '@hoso/contracts';
import { hash } from 'node:crypto';
import { instantOf } from '@hoso/event-sourcing';
import { type Cast, digits } from '../demo/cast.ts';
import { type Deed, deed } from '../demo/deeds.ts';
import { localDateOf } from './office-clock.ts';
import { provinceUnits } from './province-units.ts';

// ---- at the counter

export const receivedBy = (dueAt: number): Deed => deed('clerk', ReceiveDossier, () => ({ dueAt: instantOf(dueAt) }));
export const receivedFrom = (startAt: number): Deed =>
  deed('clerk', ReceiveDossier, () => ({ startAt: instantOf(startAt) }));
export const receivedWith = (data: Readonly<Record<string, unknown>>): Deed =>
  deed('clerk', ReceiveDossier, () => data);
/** With a code that another day's dossiers have. */
export const receivedAsOf = (epochMs: number, serial: number): Deed =>
  deed('clerk', ReceiveDossier, ({ office }) => {
    const date = localDateOf(epochMs).slice(2).replaceAll('-', '');
    const number = 9_000 + (serial % 1_000);
    return { code: `${provinceUnits.get(office.oneStop)?.identifier}-${date}-${number}` };
  });
/** The first of the papers, and not rightly. */
export const scannedWrong: Deed = ({ dossier, clerk, documents }) => [
  {
    by: clerk,
    command: RecordScan,
    data: {
      document: documents[0] ?? 'application-form',
      sha256: hash('sha256', `wrong scan ${dossier}`),
      ...{ bytes: 90_000, mediaType: 'application/pdf' },
    },
  },
];
/** `entry`: its place in the dossier's own stream. */
export const corrected = (entry: number): Deed =>
  deed('clerk', CorrectEntry, () => ({ of: entry, why: 'Quét nhầm giấy tờ của hồ sơ khác' }));
export const charged = (amount: number): Deed => deed('clerk', ChargeFee, () => ({ amount }));
export const paid = (amount: number): Deed => deed('clerk', PayFee, () => ({ amount, means: 'cash' }));
export const receiptIssued: Deed = deed('clerk', IssueFeeReceipt, ({ dossier }) => ({
  receiptNo: `BL-${digits(`${dossier} receipt`, 7)}`,
}));
const firstPaper = ({ documents }: Cast) => ({ documents: documents.slice(0, 1) });
export const originalsTaken: Deed = deed('clerk', TakeOriginals, firstPaper);
export const originalsReturned: Deed = deed('clerk', ReturnOriginals, firstPaper);
export const resolvedAtOnce: Deed = deed('clerk', ResolveAtOnce, ({ matter, dossier }) => ({
  document: `${matter.result} số ${digits(dossier, 4)}/2022`,
}));
export const toldEarly: Deed = deed('clerk', NotifyEarlyResult, () => ({ means: 'phone' }));
export const toldOfNewDate = (means: NoticeMeans = 'sms'): Deed =>
  deed('clerk', NotifyReAppointment, () => ({ means }));
export const moved = (to: number, slip: 'with slip' | 'without slip'): Deed =>
  deed('oneStopHead', ChangeDueDate, ({ dossier }) => ({
    dueAt: instantOf(to),
    cause: 'extension',
    ...(slip === 'with slip' ? { slipRef: `GH-${dossier.slice(-12)}-1-1` } : {}),
  }));
export const restarted = (at: number, dueAt: number): Deed =>
  deed('clerk', RestartClock, () => ({ at: instantOf(at), dueAt: instantOf(dueAt), case: 1 }));
export const handedTo = (agency: string): Deed => deed('clerk', TransferDossier, () => ({ agency }));
export const sharedWith = (agency: string): Deed => deed('clerk', ShareDossier, () => ({ agency }));

/** By the codes of the published list. */
export const papersAsked = (...documents: readonly string[]): Deed =>
  deed('clerk', RequestSupplement, () => ({ items: ['Giấy tờ kèm theo'], reason: 'Thiếu giấy tờ', documents }));
export const supplementAskedWithoutReason = (...items: readonly string[]): Deed =>
  deed('clerk', RequestSupplement, () => ({ items }));

// ---- at the agency

export const appraisalSupplementAskedDirectly: Deed = deed('officer', RequestAppraisalSupplement, () => ({
  ...{ items: ['Bản vẽ'], reason: 'Hồ sơ thiếu bản vẽ', via: 'direct' },
}));
export const appraisalSupplementAskedWithoutList: Deed = deed('officer', RequestAppraisalSupplement, () => ({
  reason: 'Hồ sơ thiếu giấy tờ',
}));
export const refusedWithoutReason: Deed = deed('head', RefuseAfterAppraisal);

const why = 'Chờ ý kiến cơ quan liên quan';
export const extensionAsked = (to: number): Deed =>
  deed('officer', RequestExtension, () => ({ reason: why, newDueAt: instantOf(to) }));
export const apologised = (to: number, reason: string | undefined = why): Deed =>
  deed('head', Apologise, () => ({ newDueAt: instantOf(to), ...(reason === '' ? {} : { reason }) }));
export const verifiedOnSite = (record: 'with record' | 'without record'): Deed =>
  deed('officer', Verify, ({ dossier }) => ({
    about: 'Kiểm tra thực địa',
    ...(record === 'with record' ? { record: `Biên bản số ${digits(`${dossier} site`, 3)}/BB-2022` } : {}),
  }));
export const consulted = (agency: string, dueAt: number | undefined): Deed =>
  deed('officer', RequestConsultation, () => ({
    ...{ agency, content: 'Xin ý kiến chuyên môn' },
    ...(dueAt === undefined ? {} : { dueAt: instantOf(dueAt) }),
  }));
export const answered =
  (agency: string): Deed =>
  () => [
    {
      by: staff(agency, 'officer'),
      command: AnswerConsultation,
      data: { consultation: 1, answer: 'Thống nhất với đề nghị' },
    },
  ];
export const reportedLate: Deed = deed('officer', ReportLateConsultation, () => ({ consultation: 1 }));
export const obliged = (groundRef?: 'financial-obligation' | 'custom'): Deed =>
  deed('officer', NotifyFinancialObligation, () => ({
    ...{ amount: 1_500_000, content: 'Lệ phí trước bạ' },
    ...(groundRef === undefined ? {} : { groundRef }),
  }));
export const fulfilled: Deed = deed('officer', FulfilFinancialObligation, ({ dossier }) => ({
  receipt: `BL-${digits(`${dossier} tax`, 7)}`,
}));
export const stopped: Deed = deed('head', StopProcessing, () => ({
  ...{ groundRef: 'applicant-request', reason: 'Người nộp hồ sơ đề nghị dừng' },
}));
export const takenUpAgain: Deed = deed('head', ResumeProcessing, () => ({
  reason: 'Người nộp hồ sơ đề nghị tiếp tục',
}));
export const sentAway: Deed = deed('officer', ReturnToOneStop, () => ({ reason: 'Không thuộc thẩm quyền' }));

// ---- how it is done

/** As it would be done at another agency. */
export const elsewhere =
  (agency: string, what: Deed): Deed =>
  (cast) =>
    what({ ...cast, officer: staff(agency, 'officer'), head: staff(agency, 'head') });
/** In a further handling of the dossier. */
export const inCase =
  (number: number, what: Deed): Deed =>
  (cast) =>
    what(cast).map((given) => ({ ...given, data: { ...given.data, case: number } }));
/** It is entered later than it is said to have happened. */
export const saidToBeAt =
  (epochMs: number, what: Deed): Deed =>
  (cast) =>
    what(cast).map((given) => ({ ...given, occurredAt: instantOf(epochMs) }));

function staff(unit: string, role: Role): Actor {
  const one = provinceUnits.get(unit)?.officers.find((officer) => officer.role === role);
  if (!one) throw new Error(`the unit ${unit} has no ${role}`);
  return { id: one.id, role, unit };
}
