import { hash } from 'node:crypto';
import {
  type Actor,
  Apologise,
  AssignOfficer,
  ChangeDueDate,
  type CommandType,
  CompleteStep,
  type Insist,
  IssueResult,
  type NoticeMeans,
  NotifyEarlyResult,
  NotifyReAppointment,
  ReceiveAppraisalSupplement,
  ReceiveDossier,
  ReceiveSupplement,
  RecordScan,
  RefuseAfterAppraisal,
  RefuseDossier,
  RequestAppraisalSupplement,
  RequestExtension,
  RequestSupplement,
  ReturnResult,
  SubmitDossier,
  TransferDossier,
  WithdrawDossier,
} from '@hoso/contracts';
import { instantOf } from '@hoso/event-sourcing';
import { type Cast, digits } from './cast.ts';
import { epochMsAt, type WallTime } from './demo-calendar.ts';

/** A command as somebody gives it. */
export interface Given {
  readonly by: Actor;
  readonly command: CommandType;
  readonly data: Readonly<Record<string, unknown>>;
  readonly insist?: Insist;
  /** When it is claimed to have happened; at the moment it is recorded, unless said. */
  readonly occurredAt?: string;
}

/** What people of a story do at one time: one command, or several in a row. */
export type Deed = (cast: Cast) => readonly Given[];

type Who = 'citizen' | 'clerk' | 'oneStopHead' | 'officer' | 'head' | 'postman';

/** One command of one person; most need no more than what the story is about. */
export const deed =
  (who: Who, command: CommandType, data: (cast: Cast) => Given['data'] = () => ({})): Deed =>
  (cast) => [{ by: cast[who], command, data: data(cast) }];

// ---- at the counter

export const submitted: Deed = ({ office, matter, channel, returnBy, applicant, citizen, clerk }) => [
  {
    by: channel === 'online' ? citizen : clerk,
    command: SubmitDossier,
    data: { procedure: matter.code, channel, oneStop: office.oneStop, applicant, returnBy },
  },
];
/** All documents that have to be there. The files are nobody's: only their hashes are told. */
export const scanned: Deed = ({ dossier, clerk, documents }) =>
  documents.map((document) => ({
    by: clerk,
    command: RecordScan,
    data: {
      document,
      sha256: hash('sha256', `demo scan ${dossier} ${document}`),
      bytes: 100_000 + Number(digits(`${dossier} ${document}`, 6)),
      mediaType: 'application/pdf',
    },
  }));
export const received = deed('clerk', ReceiveDossier);
export const receivedFor = (dueAt: WallTime): Deed =>
  deed('clerk', ReceiveDossier, () => ({ dueAt: instantAt(dueAt) }));
export const supplementAsked = (reason: string, ...items: readonly string[]): Deed =>
  deed('clerk', RequestSupplement, () => ({ items, reason }));
export const supplemented = (...items: readonly string[]): Deed => deed('clerk', ReceiveSupplement, () => ({ items }));
export const refused = (reason: string): Deed => deed('clerk', RefuseDossier, () => ({ reason }));
export const transferred = deed('clerk', TransferDossier, ({ office }) => ({ agency: office.agency }));
export const withdrawn = (reason: string): Deed => deed('clerk', WithdrawDossier, () => ({ reason }));
export const returned = deed('clerk', ReturnResult, () => ({ to: 'applicant' }));
export const toldOfEarlyResult = deed('clerk', NotifyEarlyResult, () => ({ means: 'phone' }));
export const toldOfNewDate = (means: NoticeMeans = 'phone'): Deed =>
  deed('clerk', NotifyReAppointment, () => ({ means }));
export const appraisalSupplemented = (...items: readonly string[]): Deed =>
  deed('clerk', ReceiveAppraisalSupplement, () => ({ items }));

/** On the strength of the agency's first slip, or of none. */
export const dueDateMoved = (dueAt: WallTime, slip: 'with slip' | 'without slip'): Deed =>
  deed('oneStopHead', ChangeDueDate, ({ dossier }) => ({
    dueAt: instantAt(dueAt),
    cause: 'extension',
    ...(slip === 'with slip' ? { slipRef: `GH-${dossier.slice(-12)}-1-1` } : {}),
  }));

// ---- at the agency

export const assigned = deed('head', AssignOfficer, ({ officer }) => ({ officer: officer.id }));
export const verified: Deed = ({ officer, steps, dossier }) =>
  steps.map((step) => ({
    by: officer,
    command: CompleteStep,
    data: { step, record: `Biên bản số ${digits(`${dossier} ${step}`, 3)}/BB-2022` },
  }));
export const appraisalSupplementAsked = (reason: string, ...items: readonly string[]): Deed =>
  deed('officer', RequestAppraisalSupplement, () => ({ items, reason }));
export const extensionAsked = (reason: string, newDueAt: WallTime): Deed =>
  deed('officer', RequestExtension, () => ({ reason, newDueAt: instantAt(newDueAt) }));
export const apologised = (reason: string, newDueAt: WallTime): Deed =>
  deed('head', Apologise, () => ({ reason, newDueAt: instantAt(newDueAt) }));
export const issued = deed('head', IssueResult, ({ matter, dossier }) => ({
  document: `${matter.result} số ${digits(dossier, 4)}/2022`,
}));
export const refusedAfterAppraisal = (reason: string): Deed => deed('head', RefuseAfterAppraisal, () => ({ reason }));

// ---- how it is done

/** He stands by what the law forbids. */
export const insisting =
  (reason: string, what: Deed, authorisedBy?: string): Deed =>
  (cast) =>
    what(cast).map((given) => ({
      ...given,
      insist: { reason, ...(authorisedBy === undefined ? {} : { authorisedBy }) },
    }));
/** Somebody else does it than usually would. */
export const doneBy =
  (who: Who, what: Deed): Deed =>
  (cast) =>
    what(cast).map((given) => ({ ...given, by: cast[who] }));
/** It is entered later than it is said to have happened. */
export const saidToBeOf =
  (wall: WallTime, what: Deed): Deed =>
  (cast) =>
    what(cast).map((given) => ({ ...given, occurredAt: instantAt(wall) }));

function instantAt(wall: WallTime): string {
  return instantOf(epochMsAt(wall));
}
