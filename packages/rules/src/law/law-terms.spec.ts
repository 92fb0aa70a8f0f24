import { describe, expect, it } from '@jest/globals';
import * as a from '../../test/dossier-stories.ts';
import { stories } from '../../test/law-stories.ts';

const { received, transferredInTime: before, verifiedInTime: verified } = a;
const apology = a.apologised('2022-03-17 09:00');
const slip = { slipRef: 'GH-1' };
const told = a.reappointmentNotified('2022-03-16 14:30', '2022-03-22 17:00');
const due = '2022-03-18 17:00';
const justAfterDue = '2022-03-18 17:00:00.001';
const dayAfterDue = '2022-03-19 17:00';

describe('V01: a result after the lawful due instant', () => {
  const extended = [
    ...verified,
    apology,
    a.extensionRequested('2022-03-17 09:01', '2022-03-22 17:00'),
    a.dueDateChanged('2022-03-17 10:00', '2022-03-22 17:00', slip),
  ];
  const restarted = [
    ...before,
    a.appraisalSupplementRequested('2022-03-16 09:00'),
    a.appraisalSupplementReceived('2022-03-23 09:00'),
    a.clockRestarted('2022-03-23 09:00', '2022-03-28 17:00'),
    a.completed('2022-03-24 09:00', 'verify', a.officer),
  ];
  // Wednesday afternoon to Friday morning: two closes.
  const rested = [...verified, a.paused('2022-03-16 15:00'), a.resumed('2022-03-18 09:00', '2022-03-22 17:00')];
  const unfounded = [
    ...verified,
    a.paused('2022-03-16 15:00', { groundRef: undefined }),
    a.resumed('2022-03-18 09:00', '2022-03-22 17:00'),
  ];
  stories([
    ['a pause on a ground of the law moves it by the days it took', [...rested, a.issued('2022-03-22 17:00')]],
    [
      'a millisecond after that',
      [...rested, a.apologised('2022-03-21 09:00'), a.issued('2022-03-22 17:00:00.001')],
      ['V01', '2022-03-22 17:00:00.001', 3, 10],
    ],
    [
      'a pause without a ground moves nothing',
      [...unfounded, apology, a.issued(justAfterDue)],
      ['V27', '2022-03-16 15:00', 7],
      ['V01', justAfterDue, 3, 10],
    ],
    [
      'a pause after the term ran out saves nothing',
      [
        ...verified,
        apology,
        a.paused(justAfterDue),
        a.resumed('2022-03-21 09:00', '2022-03-21 17:00'),
        a.issued('2022-03-21 10:00'),
      ],
      ['V01', '2022-03-21 10:00', 3, 10],
    ],
    [
      'a pause for two causes lasts until both are gone',
      [
        ...verified,
        a.paused('2022-03-16 15:00'),
        a.paused('2022-03-17 09:00', { cause: 'stop' }),
        a.resumed('2022-03-18 09:00', undefined, { awaits: 'stop' }),
        a.resumed('2022-03-21 09:00', '2022-03-23 17:00', { cause: 'stop' }),
        a.issued('2022-03-23 17:00'),
      ],
    ],
    [
      'a pause moves the extension, too',
      [
        ...verified,
        apology,
        a.extensionRequested('2022-03-17 09:01', '2022-03-22 17:00'),
        a.dueDateChanged('2022-03-17 10:00', '2022-03-22 17:00', slip),
        a.paused('2022-03-18 09:00'),
        a.resumed('2022-03-21 09:00', '2022-03-23 17:00'),
        a.issued('2022-03-23 17:00'),
      ],
    ],
    [
      'a full supplement counts anew what stood before',
      [
        ...before,
        a.paused('2022-03-15 15:00'),
        a.resumed('2022-03-16 08:00', '2022-03-21 17:00'),
        a.appraisalSupplementRequested('2022-03-16 09:00'),
        a.appraisalSupplementReceived('2022-03-23 09:00'),
        a.clockRestarted('2022-03-23 09:00', '2022-03-28 17:00'),
        a.completed('2022-03-24 09:00', 'verify', a.officer),
        a.apologised('2022-03-25 09:00'),
        a.issued('2022-03-28 17:00:00.001'),
      ],
      ['V01', '2022-03-28 17:00:00.001', 9, 13],
    ],
    [
      'a withdrawal that was a mistake ends nothing',
      [
        ...verified,
        apology,
        a.withdrawn('2022-03-17 10:00'),
        a.told('Corrected', '2022-03-17 11:00', { of: 9, entry: 'DossierWithdrawn', why: 'sealed' }),
        a.issued(justAfterDue),
      ],
      ['V01', justAfterDue, 3, 10],
    ],
    ['at the due instant is in time', [...verified, a.issued(due)]],
    ['a millisecond later', [...verified, apology, a.issued(justAfterDue)], ['V01', justAfterDue, 3, 8]],
    ['a day later', [...verified, apology, a.issued(dayAfterDue)], ['V01', dayAfterDue, 3, 8]],
    [
      'a refusal, too, and by that V15',
      [...verified, apology, a.refused(justAfterDue)],
      ['V01', justAfterDue, 3, 8],
      ['V15', justAfterDue, 3, 8],
    ],
    ['a refusal in time', [...verified, a.refused(due)]],
    [
      'not by what the platform repeats of it',
      [...verified, a.issued(due), a.told('ResultRecorded', dayAfterDue, {}, a.platform)],
    ],
    ['by an extension with its slip', [...extended, a.issued('2022-03-22 17:00')]],
    [
      'after that extension',
      [...extended, a.issued('2022-03-22 17:00:00.001')],
      ['V01', '2022-03-22 17:00:00.001', 3, 10],
    ],
    [
      'an extension reaches no further than its slip asked',
      [
        ...extended.slice(0, -1),
        a.dueDateChanged('2022-03-17 10:00', '2022-03-25 17:00', slip),
        a.issued('2022-03-22 17:00:00.001'),
      ],
      ['V01', '2022-03-22 17:00:00.001', 3, 10],
    ],
    [
      'a second extension does not count',
      [
        ...extended,
        a.dueDateChanged('2022-03-21 10:00', '2022-03-25 17:00', { slipRef: 'GH-2' }),
        a.issued('2022-03-23 09:00'),
      ],
      ['V01', '2022-03-23 09:00', 3, 11],
    ],
    [
      'moving the date back to where it was is none yet',
      [
        ...verified,
        apology,
        a.dueDateChanged('2022-03-17 09:30', '2022-03-18 16:00', slip),
        a.dueDateChanged('2022-03-17 09:40', due, slip),
        a.dueDateChanged('2022-03-17 10:00', '2022-03-22 17:00', slip),
        a.issued('2022-03-22 17:00'),
      ],
    ],
    [
      'an extension made after expiry does not count',
      [...verified, apology, a.dueDateChanged(justAfterDue, '2022-03-22 17:00', slip), a.issued('2022-03-21 09:00')],
      ['V01', '2022-03-21 09:00', 3, 9],
    ],
    ['the term runs anew from the full supplement', [...restarted, a.issued('2022-03-28 17:00')]],
    [
      'after that',
      [...restarted, a.apologised('2022-03-25 09:00'), a.issued('2022-03-28 17:00:00.001')],
      ['V01', '2022-03-28 17:00:00.001', 7, 11],
    ],
    [
      'a refusal while the supplement is waited for is not late',
      [...before, a.appraisalSupplementRequested('2022-03-16 09:00'), a.refused('2022-05-16 09:00')],
    ],
    [
      'a supplement that is asked for after expiry saves nothing',
      [...verified, apology, a.appraisalSupplementRequested('2022-03-21 09:00'), a.refused('2022-03-22 09:00')],
      ['V10', '2022-03-21 09:00', 3, 8],
      ['V01', '2022-03-22 09:00', 3, 9],
      ['V15', '2022-03-22 09:00', 3, 9],
    ],
    [
      'an earlier appointment binds',
      [
        ...before.slice(0, 2),
        received('2022-03-15 10:00', { dueAt: a.instant('2022-03-17 17:00') }),
        ...verified.slice(3),
        a.apologised('2022-03-16 09:00'),
        a.issued('2022-03-17 17:00:00.001'),
      ],
      ['V01', '2022-03-17 17:00:00.001', 3, 8],
    ],
    [
      'a term in no unit is not judged',
      [
        ...before.slice(0, 2),
        received('2022-03-15 10:00', { term: { unit: 'unstated', amount: 3 }, dueAt: a.instant('2022-03-30 17:00') }),
        ...verified.slice(3),
        a.issued('2022-06-18 09:00'),
      ],
    ],
  ]);
});

describe('V02: not finished and no apology by the first appointment', () => {
  const moved = a.dueDateChanged('2022-03-17 10:00', '2022-03-22 17:00');
  stories([
    ['becomes certain at the appointment', verified, ['V02', due, 3]],
    [
      'and stays so when the result comes',
      [...verified, a.issued(justAfterDue)],
      ['V02', due, 3],
      ['V01', justAfterDue, 3, 7],
    ],
    [
      'and when the apology comes',
      [...verified, a.apologised(justAfterDue), a.issued(dayAfterDue)],
      ['V02', due, 3],
      ['V01', dayAfterDue, 3, 8],
    ],
    [
      'an apology by then, though too late for V03',
      [...verified, a.apologised(due), a.issued(due)],
      ['V03', due, 3, 7],
    ],
    [
      'moving the date without a slip moves no first appointment',
      [...verified, moved],
      ['V07', '2022-03-17 10:00', 7],
      ['V02', due, 3],
    ],
    [
      'nor does moving it with one',
      [...verified, a.dueDateChanged('2022-03-17 10:00', '2022-03-22 17:00', slip)],
      ['V02', due, 3],
    ],
    ['a dossier taken back is owed nothing', [...verified, a.withdrawn(due)]],
    ['one taken back a day later was', [...verified, a.withdrawn(dayAfterDue)], ['V02', due, 3]],
    [
      'while a supplement is waited for nothing is due',
      [...before, a.appraisalSupplementRequested('2022-03-18 16:59')],
    ],
    [
      'the term that runs anew is due anew',
      [
        ...before,
        a.appraisalSupplementRequested('2022-03-16 09:00'),
        a.appraisalSupplementReceived('2022-03-23 09:00'),
      ],
      ['V02', '2022-03-28 17:00', 7],
    ],
  ]);

  it('is answered for by whoever holds the dossier at that instant', () => {
    const held = (...events: readonly a.Told[]) =>
      a.findingsOf(...events).map(({ rule, unit, person }) => [rule, unit, person]);
    expect(held(...verified)).toEqual([['V02', 'ha-long-justice', 'officer-0902']]);
    expect(held(...before.slice(0, 4))).toEqual([['V02', 'ha-long-justice', undefined]]);
    expect(held(...before.slice(0, 3))).toEqual([
      ['V17', 'ha-long-one-stop', 'clerk-0702'],
      ['V02', 'ha-long-one-stop', 'clerk-0702'],
    ]);
    const handedOn = a.told('OfficerAssigned', due, { officer: 'officer-0903' }, a.head);
    expect(held(...verified, handedOn)).toEqual([['V02', 'ha-long-justice', 'officer-0903']]);
  });
});

describe('V03: an apology later than the day before', () => {
  const sameDay = received('2022-03-15 10:00', { term: { unit: 'sameDay' }, dueAt: a.instant('2022-03-15 17:00') });
  const oneDay = received('2022-03-15 10:00', {
    term: { unit: 'workingDays', amount: 1 },
    dueAt: a.instant('2022-03-16 17:00'),
  });
  stories([
    [
      'the last millisecond of that day is in time',
      [...verified, a.apologised('2022-03-17 23:59:59.999'), a.issued(due)],
    ],
    [
      'the first of the next is not',
      [...verified, a.apologised('2022-03-18 00:00'), a.issued(due)],
      ['V03', '2022-03-18 00:00', 3, 7],
    ],
    ['the second apology is another thing', [...verified, apology, a.apologised('2022-03-18 09:00'), a.issued(due)]],
    [
      'nobody apologises a day before the same day',
      [
        ...before.slice(0, 2),
        sameDay,
        ...before.slice(3, 4),
        a.apologised('2022-03-15 16:00'),
        a.refused('2022-03-15 16:30'),
      ],
    ],
    [
      'a term of one day has the day of reception',
      [
        ...before.slice(0, 2),
        oneDay,
        ...before.slice(3, 4),
        a.apologised('2022-03-15 23:59:59.999'),
        a.refused('2022-03-16 16:30'),
      ],
    ],
    [
      'and no more',
      [
        ...before.slice(0, 2),
        oneDay,
        ...before.slice(3, 4),
        a.apologised('2022-03-16 00:00'),
        a.refused('2022-03-16 16:30'),
      ],
      ['V03', '2022-03-16 00:00', 3, 5],
    ],
  ]);
});

describe('V04 and V09: an act once too often', () => {
  const again = (time: string) => [
    a.supplementRequested(time),
    a.told('SupplementReceived', time, { items: 'sealed' }),
  ];
  const rest = [a.completed('2022-03-16 10:00', 'verify', a.officer), a.issued(due)];
  stories([
    ['one re-appointment', [...verified, a.reappointed('2022-03-16 14:00', '2022-03-22 17:00'), told, a.issued(due)]],
    [
      'two',
      [
        ...verified,
        a.reappointed('2022-03-16 14:00', '2022-03-22 17:00'),
        a.reappointed('2022-03-16 14:00', '2022-03-25 17:00', 2),
        told,
        a.issued(due),
      ],
      ['V04', '2022-03-16 14:00', 7, 8],
    ],
    [
      'one request in each phase',
      [...again('2022-03-15 09:40'), ...before, a.appraisalSupplementRequested('2022-03-16 09:00'), a.refused(due)],
    ],
    [
      'two at reception',
      [
        before[0] ?? received(),
        ...again('2022-03-15 09:40'),
        ...again('2022-03-15 09:41'),
        ...before.slice(1),
        ...rest,
      ],
      ['V09', '2022-03-15 09:41', 2, 4],
    ],
    [
      'three at appraisal',
      [
        ...before,
        ...[9, 10, 11].map((hour) => a.appraisalSupplementRequested(`2022-03-16 ${String(hour).padStart(2, '0')}:00`)),
        a.refused(due),
      ],
      ['V09', '2022-03-16 10:00', 6, 7],
      ['V09', '2022-03-16 11:00', 6, 8],
    ],
  ]);
});

describe('V07: a due date moved without a slip', () => {
  const early = received('2022-03-15 10:00', { dueAt: a.instant('2022-03-17 17:00') });
  const after = [...before.slice(0, 2), early, ...verified.slice(3)];
  const later = '2022-03-18 17:00:00.001';
  stories([
    ['with one', [...verified, a.dueDateChanged('2022-03-16 14:00', later, slip), a.issued(due)]],
    [
      'without, by a millisecond',
      [...verified, a.dueDateChanged('2022-03-16 14:00', later), a.issued(due)],
      ['V07', '2022-03-16 14:00', 7],
    ],
    [
      'by a day, called a correction',
      [...verified, a.dueDateChanged('2022-03-16 14:00', '2022-03-19 17:00', { cause: 'correction' }), a.issued(due)],
      ['V07', '2022-03-16 14:00', 7],
    ],
    [
      'an earlier date takes none',
      [...verified, a.dueDateChanged('2022-03-16 14:00', '2022-03-18 16:59'), a.issued('2022-03-18 16:00')],
    ],
    [
      'nor does setting right what was promised too early',
      [...after, a.dueDateChanged('2022-03-16 14:00', due, { cause: 'correction' }), a.issued('2022-03-17 16:00')],
    ],
    [
      'which is no extension',
      [...after, a.dueDateChanged('2022-03-16 14:00', due), a.issued('2022-03-17 16:00')],
      ['V07', '2022-03-16 14:00', 7],
    ],
    [
      'insisting on what is lawful is lawful',
      [
        ...verified,
        a.dueDateChanged('2022-03-16 14:00', later, { ...slip, insisted: { reason: 'sealed' } }),
        a.issued(due),
      ],
    ],
    [
      'insisting on what is not is not',
      [...verified, a.dueDateChanged('2022-03-16 14:00', later, { insisted: { reason: 'sealed' } }), a.issued(due)],
      ['V07', '2022-03-16 14:00', 7],
    ],
  ]);
});

describe('V10: an appraisal supplement after three working days', () => {
  const long = received('2022-03-15 10:00', {
    term: { unit: 'workingDays', amount: 30 },
    dueAt: a.instant('2022-04-27 17:00'),
  });
  const opened = [...before.slice(0, 2), long, ...before.slice(3)];
  stories([
    ['on the third', [...opened, a.appraisalSupplementRequested('2022-03-18 23:59:59.999')]],
    ['a day of rest adds none', [...opened, a.appraisalSupplementRequested('2022-03-20 23:59:59.999')]],
    [
      'on the fourth',
      [...opened, a.appraisalSupplementRequested('2022-03-21 00:00')],
      ['V10', '2022-03-21 00:00', 3, 6],
    ],
    [
      'beyond the calendar it is not judged',
      [...opened, a.appraisalSupplementRequested('2027-03-21 00:00')],
      ['V02', '2022-04-27 17:00', 3],
    ],
  ]);
});

describe('V17: a late transfer', () => {
  const rest = [a.completed('2022-03-16 10:00', 'verify', a.officer), a.issued('2022-03-16 11:00')];
  const counter = (receivedAt: string, ...more: readonly a.Told[]) => [
    a.submitted('2022-03-12 07:30'),
    a.scanned('2022-03-12 07:31'),
    received(receivedAt, { dueAt: a.instant('2022-03-16 17:00') }),
    ...more,
  ];
  const online = (receivedAt: string, ...more: readonly a.Told[]) => [
    a.submitted('2022-03-15 07:30', { channel: 'online' }),
    received(receivedAt),
    ...more,
  ];
  const post = [
    a.submitted('2022-03-15 07:30', { channel: 'post' }),
    a.scanned('2022-03-15 09:45'),
    received(),
    a.transferred('2022-03-16 09:59'),
    ...rest,
  ];
  stories([
    [
      'by the close of the day, received at 15:00',
      counter('2022-03-15 15:00', a.transferred('2022-03-15 17:00'), ...rest),
    ],
    [
      'after it',
      counter('2022-03-15 15:00', a.transferred('2022-03-15 17:00:00.001'), ...rest),
      ['V17', '2022-03-15 17:00', 3],
    ],
    [
      'by 60 minutes after the next opening, received after 15:00',
      counter('2022-03-15 15:00:00.001', a.transferred('2022-03-16 08:00'), ...rest),
    ],
    [
      'after that',
      counter('2022-03-15 15:00:00.001', a.transferred('2022-03-16 08:00:00.001'), ...rest),
      ['V17', '2022-03-16 08:00', 3],
    ],
    [
      'the next opening after a Saturday is on Monday',
      counter('2022-03-12 09:00', a.transferred('2022-03-14 08:00'), a.refused('2022-03-14 09:00')),
    ],
    [
      'and no later',
      counter('2022-03-12 09:00', a.transferred('2022-03-15 08:00'), a.refused('2022-03-15 09:00')),
      ['V17', '2022-03-14 08:00', 3],
    ],
    ['online, 15 working minutes', online('2022-03-15 11:20', a.transferred('2022-03-15 13:35'), ...rest)],
    [
      'and no more',
      online('2022-03-15 11:20', a.transferred('2022-03-15 13:35:00.001'), ...rest),
      ['V17', '2022-03-15 13:35', 2],
    ],
    ['by post it is not judged', post],
    [
      'nor what one-stop staff resolve themselves',
      [...before.slice(0, 2), received('2022-03-15 10:00', { clerkMayProcess: true }), ...rest],
    ],
    ['what was taken back goes nowhere', [...before.slice(0, 3), a.withdrawn('2022-03-15 16:00')]],
    ['never', [...before.slice(0, 3), a.withdrawn('2022-03-16 16:00')], ['V17', '2022-03-15 17:00', 3]],
  ]);
});

describe('V18: not scanned before transfer', () => {
  const rest = [a.assigned('2022-03-15 14:00'), a.completed('2022-03-16 10:00', 'verify', a.officer), a.issued(due)];
  const unscanned = [a.submitted('2022-03-15 09:30'), received()];
  const online = [
    a.submitted('2022-03-15 09:30', { channel: 'online' }),
    received(),
    a.transferred('2022-03-15 10:05'),
    ...rest,
  ];
  const self = received('2022-03-15 10:00', { clerkMayProcess: true });
  stories([
    [
      'scanned at the same instant',
      [...unscanned, a.scanned('2022-03-15 11:00'), a.transferred('2022-03-15 11:00'), ...rest],
    ],
    [
      'a millisecond later',
      [...unscanned, a.transferred('2022-03-15 11:00'), a.scanned('2022-03-15 11:00:00.001'), ...rest],
      ['V18', '2022-03-15 11:00', 2, 3],
    ],
    [
      'another document',
      [...unscanned, a.scanned('2022-03-15 10:30', 'identity-paper'), a.transferred('2022-03-15 11:00'), ...rest],
      ['V18', '2022-03-15 11:00', 2, 4],
    ],
    ['what was not needed', [...unscanned, a.scanned('2022-03-15 10:30'), a.transferred('2022-03-15 11:00'), ...rest]],
    [
      'by post it is needed',
      [a.submitted('2022-03-15 09:30', { channel: 'post' }), received(), a.transferred('2022-03-15 11:00'), ...rest],
      ['V18', '2022-03-15 11:00', 2, 3],
    ],
    ['online nothing is scanned', online],
    [
      'without a transfer, before the decision',
      [a.submitted('2022-03-15 09:30'), self, ...rest.slice(1)],
      ['V18', due, 2, 4],
    ],
    [
      'insisting changes nothing',
      [...unscanned, a.transferred('2022-03-15 11:00', { insisted: { reason: 'sealed' } }), ...rest],
      ['V18', '2022-03-15 11:00', 2, 3],
    ],
    [
      'insisting needlessly neither',
      [...before.slice(0, 3), a.transferred('2022-03-15 11:00', { insisted: { reason: 'sealed' } }), ...rest],
    ],
  ]);
});
