import { randomUUID } from 'node:crypto';
import { caseEvents, type DossierReceived, type DossierSubmitted, shipmentEvents } from '@hoso/contracts';
import { type Actor, type Envelope, type EventOf, type EventStore, type StreamName } from '@hoso/event-sourcing';
import type { StandingEvent } from '../src/history/standing-events.ts';

type Fact<Event> = Event extends { readonly type: infer Type; readonly data: infer Data }
  ? { readonly type: Type; readonly data: Data }
  : never;
/** What happened, and perhaps when and by whom. */
export type Told = Fact<StandingEvent> & { readonly at?: string; readonly by?: Actor };

export const dossierId = '019d2bfd-3fe0-7abc-b9d6-5e9e20d6eef7';
export const clerk: Actor = { id: 'clerk-0701', role: 'clerk', unit: 'ha-long-one-stop' };
export const officer: Actor = { id: 'officer-0802', role: 'officer', unit: 'ha-long-office' };
export const carrier: Actor = { id: 'postman-0601', role: 'postal', unit: 'ha-long-post' };
const steps = [{ code: 'verify', name: { vi: 'Thẩm định', en: 'Verify' }, role: 'officer' as const }];
const sealed = { kid: 'k', iv: 'aXY=', ct: 'Y3Q=', tag: 'dGFn' };

const submission: EventOf<typeof DossierSubmitted>['data'] = {
  ...{ procedure: '1.001193', channel: 'online', oneStop: 'ha-long-one-stop', applicant: sealed, returnBy: 'counter' },
};
const reception: EventOf<typeof DossierReceived>['data'] & { readonly lawfulDueAt: string } = {
  ...{ code: '000.00.21.H49-220315-0001', startAt: '2022-03-15T02:30:00.000Z' },
  ...{ lawfulDueAt: '2022-03-18T10:00:00.000Z', dueAt: '2022-03-18T10:00:00.000Z' },
  ...{ procedure: { code: '1.001193', version: 1 }, term: { unit: 'workingDays', amount: 3 }, steps, documents: [] },
  ...{ clerkMayProcess: false, calendar: { id: 'quang-ninh', version: 1 } },
};
const sides = { post: 'ha-long-post', oneStop: 'ha-long-one-stop' };
const parcel = (shipment: number) => ({ dossier: dossierId, shipment });
const inCase = { dossier: dossierId, case: 1 };
const handling = { agency: 'ha-long-office', oneStop: 'ha-long-one-stop', steps, clerkMayProcess: false };
const clockOf = { startAt: reception.startAt, dueAt: reception.dueAt };

/** Moments of one dossier, each an event as the services would have recorded it. */
export const told = {
  submitted: { type: 'DossierSubmitted', data: submission, at: '2022-03-14T03:00:00.000Z' },
  scanned: {
    ...{ type: 'ScanStored', at: '2022-03-14T03:05:00.000Z', by: clerk },
    data: { document: 'application-form', sha256: 'a'.repeat(64), bytes: 1, mediaType: 'image/png' },
  },
  supplementRequested: {
    ...{ type: 'SupplementRequested', at: '2022-03-14T04:00:00.000Z', by: clerk },
    data: { items: ['Tờ khai'], reason: 'Thiếu', count: 1 },
  },
  supplementReceived: {
    type: 'SupplementReceived',
    data: { items: ['Tờ khai'] },
    at: '2022-03-15T02:00:00.000Z',
    by: clerk,
  },
  received: { type: 'DossierReceived', data: reception, at: '2022-03-15T02:30:00.000Z', by: clerk },
  refused: { type: 'ReceptionRefused', data: { reason: 'Sai thẩm quyền' }, at: '2022-03-15T02:30:00.000Z', by: clerk },
  transferred: {
    ...{ type: 'TransferredToAgency', at: '2022-03-15T03:00:00.000Z', by: clerk },
    data: { ...handling, ...clockOf, case: 1 },
  },
  opened: { type: 'CaseOpened', data: { ...inCase, ...handling, ...clockOf }, at: '2022-03-15T03:00:01.000Z' },
  assigned: {
    ...{ type: 'OfficerAssigned', at: '2022-03-15T07:00:00.000Z' },
    data: { ...inCase, officer: 'officer-0802' },
  },
  verified: {
    ...{ type: 'StepCompleted', at: '2022-03-16T02:00:00.000Z', by: officer },
    data: { ...inCase, step: 'verify', role: 'officer', record: 'BB-12' },
  },
  appraisalSupplementRequested: {
    ...{ type: 'AppraisalSupplementRequested', at: '2022-03-16T03:00:00.000Z', by: officer },
    data: { ...inCase, items: ['Giấy chứng sinh'], reason: 'Thiếu', via: 'one-stop', count: 1 },
  },
  appraisalSupplementReceived: {
    ...{ type: 'AppraisalSupplementReceived', at: '2022-03-21T02:00:00.000Z', by: clerk },
    data: { ...inCase, items: ['Giấy chứng sinh'], restartAt: '2022-03-21T02:00:00.000Z' },
  },
  restarted: {
    ...{ type: 'ClockRestarted', at: '2022-03-21T02:00:00.000Z' },
    data: { at: '2022-03-21T02:00:00.000Z', from: reception.dueAt, dueAt: '2022-03-24T10:00:00.000Z', case: 1 },
  },
  extensionRequested: {
    ...{ type: 'ExtensionRequested', at: '2022-03-16T06:00:00.000Z', by: officer },
    data: { ...inCase, slip: 'GH-7', reason: 'Xác minh', newDueAt: '2022-03-25T10:00:00.000Z' },
  },
  apologised: {
    ...{ type: 'ApologyIssued', at: '2022-03-16T06:30:00.000Z', by: officer },
    data: { ...inCase, reason: 'Xác minh', newDueAt: '2022-03-25T10:00:00.000Z', signerRole: 'head' },
  },
  dueDateChanged: {
    ...{ type: 'DueDateChanged', at: '2022-03-16T07:00:00.000Z', by: clerk },
    data: { from: reception.dueAt, to: '2022-03-25T10:00:00.000Z', cause: 'extension', slipRef: 'GH-7' },
  },
  obliged: {
    ...{ type: 'FinancialObligationNotified', at: '2022-03-16T04:00:00.000Z', by: officer },
    data: { ...inCase, amount: 8_000, groundRef: 'land-tax', pausesClock: true },
  },
  paid: {
    ...{ type: 'FinancialObligationFulfilled', at: '2022-03-17T04:00:00.000Z', by: clerk },
    data: { ...inCase, pausedClock: true },
  },
  stopped: {
    ...{ type: 'ProcessingStopped', at: '2022-03-16T05:00:00.000Z', by: officer },
    data: { ...inCase, groundRef: 'dispute' },
  },
  resumed: {
    ...{ type: 'ProcessingResumed', at: '2022-03-17T05:00:00.000Z', by: officer },
    data: { ...inCase, clockRuns: true },
  },
  sentToCounter: {
    ...{ type: 'ReturnedToOneStop', at: '2022-03-16T08:00:00.000Z', by: officer },
    data: { ...inCase, reason: 'Thuộc cơ quan khác' },
  },
  dossierTakenBack: { type: 'DossierTakenBack', data: { case: 1 }, at: '2022-03-16T08:00:00.000Z' },
  recalled: {
    ...{ type: 'ResultRecalled', at: '2022-03-18T09:30:00.000Z', by: officer },
    data: { ...inCase, reason: 'Ghi sai tên' },
  },
  resultTakenBack: { type: 'ResultTakenBack', data: { case: 1 }, at: '2022-03-18T09:30:00.000Z' },
  verifiedOnSite: {
    ...{ type: 'Verified', at: '2022-03-16T02:30:00.000Z', by: officer },
    data: { ...inCase, record: 'BB-13' },
  },
  issued: {
    ...{ type: 'ResultIssued', at: '2022-03-18T09:00:00.000Z', by: officer },
    data: { ...inCase, document: 'Giấy khai sinh số 7', finishedAt: '2022-03-18T09:00:00.000Z' },
  },
  resultRecorded: {
    ...{ type: 'ResultRecorded', at: '2022-03-18T09:00:00.000Z' },
    data: { outcome: 'issued', case: 1, finishedAt: '2022-03-18T09:00:00.000Z', returnBy: 'counter' },
  },
  returned: {
    ...{ type: 'ResultReturned', at: '2022-03-21T02:00:00.000Z', by: clerk },
    data: { by: 'counter', to: 'applicant' },
  },
  collected: {
    ...{ type: 'PostalItemAccepted', at: '2022-03-14T01:00:00.000Z', by: carrier },
    data: {
      ...{
        ...parcel(1),
        direction: 'to-agency',
        ...sides,
        item: 'RR123456785VN',
        place: 'home',
        procedure: '1.001193',
      },
      ...{ applicant: sealed, returnBy: 'post', documents: [], waybillSignedBy: { applicant: true } },
    },
  },
  packetSealed: {
    ...{ type: 'ItemSealed', at: '2022-03-14T01:05:00.000Z', by: carrier },
    data: { ...parcel(1), sealNo: 'NP-1', applicantPresent: true },
  },
  minutesSigned: {
    ...{ type: 'HandoverMinutesSigned', at: '2022-03-14T02:30:00.000Z', by: clerk },
    data: { ...parcel(1), ...sides, minutesNo: 'BB-1', signedBy: { postal: carrier.id, agency: clerk.id } },
  },
  readyToReturn: {
    ...{ type: 'ResultReadyToReturn', at: '2022-03-18T09:00:00.000Z' },
    data: { by: 'post', oneStop: 'ha-long-one-stop', finishedAt: '2022-03-18T09:00:00.000Z' },
  },
  arranged: {
    ...{ type: 'ShipmentArranged', at: '2022-03-18T09:00:01.000Z' },
    data: {
      ...{ ...parcel(2), direction: 'to-applicant', oneStop: 'ha-long-one-stop' },
      readyAt: '2022-03-18T09:00:00.000Z',
    },
  },
  handedToPost: {
    ...{ type: 'ResultHandedToPost', at: '2022-03-19T02:00:00.000Z', by: carrier },
    data: { ...parcel(2), ...sides, item: 'RR473124829VN', counted: 1, sealNo: 'NP-2', signedBy: {} },
  },
  carried: {
    ...{ type: 'CarrierEventRecorded', at: '2022-03-19T05:00:00.000Z', by: carrier },
    data: { ...parcel(2), carrierEventId: 'c-1', status: 'departed', at: '2022-03-19T04:00:00.000Z' },
  },
  invited: {
    ...{ type: 'DeliveryInvited', at: '2022-03-20T02:00:00.000Z', by: carrier },
    data: { ...parcel(2), count: 1, means: 'phone' },
  },
  delivered: {
    ...{ type: 'Delivered', at: '2022-03-20T08:00:00.000Z', by: carrier },
    data: { ...parcel(2), to: 'applicant', recipientSigned: true },
  },
  sentBack: {
    ...{ type: 'ReturnedToAgency', at: '2022-03-20T09:00:00.000Z', by: carrier },
    data: { ...parcel(2), reason: 'not-collected', invitations: 1 },
  },
  takenBack: {
    ...{ type: 'ReturnTakenBack', at: '2022-03-21T03:00:00.000Z', by: clerk },
    data: { ...parcel(2), ...sides, signedBy: { agency: clerk.id } },
  },
  lost: {
    ...{ type: 'LostOrDamaged', at: '2022-03-20T10:00:00.000Z', by: carrier },
    data: { ...parcel(2), direction: 'to-applicant', kind: 'lost' },
  },
  withdrawn: { type: 'DossierWithdrawn', data: { reason: 'Không cần nữa' }, at: '2022-03-17T02:00:00.000Z' },
} as const satisfies Readonly<Record<string, Told>>;

/** What moves the clock of a case that waits. */
export const clockTold = {
  correctedWithdrawal: {
    ...{ type: 'Corrected', at: '2022-03-22T03:00:00.000Z', by: clerk },
    data: { of: 3, entry: 'DossierWithdrawn', why: 'Ghi nhầm', status: 'received' },
  },
  clockPaused: {
    ...{ type: 'Paused', at: '2022-03-16T08:00:00.000Z' },
    data: { cause: 'financial-obligation', case: 1, at: '2022-03-16T08:00:00.000Z', groundRef: 'Luật Đất đai Đ63' },
  },
  clockStopped: {
    ...{ type: 'Paused', at: '2022-03-17T02:00:00.000Z' },
    data: { cause: 'stop', case: 1, at: '2022-03-17T02:00:00.000Z', groundRef: 'QĐ 12' },
  },
  clockPaidFor: {
    ...{ type: 'Resumed', at: '2022-03-18T02:00:00.000Z' },
    data: { cause: 'financial-obligation', case: 1, at: '2022-03-18T02:00:00.000Z', awaits: 'stop' },
  },
  clockResumed: {
    ...{ type: 'Resumed', at: '2022-03-21T02:00:00.000Z' },
    data: {
      ...{ cause: 'stop', case: 1, at: '2022-03-21T02:00:00.000Z' },
      due: {
        ...{ originalDueAt: '2022-03-23T10:00:00.000Z', dueAt: '2022-03-23T10:00:00.000Z' },
        ...{ lawfulDueAt: '2022-03-23T10:00:00.000Z', clockDueAt: '2022-03-23T10:00:00.000Z' },
      },
    },
  },
} as const satisfies Readonly<Record<string, Told>>;

const platform: Actor = { id: 'policy', role: 'system', unit: 'platform' };

/** Records events of the dossier one by one, each in the stream of the service that would have said it. */
export async function record(store: EventStore, events: readonly Told[]): Promise<void> {
  for (const event of events) {
    const stream = streamOf(event);
    const before = await store.readStream(stream, 0, 1_000);
    const commandId = randomUUID();
    const { type, data, at = '2022-03-15T00:00:00.000Z', by = platform } = event;
    await store.append([
      {
        stream,
        expected: before.length,
        events: [
          {
            ...{ commandId, commandType: 'TellStory', correlationId: commandId },
            ...{ type, schemaVersion: 1, dossierId, occurredAt: at, actor: by, data },
            ...(type === 'DossierSubmitted' ? { sealed: ['/applicant'] } : {}),
          },
        ],
      },
    ]);
  }
}

/** The stream of the service that would have said it. */
export function streamOf({ type, data }: Told): StreamName {
  if (caseEvents.types.has(type)) return `case-${dossierId}-1`;
  const shipment = shipmentEvents.types.has(type) && 'shipment' in data ? data.shipment : undefined;
  return shipment === undefined ? `dossier-${dossierId}` : `shipment-${dossierId}-${shipment}`;
}

/** An event as it would be read back, were it recorded after `index` others at the time at which it happened. */
export function toldEnvelope(event: Told, index: number): Envelope {
  const { type, data, at = '2022-03-15T00:00:00.000Z', by = platform } = event;
  return {
    ...{ id: '', commandId: '', commandType: '', correlationId: '', log: '', schemaVersion: 1, dossierId },
    ...{ type, data, occurredAt: at, recordedAt: at, stream: streamOf(event), version: index + 1 },
    ...{ position: index + 2, actor: by },
  };
}
