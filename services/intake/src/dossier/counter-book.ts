import type {
  EarlyResultNotified,
  FeeCharged,
  FeePaid,
  FeeReceiptIssued,
  OriginalsReturned,
  OriginalsTaken,
  ReAppointmentNotified,
  ResultNotified,
  ScanExempted,
  ScanStored,
} from '@hoso/contracts';
import { type EventOf, type Happened, unreachable } from '@hoso/event-sourcing';

/** What a counter keeps of papers and money, whatever else becomes of the dossier. */
export interface CounterBook {
  readonly scans: readonly { readonly document: string; readonly sha256: string }[];
  /** Papers that need no scan. */
  readonly exempt: readonly string[];
  /** Every document whose original was ever taken, and whether it lies there still. */
  readonly originals: readonly { readonly document: string; readonly isHeld: boolean }[];
  readonly charges: readonly { readonly amount: number; readonly payableAt: string }[];
  readonly payments: readonly Payment[];
  /** What the applicant was told last, and of which date. */
  readonly notices: { readonly [One in Notice as One['type']]?: One['data'] };
}

type Notice = EventOf<typeof EarlyResultNotified | typeof ReAppointmentNotified | typeof ResultNotified>;

export interface Payment {
  readonly payment: number;
  readonly amount: number;
  readonly means: string;
  readonly receiptNo?: string;
}

export const emptyBook: CounterBook = {
  scans: [],
  exempt: [],
  originals: [],
  charges: [],
  payments: [],
  notices: {},
};

const names = [
  'ScanStored',
  'OriginalsTaken',
  'OriginalsReturned',
  'FeeCharged',
  'FeePaid',
  'FeeReceiptIssued',
  'ScanExempted',
  'EarlyResultNotified',
  'ReAppointmentNotified',
  'ResultNotified',
] as const satisfies readonly CounterEvent['type'][];
const counterNames = new Set<string>(names);

export type CounterEvent = EventOf<
  | typeof ScanStored
  | typeof OriginalsTaken
  | typeof OriginalsReturned
  | typeof FeeCharged
  | typeof FeePaid
  | typeof FeeReceiptIssued
  | typeof ScanExempted
  | typeof EarlyResultNotified
  | typeof ReAppointmentNotified
  | typeof ResultNotified
>;

export function isCounterEvent<Event extends { readonly type: string }>(
  event: Event,
): event is Extract<Event, { readonly type: CounterEvent['type'] }> {
  return counterNames.has(event.type);
}

export function counterBookAfter(book: CounterBook, event: Happened<CounterEvent>): CounterBook {
  switch (event.type) {
    case 'ScanStored': {
      const { document, sha256 } = event.data;
      return { ...book, scans: [...book.scans, { document, sha256 }] };
    }
    case 'OriginalsTaken':
      return withOriginals(book, event.data.documents, true);
    case 'OriginalsReturned':
      return withOriginals(book, event.data.documents, false);
    case 'FeeCharged': {
      const { amount, payableAt } = event.data;
      return { ...book, charges: [...book.charges, { amount, payableAt }] };
    }
    case 'FeePaid': {
      const { payment, amount, means } = event.data;
      return { ...book, payments: [...book.payments, { payment, amount, means }] };
    }
    case 'FeeReceiptIssued': {
      const { payment, receiptNo } = event.data;
      return {
        ...book,
        payments: book.payments.map((one) => (one.payment === payment ? { ...one, receiptNo } : one)),
      };
    }
    case 'ScanExempted':
      return { ...book, exempt: [...book.exempt, event.data.document] };
    case 'EarlyResultNotified':
    case 'ReAppointmentNotified':
    case 'ResultNotified':
      return { ...book, notices: { ...book.notices, [event.type]: event.data } };
    default:
      return unreachable(event);
  }
}

/** Whether a paper is in the electronic dossier, or need not be (61 Đ17.1; TT 03/2025 Đ5.2). */
export function isDigitised({ scans, exempt }: CounterBook, code: string): boolean {
  return exempt.includes(code) || scans.some(({ document }) => document === code);
}

/** Documents whose originals lie at the counter. */
export function heldOriginals({ originals }: CounterBook): readonly string[] {
  return originals.flatMap(({ document, isHeld }) => (isHeld ? [document] : []));
}

/** What is still to be paid, in đồng; nothing more where more was paid. */
export function owed({ charges, payments }: CounterBook): number {
  return Math.max(0, total(charges) - total(payments));
}

export function total(amounts: readonly { readonly amount: number }[]): number {
  return amounts.reduce((sum, { amount }) => sum + amount, 0);
}

function withOriginals(book: CounterBook, documents: readonly string[], isHeld: boolean): CounterBook {
  const others = book.originals.filter(({ document }) => !documents.includes(document));
  return { ...book, originals: [...others, ...documents.map((document) => ({ document, isHeld }))] };
}
