import { specification } from '@hoso/event-sourcing/testing';
import { describe, it } from '@jest/globals';
import * as a from '../../test/case-stories.ts';
import * as t from '../../test/time-stories.ts';
import { agencyCase } from './case.ts';
import type { CaseEvent } from './case-state.ts';

const given = specification(agencyCase);
const { opened, assigned, supplementRequested } = a;
const { dueChanged, reminded, markedOverdue, karaokeSupplementRequested } = t;
const { issued, stopped, resumed, obliged, paid } = a;

/** The event as it is decided: without who and when, with what more it says. */
function plain({ type, data }: CaseEvent, more: object = {}): CaseEvent {
  return { type, data: { ...data, ...more } } as CaseEvent;
}

describe("A case follows its dossier's due date", () => {
  it('when it was moved, once', () => {
    given(opened).when(t.followDueDate).then(plain(dueChanged));
    given(opened, dueChanged).when(t.followDueDate).thenNothing();
    given(opened)
      .when({ ...t.followDueDate, data: { case: 1, dueAt: a.dueAt } })
      .thenNothing();
  });
  it('when the clock runs again, also to the date it had', () => {
    const same = { ...t.followDueDate, data: { case: 1 } };
    const back = plain(dueChanged, { dueAt: a.dueAt });
    given(opened, supplementRequested, a.supplemented).when(t.followDueDate).then(plain(dueChanged));
    given(opened, stopped, resumed).when(same).then(back);
    given(opened, obliged, paid).when(same).then(back);
    given(opened, stopped).when(same).thenNothing();
  });
  it('and asks for a date after it when it is late', () => {
    given(opened, dueChanged)
      .when({ ...a.requestExtension, data: { case: 1, reason: 'Nữa', newDueAt: a.newDueAt } })
      .thenRefused('NewDateNotLater', { dueAt: a.newDueAt });
  });
  it('until it has its end', () => given(opened, issued).when(t.followDueDate).thenNothing());
  it('for the platform alone', () =>
    given(opened)
      .when(a.insisting(a.by(a.head, t.followDueDate)))
      .thenRefused('RoleNotAllowed'));
});

describe('Time, in a case', () => {
  it('reminds once of each date, whoever has it', () => {
    given(opened).when(t.remind).then(plain(reminded));
    given(opened, assigned)
      .when(t.remind)
      .then(plain(reminded, { officer: a.officer.id }));
    given(opened, reminded).when(t.remind).thenNothing();
    given(opened, reminded, dueChanged)
      .when({ ...t.remind, data: { ...t.remind.data, dueAt: a.newDueAt } })
      .then(plain(reminded, { dueAt: a.newDueAt }));
  });
  it('marks what is overdue, once', () => {
    given(opened).when(t.markOverdue).then(plain(markedOverdue));
    given(opened, assigned)
      .when(t.markOverdue)
      .then(plain(markedOverdue, { officer: a.officer.id }));
    given(opened, markedOverdue).when(t.markOverdue).thenNothing();
  });
  it.each<readonly [string, readonly CaseEvent[]]>([
    ['was moved', [opened, dueChanged]],
    ['does not count, for want of a supplement', [opened, supplementRequested]],
    ['does not count while something is to be paid', [opened, obliged]],
    ['does not count while it is stopped', [opened, stopped]],
    ['is yet to be told after a pause', [opened, obliged, paid]],
    ['was met', [opened, issued]],
    ['is of no matter any more', [opened, a.closed]],
  ])('says nothing of a date that %s', (_, history) => {
    given(...history)
      .when(t.remind)
      .thenNothing();
    given(...history)
      .when(t.markOverdue)
      .thenNothing();
  });
  it('goes on where an obligation lets the clock run', () =>
    given(opened, plain(obliged, { pausesClock: false }))
      .when(t.markOverdue)
      .then(plain(markedOverdue)));
  it('goes on after a recall', () => given(opened, issued, a.recalled).when(t.markOverdue).then(plain(markedOverdue)));

  it('reminds once of an answer that did not come', () => {
    given(opened, a.consulted).when(t.remindOfAnswer).then(plain(t.remindedOfAnswer));
    given(opened, a.consulted, t.remindedOfAnswer).when(t.remindOfAnswer).thenNothing();
    given(opened, a.consulted, a.answered).when(t.remindOfAnswer).thenNothing();
    given(opened).when(t.remindOfAnswer).thenNothing();
  });

  it('proposes once to close what was never supplemented, where a sector’s law lets it', () => {
    given(opened, karaokeSupplementRequested).when(t.proposeAutoClose).then(plain(t.closeProposed));
    given(opened, karaokeSupplementRequested, t.closeProposed).when(t.proposeAutoClose).thenNothing();
    given(opened, karaokeSupplementRequested, a.supplemented).when(t.proposeAutoClose).thenNothing();
    given(opened, supplementRequested).when(t.proposeAutoClose).thenNothing();
  });
  it('is told by the platform alone', () => {
    for (const command of [t.remind, t.markOverdue, t.proposeAutoClose])
      given(opened)
        .when(a.insisting(a.by(a.head, command)))
        .thenRefused('RoleNotAllowed');
  });
});

describe('A case that was never supplemented', () => {
  it('is closed by the head once the law lets it, on its ground', () => {
    given(opened, karaokeSupplementRequested).when(t.autoClose).then(plain(t.autoClosed));
    given(opened, karaokeSupplementRequested, t.autoClosed).when(t.autoClose).thenNothing();
  });
  it('is closed a millisecond before, or without a law, only by insisting', () => {
    const early = { ...t.autoClose, occurredAt: '2022-04-06T09:59:59.999Z' };
    given(opened, karaokeSupplementRequested).when(early).thenRefused('NotClosableYet');
    given(opened, karaokeSupplementRequested)
      .when(a.insisting(early))
      .then(plain(t.autoClosed, { insisted: a.insist }));
    given(opened, supplementRequested).when(t.autoClose).thenRefused('NotClosableYet');
    const { closableAt: _, ...bare } = t.autoClosed.data as Record<string, unknown>;
    given(opened, supplementRequested)
      .when(a.insisting(t.autoClose))
      .then({ type: 'AutoClosed', data: { ...bare, insisted: a.insist } } as CaseEvent);
  });
  it('is not closed while it waits for nothing, and has no result afterwards', () => {
    given(opened).when(t.autoClose).thenRefused('NoSupplementPending');
    given(opened, issued).when(t.autoClose).thenRefused('CaseFinished');
    given(opened, karaokeSupplementRequested, t.autoClosed).when(a.insisting(a.issue)).thenRefused('CaseFinished');
  });
});

describe('A step that its process never lets be done out of order', () => {
  const strict = a.openedWith({
    steps: [a.step('verify', 'officer'), { ...a.step('inspect-site', 'officer'), outOfOrder: 'never' }],
  });
  it('is refused, whoever insists, until its turn has come', () => {
    given(strict)
      .when(a.insisting(a.complete('inspect-site', a.officer)))
      .thenRefused('StepNeverOutOfOrder', { step: 'inspect-site', expected: 'verify' });
    given(strict, a.verified)
      .when(a.complete('inspect-site', a.officer))
      .then({
        type: 'StepCompleted',
        data: { dossier: a.dossierId, case: 1, step: 'inspect-site', role: 'officer' },
      });
  });
});
