import type { Actor, Insist, ProcedureVersion, Unit } from '@hoso/contracts';
import { weekdayCalendar, workingCalendar } from '@hoso/working-time';
import type { DossierCommand, DossierCommandOf } from '../src/dossier/dossier-command.ts';
import type { DossierEvent } from '../src/dossier/dossier-state.ts';
import { law2022, unit2022 } from './laws.ts';

/** What the specs of a dossier tell about: one counter in Hạ Long in March 2022. */
export const dossierId = '017f8a00-0000-7000-8000-000000000001';
export const oneStopId = 'ha-long-one-stop';
export const agency = 'ha-long-justice';

export const clerk: Actor = { id: 'clerk-0702', role: 'clerk', unit: oneStopId };
export const oneStopHead: Actor = { id: 'head-0701', role: 'one-stop-head', unit: oneStopId };
export const officerAtCounter: Actor = { id: 'officer-0709', role: 'officer', unit: oneStopId };
export const strangeClerk: Actor = { id: 'clerk-0101', role: 'clerk', unit: 'co-to-one-stop' };
export const applicant: Actor = { id: 'citizen-0001', role: 'applicant', unit: 'public' };
export const otherApplicant: Actor = { id: 'citizen-0002', role: 'applicant', unit: 'public' };
export const platform: Actor = { id: 'platform', role: 'system', unit: 'platform' };

/** Tuesday, 09:30 at the counter. */
export const submittedAt = '2022-03-15T02:30:00.000Z';
export const receivedAt = '2022-03-15T03:00:00.000Z';
/** Three working days later, at the close of Friday. */
export const lawfulDueAt = '2022-03-18T10:00:00.000Z';
export const code = '000.00.21.H49-220315-0001';
export const sha256 = 'a'.repeat(64);

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
  terms: { counter: { unit: 'workingDays', amount: 3 }, online: { unit: 'workingDays', amount: 3 } },
  documents: [
    { code: 'application-form', name: 'Tờ khai', form: 'original', needed: true },
    { code: 'authorisation', name: 'Văn bản ủy quyền', form: 'certified', needed: false },
  ],
  fee: {},
  steps: [
    { code: 'verify', name: words('Verify'), role: 'officer' },
    { code: 'sign', name: words('Sign'), role: 'head' },
  ],
  clerkMayProcess: false,
  source: { text: 'for the specs' },
  assumed: [],
};

export const oneStop: Unit = {
  id: oneStopId,
  name: words('Hạ Long one-stop'),
  kind: 'one-stop',
  level: 'district',
  identifier: '000.00.21.H49',
  agencies: [agency, 'ha-long-finance'],
  officers: [],
  source: 'for the specs',
};

export const person = { kind: 'citizen', name: 'Nguyễn Thị Ví Dụ' } as const;

// ---- what has happened

const content = { procedure: procedure.code, oneStop: oneStopId, applicant: person } as const;
export type Told = DossierEvent & { readonly occurredAt?: string; readonly actor?: Actor };

export const submitted: Told = {
  type: 'DossierSubmitted',
  data: { ...content, channel: 'counter', returnBy: 'counter' },
  occurredAt: submittedAt,
  actor: clerk,
};
/** Collected by post, and handed over with co-signed minutes. */
export const submittedByPost: Told = {
  type: 'DossierSubmitted',
  data: { ...content, channel: 'post', returnBy: 'post', collected: { post: 'ha-long-post', shipment: 1 } },
  occurredAt: submittedAt,
  actor: platform,
};
export const submittedOnline: Told = {
  type: 'DossierSubmitted',
  data: { ...content, channel: 'online', returnBy: 'online', calendar: { id: 'quang-ninh', version: 4 } },
  occurredAt: submittedAt,
  actor: applicant,
};
export const scanned: Told = {
  type: 'ScanStored',
  data: { document: 'application-form', sha256, bytes: 1_000, mediaType: 'application/pdf' },
};
export const supplementRequested: Told = {
  type: 'SupplementRequested',
  data: { items: ['Giấy xác nhận cư trú'], reason: 'Thiếu', count: 1 },
};
export const supplemented: Told = { type: 'SupplementReceived', data: { items: ['Giấy xác nhận cư trú'] } };
export const received: Told & { readonly type: 'DossierReceived' } = {
  type: 'DossierReceived',
  data: {
    code,
    startAt: receivedAt,
    lawfulDueAt,
    dueAt: lawfulDueAt,
    procedure: { code: procedure.code, version: 2 },
    term: { unit: 'workingDays', amount: 3 },
    steps: procedure.steps,
    documents: procedure.documents,
    clerkMayProcess: false,
    law: law2022.bound,
    unit: unit2022,
    calendar: { id: 'quang-ninh', version: 4 },
  },
  occurredAt: receivedAt,
  actor: clerk,
};
export const transferred: Told = {
  type: 'TransferredToAgency',
  data: {
    agency,
    oneStop: oneStopId,
    case: 1,
    startAt: receivedAt,
    dueAt: lawfulDueAt,
    steps: procedure.steps,
    clerkMayProcess: false,
    receivedBy: clerk.id,
    ...{ code, procedure: procedure.code, law: law2022.bound, calendar: { id: 'quang-ninh', version: 4 } },
  },
};
export const refusedAtReception: Told = { type: 'ReceptionRefused', data: { reason: 'Không thuộc thẩm quyền' } };
export const withdrawn: Told = { type: 'DossierWithdrawn', data: { reason: 'Không cần nữa' } };
const finishedAt = '2022-03-17T04:00:00.000Z';
export const resultRecorded: Told = {
  type: 'ResultRecorded',
  data: { outcome: 'issued', case: 1, finishedAt, returnBy: 'counter' },
};
export const dossierTakenBack: Told = { type: 'DossierTakenBack', data: { case: 1 } };
export const resultTakenBack: Told = { type: 'ResultTakenBack', data: { case: 1 } };
export const resultReady: Told = {
  type: 'ResultReadyToReturn',
  data: { by: 'post', oneStop: oneStopId, finishedAt },
};
export const notDelivered: Told = { type: 'ResultNotDelivered', data: { shipment: 2, because: 'taken-back' } };
export const returnedByPost: Told = { type: 'ResultReturned', data: { by: 'post', to: 'applicant' } };
export const resultReturned: Told = { type: 'ResultReturned', data: { by: 'counter', to: 'applicant' } };

// ---- what is asked

export const byClerk = { actor: clerk, occurredAt: receivedAt, dossier: dossierId } as const;

export const submit: DossierCommandOf<'SubmitDossier'> = {
  ...byClerk,
  type: 'SubmitDossier',
  data: { ...content, channel: 'counter', returnBy: 'counter' },
  facts: { procedure, oneStop, calendar },
};
export const submitOnline: DossierCommandOf<'SubmitDossier'> = {
  ...submit,
  actor: applicant,
  data: { ...content, channel: 'online', returnBy: 'online' },
};
const byPost: ProcedureVersion = {
  ...procedure,
  terms: { ...procedure.terms, post: { unit: 'workingDays', amount: 3 } },
};
export const submitCollected: DossierCommandOf<'SubmitCollected'> = {
  ...byClerk,
  actor: platform,
  occurredAt: submittedAt,
  type: 'SubmitCollected',
  data: { shipment: 1 },
  collection: { ...content, post: 'ha-long-post', returnBy: 'post' },
  facts: { procedure: byPost, oneStop, calendar },
};
export const receiveByPost: DossierCommandOf<'ReceiveDossier'> = {
  ...byClerk,
  type: 'ReceiveDossier',
  data: {},
  facts: { procedure: byPost, calendar, law: law2022, unit: unit2022, code },
};
export const recordScan: DossierCommandOf<'RecordScan'> = {
  ...byClerk,
  type: 'RecordScan',
  data: { document: 'application-form', sha256, bytes: 1_000, mediaType: 'application/pdf' },
};
export const requestSupplement: DossierCommandOf<'RequestSupplement'> = {
  ...byClerk,
  type: 'RequestSupplement',
  data: { items: ['Giấy xác nhận cư trú'], reason: 'Thiếu' },
  listed: undefined,
};
export const receiveSupplement: DossierCommandOf<'ReceiveSupplement'> = {
  ...byClerk,
  type: 'ReceiveSupplement',
  data: { items: ['Giấy xác nhận cư trú'] },
};
export const receive: DossierCommandOf<'ReceiveDossier'> = {
  ...byClerk,
  type: 'ReceiveDossier',
  data: {},
  facts: { procedure, calendar, law: law2022, unit: unit2022, code },
};
export const refuseReception: DossierCommandOf<'RefuseDossier'> = {
  ...byClerk,
  type: 'RefuseDossier',
  data: { reason: 'Không thuộc thẩm quyền' },
};
export const transfer: DossierCommandOf<'TransferDossier'> = {
  ...byClerk,
  type: 'TransferDossier',
  data: { agency },
  agencies: oneStop.agencies,
};
export const changeDueDate: DossierCommandOf<'ChangeDueDate'> = {
  ...byClerk,
  type: 'ChangeDueDate',
  data: { dueAt: '2022-03-21T10:00:00.000Z', cause: 'extension', slipRef: 'GH-1' },
  slip: { requestedAt: receivedAt },
};
export const restartClock: DossierCommandOf<'RestartClock'> = {
  ...byClerk,
  actor: platform,
  type: 'RestartClock',
  data: { at: '2022-03-17T02:00:00.000Z', case: 1 },
  calendar,
};
export const recordResult: DossierCommandOf<'RecordResult'> = {
  ...byClerk,
  actor: platform,
  type: 'RecordResult',
  data: { outcome: 'issued', case: 1, finishedAt },
};
export const takeDossierBack: DossierCommandOf<'TakeDossierBack'> = {
  ...byClerk,
  actor: platform,
  type: 'TakeDossierBack',
  data: { case: 1 },
};
export const takeResultBack: DossierCommandOf<'TakeResultBack'> = {
  ...byClerk,
  actor: platform,
  type: 'TakeResultBack',
  data: { case: 1 },
};
export const returnResult: DossierCommandOf<'ReturnResult'> = {
  ...byClerk,
  type: 'ReturnResult',
  data: { to: 'applicant' },
};
export const recordReturned: DossierCommandOf<'RecordReturned'> = {
  ...byClerk,
  actor: platform,
  type: 'RecordReturned',
  data: { shipment: 2, to: 'applicant' },
};
export const recordNotDelivered: DossierCommandOf<'RecordNotDelivered'> = {
  ...byClerk,
  actor: platform,
  type: 'RecordNotDelivered',
  data: { shipment: 2, because: 'taken-back' },
};
export const withdraw: DossierCommandOf<'WithdrawDossier'> = {
  ...byClerk,
  type: 'WithdrawDossier',
  data: { reason: 'Không cần nữa' },
};

export const insist: Insist = { reason: 'Theo chỉ đạo', authorisedBy: 'head-0701' };

export function by<Command extends DossierCommand>(actor: Actor, command: Command): Command {
  return { ...command, actor };
}

export function insisting<Command extends DossierCommand>(command: Command): Command {
  return { ...command, insist };
}
