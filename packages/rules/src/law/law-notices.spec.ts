import { describe } from '@jest/globals';
import * as a from '../../test/dossier-stories.ts';
import { stories } from '../../test/law-stories.ts';

const { verifiedInTime: verified } = a;
const due = '2022-03-18 17:00';
const later = '2022-03-25 17:00';

describe('V08: the applicant is told of the new date', () => {
  // Re-appointed on Thursday 17 March: to be told by Friday's close.
  const limit = '2022-03-18 17:00';
  const extended = [
    ...verified,
    a.extensionRequested('2022-03-17 08:00', later),
    a.apologised('2022-03-17 09:00'),
    a.dueDateChanged('2022-03-17 09:30', later, { slipRef: 'GH-1' }),
    a.reappointed('2022-03-17 10:00', later),
  ];
  const told = (time: a.Time) => a.reappointmentNotified(time, later);
  const issued = a.issued('2022-03-24 10:00');
  stories([
    ['at once', [...extended, told('2022-03-17 10:05'), issued]],
    ['at the close of the next working day', [...extended, told(limit), issued]],
    ['a millisecond later', [...extended, told('2022-03-18 17:00:00.001'), issued], ['V08', limit, 10]],
    ['a day later', [...extended, told('2022-03-19 17:00'), issued], ['V08', limit, 10]],
    ['never', [...extended, issued], ['V08', limit, 10]],
    [
      'told of that date before the head had signed',
      [...extended.slice(0, -1), told('2022-03-17 09:45'), ...extended.slice(-1), issued],
    ],
    [
      'told of another date before',
      [...extended.slice(0, -1), a.reappointmentNotified('2022-03-17 09:45', due), ...extended.slice(-1), issued],
      ['V08', limit, 11],
    ],
    ['finished before anybody had to be told', [...extended, a.issued(limit)]],
    ['finished a millisecond after', [...extended, a.issued('2022-03-18 17:00:00.001')], ['V08', limit, 10]],
    ['withdrawn before', [...extended, a.withdrawn('2022-03-18 09:00')]],
    [
      'a second one needs a notice of its own',
      [...extended, told('2022-03-17 10:05'), a.reappointed('2022-03-21 10:00', '2022-03-30 17:00', 2), issued],
      ['V04', '2022-03-21 10:00', 10, 12],
      ['V08', '2022-03-22 17:00', 12],
    ],
    [
      'over a weekend',
      [...extended.slice(0, -1), a.reappointed('2022-03-18 16:59', later), told('2022-03-21 17:00'), issued],
    ],
    [
      'a notice that was a mistake is none',
      [...extended, told('2022-03-17 10:05'), a.writtenOff('2022-03-17 11:00', 'ReAppointmentNotified', 11), issued],
      ['V08', limit, 10],
    ],
  ]);
});

describe('V16: what came online is answered within eight working hours', () => {
  // Tuesday, 09:30: eight working hours are over on Wednesday at the same time.
  const limit = '2022-03-16 09:30';
  const calendar = { id: 'quang-ninh', version: 1 };
  const online = (changes: object = { calendar }) => a.submitted('2022-03-15 09:30', { channel: 'online', ...changes });
  const received = (time: a.Time) => a.received(time, { clerkMayProcess: true, dueAt: a.instant('2022-03-18 17:00') });
  const gone = a.withdrawn('2022-03-17 16:00');
  stories([
    ['at the limit', [online(), received(limit), gone]],
    ['a millisecond late', [online(), received('2022-03-16 09:30:00.001'), gone], ['V16', limit, 1]],
    ['never', [online()], ['V16', limit, 1]],
    ['asked for a supplement in time', [online(), a.supplementRequested(limit), received('2022-03-17 09:00'), gone]],
    ['asked a day late', [online(), a.supplementRequested('2022-03-17 09:30'), gone], ['V16', limit, 1]],
    ['refused in time', [online(), a.told('ReceptionRefused', limit, { reason: 'sealed' })]],
    ['withdrawn before', [online(), a.withdrawn(limit)]],
    [
      'on a Friday evening, answered on Monday',
      [
        a.submitted('2022-03-18 20:00', { channel: 'online', calendar }),
        a.received('2022-03-21 17:00', { clerkMayProcess: true, dueAt: a.instant('2022-03-24 17:00') }),
        a.withdrawn('2022-03-22 09:00'),
      ],
    ],
    ['at the counter nobody waits for an answer', [a.submitted('2022-03-15 09:30', { calendar })]],
    ['without a calendar: by that of reception, in time', [online({}), received(limit), gone]],
    ['and late', [online({}), received('2022-03-16 09:30:00.001'), gone], ['V16', '2022-03-16 09:30:00.001', 1, 2]],
    ['and never received: nobody can tell', [online({})]],
  ]);
});

describe('V19: a receipt slip', () => {
  const dueAt = a.instant('2022-03-18 17:00');
  const received = (changes: object) => [
    a.submitted('2022-03-15 09:30'),
    a.received('2022-03-15 10:00', { clerkMayProcess: true, dueAt, ...changes }),
    a.withdrawn('2022-03-15 11:00'),
  ];
  stories([
    ['is given', received({})],
    ['is not', received({ withoutSlip: true }), ['V19', '2022-03-15 10:00', 2]],
    ['is not where the result is given at once', received({ withoutSlip: true, immediate: true })],
    ['is given although the result is given at once', received({ immediate: true })],
    ['insisted upon without need', received({ insisted: { reason: 'sealed' } })],
  ]);
});

describe('V24: a late answer is reported', () => {
  // Due on Wednesday at 17:00: to be reported by Thursday's close.
  const [dueAt, limit] = ['2022-03-16 17:00', '2022-03-17 17:00'];
  const asked = (until: a.Time | undefined = dueAt, consultation = 1) =>
    a.atAgency('ConsultationRequested', '2022-03-16 09:00', {
      consultation,
      agency: 'tax',
      content: 'sealed',
      ...(until === undefined ? {} : { dueAt: a.instant(until) }),
    });
  const answered = (time: a.Time, consultation = 1) =>
    a.atAgency('ConsultationAnswered', time, { consultation, answer: 'sealed' }, { ...a.officer, unit: 'tax' });
  const reported = (time: a.Time) => a.atAgency('ConsultationLateReported', time, { consultation: 1 });
  const issued = a.issued('2022-03-18 16:00');
  const story = (...events: readonly a.Told[]) => [...verified, asked(), ...events, issued];
  stories([
    ['answered in time', story(answered(dueAt))],
    ['a millisecond late and not reported', story(answered('2022-03-16 17:00:00.001')), ['V24', limit, 7]],
    ['late and reported', story(answered('2022-03-16 17:00:00.001'), reported('2022-03-17 08:00'))],
    ['never answered, reported at the limit', story(reported(limit))],
    ['reported a millisecond late', story(reported('2022-03-17 17:00:00.001')), ['V24', limit, 7]],
    ['never answered, never reported', story(), ['V24', limit, 7]],
    ['decided before the answer was due', [...verified, asked(), a.issued(dueAt)]],
    ['decided after', [...verified, asked(), a.issued('2022-03-16 17:00:00.001')], ['V24', limit, 7]],
    [
      'each question by itself',
      [...verified, asked(), asked('2022-03-17 17:00', 2), answered('2022-03-16 16:00'), issued],
      ['V24', '2022-03-18 17:00', 8],
    ],
    ['two at once', [...verified, asked(), asked(dueAt, 2), issued], ['V24', limit, 7], ['V24', limit, 8]],
  ]);
});

describe('V29: a result before its day is told to the applicant', () => {
  const told = (time: a.Time) => a.told('EarlyResultNotified', time, { means: 'sms', dueAt: a.instant(due) });
  const early = [...verified, a.issued('2022-03-17 10:00'), a.recorded('2022-03-17 10:00')];
  stories([
    ['told, then returned', [...early, told('2022-03-17 10:30'), a.returned('2022-03-17 15:00')]],
    ['returned without a word', [...early, a.returned('2022-03-17 15:00')], ['V29', '2022-03-17 15:00', 8, 9]],
    [
      'told after it was returned',
      [...early, a.returned('2022-03-17 15:00'), told('2022-03-17 15:01')],
      ['V29', '2022-03-17 15:00', 8, 9],
    ],
    ['told at the last instant', [...early, told(due), a.returned('2022-03-25 09:00')]],
    [
      'told a millisecond after',
      [...early, told('2022-03-18 17:00:00.001'), a.returned('2022-03-25 09:00')],
      ['V29', due, 8],
    ],
    ['never, and never fetched', early, ['V29', due, 8]],
    ['fetched late, but told in time', [...early, told('2022-03-17 10:30'), a.returned('2022-04-25 15:00')]],
    ['on the very day', [...verified, a.issued('2022-03-18 00:00'), a.recorded('2022-03-18 00:00'), a.returned(due)]],
    [
      'a millisecond before the day',
      [...verified, a.issued('2022-03-17 23:59:59.999'), a.recorded('2022-03-17 23:59:59.999'), a.returned(due)],
      ['V29', due, 8, 9],
    ],
    [
      'a refusal is no result',
      [
        ...verified,
        a.refused('2022-03-17 10:00'),
        a.recorded('2022-03-17 10:00', { outcome: 'refused' }),
        a.returned(due),
      ],
    ],
    [
      'what the post brings',
      [
        ...verified,
        a.issued('2022-03-17 10:00'),
        a.recorded('2022-03-17 10:00', { returnBy: 'post' }),
        a.byPost('ResultHandedToPost', '2022-03-17 11:00'),
        a.returned('2022-03-18 09:00'),
      ],
    ],
    [
      'recalled before',
      [
        ...early,
        a.told('ResultTakenBack', '2022-03-17 11:00', { case: 1 }, a.platform),
        a.issued(due),
        a.recorded(due),
      ],
    ],
    [
      'a notice that was a mistake is none',
      [
        ...early,
        told('2022-03-17 10:30'),
        a.writtenOff('2022-03-17 10:40', 'EarlyResultNotified', 9),
        a.returned('2022-03-17 15:00'),
      ],
      ['V29', '2022-03-17 15:00', 8, 11],
    ],
  ]);
});

describe('V42: the post or the applicant is told of a result that goes by post', () => {
  const limit = '2022-03-18 17:00';
  const ready = [
    ...verified,
    a.issued('2022-03-17 10:00'),
    a.recorded('2022-03-17 10:00', { returnBy: 'post' }),
    a.told('ResultReadyToReturn', '2022-03-17 10:00', { by: 'post' }, a.platform),
  ];
  stories([
    ['handed over at the limit', [...ready, a.byPost('ResultHandedToPost', limit)]],
    ['a millisecond later', [...ready, a.byPost('ResultHandedToPost', '2022-03-18 17:00:00.001')], ['V42', limit, 9]],
    [
      'ordered in time, fetched later',
      [...ready, a.byPost('CarriageOrdered', '2022-03-17 11:00'), a.byPost('ResultHandedToPost', '2022-03-21 09:00')],
    ],
    ['the applicant is told', [...ready, a.told('EarlyResultNotified', '2022-03-17 11:00', { means: 'sms' })]],
    [
      'that the result is there, by the platform',
      [...ready, a.told('ResultNotified', '2022-03-17 10:01', { means: 'email' }, a.platform)],
    ],
    ['nobody', ready, ['V42', limit, 9]],
    [
      'collected at the counter instead',
      [
        ...ready,
        { ...a.byPost('ShipmentCancelled', '2022-03-18 09:00'), actor: a.clerk },
        a.returned('2022-03-18 10:00'),
      ],
    ],
    ['at the counter nothing of it', [...ready.slice(0, -2), a.recorded(due), a.returned(due)]],
  ]);
});
