import { readFileSync } from 'node:fs';
import { type WorkingCalendar, workingCalendar } from '@hoso/working-time';
import {
  compileLawRules,
  type DossierEvent,
  type DossierFinding,
  type DossierJudge,
  type JudgedDossier,
  type LawRuleSet,
  lawParametersIn,
  readLawRuleSet,
  type RuleFacts,
  writtenOffIn,
} from '../src/index.ts';

/** What the specs of the law's rules tell about: a dossier of Hạ Long's justice division in March 2022. */
export const clerk = { id: 'clerk-0702', role: 'clerk', unit: 'ha-long-one-stop' };
export const officer = { id: 'officer-0902', role: 'officer', unit: 'ha-long-justice' };
export const head = { id: 'head-0901', role: 'head', unit: 'ha-long-justice' };
export const applicant = { id: 'applicant-1', role: 'applicant', unit: 'public' };
export const postman = { id: 'postal-0601', role: 'postal', unit: 'ha-long-post' };
export const platform = { id: 'platform', role: 'system', unit: 'platform' };

const ruleFile = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../rules/${name}.json`, import.meta.url), 'utf8'));
export const shippedSets: readonly LawRuleSet[] = ['nd61-2018', 'nd118-2025'].map((name) => {
  const reading = readLawRuleSet(ruleFile(name), lawParametersIn(ruleFile('rule-sets')));
  if (!reading.ok) throw new Error(JSON.stringify(reading.issues));
  return reading.ruleSet;
});

const calendar: WorkingCalendar = workingCalendar({
  id: 'quang-ninh',
  version: 1,
  timeZone: 'Asia/Ho_Chi_Minh',
  knownFrom: 2018,
  knownTo: 2026,
  specialDays: [{ date: '2022-04-11', kind: 'compensatory', name: { vi: 'Nghỉ bù Giỗ Tổ', en: "Hung Kings' Day" } }],
});

export const facts: RuleFacts = {
  calendar: (id, version) => (id === 'quang-ninh' && version === 1 ? calendar : undefined),
  logKind: 'live',
};
export const judge = compileLawRules(shippedSets, facts);

/** A local time such as `2022-03-15 09:30` or `2022-03-15 09:30:00.001`, or milliseconds since 1970. */
export type Time = string | number;

export function local(time: Time): number {
  return typeof time === 'number' ? time : Date.parse(`${time.replace(' ', 'T')}+07:00`);
}

export function instant(time: Time): string {
  return new Date(local(time)).toISOString();
}

/** An event without its place in the log: the story gives it one. */
export type Told = Omit<DossierEvent, 'position'>;

/** `lateMs`: how long after it happened it was recorded. */
export function told(
  type: string,
  time: Time,
  data: object = {},
  actor: DossierEvent['actor'] = clerk,
  lateMs = 0,
): Told {
  const occurredAt = local(time);
  return { type, stream: `dossier-1`, occurredAt, recordedAt: occurredAt + lateMs, actor, data };
}

/** Places events in the log in the order told. */
export function placed(events: readonly Told[]): readonly DossierEvent[] {
  const versions = new Map<string, number>();
  return events.map((event, index) => {
    const version = (versions.get(event.stream) ?? 0) + 1;
    versions.set(event.stream, version);
    return { ...event, position: index + 1, version };
  });
}

/** Judges a dossier's history that is known up to an instant (for ever, where none is given). */
export function judged(
  events: readonly DossierEvent[],
  until = Number.MAX_SAFE_INTEGER,
  by: DossierJudge = judge,
): JudgedDossier {
  const isWrittenOff = writtenOffIn(events);
  const ordered = events
    .filter((event) => !isWrittenOff(event))
    .toSorted((one, other) => one.occurredAt - other.occurredAt || one.position - other.position);
  return by.tick(
    ordered.reduce((state, event) => by.eat(state, event), by.initial),
    until,
  );
}

/** The findings of a story. */
export function findingsOf(...events: readonly Told[]): readonly DossierFinding[] {
  return judged(placed(events)).findings;
}

// ---- what happens

export const steps = [
  { code: 'verify', name: { vi: 'Thẩm định', en: 'Verify' }, role: 'officer' },
  { code: 'sign', name: { vi: 'Ký', en: 'Sign' }, role: 'head' },
];
const documents = [
  { code: 'application-form', name: 'Tờ khai', form: 'original', needed: true },
  { code: 'identity-paper', name: 'Giấy tờ tùy thân', form: 'unstated', needed: false },
];
const of = { dossier: '017f8a00-0000-7000-8000-000000000001', case: 1 };

export function submitted(time: Time, changes: object = {}): Told {
  const data = { procedure: '1.004873', channel: 'counter', oneStop: clerk.unit, returnBy: 'counter', ...changes };
  return told('DossierSubmitted', time, data, 'online' in changes ? applicant : clerk);
}

/** Received on Tuesday 15 March at 10:00 with three working days: due on Friday at 17:00. */
export function received(time: Time = '2022-03-15 10:00', changes: object = {}): Told {
  const date = new Date(local(time) + 7 * 3_600_000).toISOString().slice(2, 10).replaceAll('-', '');
  const data = {
    code: `000.00.06.H49-${date}-0361`,
    startAt: instant(time),
    dueAt: instant('2022-03-18 17:00'),
    lawfulDueAt: instant('2022-03-18 17:00'),
    procedure: { code: '1.004873', version: 1 },
    term: { unit: 'workingDays', amount: 3 },
    steps,
    documents,
    clerkMayProcess: false,
    calendar: { id: 'quang-ninh', version: 1 },
    ...changes,
  };
  return told('DossierReceived', time, data);
}

export function scanned(time: Time, document = 'application-form', lateMs = 0): Told {
  return told(
    'ScanStored',
    time,
    { document, sha256: 'a'.repeat(64), bytes: 1, mediaType: 'image/png' },
    clerk,
    lateMs,
  );
}

export function transferred(time: Time, changes: object = {}): Told {
  return told('TransferredToAgency', time, { agency: officer.unit, oneStop: clerk.unit, case: 1, ...changes });
}

export function assigned(time: Time): Told {
  return told('OfficerAssigned', time, { ...of, officer: officer.id }, head);
}

export function completed(time: Time, step: string, actor: DossierEvent['actor']): Told {
  return told('StepCompleted', time, { ...of, step, role: actor.role }, actor);
}

export function apologised(time: Time, changes: object = {}, lateMs = 0): Told {
  const data = { reason: 'sealed', newDueAt: instant('2022-03-22 17:00'), signedBy: head.id, signerRole: 'head' };
  return told('ApologyIssued', time, { ...of, ...data, ...changes }, head, lateMs);
}

export function extensionRequested(time: Time, until: Time, slip = 'GH-1'): Told {
  return told('ExtensionRequested', time, { ...of, slip, reason: 'sealed', newDueAt: instant(until) }, officer);
}

export function dueDateChanged(time: Time, to: Time, changes: object = {}): Told {
  const from = instant('2022-03-18 17:00');
  return told('DueDateChanged', time, { from, to: instant(to), cause: 'extension', ...changes });
}

export function reappointed(time: Time, to: Time, count = 1): Told {
  return told('ReAppointed', time, { ...of, newDueAt: instant(to), count }, head);
}

export function reappointmentNotified(time: Time, dueAt: Time): Told {
  return told('ReAppointmentNotified', time, { means: 'sms', dueAt: instant(dueAt) });
}

export function supplementRequested(time: Time, changes: object = {}): Told {
  return told('SupplementRequested', time, { items: 'sealed', reason: 'sealed', count: 1, ...changes });
}

export function appraisalSupplementRequested(time: Time, changes: object = {}, lateMs = 0): Told {
  const data = { ...of, items: 'sealed', reason: 'sealed', via: 'one-stop', count: 1, ...changes };
  return told('AppraisalSupplementRequested', time, data, officer, lateMs);
}

export function appraisalSupplementReceived(time: Time): Told {
  return told('AppraisalSupplementReceived', time, { ...of, items: 'sealed', restartAt: instant(time) });
}

export function clockRestarted(time: Time, dueAt: Time): Told {
  const data = { at: instant(time), from: instant('2022-03-18 17:00'), dueAt: instant(dueAt), case: 1 };
  return told('ClockRestarted', time, data, platform);
}

/** On a ground of the law, unless changed. */
export function paused(time: Time, changes: object = {}): Told {
  const data = { cause: 'financial-obligation', case: 1, at: instant(time), groundRef: 'Luật Đất đai', ...changes };
  return told('Paused', time, data, platform);
}

/** `dueAt`: the appointment as it is recorded then. */
export function resumed(time: Time, dueAt?: Time, changes: object = {}): Told {
  const due = dueAt === undefined ? {} : { due: { dueAt: instant(dueAt) } };
  const data = { cause: 'financial-obligation', case: 1, at: instant(time), ...due, ...changes };
  return told('Resumed', time, data, platform);
}

export function issued(time: Time, actor: DossierEvent['actor'] = head, lateMs = 0): Told {
  return told('ResultIssued', time, { ...of, document: 'QĐ-01' }, actor, lateMs);
}

/** What the one-stop unit is told of it. */
export function recorded(time: Time, changes: object = {}): Told {
  const data = { outcome: 'issued', case: 1, finishedAt: instant(time), returnBy: 'counter', ...changes };
  return told('ResultRecorded', time, data, platform);
}

export function returned(time: Time): Told {
  return told('ResultReturned', time, { by: 'counter', to: 'applicant' });
}

/** An entry of a stream counts no more: the n-th one. */
export function writtenOff(time: Time, entry: string, of = 1, changes: object = {}): Told {
  return told('Corrected', time, { of, entry, why: 'sealed', ...changes });
}

/** What the post does with a shipment. */
export function byPost(type: string, time: Time, data: object = {}, shipment = 1): Told {
  return { ...told(type, time, { dossier: of.dossier, shipment, ...data }, postman), stream: `shipment-1-${shipment}` };
}

/** What happens at the agency, in its case. */
export function atAgency(type: string, time: Time, data: object = {}, actor: DossierEvent['actor'] = officer): Told {
  return { ...told(type, time, { ...of, ...data }, actor), stream: 'case-1-1' };
}

export function refused(time: Time, changes: object = {}): Told {
  return told('RefusedAfterAppraisal', time, { ...of, reason: 'sealed', ...changes }, head);
}

export function withdrawn(time: Time): Told {
  return told('DossierWithdrawn', time, { reason: 'sealed' });
}

/** A dossier in which everything is as it should be up to its transfer. */
export const transferredInTime: readonly Told[] = [
  submitted('2022-03-15 09:30'),
  scanned('2022-03-15 09:45'),
  received(),
  transferred('2022-03-15 11:00'),
  assigned('2022-03-15 14:00'),
];
/** The same up to the head's signature. */
export const verifiedInTime: readonly Told[] = [...transferredInTime, completed('2022-03-16 10:00', 'verify', officer)];
