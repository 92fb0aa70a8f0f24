import { specification } from '@hoso/event-sourcing/testing';
import { describe, it } from '@jest/globals';
import * as a from '../../test/dossier-stories.ts';
import { dossier } from './dossier.ts';
import type { DossierEvent } from './dossier-state.ts';

const given = specification(dossier);
const { submittedByPost, received, transferred, resultRecorded, resultReady, notDelivered, returnedByPost } = a;

/** The event as it is decided: without who and when. */
function plain({ type, data }: DossierEvent): DossierEvent {
  return { type, data } as DossierEvent;
}

describe('A dossier that came by post', () => {
  it('is submitted when its handover minutes are signed', () =>
    given().when(a.submitCollected).then(plain(submittedByPost)));
  it('is submitted once', () => {
    given(submittedByPost).when(a.submitCollected).thenNothing();
    given(submittedByPost)
      .when({ ...a.submitCollected, data: { shipment: 2 } })
      .thenRefused('AlreadySubmitted');
    given(a.submitted).when(a.submitCollected).thenRefused('AlreadySubmitted');
  });
  it('is submitted so by the platform alone', () =>
    given()
      .when(a.insisting(a.by(a.clerk, a.submitCollected)))
      .thenRefused('RoleNotAllowed', { role: 'clerk' }));
  it('is not submitted where the procedure is not offered by post, nor to a unit without a code to give', () => {
    given()
      .when({ ...a.submitCollected, facts: a.submit.facts })
      .thenRefused('ChannelNotOffered', { channel: 'post' });
    const oneStop = { ...a.oneStop, kind: 'agency' as const };
    given()
      .when({ ...a.submitCollected, facts: { ...a.submitCollected.facts, oneStop } })
      .thenRefused('NotAOneStopUnit');
  });

  it('starts when the minutes were signed, however late it is received', () => {
    const receive = { ...a.receiveByPost, occurredAt: '2022-03-17T03:00:00.000Z' };
    given(submittedByPost)
      .when(receive)
      .then({ type: 'DossierReceived', data: { ...received.data, startAt: a.submittedAt } });
  });
  it('starts with its full supplement where one was asked for', () => {
    const supplementedAt = '2022-03-16T03:00:00.000Z';
    const supplemented = { ...a.supplemented, occurredAt: supplementedAt };
    const dueAt = '2022-03-21T10:00:00.000Z';
    const started = { ...received.data, startAt: supplementedAt, dueAt, lawfulDueAt: dueAt };
    given(submittedByPost, a.supplementRequested, supplemented)
      .when({ ...a.receiveByPost, occurredAt: '2022-03-17T03:00:00.000Z' })
      .then({ type: 'DossierReceived', data: started });
  });
});

describe('A result that goes by post', () => {
  const decided = [submittedByPost, received, transferred];
  const ready = [...decided, resultRecorded, resultReady];

  it('is ready for the post as soon as the agency has decided', () =>
    given(...decided)
      .when(a.recordResult)
      .then({ type: 'ResultRecorded', data: { ...a.recordResult.data, returnBy: 'post' } }, plain(resultReady)));
  it('is recorded once', () =>
    given(...ready)
      .when(a.recordResult)
      .thenNothing());
  it('is not handed over at the counter meanwhile, whatever anybody insists upon', () =>
    given(...ready)
      .when(a.insisting(a.returnResult))
      .thenRefused('ShipmentUnderWay'));
  it('is returned when the post has delivered it', () => {
    given(...ready)
      .when(a.recordReturned)
      .then(plain(returnedByPost));
    given(...ready, returnedByPost)
      .when(a.recordReturned)
      .thenNothing();
  });
  it('is the counter’s again once the post has it no longer', () => {
    given(...ready)
      .when(a.recordNotDelivered)
      .then(plain(notDelivered));
    given(...ready, notDelivered)
      .when(a.recordNotDelivered)
      .thenNothing();
    given(...ready, notDelivered)
      .when(a.returnResult)
      .then({ type: 'ResultReturned', data: { by: 'counter', to: 'applicant' } });
    given(...ready, notDelivered)
      .when(a.recordReturned)
      .thenRefused('NotInState', { status: 'finished' });
  });
  it('brings originals back to the counter, which gives them to whom they belong', () => {
    const originals = ['deed'];
    const undelivered = { ...a.recordNotDelivered, data: { ...a.recordNotDelivered.data, originals } };
    const taken = { type: 'OriginalsTaken' as const, data: { documents: originals } };
    given(...ready)
      .when(undelivered)
      .then(plain(notDelivered), taken);
    given(...ready, notDelivered, taken)
      .when(a.returnResult)
      .thenRefused('OriginalsHeld', { documents: 'deed' });
    const returnDeed = { ...a.returnResult, type: 'ReturnOriginals' as const, data: { documents: originals } };
    given(...ready, notDelivered, taken)
      .when(returnDeed)
      .then({ type: 'OriginalsReturned', data: { documents: originals } });
  });
  it('takes what the counter kept of originals with it', () => {
    const taken = { type: 'OriginalsTaken' as const, data: { documents: ['deed', 'passport'] } };
    const delivered = { ...a.recordReturned, data: { ...a.recordReturned.data, originals: ['deed', 'brought'] } };
    given(taken, ...ready)
      .when(a.recordReturned)
      .then(plain(returnedByPost));
    given(...ready, taken)
      .when(delivered)
      .then(plain(returnedByPost), { type: 'OriginalsReturned', data: { documents: ['deed'] } });
  });
  it('has one end', () => {
    given(...ready, returnedByPost)
      .when(a.recordNotDelivered)
      .thenRefused('NotInState', { status: 'returned' });
    given(...decided)
      .when(a.recordReturned)
      .thenRefused('NotInState', { status: 'in-process' });
    const byCounter = [...ready, notDelivered, a.resultReturned];
    given(...byCounter)
      .when(a.recordReturned)
      .thenRefused('NotInState', { status: 'returned' });
  });
  it('is told of by the platform alone', () => {
    for (const command of [a.recordReturned, a.recordNotDelivered]) {
      given(...ready)
        .when(a.insisting(a.by(a.clerk, command)))
        .thenRefused('RoleNotAllowed');
    }
  });
  it('of before there was a post is handed over at the counter', () =>
    given(...decided, resultRecorded)
      .when(a.returnResult)
      .then({ type: 'ResultReturned', data: { by: 'counter', to: 'applicant' } }));
});
