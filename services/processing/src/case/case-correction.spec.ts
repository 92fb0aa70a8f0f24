import { specification } from '@hoso/event-sourcing/testing';
import { describe, it } from '@jest/globals';
import * as a from '../../test/case-stories.ts';
import { agencyCase } from './case.ts';
import type { CaseCommandOf } from './case-command.ts';
import type { CaseEvent } from './case-state.ts';

const given = specification(agencyCase);
const { opened, assigned, verified, inspected, issued } = a;
const recorded = { ...a.recorded, actor: a.officer };

/** Of the third event of the case. */
const correct: CaseCommandOf<'CorrectCaseEntry'> = {
  ...{ occurredAt: a.now, dossier: a.dossierId, actor: a.officer },
  type: 'CorrectCaseEntry',
  data: { case: 1, of: 3, why: 'Ghi nhầm hồ sơ' },
};
const why = { dossier: a.dossierId, case: 1, of: 3, why: 'Ghi nhầm hồ sơ' };
const stepCorrected: CaseEvent = { type: 'EntryCorrected', data: { ...why, entry: 'StepCompleted', step: 'verify' } };
const recordCorrected: CaseEvent = { type: 'EntryCorrected', data: { ...why, entry: 'Verified' } };
const done = { type: verified.type, data: verified.data } as CaseEvent;

describe('A mistaken entry of a case', () => {
  it('is a step that is yet to be done, once it is corrected', () => {
    given(opened, assigned, verified).when(correct).then(stepCorrected);
    given(opened, assigned, verified, stepCorrected).when(a.complete('verify', a.officer)).then(done);
    given(opened, assigned, verified, inspected, stepCorrected).when(a.issue).thenRefused('StepsLeft', {
      steps: 'verify',
    });
  });
  it('may be a verification', () => {
    given(opened, assigned, recorded).when(correct).then(recordCorrected);
    given(opened, assigned, recorded, recordCorrected)
      .when(a.verify)
      .then({ type: recorded.type, data: recorded.data } as CaseEvent);
  });
  it('is corrected once', () => given(opened, assigned, verified, stepCorrected).when(correct).thenNothing());
  it('is corrected by who made it or by the head; by another only by insisting', () => {
    given(opened, assigned, verified).when(a.by(a.head, correct)).then(stepCorrected);
    given(opened, assigned, verified)
      .when(a.by(a.otherOfficer, correct))
      .thenRefused('NotYourEntry', { by: a.officer.id });
    given(opened, assigned, verified)
      .when(a.insisting(a.by(a.otherOfficer, correct)))
      .then({ type: 'EntryCorrected', data: { ...stepCorrected.data, insisted: a.insist } } as CaseEvent);
    given(opened, assigned, verified)
      .when(a.insisting(a.by(a.strangeOfficer, correct)))
      .thenRefused('WrongUnit');
  });
  it('is a step or a verification, and nothing else', () => {
    given(opened, verified, assigned).when(correct).thenRefused('NotCorrectable', { of: 3 });
    given(opened).when(correct).thenRefused('NotCorrectable');
  });
  it('stays once the case has its end', () =>
    given(opened, assigned, verified, inspected, issued).when(correct).thenRefused('CaseFinished'));
});
