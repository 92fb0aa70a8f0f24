import { specification } from '@hoso/event-sourcing/testing';
import { describe, it } from '@jest/globals';
import * as a from '../../test/case-stories.ts';
import { agencyCase } from './case.ts';
import type { CaseEvent } from './case-state.ts';

const given = specification(agencyCase);
const { opened, assigned, obliged, paid, stopped, resumed, supplementRequested, issued, refused, closed } = a;
const ready = [opened, assigned, a.verified, a.inspected];

/** The event as it is decided: without who and when, with the insistence that it took. */
function plain({ type, data }: CaseEvent, insisted?: typeof a.insist): CaseEvent {
  return { type, data: insisted ? { ...data, insisted } : data } as CaseEvent;
}

/** The same event saying something else. */
function saying(event: CaseEvent, changes: object): CaseEvent {
  return { type: event.type, data: { ...event.data, ...changes } } as CaseEvent;
}

describe('A case with a financial obligation', () => {
  it('is notified on a ground on which the clock stands', () => given(opened).when(a.oblige).then(plain(obliged)));
  it('is notified once', () => given(opened, obliged).when(a.oblige).thenNothing());
  it('lets the clock stand without a ground only by insisting', () => {
    const { groundRef: _, ...bare } = a.oblige.data;
    const { groundRef: __, ...told } = obliged.data as Record<string, unknown>;
    given(opened)
      .when({ ...a.oblige, data: bare })
      .thenRefused('FieldRequired', { field: 'groundRef' });
    given(opened)
      .when(a.insisting({ ...a.oblige, data: bare }))
      .then({ type: 'FinancialObligationNotified', data: { ...told, insisted: a.insist } } as CaseEvent);
    given(opened)
      .when({ ...a.oblige, data: { ...bare, pausesClock: false } })
      .then({ type: 'FinancialObligationNotified', data: { ...told, pausesClock: false } } as CaseEvent);
  });
  it('takes a ground that the law does not know for none', () => {
    const strange = { ...a.oblige, grounds: ['financial-obligation'] };
    given(opened)
      .when(strange)
      .thenRefused('GroundUnknown', { groundRef: 'land-tax', grounds: 'financial-obligation' });
    given(opened)
      .when(a.insisting(strange))
      .then(saying(obliged, { groundUnknown: true, insisted: a.insist }));
    given(opened)
      .when({ ...a.oblige, grounds: undefined })
      .then(plain(obliged));
  });
  it('hears of it from the counter too, and from nobody else', () => {
    given(opened, assigned).when(a.by(a.clerk, a.oblige)).then(plain(obliged));
    given(opened, assigned).when(a.by(a.otherOfficer, a.oblige)).thenRefused('NotAssigned');
    given(opened)
      .when(a.insisting(a.by(a.strangeOfficer, a.oblige)))
      .thenRefused('WrongUnit');
  });
  it('has no result and no refusal until it is fulfilled, but a withdrawal', () => {
    given(...ready, obliged)
      .when(a.insisting(a.issue))
      .thenRefused('ObligationPending');
    given(opened, obliged).when(a.refuseCase).thenRefused('ObligationPending');
    given(opened, obliged).when(a.requestSupplement).thenRefused('ObligationPending');
    given(opened, obliged).when(a.close).then(plain(closed));
  });
  it('goes on when it is fulfilled', () => {
    given(opened, obliged).when(a.pay).then(plain(paid));
    given(...ready, obliged, paid)
      .when(a.issue)
      .then(plain(a.signed), plain(issued));
  });
  it('tells whether the clock stood meanwhile', () =>
    given(opened, saying(obliged, { pausesClock: false }))
      .when(a.pay)
      .then(saying(plain(paid), { pausedClock: false })));
  it('is fulfilled once, and not before there was one', () => {
    given(opened, obliged, paid).when(a.pay).thenNothing();
    given(opened).when(a.pay).thenRefused('NoObligationPending');
  });
  it('waits for one thing at a time', () => {
    given(opened, supplementRequested).when(a.oblige).thenRefused('SupplementPending');
  });
});

describe('A case that is stopped', () => {
  it('is stopped by the head, on a ground', () => {
    given(opened).when(a.stop).then(plain(stopped));
    given(opened).when(a.by(a.officer, a.stop)).thenRefused('WrongRole');
    given(opened)
      .when(a.insisting(a.by(a.officer, a.stop)))
      .then(plain(stopped, a.insist));
  });
  it('is stopped without a ground only by insisting', () => {
    const bare = { ...a.stop, data: { case: 1 } };
    given(opened).when(bare).thenRefused('FieldRequired', { field: 'groundRef' });
    given(opened)
      .when(a.insisting(bare))
      .then({ type: 'ProcessingStopped', data: { dossier: a.dossierId, case: 1, insisted: a.insist } });
  });
  it('is stopped on a ground that the law does not know only by insisting', () => {
    const strange = { ...a.stop, grounds: ['applicant-request'] };
    given(opened).when(strange).thenRefused('GroundUnknown', { groundRef: 'dispute', grounds: 'applicant-request' });
    given(opened)
      .when(a.insisting(strange))
      .then(saying(stopped, { groundUnknown: true, insisted: a.insist }));
  });
  it('is stopped once', () => {
    given(opened, stopped).when(a.stop).thenNothing();
    given(opened, stopped)
      .when({ ...a.stop, data: { case: 1, groundRef: 'other' } })
      .thenRefused('CaseStopped');
  });
  it('is stopped also while it waits', () => {
    given(opened, supplementRequested).when(a.stop).then(plain(stopped));
    given(opened, obliged).when(a.stop).then(plain(stopped));
  });
  it.each([
    ['step', a.complete('verify', a.officer)],
    ['supplement', a.requestSupplement],
    ['supplement coming in', a.receiveSupplement],
    ['obligation', a.oblige],
    ['consultation', a.consult],
    ['extension slip', a.requestExtension],
    ['apology', a.apologise],
    ['result', a.issue],
    ['refusal', a.refuseCase],
    ['return to the one-stop unit', a.sendBack],
  ])('takes no %s', (_, command) => given(opened, stopped).when(a.insisting(command)).thenRefused('CaseStopped'));
  it('may be given to another officer, and withdrawn', () => {
    given(opened, stopped).when(a.assign).then(plain(assigned));
    given(opened, stopped).when(a.close).then(plain(closed));
  });

  it('is stopped after a decision only by insisting, and the decision stands', () => {
    const decided = saying(plain(stopped, a.insist), { decided: true });
    for (const decision of [issued, refused]) {
      given(...ready, decision)
        .when(a.stop)
        .thenRefused('StoppedAfterDecision');
      given(...ready, decision)
        .when(a.insisting(a.stop))
        .then(decided);
    }
    given(...ready, issued, decided)
      .when(a.issue)
      .thenNothing();
    given(...ready, issued, decided)
      .when(a.resume)
      .thenRefused('CaseFinished');
    given(opened, closed).when(a.insisting(a.stop)).thenRefused('CaseFinished');
  });

  it('goes on when its ground falls away', () => {
    given(opened, stopped).when(a.resume).then(plain(resumed));
    given(opened, stopped, resumed).when(a.resume).thenNothing();
    given(...ready, stopped, resumed)
      .when(a.issue)
      .then(plain(a.signed), plain(issued));
  });
  it('is stopped anew on the same ground', () => given(opened, stopped, resumed).when(a.stop).then(plain(stopped)));
  it('does not go on where nothing was stopped', () => given(opened).when(a.resume).thenRefused('NotStopped'));
  it('waits on for what it waited for', () => {
    const awaitsSupplement = saying(plain(resumed), { awaits: 'supplement', clockRuns: false });
    given(opened, supplementRequested, stopped).when(a.resume).then(awaitsSupplement);
    given(opened, supplementRequested, stopped, awaitsSupplement).when(a.receiveSupplement).then(plain(a.supplemented));
    const awaitsPayment = saying(plain(resumed), { awaits: 'obligation', clockRuns: false });
    given(opened, obliged, stopped).when(a.resume).then(awaitsPayment);
    given(opened, obliged, stopped, awaitsPayment).when(a.pay).then(plain(paid));
    given(opened, saying(obliged, { pausesClock: false }), stopped)
      .when(a.resume)
      .then(saying(awaitsPayment, { clockRuns: true }));
  });
});
