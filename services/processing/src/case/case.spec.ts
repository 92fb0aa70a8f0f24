import { specification } from '@hoso/event-sourcing/testing';
import { describe, it } from '@jest/globals';
import * as a from '../../test/case-stories.ts';
import { agencyCase } from './case.ts';
import type { CaseEvent } from './case-state.ts';

const given = specification(agencyCase);
const { opened, assigned, verified, inspected, signed, supplementRequested, supplemented, issued, refused } = a;
const ready = [opened, assigned, verified, inspected];

/** The event as it is decided: without who and when, with the insistence that it took. */
function plain({ type, data }: CaseEvent, insisted?: typeof a.insist): CaseEvent {
  return { type, data: insisted ? { ...data, insisted } : data } as CaseEvent;
}

describe('A case', () => {
  describe('when it is opened', () => {
    it('binds the agency to what the dossier is bound to', () => given().when(a.openCase).then(plain(opened)));
    it('is opened once', () => given(opened).when(a.openCase).thenNothing());
    it('is not opened with other content', () =>
      given(opened)
        .when({ ...a.openCase, data: { ...a.openCase.data, agency: 'ha-long-finance' } })
        .thenRefused('CaseAlreadyOpened'));
    it('is opened by the platform alone', () =>
      given()
        .when(a.insisting(a.by(a.head, a.openCase)))
        .thenRefused('RoleNotAllowed'));
    it('is not there before', () =>
      given().when(a.assign).thenRefused('CaseNotFound', { case: 1, dossier: a.dossierId }));
  });

  describe('when its dossier is withdrawn', () => {
    it('is closed, and no result is issued any more', () => {
      given(opened).when(a.close).then(plain(a.closed));
      given(opened, supplementRequested).when(a.close).then(plain(a.closed));
      given(...ready, a.closed)
        .when(a.issue)
        .thenRefused('CaseFinished');
      given(...ready, a.closed)
        .when(a.insisting(a.issue))
        .thenRefused('CaseFinished');
      given(opened, a.closed).when(a.assign).thenRefused('CaseFinished');
    });
    it('is closed once', () => given(opened, a.closed).when(a.close).thenNothing());
    it('keeps a result that came before', () =>
      given(...ready, issued)
        .when(a.close)
        .thenNothing());
    it('is closed by the platform alone', () =>
      given(opened)
        .when(a.insisting(a.by(a.head, a.close)))
        .thenRefused('RoleNotAllowed'));
  });

  describe('when it is assigned', () => {
    it('goes to the officer the head names', () => given(opened).when(a.assign).then(plain(assigned)));
    it('goes to him once', () => given(opened, assigned).when(a.assign).thenNothing());
    it('goes to another one later', () =>
      given(opened, assigned)
        .when({ ...a.assign, data: { case: 1, officer: a.otherOfficer.id } })
        .then({
          type: 'OfficerAssigned',
          data: { dossier: a.dossierId, case: 1, officer: a.otherOfficer.id, from: a.officer.id },
        }));
    it('goes to another one with a reason', () =>
      given(opened, assigned)
        .when({ ...a.assign, data: { case: 1, officer: a.otherOfficer.id, reason: 'Nghỉ ốm' } })
        .then(plain(a.reassigned)));
    it('is assigned by an officer only by insisting', () => {
      given(opened).when(a.by(a.officer, a.assign)).thenRefused('WrongRole', { role: 'officer', allowed: 'head' });
      given(opened)
        .when(a.insisting(a.by(a.officer, a.assign)))
        .then(plain(assigned, a.insist));
    });
    it('is nobody else’s to assign', () => {
      given(opened)
        .when(a.insisting(a.by(a.strangeOfficer, a.assign)))
        .thenRefused('WrongUnit', { unit: a.agencyId });
      given(opened).when(a.by(a.clerk, a.assign)).thenRefused('WrongUnit');
    });
    it.each([
      ['nobody whom the agency knows', a.strangeOfficer.id],
      ['somebody who has left', 'officer-0906'],
      ['somebody who is yet to come', 'head-0904'],
    ])('goes to no one but the agency’s own people of that day: not to %s', (_, officer) => {
      const assign = { ...a.assign, data: { case: 1, officer } };
      given(opened).when(assign).thenRefused('OfficerUnknown', { officer, unit: a.agencyId });
      given(opened).when(a.insisting(assign)).thenRefused('OfficerUnknown');
    });
    it('goes to the head himself, whom his token vouches for', () =>
      given(opened)
        .when({ ...a.assign, data: { case: 1, officer: a.head.id }, staff: [] })
        .then({ type: 'OfficerAssigned', data: { dossier: a.dossierId, case: 1, officer: a.head.id } }));
    it('is not assigned once it is finished', () => given(opened, issued).when(a.assign).thenRefused('CaseFinished'));
  });

  describe('step by step', () => {
    it('is verified by the officer assigned', () =>
      given(opened, assigned).when(a.complete('verify', a.officer)).then(plain(verified)));
    it('is verified once', () => given(opened, assigned, verified).when(a.complete('verify', a.officer)).thenNothing());
    it('may be verified while nobody is assigned', () =>
      given(opened).when(a.complete('verify', a.otherOfficer)).then(plain(verified)));
    it('is verified by another officer only by insisting', () => {
      const other = a.complete('verify', a.otherOfficer);
      given(opened, assigned).when(other).thenRefused('NotAssigned', { officer: a.officer.id });
      given(opened, assigned).when(a.insisting(other)).then(plain(verified, a.insist));
    });
    it('follows its order, unless somebody insists', () => {
      const site = a.complete('inspect-site', a.officer);
      const { record, ...data } = { record: undefined, ...inspected.data };
      given(opened, assigned).when(site).thenRefused('StepOutOfOrder', { step: 'inspect-site', expected: 'verify' });
      given(opened, assigned)
        .when(a.insisting(site))
        .then({ type: 'StepCompleted', data: { ...data, insisted: a.insist } } as CaseEvent);
    });
    it('keeps the record of a verification', () =>
      given(opened, assigned, verified)
        .when({ ...a.complete('inspect-site', a.officer), data: { case: 1, step: 'inspect-site', record: 'BB-01' } })
        .then(plain(inspected)));
    it('has the steps of its process and no other', () =>
      given(opened).when(a.complete('dance', a.officer)).thenRefused('UnknownStep', { step: 'dance' }));
    it('takes each step by the role the process names', () => {
      given(...ready)
        .when(a.complete('sign', a.officer))
        .thenRefused('WrongRole', { role: 'officer', allowed: 'head' });
      given(...ready)
        .when(a.complete('sign', a.head))
        .then(plain(signed));
      given(...ready)
        .when(a.complete('sign', a.strangeOfficer))
        .thenRefused('WrongUnit');
    });
    it('leaves the clerk’s steps to the one-stop unit', () => {
      const filing = a.openedWith({ steps: [a.step('file', 'clerk'), a.step('sign', 'head')] });
      given(filing)
        .when(a.complete('file', a.clerk))
        .then({ type: 'StepCompleted', data: { dossier: a.dossierId, case: 1, step: 'file', role: 'clerk' } });
    });
    it('takes no step before the dossier was received, to the millisecond, unless somebody insists', () => {
      const early = { ...a.complete('verify', a.officer), occurredAt: '2022-03-15T02:59:59.999Z' };
      given(opened).when(early).thenRefused('BeforeReception', { last: a.startAt });
      given(opened).when(a.insisting(early)).then(plain(verified, a.insist));
      given(opened)
        .when({ ...early, occurredAt: a.startAt })
        .then(plain(verified));
    });
    it('takes none that leads to a result once it has one, and those that follow it still', () => {
      const filing = [...a.steps, a.step('file', 'clerk')];
      const done = [a.openedWith({ steps: filing }), verified, inspected, signed, issued];
      given(opened, verified, issued).when(a.complete('inspect-site', a.officer)).thenRefused('CaseFinished');
      given(...done)
        .when(a.complete('file', a.clerk))
        .then({ type: 'StepCompleted', data: { dossier: a.dossierId, case: 1, step: 'file', role: 'clerk' } });
    });
  });

  describe('that needs a supplement', () => {
    const again: CaseEvent = {
      type: 'AppraisalSupplementRequested',
      data: {
        dossier: a.dossierId,
        case: 1,
        items: ['Bản vẽ'],
        reason: 'Thiếu',
        via: 'one-stop',
        count: 2,
        insisted: a.insist,
      },
    };
    it('asks for it through the one-stop unit', () =>
      given(opened).when(a.requestSupplement).then(plain(supplementRequested)));
    it('says the same request once', () => given(opened, supplementRequested).when(a.requestSupplement).thenNothing());
    it('does not ask the applicant directly, unless somebody insists', () => {
      const direct = { ...a.requestSupplement, data: { ...a.requestSupplement.data, via: 'direct' as const } };
      given(opened).when(direct).thenRefused('NotOneStop');
      given(opened)
        .when(a.insisting(direct))
        .then({
          type: 'AppraisalSupplementRequested',
          data: { ...again.data, via: 'direct', count: 1 },
        } as CaseEvent);
    });
    it('asks with items and reason', () => {
      const bare = { ...a.requestSupplement, data: { case: 1, via: 'one-stop' as const } };
      given(opened).when(bare).thenRefused('FieldRequired', { field: 'items' });
      given(opened)
        .when({ ...bare, data: { ...bare.data, items: ['Bản vẽ'] } })
        .thenRefused('FieldRequired', { field: 'reason' });
    });
    it('asks once, unless somebody insists', () => {
      given(opened, supplementRequested, supplemented)
        .when(a.requestSupplement)
        .thenRefused('SupplementAlreadyRequested');
      given(opened, supplementRequested, supplemented).when(a.insisting(a.requestSupplement)).then(again);
    });
    it('asks by the officer assigned', () => {
      given(opened, assigned).when(a.by(a.otherOfficer, a.requestSupplement)).thenRefused('NotAssigned');
      given(opened, assigned).when(a.by(a.head, a.requestSupplement)).then(plain(supplementRequested));
    });
    it('gets it at the counter, and its clock restarts then', () =>
      given(opened, supplementRequested).when(a.receiveSupplement).then(plain(supplemented)));
    it('gets it once', () => given(opened, supplementRequested, supplemented).when(a.receiveSupplement).thenNothing());
    it('gets none that nobody asked for', () =>
      given(opened).when(a.receiveSupplement).thenRefused('NoSupplementPending'));
    it('gets none by an officer', () =>
      given(opened, supplementRequested)
        .when(a.insisting(a.by(a.officer, a.receiveSupplement)))
        .thenRefused('WrongUnit', { unit: a.oneStopId }));
    it('has no result while it waits, but may be refused', () => {
      given(...ready, supplementRequested)
        .when(a.issue)
        .thenRefused('SupplementPending');
      given(opened, supplementRequested).when(a.refuseCase).then(plain(refused));
    });
  });

  describe('with a result', () => {
    const chopped = { ...a.issue, data: { case: 1, document: 'Giấy xác nhận', sha256: 'a'.repeat(64) } };
    it('is signed by issuing it', () =>
      given(...ready)
        .when(a.issue)
        .then(plain(signed), plain(issued)));
    it('is issued where it was signed before', () =>
      given(...ready, signed)
        .when(a.issue)
        .then(plain(issued)));
    it('is issued once', () =>
      given(...ready, signed, issued)
        .when(a.issue)
        .thenNothing());
    it('is issued once, whatever it says', () =>
      given(...ready, signed, issued)
        .when(chopped)
        .thenRefused('CaseFinished'));
    it('is issued with steps left only by insisting', () => {
      given(opened, assigned, verified).when(a.issue).thenRefused('StepsLeft', { steps: 'inspect-site' });
      given(opened).when(a.issue).thenRefused('StepsLeft', { steps: 'verify, inspect-site' });
      given(opened, assigned, verified)
        .when(a.insisting(a.issue))
        .then(plain(signed, a.insist), plain(issued, a.insist));
    });
    it('is issued by the head', () => {
      given(...ready)
        .when(a.by(a.otherOfficer, a.issue))
        .thenRefused('WrongRole', { allowed: 'head' });
      given(...ready)
        .when(a.by(a.clerk, a.issue))
        .thenRefused('WrongUnit');
    });
    it('is not issued once it was refused', () => given(opened, refused).when(a.issue).thenRefused('CaseFinished'));
  });

  describe('whose approver did the work', () => {
    const himself = { ...a.officer, role: 'head' } as const;
    const receiver = { id: a.clerk.id, role: 'head', unit: a.agencyId } as const;
    it('is not signed by who verified it, unless he insists', () => {
      given(...ready)
        .when(a.by(himself, a.issue))
        .thenRefused('OwnWork');
      given(...ready)
        .when(a.complete('sign', himself))
        .thenRefused('OwnWork');
      given(...ready)
        .when(a.insisting(a.by(himself, a.issue)))
        .then(plain(signed, a.insist), plain(issued, a.insist));
    });
    it('is not signed or refused by who received the dossier', () => {
      given(...ready)
        .when(a.by(receiver, a.issue))
        .thenRefused('OwnWork');
      given(...ready)
        .when(a.by(receiver, a.refuseCase))
        .thenRefused('OwnWork');
    });
    it('is signed twice by one head', () =>
      given(...ready, signed)
        .when(a.issue)
        .then(plain(issued)));
    it('may be one-stop staff’s own where they are authorised to resolve', () => {
      const theirs = a.openedWith({ clerkMayProcess: true, agency: a.oneStopId, steps: a.steps.slice(1) });
      const done = { ...inspected, actor: a.clerk } as typeof inspected;
      given(theirs)
        .when(a.complete('inspect-site', a.clerk))
        .then({ type: 'StepCompleted', data: { dossier: a.dossierId, case: 1, step: 'inspect-site', role: 'clerk' } });
      given(theirs, done)
        .when(a.by(a.clerk, a.issue))
        .then(
          { type: 'StepCompleted', data: { dossier: a.dossierId, case: 1, step: 'sign', role: 'clerk' } },
          plain(issued),
        );
    });
  });

  describe('that is refused', () => {
    it('is refused by the head with a reason', () => given(opened).when(a.refuseCase).then(plain(refused)));
    it('is refused once', () => given(opened, refused).when(a.refuseCase).thenNothing());
    it('is refused without a reason only by insisting', () => {
      const silent = { ...a.refuseCase, data: { case: 1 } };
      given(opened).when(silent).thenRefused('FieldRequired', { field: 'reason' });
      given(opened)
        .when(a.insisting(silent))
        .then({
          type: 'RefusedAfterAppraisal',
          data: { dossier: a.dossierId, case: 1, finishedAt: a.now, insisted: a.insist },
        });
    });
    it('is not refused by an officer, nor after its result', () => {
      given(opened).when(a.by(a.officer, a.refuseCase)).thenRefused('WrongRole');
      given(opened, issued).when(a.refuseCase).thenRefused('CaseFinished');
    });
  });
});
