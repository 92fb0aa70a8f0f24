import type { DossierCommandOf } from '../src/dossier/dossier-command.ts';
import { byClerk, calendar, lawfulDueAt, platform, received, receivedAt, type Told } from './dossier-stories.ts';

/** What befalls the dossier of the specs beside its way from submission to return. */

/** Wednesday, 09:00: to be paid first; and paid on Friday, 09:00. Two closes lie between. */
export const pausedAt = '2022-03-16T02:00:00.000Z';
export const resumedAt = '2022-03-18T02:00:00.000Z';
export const groundRef = 'Luật Đất đai 2013 Đ63';
export const paused: Told = {
  type: 'Paused',
  data: { cause: 'financial-obligation', case: 1, at: pausedAt, groundRef },
};
export const stopped: Told = { type: 'Paused', data: { cause: 'stop', case: 1, at: pausedAt, groundRef: 'QĐ 12' } };
/** Tuesday: the close of Friday, two working days on. */
export const dueAfterPause = '2022-03-22T10:00:00.000Z';
export const resumed: Told = {
  type: 'Resumed',
  data: {
    ...{ cause: 'financial-obligation', case: 1, at: resumedAt },
    due: {
      ...{ originalDueAt: dueAfterPause, dueAt: dueAfterPause },
      ...{ lawfulDueAt: dueAfterPause, clockDueAt: dueAfterPause },
    },
  },
};
export const originalsTaken: Told = { type: 'OriginalsTaken', data: { documents: ['land-certificate', 'passport'] } };
export const originalsReturned: Told = {
  type: 'OriginalsReturned',
  data: { documents: ['land-certificate', 'passport'] },
};
export const charged: Told = {
  type: 'FeeCharged',
  data: { amount: 50_000, payableAt: 'reception', total: 50_000, published: 50_000 },
};
export const paid: Told = { type: 'FeePaid', data: { payment: 1, amount: 50_000, means: 'cash' } };
export const receiptIssued: Told = { type: 'FeeReceiptIssued', data: { payment: 1, receiptNo: 'BL-0001' } };

export const atOnce: Told & { readonly type: 'DossierReceived' } = {
  ...received,
  data: { ...received.data, immediate: true },
};
export const resolvedAtOnce: Told = {
  type: 'ResolvedAtOnce',
  data: { document: 'Bản sao 12', finishedAt: receivedAt, returnBy: 'counter' },
};
export const exempted: Told = {
  type: 'ScanExempted',
  data: { document: 'application-form', because: 'shown-only' },
};
export const earlyNotified: Told = { type: 'EarlyResultNotified', data: { means: 'sms', dueAt: lawfulDueAt } };
const newDueAt = '2022-03-21T10:00:00.000Z';
export const extended: Told = {
  type: 'DueDateChanged',
  data: { from: lawfulDueAt, to: newDueAt, cause: 'extension', slipRef: 'GH-1' },
};
export const newDateNotified: Told = { type: 'ReAppointmentNotified', data: { means: 'email', dueAt: newDueAt } };

// ---- what is asked

export const pauseClock: DossierCommandOf<'PauseClock'> = {
  ...byClerk,
  actor: platform,
  type: 'PauseClock',
  data: { cause: 'financial-obligation', case: 1, at: pausedAt, groundRef },
};
export const resumeClock: DossierCommandOf<'ResumeClock'> = {
  ...byClerk,
  actor: platform,
  type: 'ResumeClock',
  data: { cause: 'financial-obligation', case: 1, at: resumedAt, awaitsSupplement: false },
  calendar,
};
export const takeOriginals: DossierCommandOf<'TakeOriginals'> = {
  ...byClerk,
  type: 'TakeOriginals',
  data: { documents: ['land-certificate', 'passport'] },
};
export const returnOriginals: DossierCommandOf<'ReturnOriginals'> = { ...takeOriginals, type: 'ReturnOriginals' };
export const chargeFee: DossierCommandOf<'ChargeFee'> = {
  ...byClerk,
  type: 'ChargeFee',
  data: { amount: 50_000, payableAt: 'reception' },
  published: 50_000,
};
export const payFee: DossierCommandOf<'PayFee'> = {
  ...byClerk,
  type: 'PayFee',
  data: { amount: 50_000, means: 'cash' },
};
export const issueFeeReceipt: DossierCommandOf<'IssueFeeReceipt'> = {
  ...byClerk,
  type: 'IssueFeeReceipt',
  data: { receiptNo: 'BL-0001' },
};
export const resolveAtOnce: DossierCommandOf<'ResolveAtOnce'> = {
  ...byClerk,
  type: 'ResolveAtOnce',
  data: { document: 'Bản sao 12' },
};
export const exemptFromScan: DossierCommandOf<'ExemptFromScan'> = {
  ...byClerk,
  type: 'ExemptFromScan',
  data: { document: 'application-form', because: 'shown-only' },
};
export const notifyEarlyResult: DossierCommandOf<'NotifyEarlyResult'> = {
  ...byClerk,
  type: 'NotifyEarlyResult',
  data: { means: 'sms' },
};
export const notifyReAppointment: DossierCommandOf<'NotifyReAppointment'> = {
  ...byClerk,
  type: 'NotifyReAppointment',
  data: { means: 'email' },
};
export const notifyResult: DossierCommandOf<'NotifyResult'> = {
  ...byClerk,
  type: 'NotifyResult',
  data: { means: 'email' },
};
