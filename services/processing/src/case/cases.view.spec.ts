import { isDomainError } from '@hoso/event-sourcing';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { documentOf, type History } from '../../test/case-history.ts';
import * as a from '../../test/case-stories.ts';
import * as t from '../../test/time-stories.ts';
import { agencyCase } from './case.ts';
import { caseDeadlines } from './case-deadlines.ts';
import type { CaseCommand } from './case-command.ts';
import { type CaseState, initialCase } from './case-state.ts';
import { cases, reminderAt } from './cases.view.ts';

const { opened, assigned, supplementRequested, supplemented, obliged, paid, issued } = a;
const { karaokeSupplementRequested } = t;
const waitsOf = (...events: readonly History[]) =>
  (documentOf(events)?.waits ?? []).map((wait) => [wait.for, wait.at] as const);
function indexed(...events: readonly History[]) {
  const document = documentOf(events);
  return Object.fromEntries(cases.indexes.map(({ name, of }) => [name, document && of(document)]));
}
/** Halfway of a term of less than four days. */
const remindAt = '2022-03-16T18:30:00.000Z';
const twoDates = [
  ['reminder', remindAt],
  ['overdue', a.dueAt],
];

describe('The view of cases', () => {
  it('tells a case from its opening', () =>
    expect(documentOf([opened, assigned])).toEqual({
      ...{ dossier: a.dossierId, case: 1, agency: a.agencyId, oneStop: a.oneStopId, officer: a.officer.id },
      ...{ status: 'open', startAt: a.startAt, dueAt: a.dueAt, runs: true, version: 2 },
      stepsLeft: ['verify', 'inspect-site', 'sign'],
      waits: [
        { for: 'reminder', at: remindAt, dueAt: a.dueAt },
        { for: 'overdue', at: a.dueAt, dueAt: a.dueAt },
      ],
    }));

  it('reminds two days before, and of a short term halfway', () => {
    expect(reminderAt(a.startAt, a.newDueAt)).toBe('2022-03-19T10:00:00.000Z');
    expect(reminderAt(a.startAt, a.dueAt)).toBe(remindAt);
    expect(reminderAt('2022-03-15T02:00:00.000Z', '2022-03-15T10:00:00.000Z')).toBe('2022-03-15T06:00:00.000Z');
  });

  it('finds it by who has it, the most urgent first, and by what it waits for', () => {
    expect(indexed(opened)).toEqual({
      wake: [remindAt],
      due: [a.dueAt],
      'unit-due': [a.agencyId, a.dueAt],
      'officer-due': undefined,
    });
    expect(indexed(opened, assigned)).toMatchObject({ 'officer-due': [a.agencyId, a.officer.id, a.dueAt] });
    expect(indexed(opened, assigned, a.stopped)).toEqual({
      ...{ wake: undefined, due: ['9'], 'unit-due': [a.agencyId, '9'], 'officer-due': [a.agencyId, a.officer.id, '9'] },
    });
    expect(indexed(opened, assigned, issued)).toEqual({
      ...{ wake: undefined, due: undefined, 'unit-due': undefined, 'officer-due': undefined },
    });
  });

  it.each<readonly [string, readonly History[], readonly (readonly [string, string])[]]>([
    ['a supplement is waited for', [opened, supplementRequested], []],
    ['it came, and the new date is not told yet', [opened, supplementRequested, supplemented], []],
    ['something is to be paid', [opened, obliged], []],
    ['it was paid, and the date is not told yet', [opened, obliged, paid], []],
    ['it is stopped', [opened, a.stopped], []],
    ['it is decided', [opened, issued], []],
    ['it went back', [opened, a.sentBack], []],
  ])('waits for no date while %s', (_, history, waits) => expect(waitsOf(...history)).toEqual(waits));

  it('waits for the date that it is told, and for the one it had after a recall', () => {
    const moved = [
      ['reminder', '2022-03-19T10:00:00.000Z'],
      ['overdue', a.newDueAt],
    ];
    expect(waitsOf(opened, t.dueChanged)).toEqual(moved);
    expect(waitsOf(opened, supplementRequested, supplemented, t.dueChanged)).toEqual(moved);
    expect(waitsOf(opened, obliged, paid, t.dueChanged)).toEqual(moved);
    expect(waitsOf(opened, a.stopped, a.resumed, t.dueChanged)).toEqual(moved);
    expect(waitsOf(opened, a.stopped, t.dueChanged)).toEqual([]);
    expect(waitsOf(opened, obliged, t.dueChanged)).toEqual([]);
    expect(waitsOf(opened, issued, a.recalled)).toEqual(twoDates);
  });

  it('waits no more for what was told', () => {
    expect(waitsOf(opened, t.reminded)).toEqual([['overdue', a.dueAt]]);
    expect(waitsOf(opened, t.reminded, t.markedOverdue)).toEqual([]);
    expect(documentOf([opened, t.markedOverdue])?.overdueSince).toBe(a.dueAt);
    expect(documentOf([opened, t.markedOverdue, t.dueChanged])).not.toHaveProperty('overdueSince');
  });

  it('waits for no date that had passed when it was recorded', () => {
    expect(waitsOf({ ...opened, recordedAt: '2022-03-17T00:00:00.000Z' })).toEqual([['overdue', a.dueAt]]);
    expect(waitsOf({ ...opened, recordedAt: a.dueAt })).toEqual([]);
  });

  it('waits for an answer, and for the day on which a sector’s law lets it be closed', () => {
    expect(waitsOf(opened, a.consulted)).toEqual([...twoDates, ['answer', a.answerDueAt]]);
    expect(waitsOf(opened, a.consulted, a.answered)).toEqual(twoDates);
    expect(waitsOf(opened, a.consulted, t.remindedOfAnswer)).toEqual(twoDates);
    expect(waitsOf(opened, karaokeSupplementRequested)).toEqual([['closing', t.closableAt]]);
    expect(waitsOf(opened, karaokeSupplementRequested, supplemented)).toEqual([]);
    expect(waitsOf(opened, karaokeSupplementRequested, t.closeProposed)).toEqual([]);
  });
});

describe('The dates of cases', () => {
  const document = documentOf([opened, a.consulted]);
  const due = (now: string) => (document ? caseDeadlines.whenever(document, now) : []);
  it('give the commands that are due, each of its instant', () => {
    expect(due('2022-03-16T18:29:59.999Z')).toEqual([]);
    expect(due(remindAt)).toEqual([
      {
        ...{ subject: 'processing.commands.case', type: 'Remind', dossierId: a.dossierId, at: remindAt },
        data: { case: 1, of: 'result', dueAt: a.dueAt },
      },
    ]);
    expect(due(a.dueAt).map(({ type, at }) => [type, at])).toEqual([
      ['Remind', remindAt],
      ['MarkOverdue', a.dueAt],
      ['Remind', a.answerDueAt],
    ]);
  });

  it('are never refused by the case, whatever became of it, and come to rest', () => {
    const told: readonly CaseCommand[] = [
      ...[a.assign, a.requestSupplement, { ...a.requestSupplement, closableAt: t.closableAt }, a.receiveSupplement],
      ...[a.oblige, { ...a.oblige, data: { case: 1, pausesClock: false } }, a.pay, a.stop, a.resume, a.consult],
      ...[a.answer, a.sendBack, a.issue, a.refuseCase, a.recall, a.close, t.followDueDate, t.autoClose],
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...told), { maxLength: 15 }), (commands) => {
        let state: CaseState = initialCase;
        let history: readonly History[] = [];
        const carryOut = (command: CaseCommand): number => {
          const { actor, occurredAt } = command;
          const events = agencyCase.decide(command, state).map((event) => ({ ...event, actor, occurredAt }));
          state = events.reduce((before, event) => agencyCase.evolve(before, event), state);
          history = [...history, ...events.map((event) => ({ ...event, recordedAt: a.now }))];
          return events.length;
        };
        carryOut({ ...a.openCase, occurredAt: a.startAt });
        for (const command of commands) {
          try {
            carryOut({ ...command, insist: a.insist });
          } catch (error) {
            if (!isDomainError(error)) throw error;
          }
        }
        const later = '2023-01-01T00:00:00.000Z';
        const look = () => {
          const shown = documentOf(history);
          return (shown ? caseDeadlines.whenever(shown, later) : []).reduce((count, { type, data, at }) => {
            const command = { type, data, actor: a.platform, occurredAt: at, dossier: a.dossierId };
            return count + carryOut(command as unknown as CaseCommand);
          }, 0);
        };
        look();
        expect(look()).toBe(0);
      }),
      { numRuns: 500 },
    );
  });
});
