import { describe } from '@jest/globals';
import * as a from '../../test/dossier-stories.ts';
import { stories } from '../../test/law-stories.ts';

const { verifiedInTime: verified, transferredInTime: before } = a;
const due = '2022-03-18 17:00';
const issued = a.issued(due);

describe('V13: nothing but what is published is asked for', () => {
  const reception = (...documents: readonly string[]) => [
    a.submitted('2022-03-15 09:00'),
    a.supplementRequested('2022-03-15 09:10', { documents }),
    ...verified.slice(1),
    issued,
  ];
  const appraisal = (...documents: readonly string[]) => [
    ...before,
    a.appraisalSupplementRequested('2022-03-16 09:00', { documents }),
    a.appraisalSupplementReceived('2022-03-17 09:00'),
    a.clockRestarted('2022-03-17 09:00', '2022-03-22 17:00'),
    a.completed('2022-03-18 09:00', 'verify', a.officer),
    issued,
  ];
  stories([
    ['of the list', reception('application-form', 'identity-paper')],
    ['not of it', reception('application-form', 'photo'), ['V13', '2022-03-15 10:00', 2, 4]],
    ['asked for in words alone', reception()],
    ['at appraisal, of the list', appraisal('identity-paper')],
    ['at appraisal, not of it', appraisal('photo', 'contract'), ['V13', '2022-03-16 09:00', 3, 6]],
    [
      'refused: bound to no list',
      [...reception('photo').slice(0, 2), a.told('ReceptionRefused', due, { reason: 'x' })],
    ],
    [
      'a request that was a mistake',
      [
        ...reception('photo').slice(0, 2),
        a.writtenOff('2022-03-15 09:15', 'SupplementRequested', 2),
        ...verified.slice(1),
        issued,
      ],
    ],
  ]);
});

describe('V25 and V48: what a consultation and a verification record', () => {
  const dueAt = a.instant('2022-03-18 17:00');
  const asked = (data: object) => [
    ...verified,
    a.atAgency('ConsultationRequested', '2022-03-16 11:00', { consultation: 1, ...data }),
    a.atAgency('ConsultationAnswered', '2022-03-17 09:00', { consultation: 1 }),
    issued,
  ];
  const looked = (data: object) => [...verified, a.atAgency('Verified', '2022-03-16 11:00', data), issued];
  stories([
    ['agency, content and deadline', asked({ agency: 'tax', content: 'sealed', dueAt })],
    ['without a deadline', asked({ agency: 'tax', content: 'sealed' }), ['V25', '2022-03-16 11:00', 7]],
    ['without content', asked({ agency: 'tax', dueAt }), ['V25', '2022-03-16 11:00', 7]],
    ['without an agency', asked({ content: 'sealed', dueAt }), ['V25', '2022-03-16 11:00', 7]],
    ['a verification with its record', looked({ record: 'BB-2' })],
    ['one without', looked({}), ['V48', '2022-03-16 11:00', 7]],
  ]);
});

describe('V27: the clock stands on a ground', () => {
  const paused = (groundRef: string | undefined) => [
    ...verified,
    a.paused('2022-03-16 15:00', { groundRef }),
    a.resumed('2022-03-16 16:00', due),
    issued,
  ];
  stories([
    ['of the law', paused('financial-obligation')],
    ['on none', paused(undefined), ['V27', '2022-03-16 15:00', 7]],
  ]);
});

describe('V31: fees', () => {
  const charged = (total: number, published?: number) =>
    a.told('FeeCharged', '2022-03-15 09:50', {
      amount: 8_000,
      total,
      ...(published === undefined ? {} : { published }),
    });
  const paid = a.told('FeePaid', '2022-03-15 09:55', { payment: 1, amount: 8_000, means: 'cash' });
  const receipt = (time: a.Time, payment = 1) => a.told('FeeReceiptIssued', time, { payment, receiptNo: 'BL-1' });
  const dayEnd = '2022-03-15 23:59:59.999';
  const story = (...events: readonly a.Told[]) => [...verified.slice(0, 2), ...events, ...verified.slice(2), issued];
  const ordered = (...events: readonly a.Told[]) =>
    story(...events).toSorted((one, other) => one.occurredAt - other.occurredAt);
  stories([
    ['as published', story(charged(8_000, 8_000), paid, receipt('2022-03-15 09:55'))],
    ['one đồng more', story(charged(8_001, 8_000), paid, receipt('2022-03-15 09:55')), ['V31', '2022-03-15 09:50', 3]],
    ['nobody has said how much', story(charged(9_000_000), paid, receipt('2022-03-15 09:55'))],
    ['a receipt in the last millisecond of the day', ordered(charged(8_000, 8_000), paid, receipt(dayEnd))],
    ['one later', ordered(charged(8_000, 8_000), paid, receipt('2022-03-16 00:00')), ['V31', dayEnd, 4]],
    ['none', story(charged(8_000, 8_000), paid), ['V31', dayEnd, 4]],
    ['one of another payment', story(charged(8_000, 8_000), paid, receipt('2022-03-15 09:55', 2)), ['V31', dayEnd, 4]],
    ['a charge that was a mistake', story(charged(9_000, 8_000), a.writtenOff('2022-03-15 09:51', 'FeeCharged', 3))],
    [
      'the post, with a receipt',
      story(a.byPost('FeeCollected', '2022-03-15 09:50', { amount: 1, purpose: 'carriage', receiptNo: 'B' })),
    ],
    [
      'the post, without',
      story(a.byPost('FeeCollected', '2022-03-15 09:50', { amount: 1, purpose: 'carriage' })),
      ['V31', '2022-03-15 09:50', 3],
    ],
  ]);
});

describe('V41: what the applicant has to appear for does not come by post', () => {
  const received = (channel: string, changes: object) => [
    a.submitted('2022-03-15 09:30', { channel }),
    a.received('2022-03-15 10:00', { clerkMayProcess: true, ...changes }),
    a.withdrawn('2022-03-15 11:00'),
  ];
  stories([
    ['by post', received('post', { presenceRequired: true }), ['V41', '2022-03-15 10:00', 2]],
    ['at the counter', received('counter', { presenceRequired: true })],
    ['by post, for what nobody has to appear for', received('post', {})],
  ]);
});

describe('V44: a stop after a decision', () => {
  const story = (day: string, dueAt: string, stoppedAt: string, data: object) => [
    a.submitted(`${day} 09:30`),
    a.received(`${day} 10:00`, {
      clerkMayProcess: true,
      dueAt: a.instant(dueAt),
      term: { unit: 'workingDays', amount: 3 },
    }),
    a.atAgency('ProcessingStopped', stoppedAt, { groundRef: 'applicant-request', ...data }, a.head),
    a.withdrawn(`${day} 16:59`),
  ];
  const decided = { decided: true };
  stories([
    [
      'since TT 03/2025',
      story('2025-09-15', '2025-09-18 17:00', '2025-09-15 11:00', decided),
      ['V44', '2025-09-15 11:00', 3],
    ],
    ['the day before', story('2025-09-12', '2025-09-17 17:00', '2025-09-12 11:00', decided)],
    ['before the decision', story('2025-09-15', '2025-09-18 17:00', '2025-09-15 11:00', {})],
    ['under the law before', story('2022-03-15', '2022-03-18 17:00', '2022-03-15 11:00', decided)],
  ]);
});

describe('V45: originals go back with the result', () => {
  const taken = a.told('OriginalsTaken', '2022-03-15 09:55', { documents: ['land-certificate', 'contract'] });
  const back = (time: a.Time, ...documents: readonly string[]) => a.told('OriginalsReturned', time, { documents });
  const returnedAt = '2022-03-18 17:00';
  const story = (...events: readonly a.Told[]) => [
    ...verified.slice(0, 2),
    taken,
    ...verified.slice(2),
    issued,
    ...events,
  ];
  const both = ['land-certificate', 'contract'] as const;
  const brought = (...events: readonly a.Told[]) => [
    a.byPost('PostalItemAccepted', '2022-03-15 08:00', {
      originals: ['deed'],
      waybillSignedBy: { applicant: true, postal: 'postal-0601' },
    }),
    ...verified,
    issued,
    ...events,
  ];
  stories([
    ['before', story(back(due, ...both), a.returned(returnedAt))],
    ['at the same instant', story(a.returned(returnedAt), back(returnedAt, ...both))],
    [
      'a millisecond later',
      story(a.returned(returnedAt), back('2022-03-18 17:00:00.001', ...both)),
      ['V45', returnedAt, 3, 9],
    ],
    ['one of two', story(back(due, 'contract'), a.returned(returnedAt)), ['V45', returnedAt, 3, 10]],
    [
      'in a packet that came back to the counter, where it stays',
      story(
        a.byPost('ResultHandedToPost', due, { originals: both }),
        a.told('OriginalsTaken', due, { documents: both }),
        a.returned(returnedAt),
      ),
      ['V45', returnedAt, 10, 11],
    ],
    [
      'in the packet of the result',
      story(a.byPost('ResultHandedToPost', due, { originals: both }), a.returned(returnedAt)),
    ],
    [
      'the post brought it and takes it back',
      brought(a.byPost('ResultHandedToPost', due, { originals: ['deed'] }, 2), a.returned(returnedAt)),
    ],
    ['the post brought it and the counter gives it back', brought(back(due, 'deed'), a.returned(returnedAt))],
    [
      'the post brought it and takes the result away without',
      brought(a.byPost('ResultHandedToPost', due, {}, 2), a.returned(returnedAt)),
      ['V45', returnedAt, 1, 10],
    ],
    ['none was taken', [...verified, issued, a.returned(returnedAt)]],
    ['the result is yet to be returned', story()],
    ['taking them was a mistake', story(a.writtenOff(due, 'OriginalsTaken', 3), a.returned(returnedAt))],
  ]);
});

describe('V47: from agency to agency', () => {
  const to = (agency: string, time: a.Time, number: number) => a.transferred(time, { agency, case: number });
  const begun = [...before.slice(0, 3)];
  const at = (hour: number) => `2022-03-15 ${hour}:00`;
  const gone = a.withdrawn('2022-03-16 09:00');
  stories([
    ['to one', [...begun, to('a', at(11), 1), gone]],
    ['to another', [...begun, to('a', at(11), 1), to('b', at(12), 2), gone]],
    [
      'and back',
      [...begun, to('a', at(11), 1), to('b', at(12), 2), to('a', at(13), 3), gone],
      ['V47', at(13), 4, 5, 6],
    ],
    ['to the same one again', [...begun, to('a', at(11), 1), to('a', at(12), 2), gone]],
    [
      'to three others',
      [...begun, to('a', at(11), 1), to('b', at(12), 2), to('c', at(13), 3), to('d', at(14), 4), gone],
    ],
    [
      'to a fourth',
      [
        ...begun,
        to('a', at(11), 1),
        to('b', at(12), 2),
        to('c', at(13), 3),
        to('d', at(14), 4),
        to('e', at(15), 5),
        gone,
      ],
      ['V47', at(15), 4, 5, 6, 7, 8],
    ],
  ]);
});

describe('V50: closed for want of a supplement', () => {
  const closed = (data: object) => [
    ...before,
    a.appraisalSupplementRequested('2022-03-16 09:00'),
    a.atAgency('AutoClosed', '2022-04-06 17:00', data, a.head),
  ];
  const closableAt = (time: a.Time) => ({ closableAt: a.instant(time), groundRef: 'not-supplemented' });
  stories([
    ['once the law lets it', closed(closableAt('2022-04-06 17:00'))],
    ['a millisecond before', closed(closableAt('2022-04-06 17:00:00.001')), ['V50', '2022-04-06 17:00', 7]],
    ['a day before', closed(closableAt('2022-04-07 17:00')), ['V50', '2022-04-06 17:00', 7]],
    ['no law lets it', closed({ groundRef: 'not-supplemented' }), ['V50', '2022-04-06 17:00', 7]],
    ['without a ground', closed({ closableAt: a.instant('2022-04-01 17:00') }), ['V50', '2022-04-06 17:00', 7]],
  ]);
});

describe('V22: a process with more than one way', () => {
  const steps = [
    { code: 'check', role: 'officer', next: ['inspect-site', 'verify'] },
    { code: 'inspect-site', role: 'officer' },
    { code: 'verify', role: 'officer' },
    { code: 'sign', role: 'head' },
  ];
  const done = (hour: number, step: string) =>
    a.completed(`2022-03-16 ${String(hour).padStart(2, '0')}:00`, step, step === 'sign' ? a.head : a.officer);
  const story = (...events: readonly a.Told[]) => [
    ...before.slice(0, 2),
    a.received(undefined, { steps }),
    ...before.slice(3),
    ...events,
  ];
  stories([
    ['the long one', story(done(9, 'check'), done(10, 'inspect-site'), done(11, 'verify'), issued)],
    ['the short one', story(done(9, 'check'), done(11, 'verify'), issued)],
    ['neither', story(done(11, 'verify'), issued), ['V22', '2022-03-16 11:00', 3, 6]],
    ['begun on the long one', story(done(9, 'check'), done(10, 'inspect-site'), issued), ['V22', due, 3, 8]],
    [
      'a step that was a mistake is none',
      story(
        ...[done(9, 'check'), done(11, 'verify')].map((event) => ({ ...event, stream: 'case-1-1' })),
        { ...a.atAgency('EntryCorrected', '2022-03-16 12:00', { of: 2, entry: 'StepCompleted', why: 'sealed' }) },
        issued,
      ),
      ['V22', due, 3, 9],
    ],
  ]);
});
