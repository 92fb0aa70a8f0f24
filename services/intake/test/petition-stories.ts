import type { Actor, Insist, Law, Unit } from '@hoso/contracts';
import type { PetitionCommand } from '../src/petition/petition.ts';
import type { PetitionEvent } from '../src/petition/petition-state.ts';
import { calendar, dossierId, submittedAt } from './dossier-stories.ts';
import { law2022 } from './laws.ts';

/** What the specs of petitions tell about: somebody writes about an office in Hạ Long on Tuesday, 15 March 2022. */
export const petitionId = '017f8a00-0000-7000-8000-0000000000a1';
export const office = 'ha-long-justice';
export const counter = 'ha-long-one-stop';

export const clerk: Actor = { id: 'clerk-0702', role: 'clerk', unit: counter };
export const head: Actor = { id: 'head-0901', role: 'head', unit: office };
export const officer: Actor = { id: 'officer-0902', role: 'officer', unit: office };
export const otherOfficer: Actor = { id: 'officer-0903', role: 'officer', unit: office };
export const stranger: Actor = { id: 'head-1401', role: 'head', unit: 'co-to-office' };
export const citizen: Actor = { id: 'citizen-0001', role: 'applicant', unit: 'public' };
export const otherCitizen: Actor = { id: 'citizen-0002', role: 'applicant', unit: 'public' };
export const platform: Actor = { id: 'platform', role: 'system', unit: 'platform' };

export const receivedAt = submittedAt;
/** Fifteen working days later, at the close of Tuesday. */
export const dueAt = '2022-04-05T10:00:00.000Z';
/** Thirty, at the close of Tuesday. */
export const extendedDueAt = '2022-04-26T10:00:00.000Z';
export const forwardDueAt = '2022-03-22T10:00:00.000Z';
/** Ten days later it is Friday; thirty days after the acceptance, Saturday: the Monday after it. */
export const acceptDueAt = '2022-03-25T10:00:00.000Z';
export const acceptedAt = '2022-03-17T02:30:00.000Z';
export const complaintDueAt = '2022-04-18T10:00:00.000Z';

const source = 'for the specs';
const term = (unit: 'workingDays' | 'calendarDays', amount: number) => ({ value: { unit, amount }, source });
export const petitionLaw: Law = {
  ...law2022,
  parameters: {
    petitionForwardTerm: term('workingDays', 5),
    petitionAnswerTerm: term('workingDays', 15),
    petitionExtendedTerm: term('workingDays', 30),
    complaintAcceptTerm: term('calendarDays', 10),
    complaintAnswerTerm: term('calendarDays', 30),
    complaintExtendedTerm: term('calendarDays', 45),
  },
};
export const counting = { law: petitionLaw, calendar };

export function unitOf(id: string, kind: Unit['kind'] = 'agency'): Unit {
  const officers = [head, officer, otherOfficer].map(({ id: of, role }) => ({ id: of, role, from: '2020-01-01' }));
  return { id, name: { vi: id, en: id }, kind, level: 'district', agencies: [], officers, source };
}

export const insist: Insist = { reason: 'Theo chỉ đạo' };
const petitioner = { kind: 'citizen', name: 'Nguyễn Thị Ví Dụ' } as const;
const text = 'Không cho nộp qua bưu điện';
const said = {
  kind: 'petition',
  topic: 'channel-refused',
  channel: 'counter',
  unit: office,
  petitioner,
  text,
} as const;
const by = (actor: Actor, occurredAt = receivedAt) => ({ actor, occurredAt, petition: petitionId });

// ---- what is asked

export const receive = {
  ...{ type: 'ReceivePetition', data: { ...said, dossiers: [dossierId] }, ...by(clerk) },
  ...{ ...counting, answering: unitOf(office) },
} satisfies PetitionCommand;
export const receiveOnline = {
  ...receive,
  actor: citizen,
  data: { ...receive.data, channel: 'online' },
} satisfies PetitionCommand;
export const receiveComplaint = { ...receive, data: { ...said, kind: 'complaint' } } satisfies PetitionCommand;
export const accept = {
  type: 'AcceptComplaint',
  data: {},
  ...by(head, acceptedAt),
  ...counting,
} satisfies PetitionCommand;
export const assign = {
  ...{ type: 'AssignPetition', data: { officer: officer.id }, ...by(head) },
  ...{ staff: unitOf(office), on: '2022-03-15' },
} satisfies PetitionCommand;
export const forward = {
  ...{ type: 'ForwardPetition', data: { unit: 'ha-long-finance', reason: 'Không thuộc thẩm quyền' } },
  ...{ ...by(officer), ...counting, competent: unitOf('ha-long-finance') },
} satisfies PetitionCommand;
export const extend = {
  ...{ type: 'ExtendPetition', data: { reason: 'Vụ việc phức tạp' }, ...by(head), ...counting },
} satisfies PetitionCommand;
export const answer = {
  ...{ type: 'AnswerPetition', data: { verdict: 'upheld', answer: 'Đúng như phản ánh' }, ...by(officer) },
} satisfies PetitionCommand;
export const withdraw = { type: 'WithdrawPetition', data: {}, ...by(clerk) } satisfies PetitionCommand;
export const rate = { type: 'RatePetition', data: { rating: 3 }, ...by(clerk) } satisfies PetitionCommand;
export const remind = { type: 'RemindPetition', data: { dueAt }, ...by(platform) } satisfies PetitionCommand;
export const markOverdue = { type: 'MarkPetitionOverdue', data: { dueAt }, ...by(platform) } satisfies PetitionCommand;

// ---- what has happened

type Told = PetitionEvent & { readonly occurredAt?: string; readonly actor?: Actor };
const awaits = { awaits: 'answer', dueAt } as const;
const { petitioner: _, text: __, ...open } = receive.data;
const content = { ...open, petitioner, text, receivedBy: counter, law: petitionLaw.bound };

export const received = {
  ...{ type: 'PetitionReceived', data: { ...content, ...awaits }, occurredAt: receivedAt, actor: clerk },
} satisfies Told;
export const receivedOnline = {
  ...received,
  data: { ...received.data, channel: 'online', receivedBy: office },
  actor: citizen,
} satisfies Told;
export const complaint = {
  ...received,
  data: {
    ...said,
    receivedBy: counter,
    law: petitionLaw.bound,
    kind: 'complaint',
    awaits: 'acceptance',
    dueAt: acceptDueAt,
  },
} satisfies Told;
export const accepted = {
  ...{ type: 'ComplaintAccepted', data: { awaits: 'answer', dueAt: complaintDueAt }, occurredAt: acceptedAt },
} satisfies Told;
export const assigned = { type: 'PetitionAssigned', data: { officer: officer.id } } satisfies Told;
export const forwarded = {
  type: 'PetitionForwarded',
  data: { from: office, ...forward.data, forwardDueAt, ...awaits },
  occurredAt: receivedAt,
} satisfies Told;
export const extended = {
  type: 'PetitionExtended',
  data: { ...extend.data, from: dueAt, dueAt: extendedDueAt, count: 1 },
} satisfies Told;
export const answered = {
  type: 'PetitionAnswered',
  data: { ...answer.data, dueAt, topic: 'channel-refused', unit: office },
  occurredAt: receivedAt,
} satisfies Told;
export const withdrawn = { type: 'PetitionWithdrawn', data: {} } satisfies Told;
export const rated = { type: 'PetitionRated', data: { rating: 3 } } satisfies Told;
export const reminded = { type: 'PetitionReminded', data: { unit: office, dueAt } } satisfies Told;
export const overdue = { type: 'PetitionOverdue', data: { unit: office, dueAt } } satisfies Told;
