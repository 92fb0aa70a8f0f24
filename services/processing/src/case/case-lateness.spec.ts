import { specification } from '@hoso/event-sourcing/testing';
import { describe, it } from '@jest/globals';
import * as a from '../../test/case-stories.ts';
import { agencyCase } from './case.ts';
import type { CaseEvent } from './case-state.ts';

const given = specification(agencyCase);
const { opened, extensionRequested, apologised, reappointed, issued } = a;
const of = { dossier: a.dossierId, case: 1 };
const justAfter = '2022-03-18T10:00:00.001Z';
const still = '2022-03-25T10:00:00.000Z';

function plain({ type, data }: CaseEvent, changes: object = {}): CaseEvent {
  return { type, data: { ...data, ...changes } } as CaseEvent;
}

describe('A case that will be late', () => {
  describe('asks for a later date', () => {
    it('with a slip of its own number', () => given(opened).when(a.requestExtension).then(plain(extensionRequested)));
    it('once with the same slip', () => given(opened, extensionRequested).when(a.requestExtension).thenNothing());
    it('with a next slip', () =>
      given(opened, extensionRequested)
        .when({ ...a.requestExtension, data: { case: 1, reason: 'Cần xác minh', newDueAt: still } })
        .then(plain(extensionRequested, { slip: 'GH-000000000001-1-2', newDueAt: still })));
    it('that is later, by a millisecond at least', () => {
      const same = { ...a.requestExtension, data: { case: 1, reason: 'Cần xác minh', newDueAt: a.dueAt } };
      given(opened).when(a.insisting(same)).thenRefused('NewDateNotLater', { dueAt: a.dueAt });
      given(opened)
        .when({ ...same, data: { ...same.data, newDueAt: justAfter } })
        .then(plain(extensionRequested, { newDueAt: justAfter }));
    });
    it('with reason and date, unless somebody insists', () => {
      const bare = { ...a.requestExtension, data: { case: 1 } };
      given(opened).when(bare).thenRefused('FieldRequired', { field: 'reason' });
      given(opened)
        .when({ ...bare, data: { case: 1, reason: 'Cần xác minh' } })
        .thenRefused('FieldRequired', { field: 'newDueAt' });
      given(opened)
        .when(a.insisting(bare))
        .then({ type: 'ExtensionRequested', data: { ...of, slip: a.slip, insisted: a.insist } });
    });
    it('not again once re-appointed, unless somebody insists', () => {
      const next = { ...a.requestExtension, data: { case: 1, reason: 'Vẫn chưa xong', newDueAt: still } };
      given(opened, extensionRequested, apologised, reappointed).when(next).thenRefused('AlreadyReappointed');
    });
    it('not once it is finished', () => given(opened, issued).when(a.requestExtension).thenRefused('CaseFinished'));
    it('by its own agency', () => {
      given(opened).when(a.by(a.strangeOfficer, a.requestExtension)).thenRefused('WrongUnit');
      given(opened).when(a.by(a.clerk, a.requestExtension)).thenRefused('WrongUnit');
    });
  });

  describe('apologises', () => {
    it('by its head, with a reason and a new date', () =>
      given(opened).when(a.apologise).then(plain(apologised), plain(reappointed)));
    it('once in the same words', () => given(opened, apologised, reappointed).when(a.apologise).thenNothing());
    it('by the paper that the head signed and an officer records', () => {
      const recorded = { ...a.apologise.data, signedBy: a.head.id };
      given(opened)
        .when({ ...a.by(a.officer, a.apologise), data: recorded })
        .then(plain(apologised), plain(reappointed));
    });
    it('with another signature only by insisting', () => {
      const byOfficer = { ...a.by(a.officer, a.apologise), data: { ...a.apologise.data, signedBy: a.officer.id } };
      const signedBy = { signedBy: a.officer.id, signerRole: 'officer', insisted: a.insist };
      given(opened).when(byOfficer).thenRefused('SignedByHead');
      given(opened)
        .when({ ...byOfficer, data: { ...byOfficer.data, signedBy: 'head-0904' } })
        .thenRefused('SignedByHead');
      given(opened)
        .when(a.insisting(byOfficer))
        .then(plain(apologised, signedBy), plain(reappointed, { insisted: a.insist }));
    });
    it('never with the signature of somebody whom the agency never knew', () =>
      given(opened)
        .when(a.insisting({ ...a.apologise, data: { ...a.apologise.data, signedBy: 'stranger-1' } }))
        .thenRefused('OfficerUnknown', { officer: 'stranger-1', unit: a.agencyId }));
    it('with no signature only by insisting', () => {
      given(opened).when(a.by(a.officer, a.apologise)).thenRefused('FieldRequired', { field: 'signedBy' });
      given(opened)
        .when(a.insisting(a.by(a.officer, a.apologise)))
        .then(
          {
            type: 'ApologyIssued',
            data: { ...of, reason: 'Cần xác minh', newDueAt: a.newDueAt, signerRole: 'officer', insisted: a.insist },
          },
          plain(reappointed, { insisted: a.insist }),
        );
    });
    it('without a new date only by insisting, and then nothing is re-appointed', () => {
      const dateless = { ...a.apologise, data: { case: 1, reason: 'Cần xác minh' } };
      given(opened).when(dateless).thenRefused('FieldRequired', { field: 'newDueAt' });
      given(opened)
        .when(a.insisting(dateless))
        .then({
          type: 'ApologyIssued',
          data: { ...of, reason: 'Cần xác minh', signedBy: a.head.id, signerRole: 'head', insisted: a.insist },
        });
    });
    it('with one re-appointment at most, unless somebody insists', () => {
      const second = { ...a.apologise, data: { case: 1, reason: 'Vẫn chưa xong', newDueAt: still } };
      given(opened, apologised, reappointed).when(second).thenRefused('AlreadyReappointed');
      given(opened, apologised, reappointed)
        .when(a.insisting(second))
        .then(
          plain(apologised, { reason: 'Vẫn chưa xong', newDueAt: still, insisted: a.insist }),
          plain(reappointed, { newDueAt: still, count: 2, insisted: a.insist }),
        );
    });
    it('to a later date than the one it set', () =>
      given(opened, apologised, reappointed)
        .when(a.insisting({ ...a.apologise, data: { case: 1, reason: 'Sớm hơn', newDueAt: justAfter } }))
        .thenRefused('NewDateNotLater', { dueAt: a.newDueAt }));
    it('not once it is finished', () => given(opened, issued).when(a.apologise).thenRefused('CaseFinished'));
  });
});
