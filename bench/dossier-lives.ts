import { caseEvents, dossierEvents, registryEvents } from '@hoso/contracts';
import { type Actor, instantOf, type NewEvent, type StreamName, uuidV8 } from '@hoso/event-sourcing';
import { sqliteEventStore } from '@hoso/event-store-sqlite';
import { weekdayCalendar } from '@hoso/working-time';

// Lives of dossiers as the services record them: a day's submissions overlap with what is in process; most are handled
// as they should be, some are late, asked for supplements twice, extended, withdrawn.

const oneStop = 'ha-long-one-stop';
const agency = 'ha-long-office';
const clerk: Actor = { id: 'clerk-0702', role: 'clerk', unit: oneStop };
const officer: Actor = { id: 'officer-0802', role: 'officer', unit: agency };
const head: Actor = { id: 'head-0801', role: 'head', unit: agency };
const platform: Actor = { id: 'platform', role: 'system', unit: 'platform' };

const begins = Date.UTC(2022, 0, 10, 1);
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** A new dossier every so often: some 240,000 a year. */
const everyMs = 130_000;

const sealed = {
  kid: '019d2bfd-3fe0-7abc-b9d6-5e9e20d6eef7',
  iv: 'aXYtaXYtaXYtaXY=',
  ct: 'Q2lwaGVyIHRleHQgb2YgYSBuYW1lLCBhIG51bWJlciwgYW4gYWRkcmVzcyBhbmQgYSB0ZWxlcGhvbmUgbnVtYmVyLCBzZWFsZWQ=',
  tag: 'dGFnLXRhZy10YWctdGFnLQ==',
};
const steps = [
  { code: 'verify', name: { vi: 'Thẩm định', en: 'Verify' }, role: 'officer' },
  { code: 'sign', name: { vi: 'Ký duyệt', en: 'Sign' }, role: 'head' },
];
const documents = [
  { code: 'application-form', name: 'Tờ khai', form: 'original', needed: true },
  { code: 'identity-paper', name: 'Giấy tờ tùy thân', form: 'certified', needed: true },
];

interface Happening {
  readonly at: number;
  readonly dossier: string;
  readonly ofCase: boolean;
  readonly type: string;
  readonly data: unknown;
  readonly by: Actor;
}

/** Writes a log with so many events of dossiers, in the order in which they happened. */
export async function writeLives(path: string, count: number): Promise<{ readonly dossiers: number }> {
  let now = begins - dayMs;
  const store = sqliteEventStore({ path, log: { kind: 'simulated' }, clock: () => now });
  const calendar = { ...weekdayCalendar(), id: 'quang-ninh', version: 1, knownFrom: 2022, knownTo: 2024 };
  await store.append([
    write('calendar-quang-ninh', 0, 'calendar', { ...at(now, platform), type: 'CalendarPublished', data: calendar }),
  ]);
  const happenings: Happening[] = [];
  let dossiers = 0;
  while (happenings.length < count) happenings.push(...lifeOf(dossiers++));
  happenings.sort((one, other) => one.at - other.at);
  const versions = new Map<StreamName, number>();
  let together: Promise<unknown>[] = [];
  for (const [index, happening] of happenings.slice(0, count).entries()) {
    const stream = happening.ofCase ? `case-${happening.dossier}-1` : `dossier-${happening.dossier}`;
    const version = versions.get(stream) ?? 0;
    versions.set(stream, version + 1);
    now = happening.at;
    together.push(store.append([write(stream, version, String(index), happening)]));
    if (together.length === 200) {
      await Promise.all(together);
      together = [];
    }
  }
  await Promise.all(together);
  await store.close();
  return { dossiers };
}

function at(ms: number, by: Actor) {
  return { at: ms, dossier: '', ofCase: false, by };
}

function write(stream: StreamName, expected: number, key: string, { at: ms, dossier, type, data, by }: Happening) {
  const commandId = uuidV8('lives', key);
  const event: NewEvent = {
    ...{ commandId, commandType: `Tell${type}`, correlationId: commandId },
    ...{ type, schemaVersion: newestOf(type), occurredAt: instantOf(ms), actor: by, data },
    ...(dossier === '' ? {} : { dossierId: dossier }),
    ...(type === 'DossierSubmitted' ? { sealed: ['/applicant'] } : {}),
  };
  return { stream, expected, events: [event] };
}

/** What the services record today. */
function newestOf(type: string): number {
  const known = [dossierEvents, caseEvents, registryEvents].flatMap(({ types }) => types.get(type) ?? []);
  return known[0]?.version ?? 1;
}

function lifeOf(index: number): readonly Happening[] {
  const dossier = uuidV8('dossier', index);
  const start = begins + index * everyMs;
  const of = { dossier, case: 1 };
  const [startAt, dueAt] = [instantOf(start + hourMs), instantOf(closeOf(start + 4 * dayMs))];
  const handling = { agency, oneStop, steps, clerkMayProcess: false, startAt, dueAt, receivedBy: clerk.id };
  const life: Happening[] = [];
  const add = (hours: number, type: string, data: unknown, by: Actor = clerk, ofCase = false) =>
    life.push({ at: start + Math.round(hours * hourMs), dossier, ofCase, type, data, by });
  const inCase = (hours: number, type: string, data: object, by: Actor) =>
    add(hours, type, { ...of, ...data }, by, true);
  const submission = { procedure: '1.001612', channel: 'counter', oneStop, applicant: sealed, returnBy: 'counter' };
  add(0, 'DossierSubmitted', submission);
  if (index % 5 === 0) add(0.1, 'SupplementRequested', { items: sealed, reason: sealed, count: 1 });
  if (index % 20 === 0) add(0.15, 'SupplementRequested', { items: sealed, reason: sealed, count: 2 });
  if (index % 5 === 0) add(0.5, 'SupplementReceived', { items: sealed });
  for (const [n, { code }] of documents.entries()) {
    add(0.6 + n / 100, 'ScanStored', {
      document: code,
      sha256: 'a'.repeat(64),
      bytes: 90_000,
      mediaType: 'application/pdf',
    });
  }
  const bound = {
    ...{ code: codeOf(index), startAt, lawfulDueAt: dueAt, dueAt, procedure: { code: '1.001612', version: 1 } },
    ...{ term: { unit: 'workingDays', amount: 4 }, steps, documents, clerkMayProcess: false },
    calendar: { id: 'quang-ninh', version: 1 },
  };
  add(1, 'DossierReceived', bound);
  if (index % 25 === 7) {
    add(5, 'DossierWithdrawn', { reason: sealed });
    return life;
  }
  add(1.2, 'TransferredToAgency', { ...handling, case: 1 });
  inCase(1.21, 'CaseOpened', handling, platform);
  inCase(3, 'OfficerAssigned', { officer: officer.id }, head);
  inCase(26, 'StepCompleted', { step: 'verify', role: 'officer', record: `BB-${index}` }, officer);
  const late = index % 10 === 3 ? 200 : 0;
  if (index % 20 === 3) {
    const newDueAt = instantOf(closeOf(start + 14 * dayMs));
    inCase(28, 'ExtensionRequested', { slip: `GH-${index}`, reason: sealed, newDueAt }, officer);
    inCase(29, 'ApologyIssued', { reason: sealed, newDueAt, signedBy: head.id, signerRole: 'head' }, head);
    inCase(29.01, 'ReAppointed', { newDueAt, count: 1 }, head);
    add(30, 'DueDateChanged', { from: dueAt, to: newDueAt, cause: 'extension', slipRef: `GH-${index}` });
  }
  inCase(50 + late, 'StepCompleted', { step: 'sign', role: 'head' }, head);
  const finishedAt = instantOf(start + (51 + late) * hourMs);
  inCase(51 + late, 'ResultIssued', { document: `Giấy xác nhận số ${index}`, finishedAt }, head);
  add(51.01 + late, 'ResultRecorded', { outcome: 'issued', case: 1, finishedAt, returnBy: 'counter' }, platform);
  add(75 + late, 'ResultReturned', { by: 'counter', to: 'applicant' });
  return life;
}

/** 17:00 of that day in Hạ Long. */
function closeOf(ms: number): number {
  return Math.floor(ms / dayMs) * dayMs + 10 * hourMs;
}

function codeOf(index: number): string {
  const day = new Date(begins + index * everyMs).toISOString().slice(2, 10).replaceAll('-', '');
  return `000.00.21.H49-${day}-${String((index % 9_999) + 1).padStart(4, '0')}`;
}
