import { describe } from '@jest/globals';
import * as a from '../../test/dossier-stories.ts';
import { stories } from '../../test/law-stories.ts';

const { received, transferredInTime: before, verifiedInTime: verified } = a;
const due = '2022-03-18 17:00';
const insisted = { insisted: { reason: 'sealed' } };
const ahead = [a.submitted('2022-03-15 09:30'), a.scanned('2022-03-15 09:45')];
const rest = [...verified.slice(3), a.issued('2022-03-17 10:00')];

describe('V20: an appointment later than the clock gives', () => {
  const promised = (time: string, more: object = {}) => [
    ...ahead,
    received('2022-03-15 10:00', { dueAt: a.instant(time), ...more }),
    ...rest,
  ];
  stories([
    ['what the clock gives', promised(due)],
    ['a millisecond earlier', promised('2022-03-18 16:59:59.999')],
    ['a day earlier, insisted upon', promised('2022-03-17 17:00', insisted)],
    ['a millisecond later', promised('2022-03-18 17:00:00.001'), ['V20', '2022-03-15 10:00', 3]],
    ['a day later, insisted upon', promised('2022-03-21 17:00', insisted), ['V20', '2022-03-15 10:00', 3]],
    ['a term in no unit is not judged', promised('2022-12-21 17:00', { term: { unit: 'unstated', amount: 3 } })],
    ['nor one without an appointment', promised(due, { term: { unit: 'unstated', amount: 3 }, dueAt: undefined })],
    ['nor one beyond the calendar', promised(due, { term: { unit: 'workingDays', amount: 3000 } })],
  ]);
});

describe('V21: the code of a dossier', () => {
  const coded = (code: string, time = '2022-03-15 10:00') => [...ahead, received(time, { code }), ...rest];
  const wrong = ['V21', '2022-03-15 10:00', 3] as const;
  stories([
    ['as the circular says', coded('000.00.06.H49-220315-0361')],
    ['with letters in it', coded('A0Z.00.06.H49-220315-0361')],
    ['of the day before', coded('000.00.06.H49-220314-0361'), wrong],
    ['of the day after', coded('000.00.06.H49-220316-0361'), wrong],
    ['in small letters', coded('000.00.06.h49-220315-0361'), wrong],
    ['with something behind it', coded('000.00.06.H49-220315-03611'), wrong],
    ['with a line break behind it', coded('000.00.06.H49-220315-0361\n'), wrong],
    ['of 2026', coded('H49.006.01-220315-010361'), wrong],
    ['none', coded(''), wrong],
  ]);
});

describe('V28: a due date that is not what the restarted clock gives', () => {
  const restart = [...before, a.appraisalSupplementRequested('2022-03-16 09:00')];
  const full = a.appraisalSupplementReceived('2022-03-23 09:00');
  const done = [a.completed('2022-03-24 09:00', 'verify', a.officer), a.issued('2022-03-24 10:00')];
  const at = '2022-03-23 09:00';
  stories([
    ['what it gives', [...restart, full, a.clockRestarted(at, '2022-03-28 17:00'), ...done]],
    [
      'a millisecond more',
      [...restart, full, a.clockRestarted(at, '2022-03-28 17:00:00.001'), ...done],
      ['V28', at, 7, 8],
    ],
    ['a day less', [...restart, full, a.clockRestarted(at, '2022-03-25 17:00'), ...done], ['V28', at, 7, 8]],
    [
      'while the supplement is waited for',
      [...restart, a.clockRestarted('2022-03-22 09:00', '2022-03-25 17:00'), full, ...done],
      ['V28', '2022-03-22 09:00', 3, 7],
    ],
    [
      'without any supplement',
      [...verified, a.clockRestarted('2022-03-17 09:00', '2022-03-22 17:00'), a.issued(due)],
      ['V28', '2022-03-17 09:00', 3, 7],
    ],
  ]);
});

describe('V05, V06, V11, V12, V14: what papers must say', () => {
  const apology = (changes: object) => [...verified, a.apologised('2022-03-16 14:00', changes), a.issued(due)];
  const appraisal = (changes: object) => [...before, a.appraisalSupplementRequested('2022-03-16 09:00', changes)];
  const at = '2022-03-16 14:00';
  stories([
    ['an apology with everything', apology({})],
    ['without a reason', apology({ reason: undefined }), ['V05', at, 7]],
    ['without a new date, insisted upon', apology({ newDueAt: undefined, ...insisted }), ['V05', at, 7]],
    ['signed by an officer', apology({ signerRole: 'officer' }), ['V06', at, 7]],
    [
      'a request at reception without items',
      [...ahead.slice(0, 1), a.supplementRequested('2022-03-15 09:40', { items: undefined })],
      ['V11', '2022-03-15 09:40', 2],
    ],
    [
      'with an empty list',
      [...ahead.slice(0, 1), a.supplementRequested('2022-03-15 09:40', { items: [] })],
      ['V11', '2022-03-15 09:40', 2],
    ],
    ['at appraisal without a reason', appraisal({ reason: undefined }), ['V11', '2022-03-16 09:00', 6]],
    ['directly to the applicant', appraisal({ via: 'direct' }), ['V12', '2022-03-16 09:00', 6]],
    ['through the one-stop unit, insisted upon', appraisal(insisted)],
    [
      'a refusal with its reason',
      [...ahead.slice(0, 1), a.told('ReceptionRefused', '2022-03-15 09:40', { reason: 'sealed' })],
    ],
    ['without', [...ahead.slice(0, 1), a.told('ReceptionRefused', '2022-03-15 09:40')], ['V14', '2022-03-15 09:40', 2]],
    ['after appraisal, too', [...verified, a.refused(due, { reason: undefined })], ['V14', due, 7]],
  ]);
});

describe('V22: steps before reception, skipped or out of order', () => {
  stories([
    [
      'at the instant of reception',
      [
        ...ahead,
        a.received(),
        a.completed('2022-03-15 10:00', 'verify', a.officer),
        a.transferred('2022-03-15 11:00'),
        a.issued(due),
      ],
    ],
    [
      'a millisecond before it',
      [
        ...ahead,
        a.completed('2022-03-15 09:59:59.999', 'verify', a.officer),
        ...before.slice(2),
        a.completed('2022-03-15 15:00', 'verify', a.officer),
        a.issued(due),
      ],
      ['V22', '2022-03-15 09:59:59.999', 3],
    ],
    [
      'signed before verified, once',
      [...before, a.completed('2022-03-16 10:00', 'sign', a.head), a.issued('2022-03-16 10:00')],
      ['V22', '2022-03-16 10:00', 3, 6],
    ],
    ['issued without verifying', [...before, a.issued('2022-03-16 10:00')], ['V22', '2022-03-16 10:00', 3, 6]],
    ['refused without verifying', [...before, a.refused('2022-03-16 10:00')]],
    ['verified twice', [...verified, a.completed('2022-03-16 11:00', 'verify', a.officer), a.issued(due)]],
  ]);
});

describe('V23: an unauthorised actor, or own work approved', () => {
  const signedBy = (actor: typeof a.head) => [
    a.completed('2022-03-17 10:00', 'sign', actor),
    a.issued('2022-03-17 10:00', actor),
  ];
  const self = [...ahead, received('2022-03-15 10:00', { clerkMayProcess: true })];
  const working = { ...a.head, id: a.officer.id };
  const at = '2022-03-17 10:00';
  stories([
    ['each by their own role', [...verified, ...signedBy(a.head)]],
    [
      'verified by the head, signed by another one',
      [...before, a.completed('2022-03-16 10:00', 'verify', a.head), ...signedBy({ ...a.head, id: 'head-0904' })],
      ['V23', '2022-03-16 10:00', 6],
    ],
    [
      'signed by an officer: one signature, one finding',
      [...verified, ...signedBy({ ...a.officer, id: 'officer-0903' })],
      ['V23', at, 7],
    ],
    ['issued by an officer', [...verified, a.issued(at, { ...a.officer, id: 'officer-0903' })], ['V23', at, 7]],
    ['own work approved', [...verified, ...signedBy(working)], ['V23', at, 6, 7]],
    ['own work refused', [...verified, { ...a.refused(at), actor: working }], ['V23', at, 6, 7]],
    ['approved what he received', [...verified, ...signedBy({ ...a.head, id: a.clerk.id })], ['V23', at, 3, 7]],
    [
      'one-stop staff who may resolve it',
      [...self, a.completed('2022-03-16 10:00', 'verify', a.clerk), ...signedBy(a.clerk)],
    ],
    [
      'an officer at the counter, insisted upon',
      [...ahead, { ...received('2022-03-15 10:00', insisted), actor: { ...a.clerk, role: 'officer' } }, ...rest],
      ['V23', '2022-03-15 10:00', 3],
    ],
    ['a clerk at the counter, insisted upon', [...ahead, received('2022-03-15 10:00', insisted), ...rest]],
    [
      'an officer who assigns',
      [...before.slice(0, 4), { ...a.assigned('2022-03-15 14:00'), actor: a.officer }, ...rest.slice(2)],
      ['V23', '2022-03-15 14:00', 5],
    ],
  ]);
});
