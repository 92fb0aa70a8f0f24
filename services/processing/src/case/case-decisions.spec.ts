import { specification } from '@hoso/event-sourcing/testing';
import { describe, it } from '@jest/globals';
import * as a from '../../test/case-stories.ts';
import { agencyCase } from './case.ts';
import type { CaseEvent } from './case-state.ts';

const given = specification(agencyCase);
const { opened, assigned, verified, inspected, signed, issued, refused, sentBack, recalled } = a;
const finished = [opened, assigned, verified, inspected, signed, issued];

/** The event as it is decided: without who and when, with the insistence that it took. */
function plain({ type, data }: CaseEvent, insisted?: typeof a.insist): CaseEvent {
  return { type, data: insisted ? { ...data, insisted } : data } as CaseEvent;
}

describe("A case that is another agency's", () => {
  it('goes back to the one-stop unit with a reason', () => given(opened).when(a.sendBack).then(plain(sentBack)));
  it('goes back once', () => given(opened, sentBack).when(a.sendBack).thenNothing());
  it('goes back without a reason only by insisting', () => {
    const silent = { ...a.sendBack, data: { case: 1 } };
    given(opened).when(silent).thenRefused('FieldRequired', { field: 'reason' });
    given(opened)
      .when(a.insisting(silent))
      .then({ type: 'ReturnedToOneStop', data: { dossier: a.dossierId, case: 1, insisted: a.insist } });
  });
  it('has no result any more', () => {
    given(opened, sentBack).when(a.insisting(a.issue)).thenRefused('CaseFinished');
    given(opened, sentBack).when(a.close).thenNothing();
  });
  it('does not go back while something is waited for, nor once it is decided', () => {
    given(opened, a.supplementRequested).when(a.sendBack).thenRefused('SupplementPending');
    given(opened, a.obliged).when(a.sendBack).thenRefused('ObligationPending');
    given(...finished)
      .when(a.sendBack)
      .thenRefused('CaseFinished');
  });
});

describe('A case whose result is recalled', () => {
  it('is open again', () => {
    given(...finished)
      .when(a.recall)
      .then(plain(recalled));
    given(opened, refused).when(a.recall).then(plain(recalled));
  });
  it('is recalled once', () =>
    given(...finished, recalled)
      .when(a.recall)
      .thenNothing());
  it('is signed and issued anew', () =>
    given(...finished, recalled)
      .when(a.issue)
      .then(plain(signed), plain(issued)));
  it('may be recalled again, after another result', () =>
    given(...finished, recalled, signed, issued)
      .when(a.recall)
      .then(plain(recalled)));
  it('is recalled by who signs, with a reason', () => {
    given(...finished)
      .when(a.by(a.officer, a.recall))
      .thenRefused('WrongRole');
    given(...finished)
      .when({ ...a.recall, data: { case: 1 } })
      .thenRefused('FieldRequired', { field: 'reason' });
  });
  it('is not recalled where there is no result, or none of its own', () => {
    given(opened).when(a.recall).thenRefused('NoResult');
    given(opened, sentBack).when(a.recall).thenRefused('CaseFinished');
    given(opened, a.closed).when(a.recall).thenRefused('CaseFinished');
  });
  it('is not recalled once somebody has it in hand, whoever insists', () => {
    given(...finished)
      .when(a.insisting({ ...a.recall, dossierStanding: { status: 'returned', byPost: false } }))
      .thenRefused('ResultAlreadyReturned');
    given(...finished)
      .when(a.insisting({ ...a.recall, dossierStanding: { status: 'finished', byPost: true } }))
      .thenRefused('ShipmentUnderWay');
  });
});
