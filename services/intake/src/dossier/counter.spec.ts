import { specification } from '@hoso/event-sourcing/testing';
import { describe, it } from '@jest/globals';
import * as a from '../../test/dossier-stories.ts';
import * as life from '../../test/life-stories.ts';
import { dossier } from './dossier.ts';
import type { DossierEvent } from './dossier-state.ts';

const given = specification(dossier);
const { submitted, received, transferred, resultRecorded } = a;
const { originalsTaken, originalsReturned, charged, paid } = life;
const returned: DossierEvent = { type: 'ResultReturned', data: { by: 'counter', to: 'applicant' } };

function event({ type, data }: DossierEvent): DossierEvent {
  return { type, data } as DossierEvent;
}
function charge(amount: number, payableAt: 'reception' | 'return' = 'reception') {
  return { ...life.chargeFee, data: { amount, payableAt } };
}
function pay(amount: number, receiptNo?: string) {
  return { ...life.payFee, data: { amount, means: 'cash' as const, receiptNo } };
}

describe('Originals', () => {
  it('are taken at the counter, each once', () => {
    given(submitted).when(life.takeOriginals).then(event(originalsTaken));
    given(submitted, originalsTaken).when(life.takeOriginals).thenNothing();
    given(submitted, originalsTaken)
      .when({ ...life.takeOriginals, data: { documents: ['passport', 'diploma', 'diploma'] } })
      .then({ type: 'OriginalsTaken', data: { documents: ['diploma'] } });
  });
  it('are given back, and taken again', () => {
    given(submitted, originalsTaken).when(life.returnOriginals).then(event(originalsReturned));
    given(submitted, originalsTaken, originalsReturned).when(life.returnOriginals).thenNothing();
    given(submitted, originalsTaken, originalsReturned).when(life.takeOriginals).then(event(originalsTaken));
    given(submitted, originalsTaken)
      .when({ ...life.returnOriginals, data: { documents: ['diploma', 'passport'] } })
      .thenRefused('OriginalNotTaken', { documents: 'diploma' });
  });
  it('are given back also after the end, and taken no more then', () => {
    given(submitted, originalsTaken, a.withdrawn).when(life.returnOriginals).then(event(originalsReturned));
    given(submitted, a.refusedAtReception)
      .when(life.takeOriginals)
      .thenRefused('NotInState', { status: 'refused-at-reception' });
  });
  it('go back with the result, and stay behind only by insisting (61 Đ20.2)', () => {
    const finished = [submitted, originalsTaken, received, transferred, resultRecorded] as const;
    given(...finished)
      .when(a.returnResult)
      .thenRefused('OriginalsHeld', { documents: 'land-certificate, passport' });
    given(...finished)
      .when(a.insisting(a.returnResult))
      .then({ ...returned, data: { ...returned.data, insisted: a.insist } } as DossierEvent);
    given(...finished, originalsReturned)
      .when(a.returnResult)
      .then(returned);
  });
  it('are the business of the unit’s own counter', () => {
    given(submitted).when(a.by(a.strangeClerk, life.takeOriginals)).thenRefused('WrongUnit');
    given(submitted).when(a.by(a.officerAtCounter, life.takeOriginals)).thenRefused('WrongRole');
    given(submitted)
      .when(a.insisting(a.by(a.officerAtCounter, life.takeOriginals)))
      .then({
        type: 'OriginalsTaken',
        data: { documents: ['land-certificate', 'passport'], insisted: a.insist },
      });
  });
});

describe('Fees', () => {
  it('are charged up to what is published, to the last đồng', () => {
    given(submitted).when(life.chargeFee).then(event(charged));
    given(submitted, charged).when(life.chargeFee).thenNothing();
    given(submitted).when(charge(50_001)).thenRefused('FeeAbovePublished', { total: 50_001, published: 50_000 });
    given(submitted, charged).when(charge(1, 'return')).thenRefused('FeeAbovePublished', { total: 50_001 });
    given(submitted)
      .when(a.insisting(charge(50_001)))
      .then({
        type: 'FeeCharged',
        data: {
          ...{ amount: 50_001, payableAt: 'reception', total: 50_001, published: 50_000 },
          insisted: a.insist,
        },
      });
  });
  it('are nobody’s to judge where nothing is published', () =>
    given(submitted)
      .when({ ...charge(9_000_000), published: undefined })
      .then({ type: 'FeeCharged', data: { amount: 9_000_000, payableAt: 'reception', total: 9_000_000 } }));
  it('are paid, at once or in parts, and not beyond what is owed', () => {
    given(submitted, charged).when(life.payFee).then(event(paid));
    given(submitted, charged, paid).when(life.payFee).thenNothing();
    given(submitted, charged).when(pay(50_001)).thenRefused('FeeNotOwed', { amount: 50_001, owed: 50_000 });
    const part: DossierEvent = { type: 'FeePaid', data: { payment: 1, amount: 20_000, means: 'cash' } };
    given(submitted, charged, part)
      .when(pay(30_000))
      .then({ type: 'FeePaid', data: { payment: 2, amount: 30_000, means: 'cash' } });
    given(submitted, charged, part).when(pay(30_001)).thenRefused('FeeNotOwed', { owed: 30_000 });
    given(submitted)
      .when(a.insisting(life.payFee))
      .then({ type: 'FeePaid', data: { payment: 1, amount: 50_000, means: 'cash', insisted: a.insist } });
  });
  it('have a receipt, with the payment or after it, and one only', () => {
    given(submitted, charged).when(pay(50_000, 'BL-0001')).then(event(paid), event(life.receiptIssued));
    given(submitted, charged, paid, life.receiptIssued).when(pay(50_000, 'BL-0001')).thenNothing();
    given(submitted, charged, paid).when(life.issueFeeReceipt).then(event(life.receiptIssued));
    given(submitted, charged, paid, life.receiptIssued).when(life.issueFeeReceipt).thenNothing();
    given(submitted, charged, paid, life.receiptIssued)
      .when({ ...life.issueFeeReceipt, data: { receiptNo: 'BL-0002' } })
      .thenRefused('ReceiptAlreadyIssued', { receiptNo: 'BL-0001' });
    given(submitted, charged).when(life.issueFeeReceipt).thenRefused('PaymentNotFound', { payment: 0 });
  });
  it('are charged no more once the dossier has its end', () =>
    given(submitted, a.withdrawn).when(life.chargeFee).thenRefused('NotInState'));
  it('are the business of the unit’s own counter', () => {
    for (const command of [life.chargeFee, life.payFee, life.issueFeeReceipt]) {
      given(submitted, charged, paid).when(a.by(a.strangeClerk, command)).thenRefused('WrongUnit');
    }
    given(submitted).when(a.by(a.officerAtCounter, life.chargeFee)).thenRefused('WrongRole');
  });
});
