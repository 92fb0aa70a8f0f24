import { specification } from '@hoso/event-sourcing/testing';
import { describe, it } from '@jest/globals';
import * as a from '../../test/dossier-stories.ts';
import { dossier } from './dossier.ts';

const given = specification(dossier);
const inProcess = [a.submitted, a.scanned, a.received, a.transferred];
const finished = [...inProcess, a.resultRecorded];
const takenBack = { type: a.dossierTakenBack.type, data: a.dossierTakenBack.data } as const;
const resultTakenBack = { type: a.resultTakenBack.type, data: a.resultTakenBack.data } as const;

describe('A dossier that its agency gives back', () => {
  it('is at the counter again, once', () => {
    given(...inProcess)
      .when(a.takeDossierBack)
      .then(takenBack as typeof a.dossierTakenBack);
    given(...inProcess, a.dossierTakenBack)
      .when(a.takeDossierBack)
      .thenNothing();
  });
  it('is transferred anew, as its next case, its clock running on', () => {
    const { data } = a.transferred as typeof a.transferred & { readonly data: object };
    given(...inProcess, a.dossierTakenBack)
      .when({ ...a.transfer, data: { agency: 'ha-long-finance' } })
      .then({
        type: 'TransferredToAgency',
        data: { ...data, agency: 'ha-long-finance', case: 2 },
      } as typeof a.transferred);
  });
  it('is not taken back twice for one case, nor before it was there', () => {
    const again = { ...a.transferred, data: { ...a.transferred.data, case: 2 } } as typeof a.transferred;
    given(...inProcess, a.dossierTakenBack, again)
      .when(a.takeDossierBack)
      .thenRefused('NotInState');
    given(a.submitted, a.received).when(a.takeDossierBack).thenRefused('NotInState');
  });
  it('is taken back by the platform alone', () =>
    given(...inProcess)
      .when(a.insisting(a.by(a.clerk, a.takeDossierBack)))
      .thenRefused('RoleNotAllowed'));
});

describe('A result that its agency recalls', () => {
  it('is none: the dossier is in process again', () => {
    given(...finished)
      .when(a.takeResultBack)
      .then(resultTakenBack as typeof a.resultTakenBack);
    given(...finished, a.resultTakenBack)
      .when(a.takeResultBack)
      .thenNothing();
    given(...finished, a.resultTakenBack)
      .when(a.returnResult)
      .thenRefused('NotInState');
  });
  it('is followed by another one', () =>
    given(...finished, a.resultTakenBack)
      .when(a.recordResult)
      .then({ type: a.resultRecorded.type, data: a.resultRecorded.data } as typeof a.resultRecorded));
  it('stays where the applicant or the post has it', () => {
    given(...finished, a.resultReturned)
      .when(a.takeResultBack)
      .thenRefused('NotInState');
    given(a.submittedByPost, a.scanned, a.received, a.transferred, a.resultRecorded, a.resultReady)
      .when(a.takeResultBack)
      .thenRefused('ShipmentUnderWay');
    given(a.submittedByPost, a.scanned, a.received, a.transferred, a.resultRecorded, a.resultReady, a.notDelivered)
      .when(a.takeResultBack)
      .then(resultTakenBack as typeof a.resultTakenBack);
  });
});
