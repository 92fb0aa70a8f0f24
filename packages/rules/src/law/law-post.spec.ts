import { describe } from '@jest/globals';
import * as a from '../../test/dossier-stories.ts';
import { stories } from '../../test/law-stories.ts';

const { verifiedInTime: verified } = a;
const due = '2022-03-18 17:00';
const issued = a.issued(due);
const carriage = { leg: 'intra-district', terms: 1, days: 1, slipDays: 3 };
const signedBy = { postal: 'postal-0601', agency: 'clerk-0702' };
const waybillSignedBy = { applicant: true, postal: 'postal-0601' };
const accepted = (time: a.Time, days: number = carriage.days) =>
  a.byPost('PostalItemAccepted', time, { carriage: { ...carriage, days }, waybillSignedBy });
const sealed = (time: a.Time) => a.byPost('ItemSealed', time, { sealNo: 'S-1', applicantPresent: true });
const minutes = (time: a.Time) => a.byPost('HandoverMinutesSigned', time, { minutesNo: 'BB-1', signedBy });
/** Collected before, handed over on Tuesday 15 March at 09:00, and then as it should be. */
const handedOver = (before: readonly a.Told[], after: readonly a.Told[] = []) => [
  ...before,
  sealed('2022-03-15 08:59'),
  minutes('2022-03-15 09:00'),
  ...after,
  a.submitted('2022-03-15 09:00', { channel: 'post' }),
  a.scanned('2022-03-15 09:20'),
  a.received('2022-03-15 10:00', { startAt: a.instant('2022-03-15 09:00') }),
  ...verified.slice(3),
  issued,
];

describe('V32: what the post collected is remitted when the minutes are signed', () => {
  const collected = (amount: number, purpose = 'procedure') =>
    a.byPost('FeeCollected', '2022-03-15 08:30', { amount, purpose, receiptNo: 'BL-1' });
  const remitted = (time: a.Time, amount: number) =>
    a.byPost('FeesRemitted', time, { amount, voucherNo: 'PT-1', signedBy });
  const [at, late] = ['2022-03-15 09:00', '2022-03-15 09:00:00.001'];
  const from = accepted('2022-03-15 08:00');
  stories([
    ['before', handedOver([from, collected(8_000), remitted('2022-03-15 08:58', 8_000)])],
    ['at the same instant', handedOver([from, collected(8_000)], [remitted(at, 8_000)])],
    ['a millisecond later', handedOver([from, collected(8_000)], [remitted(late, 8_000)]), ['V32', at, 2, 4]],
    ['never', handedOver([from, collected(8_000)]), ['V32', at, 2, 4]],
    ['all but one đồng', handedOver([from, collected(8_000), remitted('2022-03-15 08:58', 7_999)]), ['V32', at, 2, 5]],
    ['what the carriage costs is its own', handedOver([from, collected(30_000, 'carriage')])],
    ['nothing was collected', handedOver([from])],
  ]);
});

describe('V35: the post is there within J+n', () => {
  const there = '2022-03-15 10:00';
  const sent = (time: a.Time, deliverAt = 'home') =>
    a.byPost('ResultHandedToPost', time, { carriage, signedBy, deliverAt });
  const invited = (time: a.Time) => a.byPost('DeliveryInvited', time, { count: 1, means: 'sms' });
  const delivered = (time: a.Time) =>
    a.byPost('Delivered', time, { to: 'applicant', idDocument: { kind: 'passport' } });
  const back = (time: a.Time) => a.byPost('ReturnedToAgency', time, { reason: 'refused', invitations: 1 });
  const story = (...events: readonly a.Told[]) => [...verified, issued, ...events];
  const tuesday = '2022-03-22 23:59:59.999';
  const wednesday = '2022-03-23 00:00';
  stories([
    ['on the day after', handedOver([accepted('2022-03-14 08:00')])],
    ['from the last millisecond of a day', handedOver([accepted('2022-03-14 00:00')])],
    [
      'a millisecond of the day before that',
      handedOver([accepted('2022-03-13 23:59:59.999', 0)]),
      ['V35', there, 1, 3],
    ],
    ['over a weekend', handedOver([accepted('2022-03-11 16:00', 2)])],
    ['a day too late', handedOver([accepted('2022-03-11 16:00', 1)]), ['V35', there, 1, 3]],
    ['on the same day where it has none', handedOver([accepted('2022-03-15 00:00', 0)])],
    ['without published terms', handedOver([{ ...accepted('2022-03-01 08:00'), data: { waybillSignedBy } }])],
    ['force majeure', handedOver([accepted('2022-03-10 16:00'), a.byPost('ForceMajeureReported', '2022-03-12 08:00')])],
    ['a result on its last day', story(sent('2022-03-21 08:00'), delivered(tuesday))],
    ['and on the next', story(sent('2022-03-21 08:00'), delivered(wednesday)), ['V35', wednesday, 8, 9]],
    [
      'at a post office, told in time',
      story(sent('2022-03-21 08:00', 'post-office'), invited(tuesday), delivered('2022-03-30 08:00')),
    ],
    ['told too late', story(sent('2022-03-21 08:00', 'post-office'), invited(wednesday)), ['V35', wednesday, 8, 9]],
    ['refused, but offered in time', story(sent('2022-03-21 08:00'), invited(tuesday), back('2022-03-25 08:00'))],
    [
      'refused when it came too late',
      story(sent('2022-03-21 08:00'), invited(wednesday), back('2022-03-25 08:00')),
      ['V35', '2022-03-25 08:00', 8, 9],
    ],
    ['still under way', story(sent('2022-03-21 08:00'))],
    [
      'lost',
      story(
        sent('2022-03-21 08:00'),
        a.byPost('LostOrDamaged', '2022-03-30 08:00', { kind: 'lost' }),
        a.byPost('CompensationPaid', '2022-03-30 09:00', { amount: 1 }),
      ),
    ],
    [
      'a supplement',
      [
        a.submitted('2022-03-10 09:30'),
        a.byPost('SupplementAccepted', '2022-03-10 10:00', { carriage }, 2),
        { ...minutes('2022-03-14 09:00'), stream: 'shipment-1-2' },
        a.scanned('2022-03-15 09:45'),
        a.received(undefined, { startAt: a.instant('2022-03-14 09:00'), dueAt: a.instant('2022-03-17 17:00') }),
        ...verified.slice(3),
        a.issued('2022-03-17 17:00'),
      ].filter(({ type }) => type !== 'HandoverMinutesSigned' || true),
      ['V36', '2022-03-14 09:00', 3],
      ['V35', there, 2, 3],
    ],
  ]);
});

describe('V40: what was lost or damaged is settled within thirty days', () => {
  // Lost on Wednesday 23 March; the thirtieth day is Friday 22 April.
  const limit = '2022-04-22 17:00';
  const lost = a.byPost('LostOrDamaged', '2022-03-23 08:00', { kind: 'lost', direction: 'to-applicant' });
  const paid = (time: a.Time, shipment = 1) =>
    a.byPost('CompensationPaid', time, { amount: 120_000, receiptNo: 'B' }, shipment);
  const story = (...events: readonly a.Told[]) => [...verified, issued, lost, ...events];
  stories([
    ['at the limit', story(paid(limit))],
    ['a millisecond later', story(paid('2022-04-22 17:00:00.001')), ['V40', limit, 8]],
    ['never', story(), ['V40', limit, 8]],
    ['that of another shipment', story(paid('2022-04-01 08:00', 2)), ['V40', limit, 8]],
    [
      'before there is a dossier: by the end of the last day',
      [accepted('2022-03-22 08:00'), lost],
      ['V40', '2022-04-22 23:59:59.999', 2],
    ],
  ]);
});
