import { specification } from '@hoso/event-sourcing/testing';
import { describe, it } from '@jest/globals';
import * as a from '../../test/dossier-stories.ts';
import { law2022, unit2022 } from '../../test/laws.ts';
import { dossier } from './dossier.ts';
import type { DossierEvent } from './dossier-state.ts';

const given = specification(dossier);
const {
  submitted,
  submittedOnline,
  supplementRequested,
  supplemented,
  received,
  transferred,
  scanned,
  resultRecorded,
} = a;
const justBefore = '2022-03-18T09:59:59.999Z';
const justAfter = '2022-03-18T10:00:00.001Z';

function receivedWith(changes: Partial<(typeof received)['data']>): DossierEvent {
  return { type: 'DossierReceived', data: { ...received.data, ...changes } };
}

describe('The clock of a dossier', () => {
  describe('at reception', () => {
    it('starts, and the dossier is bound to the law of the day', () =>
      given(submitted).when(a.receive).then(receivedWith({})));
    it('starts when the supplement is in', () =>
      given(submitted, supplementRequested, supplemented).when(a.receive).then(receivedWith({})));
    it('does not start while a supplement is waited for', () =>
      given(submitted, supplementRequested)
        .when(a.receive)
        .thenRefused('NotInState', { status: 'supplement-requested' }));
    it('starts once', () => given(submitted, received).when(a.receive).thenNothing());
    it('does not start again with another appointment', () =>
      given(submitted, received)
        .when({ ...a.receive, data: { dueAt: justBefore } })
        .thenRefused('NotInState'));
    it('promises the lawful instant or an earlier one', () => {
      given(submitted)
        .when({ ...a.receive, data: { dueAt: a.lawfulDueAt } })
        .then(receivedWith({}));
      given(submitted)
        .when({ ...a.receive, data: { dueAt: justBefore } })
        .then(receivedWith({ dueAt: justBefore }));
    });
    it('promises a later one, by a millisecond, only by insisting', () => {
      const late = { ...a.receive, data: { dueAt: justAfter } };
      given(submitted).when(late).thenRefused('DueDateNotLawful', { lawfulDueAt: a.lawfulDueAt });
      given(submitted)
        .when(a.insisting(late))
        .then(receivedWith({ dueAt: justAfter, insisted: a.insist }));
    });
    it('promises nothing that has passed', () => {
      given(submitted)
        .when(a.insisting({ ...a.receive, data: { dueAt: a.receivedAt } }))
        .thenRefused('DueDateInPast');
      given(submitted)
        .when({ ...a.receive, data: { dueAt: '2022-03-15T03:00:00.001Z' } })
        .then(receivedWith({ dueAt: '2022-03-15T03:00:00.001Z' }));
    });
    it('needs a term for the channel', () => {
      const { online, ...terms } = a.procedure.terms;
      const facts = {
        procedure: { ...a.procedure, terms },
        calendar: a.calendar,
        law: law2022,
        unit: unit2022,
        code: a.code,
      };
      given(submittedOnline)
        .when({ ...a.receive, facts })
        .thenRefused('TermUnknown', { channel: 'online' });
    });
    it('has no lawful due instant where the term has no unit: then the clerk says the date', () => {
      const term = { unit: 'unstated', amount: 3 } as const;
      const facts = {
        procedure: { ...a.procedure, terms: { counter: term } },
        calendar: a.calendar,
        law: law2022,
        unit: unit2022,
        code: a.code,
      };
      given(submitted)
        .when({ ...a.receive, facts })
        .thenRefused('DueDateRequired', { code: a.procedure.code });
      const { lawfulDueAt, ...bound } = received.data;
      given(submitted)
        .when({ ...a.receive, facts, data: { dueAt: justAfter } })
        .then({ type: 'DossierReceived', data: { ...bound, term, dueAt: justAfter } });
      given(submitted)
        .when({ ...a.receive, facts, data: { dueAt: a.receivedAt } })
        .thenRefused('DueDateInPast');
    });
    it('stays within the known calendar', () => {
      const terms = { counter: { unit: 'workingDays', amount: 300 } as const };
      const facts = {
        procedure: { ...a.procedure, terms },
        calendar: a.calendar,
        law: law2022,
        unit: unit2022,
        code: a.code,
      };
      given(submitted)
        .when({ ...a.receive, facts })
        .thenRefused('TermBeyondCalendar', { known: '2022–2022' });
    });
    it('is started by the counter of the unit', () => {
      given(submitted).when(a.by(a.strangeClerk, a.receive)).thenRefused('WrongUnit');
      given(submitted).when(a.by(a.officerAtCounter, a.receive)).thenRefused('WrongRole');
      given(submitted)
        .when(a.insisting(a.by(a.officerAtCounter, a.receive)))
        .then(receivedWith({ insisted: a.insist }));
    });
  });

  describe('at transfer', () => {
    const handed = { type: transferred.type, data: transferred.data } as DossierEvent;
    it('goes with the dossier to its agency', () => given(submitted, scanned, received).when(a.transfer).then(handed));
    it('goes there once', () => given(submitted, scanned, received, transferred).when(a.transfer).thenNothing());
    it('goes to one agency', () =>
      given(submitted, scanned, received, transferred)
        .when({ ...a.transfer, data: { agency: 'ha-long-finance' } })
        .thenRefused('NotInState'));
    it('goes to an agency of the unit', () =>
      given(submitted, scanned, received)
        .when({ ...a.transfer, data: { agency: 'provincial-police' } })
        .thenRefused('NotAnAgencyOfUnit'));
    it('stays with one-stop staff authorised to resolve, and only with them', () => {
      const own = { ...a.transfer, data: { agency: a.oneStopId } };
      given(submitted, scanned, received).when(own).thenRefused('NotAnAgencyOfUnit');
      given(submitted, scanned, receivedWith({ clerkMayProcess: true }))
        .when(own)
        .then({
          type: 'TransferredToAgency',
          data: { ...handed.data, agency: a.oneStopId, clerkMayProcess: true, receivedBy: 'someone' },
        } as DossierEvent);
    });
    it('goes without the needed scans only by insisting', () => {
      given(submitted, received).when(a.transfer).thenRefused('NotScanned', { documents: 'application-form' });
      given(submitted, received)
        .when(a.insisting(a.transfer))
        .then({ ...handed, data: { ...handed.data, insisted: a.insist } } as DossierEvent);
    });
    it('takes a scan of a paper that is not on its list, and still misses the one that is', () => {
      const data = { ...a.recordScan.data, document: 'aplication-form' };
      const strange = { type: 'ScanStored', data } as const;
      given(submitted, received)
        .when({ ...a.recordScan, data })
        .then(strange);
      given(submitted, strange, received).when(a.transfer).thenRefused('NotScanned', { documents: 'application-form' });
    });
    it('goes unscanned where it came online', () => given(submittedOnline, received).when(a.transfer).then(handed));
    it('does not go before reception', () =>
      given(submitted, scanned).when(a.transfer).thenRefused('NotInState', { status: 'registered' }));
  });

  describe('when the date is moved', () => {
    const to = '2022-03-21T10:00:00.000Z';
    const moved: DossierEvent = {
      type: 'DueDateChanged',
      data: { from: a.lawfulDueAt, to, cause: 'extension', slipRef: 'GH-1', case: 1 },
    };
    const slipless = { ...a.changeDueDate, data: { dueAt: to, cause: 'extension' } } as const;
    it('follows an extension slip', () => given(submitted, received, transferred).when(a.changeDueDate).then(moved));
    it('is moved there once', () => given(submitted, received, transferred, moved).when(a.changeDueDate).thenNothing());
    it('is extended without a slip only by insisting', () => {
      given(submitted, received).when(slipless).thenRefused('SlipRequired');
      given(submitted, received)
        .when(a.insisting(slipless))
        .then({
          type: 'DueDateChanged',
          data: { from: a.lawfulDueAt, to, cause: 'extension', insisted: a.insist },
        });
    });
    it('takes no slip to promise less', () =>
      given(submitted, received)
        .when({ ...slipless, data: { dueAt: justBefore, cause: 'extension' } })
        .then({ type: 'DueDateChanged', data: { from: a.lawfulDueAt, to: justBefore, cause: 'extension' } }));
    it.each(['correction', 'pause', 'restart'] as const)(
      'does not get later without a slip by calling it a %s',
      (cause) =>
        given(submitted, received)
          .when({ ...slipless, data: { dueAt: to, cause } })
          .thenRefused('SlipRequired'),
    );
    it('takes no slip to set right what was promised too early', () => {
      const early: DossierEvent = { ...received, data: { ...received.data, dueAt: justBefore } };
      given(submitted, early)
        .when({ ...slipless, data: { dueAt: a.lawfulDueAt, cause: 'correction' } })
        .then({ type: 'DueDateChanged', data: { from: justBefore, to: a.lawfulDueAt, cause: 'correction' } });
    });
    it.each([
      ['that its case never wrote', undefined],
      ['that was only written later', { requestedAt: '2022-12-31T00:00:00.000Z' }],
    ])('is moved by a slip %s only by insisting', (_, slip) => {
      const unknown = { ...a.changeDueDate, slip };
      given(submitted, received, transferred).when(unknown).thenRefused('SlipUnknown', { slip: 'GH-1' });
      given(submitted, received, transferred)
        .when(a.insisting(unknown))
        .then({ ...moved, data: { ...moved.data, insisted: a.insist } });
    });
    it('is moved past the date that its slip asks for only by insisting', () => {
      const to = (newDueAt: string) => ({ ...a.changeDueDate, slip: { requestedAt: a.receivedAt, newDueAt } });
      const day = '2022-03-21';
      given(submitted, received, transferred)
        .when(to(`${day}T10:00:00.000Z`))
        .then(moved);
      const further = to(`${day}T09:59:59.999Z`);
      given(submitted, received, transferred)
        .when(further)
        .thenRefused('SlipSaysEarlier', { slip: 'GH-1', newDueAt: further.slip.newDueAt });
      given(submitted, received, transferred)
        .when(a.insisting(further))
        .then({ ...moved, data: { ...moved.data, insisted: a.insist } });
    });
    it('is moved back whatever its slip asks for', () => {
      const beyond: DossierEvent = { ...moved, data: { ...moved.data, to: '2022-03-23T10:00:00.000Z' } };
      given(submitted, received, transferred, beyond)
        .when({ ...a.changeDueDate, slip: { requestedAt: a.receivedAt, newDueAt: '2022-03-18T10:00:00.000Z' } })
        .then({ ...moved, data: { ...moved.data, from: beyond.data.to } });
    });
    it('is moved back by a slip that is none only by insisting, too', () =>
      given(submitted, received, transferred)
        .when({
          ...a.changeDueDate,
          data: { ...a.changeDueDate.data, dueAt: '2022-03-17T10:00:00.000Z' },
          slip: undefined,
        })
        .thenRefused('SlipUnknown'));
    it('is not moved before reception', () =>
      given(submitted, received)
        .when({ ...a.changeDueDate, data: { dueAt: a.receivedAt, cause: 'correction' } })
        .thenRefused('DueDateInPast'));
    it('is not moved before there is one, or after the result', () => {
      given(submitted).when(a.changeDueDate).thenRefused('NotInState');
      given(submitted, received, transferred, resultRecorded).when(a.changeDueDate).thenRefused('NotInState');
    });
  });

  describe('when it runs anew', () => {
    const restarted = {
      type: 'ClockRestarted' as const,
      data: { at: '2022-03-17T02:00:00.000Z', from: a.lawfulDueAt, dueAt: '2022-03-22T10:00:00.000Z', case: 1 },
    };
    it('gives the whole term again', () =>
      given(submitted, received, transferred).when(a.restartClock).then(restarted));
    it('keeps its appointment where the term has no unit, until the clerk says another', () => {
      const { lawfulDueAt, ...bound } = received.data;
      const unstated: DossierEvent = { ...received, data: { ...bound, term: { unit: 'unstated' } } };
      const { dueAt, ...undated } = restarted.data;
      const undatedRestart: DossierEvent = { type: 'ClockRestarted', data: undated };
      given(submitted, unstated, transferred).when(a.restartClock).then(undatedRestart);
      given(submitted, unstated, transferred, undatedRestart).when(a.restartClock).thenNothing();
      const later = { ...a.changeDueDate, data: { dueAt, cause: 'restart' as const } };
      given(submitted, unstated, transferred).when(later).thenRefused('SlipRequired');
      given(submitted, unstated, transferred, undatedRestart)
        .when({ ...later, data: { dueAt, cause: 'correction' } })
        .thenRefused('SlipRequired');
      given(submitted, unstated, transferred, undatedRestart)
        .when(later)
        .then({ type: 'DueDateChanged', data: { from: a.lawfulDueAt, to: dueAt, cause: 'restart', case: 1 } });
    });
    it('runs anew once for one supplement', () =>
      given(submitted, received, transferred, restarted).when(a.restartClock).thenNothing());
    it('runs anew also where the result was told first', () =>
      given(submitted, received, transferred, resultRecorded).when(a.restartClock).then(restarted));
    it('is not restarted by another unit', () =>
      given(submitted, received, transferred)
        .when(a.insisting(a.by(a.strangeClerk, a.restartClock)))
        .thenRefused('WrongUnit'));
    it('does not run anew without an agency, or for another case', () => {
      given(submitted, received).when(a.restartClock).thenRefused('NotInState');
      given(submitted, received, transferred)
        .when({ ...a.restartClock, data: { ...a.restartClock.data, case: 2 } })
        .thenRefused('NotInState');
    });
  });

  describe('at the result', () => {
    const told = { type: resultRecorded.type, data: resultRecorded.data } as DossierEvent;
    it('stops', () => given(submitted, received, transferred).when(a.recordResult).then(told));
    it('stops once', () => given(submitted, received, transferred, resultRecorded).when(a.recordResult).thenNothing());
    it('is stopped by the platform alone', () =>
      given(submitted, received, transferred).when(a.by(a.clerk, a.recordResult)).thenRefused('RoleNotAllowed'));
    it('does not stop for a dossier taken back', () =>
      given(submitted, received, transferred, a.withdrawn).when(a.recordResult).thenRefused('NotInState'));
  });
});
