import { specification } from '@hoso/event-sourcing/testing';
import { describe, it } from '@jest/globals';
import * as a from '../../test/dossier-stories.ts';
import { dossier } from './dossier.ts';
import type { DossierEvent } from './dossier-state.ts';

const given = specification(dossier);
const { submitted, submittedOnline, supplementRequested, supplemented, received, transferred, scanned } = a;
const { resultRecorded, resultReturned, refusedAtReception, withdrawn } = a;

/** The event as it is decided: without who and when. */
function plain({ type, data }: DossierEvent, insisted?: typeof a.insist): DossierEvent {
  return { type, data: insisted ? { ...data, insisted } : data } as DossierEvent;
}

describe('A dossier', () => {
  describe('at submission', () => {
    it('is registered by a clerk at the counter', () => given().when(a.submit).then(plain(submitted)));
    it('is registered by the head of the one-stop unit', () =>
      given().when(a.by(a.oneStopHead, a.submit)).then(plain(submitted)));
    it('is registered online by its applicant', () => given().when(a.submitOnline).then(plain(submittedOnline)));
    it('is registered once', () => given(submitted).when(a.submit).thenNothing());
    it('is not registered by post where the applicant has to appear, unless insisted upon (V41)', () => {
      const procedure = { ...a.submitCollected.facts.procedure, presenceRequired: true };
      const byPost = {
        ...a.submit,
        data: { ...a.submit.data, channel: 'post' as const },
        facts: { ...a.submit.facts, procedure },
      };
      given().when(byPost).thenRefused('PresenceRequired', { code: procedure.code });
      given()
        .when({ ...a.submit, facts: { ...a.submit.facts, procedure } })
        .then(plain(submitted));
    });
    it('is registered where an agency is competent, and elsewhere where the law lets it or by insisting', () => {
      const at = (boundary: 'own' | 'province', ...competent: readonly string[]) => {
        const { facts } = a.submit;
        return {
          ...a.submit,
          facts: { ...facts, boundary, procedure: { ...facts.procedure, competent: [...competent] } },
        };
      };
      given()
        .when(at('own', ...a.submit.facts.oneStop.agencies))
        .then(plain(submitted));
      given().when(at('province', 'co-to-office')).then(plain(submitted));
      given()
        .when(at('own', 'co-to-office'))
        .thenRefused('OutsideBoundary', { code: a.submit.facts.procedure.code, oneStop: a.submit.facts.oneStop.id });
      given()
        .when(a.insisting(at('own', 'co-to-office')))
        .then(plain(submitted, a.insist));
    });
    it('is not registered again with other content', () =>
      given(submitted)
        .when({ ...a.submit, data: { ...a.submit.data, returnBy: 'post' } })
        .thenRefused('AlreadySubmitted'));
    it('is not registered again by somebody else', () =>
      given(submittedOnline).when(a.by(a.otherApplicant, a.submitOnline)).thenRefused('AlreadySubmitted'));
    it('is not registered online by a clerk', () =>
      given().when(a.by(a.clerk, a.submitOnline)).thenRefused('RoleNotAllowed'));
    it('is not registered at the counter by its applicant', () =>
      given().when(a.by(a.applicant, a.submit)).thenRefused('RoleNotAllowed', { role: 'applicant' }));
    it('is not registered by the clerk of another unit, whatever he insists upon', () =>
      given()
        .when(a.insisting(a.by(a.strangeClerk, a.submit)))
        .thenRefused('WrongUnit', { unit: a.oneStopId }));
    it('takes insistence from the wrong role of the right unit', () => {
      given().when(a.by(a.officerAtCounter, a.submit)).thenRefused('WrongRole', { role: 'officer' });
      given()
        .when(a.insisting(a.by(a.officerAtCounter, a.submit)))
        .then(plain(submitted, a.insist));
      given(plain(submitted, a.insist))
        .when(a.insisting(a.by(a.officerAtCounter, a.submit)))
        .thenRefused('AlreadySubmitted');
    });
    it('does not note an insistence that was not needed', () =>
      given().when(a.insisting(a.submit)).then(plain(submitted)));
    it('comes in by a channel of its procedure only', () =>
      given()
        .when({ ...a.submit, data: { ...a.submit.data, channel: 'post' } })
        .thenRefused('ChannelNotOffered', { channel: 'post' }));
    it('comes in at a one-stop unit with an identifier only', () => {
      const { identifier, ...nameless } = a.oneStop;
      given()
        .when({ ...a.submit, facts: { ...a.submit.facts, oneStop: nameless } })
        .thenRefused('NotAOneStopUnit');
      given()
        .when({ ...a.submit, facts: { ...a.submit.facts, oneStop: { ...a.oneStop, kind: 'agency' } } })
        .thenRefused('NotAOneStopUnit');
    });
  });

  it('is not there before it was submitted', () =>
    given().when(a.receive).thenRefused('DossierNotFound', { id: a.dossierId }));

  it('knows nothing from before its submission, to the millisecond', () => {
    const before = '2022-03-15T02:29:59.999Z';
    given(submitted)
      .when({ ...a.recordScan, occurredAt: before })
      .thenRefused('BeforeReception', { last: a.submittedAt });
    given(submitted)
      .when({ ...a.recordScan, occurredAt: a.submittedAt })
      .then(plain(scanned));
  });

  describe('with its papers', () => {
    it('holds scans', () => given(submitted).when(a.recordScan).then(plain(scanned)));
    it('holds a scan that is kept here, with what opens it', () => {
      const seal = { key: `${'A'.repeat(43)}=`, sha256: 'c'.repeat(64) };
      const { data } = a.recordScan;
      given(submitted)
        .when({ ...a.recordScan, type: 'StoreScan', data: { ...data, seal } })
        .then({ type: 'ScanStored', data: { ...data, seal } });
    });
    it('holds the same scan once', () => given(submitted, scanned).when(a.recordScan).thenNothing());
    it('holds a better scan of the same paper', () => {
      const better = { ...a.recordScan, data: { ...a.recordScan.data, sha256: 'b'.repeat(64) } };
      given(submitted, scanned).when(better).then({ type: 'ScanStored', data: better.data });
    });
    it('is scanned late, too', () =>
      given(submitted, received, transferred, resultRecorded).when(a.recordScan).then(plain(scanned)));
    it('is not scanned once it is over', () => {
      given(submitted, refusedAtReception).when(a.recordScan).thenRefused('NotInState');
      given(submitted, withdrawn).when(a.recordScan).thenRefused('NotInState', { status: 'withdrawn' });
    });
    it('is scanned by its own unit', () =>
      given(submitted).when(a.by(a.strangeClerk, a.recordScan)).thenRefused('WrongUnit'));
    it('is scanned by an officer who insists', () => {
      given(submitted).when(a.by(a.officerAtCounter, a.recordScan)).thenRefused('WrongRole');
      given(submitted)
        .when(a.insisting(a.by(a.officerAtCounter, a.recordScan)))
        .then(plain(scanned, a.insist));
    });
  });

  describe('before reception', () => {
    const again: DossierEvent = {
      type: 'SupplementRequested',
      data: { items: ['Giấy xác nhận cư trú'], reason: 'Thiếu', count: 2, insisted: a.insist },
    };
    it('asks for a supplement', () => given(submitted).when(a.requestSupplement).then(plain(supplementRequested)));
    it('asks for a paper that is not on the published list only by insisting (V13)', () => {
      const { data } = a.requestSupplement;
      const asked = (...documents: readonly string[]) => ({
        ...a.requestSupplement,
        data: { ...data, documents: [...documents] },
        listed: ['application-form'],
      });
      const told = (documents: readonly string[], more: object = {}): DossierEvent =>
        ({ type: 'SupplementRequested', data: { ...data, documents, count: 1, ...more } }) as DossierEvent;
      given(submitted)
        .when(asked('application-form'))
        .then(told(['application-form']));
      given(submitted).when(asked('photo')).thenRefused('DocumentNotListed', { documents: 'photo' });
      given(submitted)
        .when(a.insisting(asked('photo')))
        .then(told(['photo'], { insisted: a.insist }));
    });
    it('says the same request once', () =>
      given(submitted, supplementRequested).when(a.requestSupplement).thenNothing());
    it('asks for supplements once', () =>
      given(submitted, supplementRequested, supplemented)
        .when(a.requestSupplement)
        .thenRefused('SupplementAlreadyRequested'));
    it('asks again when the clerk insists, for the record', () => {
      given(submitted, supplementRequested, supplemented).when(a.insisting(a.requestSupplement)).then(again);
      given(submitted, supplementRequested, supplemented, again).when(a.insisting(a.requestSupplement)).thenNothing();
    });
    it('asks with all items and the reason', () => {
      const bare = { ...a.requestSupplement, data: {} };
      given(submitted).when(bare).thenRefused('FieldRequired', { field: 'items' });
      given(submitted)
        .when({ ...bare, data: { items: ['Một giấy'] } })
        .thenRefused('FieldRequired', { field: 'reason' });
      given(submitted)
        .when(a.insisting(bare))
        .then({ type: 'SupplementRequested', data: { count: 1, insisted: a.insist } });
    });
    it('gets the supplement', () =>
      given(submitted, supplementRequested).when(a.receiveSupplement).then(plain(supplemented)));
    it('gets it once', () =>
      given(submitted, supplementRequested, supplemented).when(a.receiveSupplement).thenNothing());
    it('gets none that nobody asked for', () =>
      given(submitted).when(a.receiveSupplement).thenRefused('NotInState', { status: 'registered' }));
    it('asks for nothing once it was received', () =>
      given(submitted, received).when(a.requestSupplement).thenRefused('NotInState'));
  });

  describe('at refusal', () => {
    it('is refused with a reason', () => given(submitted).when(a.refuseReception).then(plain(refusedAtReception)));
    it('is refused once', () => given(submitted, refusedAtReception).when(a.refuseReception).thenNothing());
    it('is refused without a reason by insisting only', () => {
      const silent = { ...a.refuseReception, data: {} };
      given(submitted).when(silent).thenRefused('FieldRequired', { field: 'reason' });
      given(submitted)
        .when(a.insisting(silent))
        .then({ type: 'ReceptionRefused', data: { insisted: a.insist } });
    });
    it('is not refused once it was received', () =>
      given(submitted, received).when(a.refuseReception).thenRefused('NotInState'));
    it('is over', () => given(submitted, refusedAtReception).when(a.receive).thenRefused('NotInState'));
  });

  describe('at withdrawal', () => {
    const others = [[submittedOnline], [submittedOnline, supplementRequested], [submittedOnline, received]];
    it('is taken back by its applicant until a result', () => {
      for (const history of others)
        given(...history)
          .when(a.by(a.applicant, a.withdraw))
          .then(plain(withdrawn));
    });
    it('is taken back from its agency, whose case ends with it', () =>
      given(submittedOnline, received, transferred)
        .when(a.by(a.applicant, a.withdraw))
        .then({ type: 'DossierWithdrawn', data: { reason: 'Không cần nữa', case: 1 } }));
    it('is taken back by a clerk for him', () => given(submitted).when(a.withdraw).then(plain(withdrawn)));
    it('is not taken back once there is a result', () =>
      given(submittedOnline, received, transferred, resultRecorded)
        .when(a.by(a.applicant, a.withdraw))
        .thenRefused('NotInState', { status: 'finished' }));
    it('is nobody else’s to take back', () => {
      given(submittedOnline).when(a.by(a.otherApplicant, a.withdraw)).thenRefused('NotYourDossier');
      given(submitted).when(a.by(a.applicant, a.withdraw)).thenRefused('NotYourDossier');
      given(submitted).when(a.by(a.strangeClerk, a.withdraw)).thenRefused('WrongUnit');
    });
    it('is taken back once', () => given(submitted, withdrawn).when(a.withdraw).thenNothing());
  });

  describe('at return', () => {
    const finished = [submitted, received, transferred, resultRecorded];
    it('goes back over the counter', () =>
      given(...finished)
        .when(a.returnResult)
        .then(plain(resultReturned)));
    it('goes back once', () =>
      given(...finished, resultReturned)
        .when(a.returnResult)
        .thenNothing());
    it('goes back once, to whomever', () =>
      given(...finished, resultReturned)
        .when({ ...a.returnResult, data: { to: 'authorised-person' } })
        .thenRefused('NotInState', { status: 'returned' }));
    it('goes back online where that was asked for', () =>
      given(submittedOnline, received, transferred, resultRecorded)
        .when(a.returnResult)
        .then({ type: 'ResultReturned', data: { by: 'online', to: 'applicant' } }));
    it('does not go back without a result', () =>
      given(submitted, received, transferred).when(a.returnResult).thenRefused('NotInState', { status: 'in-process' }));
  });
});
