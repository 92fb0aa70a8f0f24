import { specification } from '@hoso/event-sourcing/testing';
import { describe, it } from '@jest/globals';
import * as a from '../../test/dossier-stories.ts';
import * as life from '../../test/life-stories.ts';
import { dossier } from './dossier.ts';
import type { DossierCommandOf } from './dossier-command.ts';
import type { DossierEvent } from './dossier-state.ts';

const given = specification(dossier);
const { submitted, scanned, supplementRequested, supplemented, received, transferred, resultRecorded } = a;
const why = 'Ghi nhầm hồ sơ khác';
const correct = (of: number): DossierCommandOf<'CorrectEntry'> => ({
  ...a.byClerk,
  type: 'CorrectEntry',
  data: { of, why },
});
const counter = { scans: [], originals: [], feesCharged: 0, feesPaid: 0 };
const dates = {
  ...{ originalDueAt: a.lawfulDueAt, dueAt: a.lawfulDueAt, lawfulDueAt: a.lawfulDueAt, clockDueAt: a.lawfulDueAt },
  extended: false,
};

function corrected(of: number, entry: string, more: object = {}): DossierEvent {
  return { type: 'Corrected', data: { of, entry, why, ...more } } as DossierEvent;
}

describe('A mistaken entry', () => {
  it('is written off by another, which says what is otherwise without it', () => {
    given(submitted, scanned)
      .when(correct(2))
      .then(corrected(2, 'ScanStored', { counter }));
    given(submitted, life.originalsTaken)
      .when(correct(2))
      .then(corrected(2, 'OriginalsTaken', { counter }));
    given(submitted, life.charged, life.paid)
      .when(correct(3))
      .then(corrected(3, 'FeePaid', { counter: { ...counter, feesCharged: 50_000 } }));
    given(submitted, supplementRequested)
      .when(correct(2))
      .then(corrected(2, 'SupplementRequested', { status: 'registered' }));
    given(submitted, supplementRequested, supplemented)
      .when(correct(3))
      .then(corrected(3, 'SupplementReceived', { status: 'supplement-requested' }));
    given(submitted, a.refusedAtReception)
      .when(correct(2))
      .then(corrected(2, 'ReceptionRefused', { status: 'registered' }));
    given(submitted, received, life.extended)
      .when(correct(3))
      .then(corrected(3, 'DueDateChanged', { dates }));
  });
  it('is written off once', () =>
    given(submitted, scanned, corrected(2, 'ScanStored', { counter }))
      .when(correct(2))
      .thenNothing());
  it('leaves the dossier as it was, to be gone on with', () => {
    const noScan = corrected(2, 'ScanStored', { counter });
    given(submitted, scanned, noScan, received).when(a.transfer).thenRefused('NotScanned');
    const asked = corrected(2, 'SupplementRequested', { status: 'registered' });
    given(submitted, supplementRequested, asked)
      .when(a.requestSupplement)
      .then({ type: supplementRequested.type, data: supplementRequested.data } as DossierEvent);
    const notReturned = corrected(5, 'ResultReturned', { status: 'finished' });
    given(submitted, received, transferred, resultRecorded, a.resultReturned, notReturned)
      .when(a.returnResult)
      .then({ type: 'ResultReturned', data: { by: 'counter', to: 'applicant' } });
  });
  it('is no withdrawal, where no agency had it', () => {
    given(submitted, received, a.withdrawn)
      .when(correct(3))
      .then(corrected(3, 'DossierWithdrawn', { status: 'received', dates }));
    const ofCase: DossierEvent = { type: 'DossierWithdrawn', data: { reason: 'Không cần nữa', case: 1 } };
    given(submitted, received, transferred, ofCase).when(correct(4)).thenRefused('EntryNotCorrectable', { of: 4 });
  });
  it('is written off as long as nothing has followed it that rests on it', () => {
    given(submitted, supplementRequested, supplemented).when(correct(2)).thenRefused('EntryNotCorrectable', { of: 2 });
    given(submitted, supplementRequested, supplemented, corrected(3, 'SupplementReceived'))
      .when(correct(2))
      .then(corrected(2, 'SupplementRequested', { status: 'registered' }));
    // Papers may come and go meanwhile.
    given(submitted, supplementRequested, scanned)
      .when(correct(2))
      .then(corrected(2, 'SupplementRequested', { status: 'registered' }));
  });
  it.each<[string, readonly DossierEvent[], number]>([
    ['a submission', [submitted], 1],
    ['a reception', [submitted, received], 2],
    ['a transfer', [submitted, received, transferred], 3],
    ['what its agency did', [submitted, received, transferred, resultRecorded], 4],
    ['a pause', [submitted, received, transferred, life.paused], 4],
    ['a delivery by post', [submitted, received, transferred, resultRecorded, a.returnedByPost], 5],
    ['a correction', [submitted, scanned, corrected(2, 'ScanStored', { counter })], 3],
  ])('is not %s', (_, history, of) =>
    given(...history)
      .when(correct(of))
      .thenRefused('EntryNotCorrectable', { of }),
  );
  it('is one that there is', () => given(submitted).when(correct(2)).thenRefused('EntryNotFound', { of: 2 }));
  it('is written off by the unit’s own counter', () => {
    given(submitted, scanned)
      .when(a.by(a.strangeClerk, correct(2)))
      .thenRefused('WrongUnit');
    given(submitted, scanned)
      .when(a.by(a.officerAtCounter, correct(2)))
      .thenRefused('WrongRole');
    given(submitted, scanned)
      .when(a.insisting(a.by(a.officerAtCounter, correct(2))))
      .then(corrected(2, 'ScanStored', { counter, insisted: a.insist }));
  });
});
