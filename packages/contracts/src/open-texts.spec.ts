import { type AnyEventType, Sealed } from '@hoso/event-sourcing';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import {
  ConsultationAnswered,
  FinancialObligationFulfilled,
  ResultIssued,
  StepCompleted,
  Verified,
} from './case-events.ts';
import { ResolvedAtOnce } from './dossier-at-once.ts';
import { publishedEvents } from './published.ts';

/** What nobody could hide in a code, an id, or a number. */
const aName = 'Nguyễn Thị Hoa';

/**
 * Every text of an event that a name fits into and that is not sealed, with why. What is published for everybody names
 * nobody (`registry`); what the platform writes itself, people do not (`own`); a reference of the law is compared by
 * rules and handed on by policies (`law`); a number may have been taken in any form once, and its command has a closed
 * one now (`numbers`).
 */
const stayOpen: Readonly<Record<string, readonly string[]>> = {
  registry: [
    'ProcedurePublished',
    'UnitRegistered',
    'CalendarPublished',
    'RuleSetPublished',
    'ItemRangeGranted',
    'CarriageTermsPublished',
    'CarrierRegistered',
    ...['DossierReceived steps.*.name.vi', 'DossierReceived steps.*.name.en'],
    ...['DossierReceived documents.*.name', 'DossierReceived documents.*.condition'],
    ...['TransferredToAgency steps.*.name.vi', 'TransferredToAgency steps.*.name.en'],
    ...['DossierShared steps.*.name.vi', 'DossierShared steps.*.name.en'],
    ...['CaseOpened steps.*.name.vi', 'CaseOpened steps.*.name.en'],
  ],
  own: [
    ...['ScanStored mediaType', 'ExtensionRequested slip', 'CarriageOrdered order', 'CarriageOrderRefused order'],
    'CarriageOrderUnanswered order',
    ...['FindingRaised', 'PersonalDataRead', 'NotificationSent reference', 'SampleDrawn checkpoint'],
    // An imported log is somebody else's record, and shown as it came.
    'ActivityRecorded',
  ],
  law: [
    ...['Paused groundRef', 'FinancialObligationNotified groundRef', 'ProcessingStopped groundRef'],
    'AutoClosed groundRef',
  ],
  numbers: [
    ...['DueDateChanged slipRef', 'FeeReceiptIssued receiptNo', 'HandoverMinutesSigned minutesNo'],
    ...['FeeCollected receiptNo', 'FeesRemitted voucherNo', 'ReceiptGivenToPost slipNo', 'CompensationPaid receiptNo'],
  ],
};
const known = Object.values(stayOpen).flat();

/** The texts that are stored as they were given, by their way. */
function openTexts(schema: z.core.$ZodType, way: readonly string[] = []): readonly string[] {
  if (schema instanceof z.ZodUnion) {
    return schema.options.includes(Sealed) ? [] : schema.options.flatMap((one) => openTexts(one, way));
  }
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([name, member]) => openTexts(member, [...way, name]));
  }
  if (schema instanceof z.ZodArray) return openTexts(schema.element, [...way, '*']);
  if (schema instanceof z.ZodRecord) return openTexts(schema.valueType, [...way, '*']);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return openTexts(schema.def.innerType, way);
  return z.safeParse(schema, aName).success ? [way.join('.')] : [];
}

const types: readonly AnyEventType[] = Object.values(publishedEvents).flat();

describe('A text of an event that somebody may be named in', () => {
  it.each(types.map((type) => [type.name, type] as const))('is sealed, or known to be open: %s', (name, { schema }) => {
    const open = openTexts(schema).filter((text) => ![name, `${name} ${text}`].some((one) => known.includes(one)));
    expect(open).toEqual([]);
  });

  it('is told to be open only where it is', () => {
    const open = types.flatMap(({ name, schema }) => openTexts(schema).flatMap((text) => [name, `${name} ${text}`]));
    expect(known.filter((one) => !open.includes(one))).toEqual([]);
  });
});

describe('What was written in the clear, once', () => {
  const [dossier, at] = ['0190b8a2-7c00-7000-8000-000000000361', '2022-03-15T03:00:00.000Z'];
  const of = { dossier, case: 1 };
  it.each([
    [StepCompleted, 2, { ...of, step: 'verify', role: 'officer', record: 'Biên bản 7' }],
    [Verified, 1, { ...of, record: 'Biên bản 7' }],
    [ConsultationAnswered, 1, { ...of, consultation: 1, answer: 'Đồng ý', document: 'Công văn 7' }],
    [FinancialObligationFulfilled, 1, { ...of, receipt: 'Biên lai 7', pausedClock: false }],
    [ResultIssued, 2, { ...of, document: 'Giấy chứng nhận 7', finishedAt: at }],
    [ResolvedAtOnce, 1, { document: 'Bản sao 7', finishedAt: at, returnBy: 'counter' }],
  ] as const)('reads as it did: $name', (type, from, data) => {
    const { upcast, version }: AnyEventType = type;
    expect(version).toBe(from + 1);
    expect(upcast(data, from)).toEqual(data);
  });
});
