import type { Actor, Insist, ProcedureVersion, Unit } from '@hoso/contracts';
import { weekdayCalendar, workingCalendar } from '@hoso/working-time';
import type { ShipmentCommand, Staff, Waybill } from '../src/shipment/shipment-command.ts';

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

export const insist: Insist = { reason: 'Theo chỉ đạo', authorisedBy: 'head-0701' };

export function by<Command extends ShipmentCommand>(actor: Actor, command: Command): Command {
  return { ...command, actor };
}

export function insisting<Command extends ShipmentCommand>(command: Command): Command {
  return { ...command, insist };
}
