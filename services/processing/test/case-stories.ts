import type { Actor, Insist, Step, Unit } from '@hoso/contracts';
import type { CaseCommand, CaseCommandOf } from '../src/case/case-command.ts';
import type { CaseEvent } from '../src/case/case-state.ts';

/** What the specs of a case tell about: the justice division of Hạ Long in March 2022. */
export const dossierId = '017f8a00-0000-7000-8000-000000000001';
export const agencyId = 'ha-long-justice';
export const oneStopId = 'ha-long-one-stop';

export const head: Actor = { id: 'head-0901', role: 'head', unit: agencyId };
export const officer: Actor = { id: 'officer-0902', role: 'officer', unit: agencyId };
export const otherOfficer: Actor = { id: 'officer-0903', role: 'officer', unit: agencyId };
export const strangeOfficer: Actor = { id: 'officer-0302', role: 'officer', unit: 'department-of-planning' };
export const clerk: Actor = { id: 'clerk-0702', role: 'clerk', unit: oneStopId };
export const consultedId = 'ha-long-planning';
export const coordinator: Actor = { id: 'coordinator-0801', role: 'coordinator', unit: consultedId };
export const platform: Actor = { id: 'platform', role: 'system', unit: 'platform' };

export const startAt = '2022-03-15T03:00:00.000Z';
export const dueAt = '2022-03-18T10:00:00.000Z';
export const now = '2022-03-16T03:00:00.000Z';
export const newDueAt = '2022-03-21T10:00:00.000Z';
export const answerDueAt = '2022-03-17T10:00:00.000Z';
export const slip = 'GH-000000000001-1-1';

const step = (code: string, role: Step['role']): Step => ({ code, role, name: { vi: code, en: code } });
export const steps: readonly Step[] = [
  step('verify', 'officer'),
  step('inspect-site', 'officer'),
  step('sign', 'head'),
];
export { step };

export const agency: Unit = {
  id: agencyId,
  name: { vi: 'Phòng Tư pháp', en: 'Justice division' },
  kind: 'agency',
  level: 'district',
  agencies: [],
  officers: [
    { id: head.id, role: 'head', from: '2019-01-06' },
    { id: officer.id, role: 'officer', from: '2019-01-06' },
    { id: otherOfficer.id, role: 'officer', from: '2019-01-06' },
    { id: 'officer-0906', role: 'officer', from: '2019-01-06', to: '2022-03-15' },
    { id: 'head-0904', role: 'head', from: '2022-03-17' },
    { id: 'head-0905', role: 'head', from: '2019-01-06', to: '2022-03-16' },
  ],
  source: 'for the specs',
};

// ---- what has happened

export const of = { dossier: dossierId, case: 1 };
export type Told = CaseEvent & { readonly occurredAt?: string; readonly actor?: Actor };

export function openedWith(changes: object = {}): Told {
  const content = { agency: agencyId, oneStop: oneStopId, startAt, dueAt, steps: [...steps], clerkMayProcess: false };
  return { type: 'CaseOpened', data: { ...of, ...content, receivedBy: clerk.id, ...changes } };
}
export const opened: Told = openedWith();
export const assigned: Told = { type: 'OfficerAssigned', data: { ...of, officer: officer.id } };
export const verified: Told = {
  type: 'StepCompleted',
  data: { ...of, step: 'verify', role: 'officer' },
  actor: officer,
};
export const inspected: Told = {
  type: 'StepCompleted',
  data: { ...of, step: 'inspect-site', role: 'officer', record: 'BB-01' },
  actor: officer,
};
export const signed: Told = { type: 'StepCompleted', data: { ...of, step: 'sign', role: 'head' }, actor: head };
export const supplementRequested: Told = {
  type: 'AppraisalSupplementRequested',
  data: { ...of, items: ['Bản vẽ'], reason: 'Thiếu', via: 'one-stop', count: 1 },
};
export const supplemented: Told = {
  type: 'AppraisalSupplementReceived',
  data: { ...of, items: ['Bản vẽ'], restartAt: now },
};
export const extensionRequested: Told = {
  type: 'ExtensionRequested',
  data: { ...of, slip, reason: 'Cần xác minh', newDueAt },
};
export const apologised: Told = {
  type: 'ApologyIssued',
  data: { ...of, reason: 'Cần xác minh', newDueAt, signedBy: head.id, signerRole: 'head' },
};
export const reappointed: Told = { type: 'ReAppointed', data: { ...of, newDueAt, count: 1 } };
export const issued: Told = { type: 'ResultIssued', data: { ...of, document: 'Giấy xác nhận', finishedAt: now } };
export const reassigned: Told = {
  type: 'OfficerAssigned',
  data: { ...of, officer: otherOfficer.id, from: officer.id, reason: 'Nghỉ ốm' },
};
export const recorded: Told = { type: 'Verified', data: { ...of, about: 'Hiện trạng nhà', record: 'BB-07' } };
export const consulted: Told = {
  type: 'ConsultationRequested',
  data: { ...of, consultation: 1, agency: consultedId, content: 'Có quy hoạch không', dueAt: answerDueAt },
};
export const answered: Told = {
  type: 'ConsultationAnswered',
  data: { ...of, consultation: 1, answer: 'Phù hợp quy hoạch', document: 'CV-12' },
  actor: coordinator,
};
export const lateReported: Told = { type: 'ConsultationLateReported', data: { ...of, consultation: 1 } };
export const obliged: Told = {
  type: 'FinancialObligationNotified',
  data: { ...of, amount: 1_500_000, content: 'Lệ phí trước bạ', groundRef: 'land-tax', pausesClock: true },
};
export const paid: Told = {
  type: 'FinancialObligationFulfilled',
  data: { ...of, receipt: 'BL-9', pausedClock: true },
};
export const stopped: Told = { type: 'ProcessingStopped', data: { ...of, groundRef: 'dispute', reason: 'Tranh chấp' } };
export const resumed: Told = {
  type: 'ProcessingResumed',
  data: { ...of, reason: 'Đã hòa giải', clockRuns: true },
};
export const sentBack: Told = { type: 'ReturnedToOneStop', data: { ...of, reason: 'Thuộc cơ quan khác' } };
export const recalled: Told = { type: 'ResultRecalled', data: { ...of, reason: 'Ghi sai tên' } };
export const closed: Told = { type: 'CaseClosed', data: { ...of, because: 'withdrawn' } };
export const refused: Told = {
  type: 'RefusedAfterAppraisal',
  data: { ...of, reason: 'Không đủ điều kiện', finishedAt: now },
};

// ---- what is asked

export const told = { occurredAt: now, dossier: dossierId } as const;

export const openCase: CaseCommandOf<'OpenCase'> = {
  ...told,
  actor: platform,
  type: 'OpenCase',
  data: {
    case: 1,
    agency: agencyId,
    oneStop: oneStopId,
    startAt,
    dueAt,
    steps: [...steps],
    clerkMayProcess: false,
    receivedBy: clerk.id,
  },
};
export const close: CaseCommandOf<'CloseCase'> = { ...told, actor: platform, type: 'CloseCase', data: { case: 1 } };
export const assign: CaseCommandOf<'AssignOfficer'> = {
  ...told,
  actor: head,
  type: 'AssignOfficer',
  data: { case: 1, officer: officer.id },
  staff: agency,
};
export function complete(code: string, actor: Actor): CaseCommandOf<'CompleteStep'> {
  return { ...told, actor, type: 'CompleteStep', data: { case: 1, step: code } };
}
export const requestSupplement: CaseCommandOf<'RequestAppraisalSupplement'> = {
  ...told,
  actor: officer,
  type: 'RequestAppraisalSupplement',
  data: { case: 1, items: ['Bản vẽ'], reason: 'Thiếu', via: 'one-stop' },
  closableAt: undefined,
};
export const receiveSupplement: CaseCommandOf<'ReceiveAppraisalSupplement'> = {
  ...told,
  actor: clerk,
  type: 'ReceiveAppraisalSupplement',
  data: { case: 1, items: ['Bản vẽ'] },
};
export const requestExtension: CaseCommandOf<'RequestExtension'> = {
  ...told,
  actor: officer,
  type: 'RequestExtension',
  data: { case: 1, reason: 'Cần xác minh', newDueAt },
};
export const apologise: CaseCommandOf<'Apologise'> = {
  ...told,
  actor: head,
  type: 'Apologise',
  data: { case: 1, reason: 'Cần xác minh', newDueAt },
  staff: agency,
};
export const issue: CaseCommandOf<'IssueResult'> = {
  ...told,
  actor: head,
  type: 'IssueResult',
  data: { case: 1, document: 'Giấy xác nhận' },
};
export const refuseCase: CaseCommandOf<'RefuseAfterAppraisal'> = {
  ...told,
  actor: head,
  type: 'RefuseAfterAppraisal',
  data: { case: 1, reason: 'Không đủ điều kiện' },
};

export const verify: CaseCommandOf<'Verify'> = {
  ...told,
  actor: officer,
  type: 'Verify',
  data: { case: 1, about: 'Hiện trạng nhà', record: 'BB-07' },
};
export const consult: CaseCommandOf<'RequestConsultation'> = {
  ...told,
  actor: officer,
  type: 'RequestConsultation',
  data: { case: 1, agency: consultedId, content: 'Có quy hoạch không', dueAt: answerDueAt },
};
export const answer: CaseCommandOf<'AnswerConsultation'> = {
  ...told,
  actor: coordinator,
  type: 'AnswerConsultation',
  data: { case: 1, consultation: 1, answer: 'Phù hợp quy hoạch', document: 'CV-12' },
};
export const reportLate: CaseCommandOf<'ReportLateConsultation'> = {
  ...told,
  actor: officer,
  occurredAt: '2022-03-17T10:00:00.001Z',
  type: 'ReportLateConsultation',
  data: { case: 1, consultation: 1 },
};
export const oblige: CaseCommandOf<'NotifyFinancialObligation'> = {
  ...told,
  actor: officer,
  type: 'NotifyFinancialObligation',
  data: { case: 1, amount: 1_500_000, content: 'Lệ phí trước bạ', groundRef: 'land-tax', pausesClock: true },
  grounds: ['land-tax'],
};
export const pay: CaseCommandOf<'FulfilFinancialObligation'> = {
  ...told,
  actor: clerk,
  type: 'FulfilFinancialObligation',
  data: { case: 1, receipt: 'BL-9' },
};
export const stop: CaseCommandOf<'StopProcessing'> = {
  ...told,
  actor: head,
  type: 'StopProcessing',
  data: { case: 1, groundRef: 'dispute', reason: 'Tranh chấp' },
  grounds: ['dispute', 'other'],
};
export const resume: CaseCommandOf<'ResumeProcessing'> = {
  ...told,
  actor: head,
  type: 'ResumeProcessing',
  data: { case: 1, reason: 'Đã hòa giải' },
};
export const sendBack: CaseCommandOf<'ReturnToOneStop'> = {
  ...told,
  actor: officer,
  type: 'ReturnToOneStop',
  data: { case: 1, reason: 'Thuộc cơ quan khác' },
};
export const recall: CaseCommandOf<'RecallResult'> = {
  ...told,
  actor: head,
  type: 'RecallResult',
  data: { case: 1, reason: 'Ghi sai tên' },
  dossierStanding: { status: 'finished', byPost: false },
};

export const insist: Insist = { reason: 'Theo chỉ đạo', authorisedBy: 'head-0901' };

export function by<Command extends CaseCommand>(actor: Actor, command: Command): Command {
  return { ...command, actor };
}

export function insisting<Command extends CaseCommand>(command: Command): Command {
  return { ...command, insist };
}
