import { describe, expect, it } from '@jest/globals';
import * as a from '../../test/dossier-stories.ts';
import { stories } from '../../test/law-stories.ts';
import { compileLawRules, UnknownCalendar, UnreadableEvent } from '../index.ts';

const { received, transferredInTime: before, verifiedInTime: verified } = a;
const due = '2022-03-18 17:00';
const hour = 3_600_000;
const day = 24 * hour;
/** Said to have happened at `time`, recorded so much later. */
const late = (event: a.Told, lateMs: number): a.Told => ({ ...event, recordedAt: event.occurredAt + lateMs });
const at = (time: string, lateMs: number) =>
  new Date(a.local(time) + lateMs + 7 * hour).toISOString().slice(0, 23).replace('T', ' ');

describe('V26 and V30: what is recorded late', () => {
  const signed = a.issued('2022-03-18 16:00');
  const monday = at('2022-03-18 16:00', 3 * day);
  const apology = (lateMs: number) => late(a.apologised('2022-03-17 09:00'), lateMs);
  const request = (time: string, lateMs: number) => late(a.appraisalSupplementRequested(time), lateMs);
  const extension = (lateMs: number) =>
    late(a.dueDateChanged('2022-03-18 16:00', '2022-03-25 17:00', { slipRef: 'GH-1' }), lateMs);
  stories([
    ['a result recorded 24 hours late to the millisecond', [...verified, late(signed, day)]],
    [
      'a millisecond more carries it over its due date',
      [...verified, late(signed, day + 1)],
      ['V26', at('2022-03-18 16:00', day + 1), 7],
    ],
    [
      'over a weekend, with more than 8 hours of work',
      [...verified, late(signed, 4 * day)],
      ['V26', at('2022-03-18 16:00', 4 * day), 7],
      ['V30', at('2022-03-18 16:00', 4 * day), 7],
    ],
    ['8 working hours to the millisecond', [...verified, late(signed, 3 * day)], ['V26', monday, 7]],
    [
      'and one more',
      [...verified, late(signed, 3 * day + 1)],
      ['V26', at('2022-03-18 16:00', 3 * day + 1), 7],
      ['V30', at('2022-03-18 16:00', 3 * day + 1), 7],
    ],
    [
      'late, but over no limit',
      [...verified, late(a.issued('2022-03-17 10:00'), day + 5 * hour)],
      ['V30', at('2022-03-17 10:00', day + 5 * hour), 7],
    ],
    [
      'signing and issuing are recorded in one go',
      [
        ...verified,
        late(a.completed('2022-03-17 10:00', 'sign', a.head), 29 * hour),
        late(a.issued('2022-03-17 10:00'), 29 * hour),
      ],
      ['V30', at('2022-03-17 10:00', 29 * hour), 7],
    ],
    [
      'what the platform records by itself',
      [...verified, a.issued(due), late(a.told('ResultRecorded', due, {}, a.platform), 9 * day)],
    ],
    [
      'an apology that the due date had not waited for',
      [...verified, apology(2 * day), a.issued(due)],
      ['V26', at('2022-03-17 09:00', 2 * day), 7],
      ['V30', at('2022-03-17 09:00', 2 * day), 7],
    ],
    [
      'one that would have been too late for V03',
      [...verified, apology(day + 1), a.issued(due)],
      ['V26', at('2022-03-17 09:00', day + 1), 7],
      ['V30', at('2022-03-17 09:00', day + 1), 7],
    ],
    [
      'a request that would have come on the fourth day',
      [...before, request('2022-03-18 14:00', 3 * day)],
      ['V26', at('2022-03-18 14:00', 3 * day), 6],
    ],
    [
      'an extension that the due date had not waited for',
      [...verified, a.apologised('2022-03-17 09:00'), extension(2 * day), a.issued('2022-03-25 16:00')],
      ['V26', at('2022-03-18 16:00', 2 * day), 8],
    ],
    [
      'a transfer',
      [...before.slice(0, 3), late(a.transferred('2022-03-15 16:00'), day + 1), ...verified.slice(4), a.issued(due)],
      ['V26', at('2022-03-15 16:00', day + 1), 4],
      ['V30', at('2022-03-15 16:00', day + 1), 4],
    ],
    [
      'a scan that the transfer had not waited for',
      [
        ...before.slice(0, 1),
        ...before.slice(2),
        a.scanned('2022-03-15 09:45', 'application-form', 2 * day),
        ...verified.slice(5),
        a.issued(due),
      ],
      ['V26', at('2022-03-15 09:45', 2 * day), 3, 5],
    ],
    [
      'a scan of what is not needed',
      [...before, late(a.scanned('2022-03-15 09:50', 'identity-paper'), 2 * day), ...verified.slice(5), a.issued(due)],
    ],
  ]);

  it('is no finding in a log that was imported', () => {
    const imported = compileLawRules(a.shippedSets, { ...a.facts, logKind: 'imported' });
    const story = a.placed([...verified, late(signed, 300 * day)]);
    expect(a.judged(story).findings.map(({ rule }) => rule)).toEqual(['V26', 'V30']);
    expect(a.judged(story, undefined, imported).findings).toEqual([]);
  });

  it('names who recorded a scan, not who transferred', () => {
    const other = { ...late(a.scanned('2022-03-15 09:45'), 2 * day), actor: { ...a.clerk, id: 'clerk-0703' } };
    const [finding] = a.findingsOf(
      ...before.slice(0, 1),
      ...before.slice(2),
      other,
      ...verified.slice(5),
      a.issued(due),
    );
    expect(finding).toMatchObject({ rule: 'V26', person: 'clerk-0703', facts: { act: 'ScanStored', over: 'V18' } });
  });
});

describe('V33, V34, V36 to V39: by post', () => {
  const post = (type: string, time: string, data: object = {}, shipment = 1) => ({
    ...a.told(type, time, { dossier: '017f8a00-0000-7000-8000-000000000001', shipment, ...data }, a.postman),
    stream: `shipment-1-${shipment}`,
  });
  const invited = (time: string, shipment = 1) => post('DeliveryInvited', time, { count: 1, means: 'sms' }, shipment);
  const back = (time: string, reason = 'not-collected', shipment = 1) =>
    post('ReturnedToAgency', time, { reason, invitations: 0 }, shipment);
  const finished = [...verified, a.issued('2022-03-17 16:00')];
  const signedBy = { postal: 'postal-0601', agency: 'clerk-0702' };
  const accepted = (waybillSignedBy: object) => post('PostalItemAccepted', '2022-03-15 08:00', { waybillSignedBy });
  const minutes = (data: object) =>
    post('HandoverMinutesSigned', '2022-03-15 09:00', { minutesNo: 'BB-1', signedBy, ...data });
  const delivered = (data: object) =>
    post('Delivered', '2022-03-21 09:00', { to: 'applicant', idDocument: { kind: 'passport' }, ...data });
  const sealed = (data: object) =>
    post('ItemSealed', '2022-03-15 08:10', { sealNo: 'S-1', applicantPresent: true, ...data });
  const handed = post('ResultHandedToPost', '2022-03-18 09:00', { sealNo: 'S-9', signedBy });
  const full = a.told('SupplementReceived', '2022-03-15 09:40', { items: 'sealed' });
  const byPost = (
    startAt = '2022-03-15 09:00',
    more: readonly a.Told[] = [],
    minuted: object = {},
    seal: object = {},
  ) => [
    accepted({ applicant: true, postal: 'postal-0601' }),
    sealed(seal),
    minutes(minuted),
    a.submitted('2022-03-15 09:00', { channel: 'post' }),
    a.scanned('2022-03-15 09:20'),
    ...more,
    received('2022-03-15 10:00', { startAt: a.instant(startAt), dueAt: a.instant('2022-03-17 17:00') }),
    ...finished.slice(3, -1),
    a.issued('2022-03-17 16:00'),
  ];
  const returnedAt = '2022-03-24 09:00';
  stories([
    [
      'invited twice, two working days apart',
      [...finished, invited('2022-03-18 10:00'), invited('2022-03-22 08:00'), back(returnedAt)],
    ],
    [
      'one working day apart',
      [...finished, invited('2022-03-18 10:00'), invited('2022-03-21 23:59:59.999'), back(returnedAt)],
      ['V38', returnedAt, 8, 9, 10],
    ],
    [
      'three times in one day',
      [
        ...finished,
        invited('2022-03-18 10:00'),
        invited('2022-03-18 11:00'),
        invited('2022-03-18 12:00'),
        back(returnedAt),
      ],
      ['V38', returnedAt, 8, 10, 11],
    ],
    [
      'three times, the first and the last two days apart',
      [
        ...finished,
        invited('2022-03-18 10:00'),
        invited('2022-03-21 11:00'),
        invited('2022-03-22 12:00'),
        back(returnedAt),
      ],
    ],
    ['once', [...finished, invited('2022-03-18 10:00'), back(returnedAt)], ['V38', returnedAt, 8, 9]],
    ['never', [...finished, back(returnedAt, 'address-unknown')], ['V38', returnedAt, 8]],
    ['the addressee refuses', [...finished, back(returnedAt, 'refused')]],
    [
      'each shipment by itself',
      [...finished, invited('2022-03-18 10:00'), invited('2022-03-22 08:00', 2), back(returnedAt)],
      ['V38', returnedAt, 8, 10],
    ],
    [
      'a shipment that goes out again begins anew',
      [
        ...finished,
        invited('2022-03-18 10:00'),
        invited('2022-03-22 08:00'),
        back(returnedAt),
        back('2022-03-25 09:00'),
      ],
      ['V38', '2022-03-25 09:00', 11],
    ],
    [
      'insisted upon',
      [...finished, post('ReturnedToAgency', returnedAt, { reason: 'refused', insisted: { reason: 'sealed' } })],
    ],
    ['a waybill with both signatures', [accepted({ applicant: true, postal: 'postal-0601' }), ...finished]],
    ['with one', [accepted({ postal: 'postal-0601' }), ...finished], ['V37', '2022-03-15 08:00', 1]],
    [
      'minutes with one signature',
      byPost(undefined, [], { signedBy: { postal: 'postal-0601' } }),
      ['V33', '2022-03-15 09:00', 3],
    ],
    ['the term starts with the minutes', byPost()],
    ['a millisecond later', byPost('2022-03-15 09:00:00.001'), ['V34', '2022-03-15 10:00', 3, 6]],
    ['a day earlier', byPost('2022-03-14 09:00'), ['V34', '2022-03-15 10:00', 3, 6]],
    ['with the full supplement', byPost('2022-03-15 09:40', [a.supplementRequested('2022-03-15 09:30'), full])],
    [
      'not with the minutes then',
      byPost('2022-03-15 09:00', [a.supplementRequested('2022-03-15 09:30'), full]),
      ['V34', '2022-03-15 10:00', 7, 8],
    ],
    [
      'unsigned minutes start nothing',
      byPost('2022-03-14 09:00', [], { minutesNo: undefined }),
      ['V33', '2022-03-15 09:00', 3],
    ],
    [
      'sealed in absence of the applicant',
      byPost(undefined, [], {}, { applicantPresent: false }),
      ['V36', '2022-03-15 08:10', 2],
    ],
    [
      'sealed without a number, by nobody knows whom',
      byPost(undefined, [], {}, { sealNo: undefined, applicantPresent: undefined }),
      ['V36', '2022-03-15 08:10', 2],
    ],
    ['with another number', byPost(undefined, [], { sealNo: 'S-2' }), ['V36', '2022-03-15 09:00', 2, 3]],
    ['with the same', byPost(undefined, [], { sealNo: 'S-1', intact: true })],
    ['broken', byPost(undefined, [], { intact: false }), ['V36', '2022-03-15 09:00', 2, 3]],
    ['never sealed', byPost().filter(({ type }) => type !== 'ItemSealed'), ['V36', '2022-03-15 09:00', 2]],
    ['a result whose seal is whole', [...finished, handed, delivered({ sealNo: 'S-9', intact: true })]],
    ['and one with another', [...finished, handed, delivered({ sealNo: 'S-8' })], ['V36', '2022-03-21 09:00', 8, 9]],
    ['delivered on proof', [...finished, delivered({})]],
    ['without', [...finished, delivered({ idDocument: undefined })], ['V39', '2022-03-21 09:00', 8]],
    [
      'to another one without authorisation',
      [...finished, delivered({ to: 'authorised-person' })],
      ['V39', '2022-03-21 09:00', 8],
    ],
    ['to another one with it', [...finished, delivered({ to: 'authorised-person', authorisation: 'sealed' })]],
  ]);
});

describe('The law of a dossier', () => {
  const years = { term: { unit: 'workingDays', amount: 3 }, dueAt: a.instant('2025-07-04 17:00') };
  const lawOf = (...events: readonly a.Told[]) =>
    a.findingsOf(...events).map(({ rule, ruleSet }) => [rule, ruleSet.id]);
  const twice = (time: string) => [a.supplementRequested(`${time} 09:00`), a.supplementRequested(`${time} 09:01`)];

  it('is that of its reception, and before it that of its submission', () => {
    const received = { ...a.received('2025-07-01 10:00', { ...years, code: '000.00.06.H49-250701-0361' }) };
    expect(lawOf(a.submitted('2025-06-30 08:00'), ...twice('2025-06-30'), received)).toEqual([
      ['V09', 'nd61-2018'],
      ['V17', 'nd118-2025'],
      ['V02', 'nd118-2025'],
    ]);
  });

  it('stays that of its reception', () => {
    const received = a.received('2025-06-30 10:00', { ...years, dueAt: a.instant('2025-07-03 17:00') });
    expect(lawOf(a.submitted('2025-06-30 08:00'), received)).toEqual([
      ['V17', 'nd61-2018'],
      ['V02', 'nd61-2018'],
    ]);
  });

  it('begins at local midnight', () => {
    expect(lawOf(a.submitted('2025-06-30 23:59:59.999'), ...twice('2025-07-02'))).toEqual([['V09', 'nd61-2018']]);
    expect(lawOf(a.submitted('2025-07-01 00:00'), ...twice('2025-07-02'))).toEqual([['V09', 'nd118-2025']]);
  });

  it('is none before any rule set is in force', () =>
    expect(lawOf(a.submitted('2018-06-20 08:00'), ...twice('2018-06-20'))).toEqual([]));

  it('knows both forms of codes since 25 January 2026', () => {
    const coded = (date: string, code: string) =>
      lawOf(
        a.submitted(`${date} 08:00`),
        a.received(`${date} 10:00`, { code, dueAt: a.instant('2026-01-26 09:00'), clerkMayProcess: true }),
        a.withdrawn(`${date} 11:00`),
      );
    expect(coded('2026-01-25', 'H49.006.01-260125-010361')).toEqual([]);
    expect(coded('2026-01-25', '000.00.06.H49-260125-0361')).toEqual([]);
    expect(coded('2026-01-24', 'H49.006.01-260124-010361')).toEqual([['V21', 'nd118-2025']]);
  });

  it('concerns whom its scope names', () => {
    const [set] = a.shippedSets;
    const scoped = (scope: object) => {
      const rules = set?.rules.filter(({ id }) => id === 'V02').map((rule) => ({ ...rule, scope })) ?? [];
      const judge = compileLawRules(set ? [{ ...set, rules }] : [], a.facts);
      return a.judged(a.placed(verified), undefined, judge).findings.length;
    };
    expect(scoped({ channels: ['counter'], procedures: ['1.004873'], agencies: ['ha-long-justice'] })).toBe(1);
    expect(scoped({ channels: ['online', 'post'] })).toBe(0);
    expect(scoped({ procedures: ['1.000001'] })).toBe(0);
    expect(scoped({ agencies: ['ha-long-one-stop'] })).toBe(0);
  });

  it('cannot be told without the calendar that the dossier is bound to', () =>
    expect(() =>
      a.findingsOf(...before.slice(0, 2), a.received('2022-03-15 10:00', { calendar: { id: 'x', version: 1 } })),
    ).toThrow(UnknownCalendar));

  it('cannot be told of an event that says nothing', () =>
    expect(() => a.findingsOf(a.told('DossierReceived', due))).toThrow(
      new UnreadableEvent('event 1, DossierReceived: code: Invalid input: expected string, received undefined'),
    ));

  it('does not mind events that it does not know', () =>
    expect(a.findingsOf(a.told('SomethingNew', due), a.told('ActivityRecorded', due))).toEqual([]));
});
