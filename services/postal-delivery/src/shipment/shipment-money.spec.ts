import { specification } from '@hoso/event-sourcing/testing';
import { describe, it } from '@jest/globals';
import * as a from '../../test/shipment-stories.ts';
import { shipment } from './shipment.ts';
import type { ShipmentCommand } from './shipment-command.ts';
import type { ShipmentEvent } from './shipment-state.ts';

const given = specification(shipment);
const { accepted, sealed, minutesSigned, arranged, handedToPost, delivered, feeCollected, feesRemitted } = a;
const underWay = [arranged, handedToPost];
const insisted = { insisted: a.insist };

function plain({ type, data }: ShipmentEvent, change: object = {}): ShipmentEvent {
  return { type, data: { ...data, ...change } } as ShipmentEvent;
}

/** Refused as it is; recorded with the reason when the actor stands by it. */
function unlessInsisted(
  history: readonly ShipmentEvent[],
  command: ShipmentCommand,
  code: string,
  recorded: ShipmentEvent,
): void {
  given(...history)
    .when(command)
    .thenRefused(code);
  given(...history)
    .when(a.insisting(command))
    .then(plain(recorded, insisted));
}

describe('Money that the post takes', () => {
  it('is taken with a receipt, either way, and told twice is taken once', () => {
    given(accepted).when(a.collectFee).then(plain(feeCollected));
    given(...underWay)
      .when(a.collectFee)
      .then(plain(feeCollected));
    given(accepted, feeCollected).when(a.collectFee).thenNothing();
  });
  it('is taken twice where it is paid twice', () => {
    const later = { ...a.collectFee, occurredAt: '2022-03-15T02:00:00.001Z' };
    given(accepted, feeCollected).when(later).then(plain(feeCollected));
  });
  it('is taken without a receipt only by insisting', () => {
    const command = { ...a.collectFee, data: { ...a.collectFee.data, receiptNo: undefined } };
    unlessInsisted([accepted], command, 'FieldRequired', plain(feeCollected, { receiptNo: undefined }));
  });
  it('is taken by the office that carries, and by nobody for what lies at the counter', () => {
    given(accepted)
      .when(a.insisting(a.by(a.strangePostman, a.collectFee)))
      .thenRefused('WrongUnit');
    unlessInsisted([accepted], a.by(a.bookkeeper, a.collectFee), 'WrongRole', feeCollected);
    given(plain(arranged, { post: undefined }))
      .when(a.insisting(a.collectFee))
      .thenRefused('ShipmentNotInState');
  });

  it('is the agency’s when the minutes are signed, or they are signed by insisting', () => {
    unlessInsisted([accepted, sealed, feeCollected], a.signMinutes, 'FeesNotRemitted', minutesSigned);
    given(accepted, sealed, feeCollected).when(a.signMinutes).thenRefused('FeesNotRemitted', { amount: 15_000 });
    given(accepted, sealed, feeCollected, feesRemitted).when(a.signMinutes).then(plain(minutesSigned));
    given(accepted, sealed, a.chargeCollected).when(a.signMinutes).then(plain(minutesSigned));
  });
  it('is remitted in parts, never more than is left', () => {
    const part = { ...a.remitFees, data: { ...a.remitFees.data, amount: 14_999 } };
    const partly = plain(feesRemitted, { amount: 14_999 });
    given(accepted, feeCollected).when(part).then(partly);
    given(accepted, feeCollected, partly).when(a.remitFees).thenRefused('RemittedTooMuch', { amount: 15_000, left: 1 });
    given(accepted).when(a.insisting(a.remitFees)).thenRefused('RemittedTooMuch', { left: 0 });
    given(accepted, feeCollected, feesRemitted).when(a.remitFees).thenNothing();
  });
  it('is remitted also when it is late, told by either side with both signatures', () => {
    given(...underWay, feeCollected, delivered)
      .when(a.remitFees)
      .then(plain(feesRemitted));
    const byClerk = {
      ...a.by(a.clerk, a.remitFees),
      data: { ...a.remitFees.data, signedBy: { postal: a.postman.id } },
    };
    given(accepted, feeCollected).when(byClerk).then(plain(feesRemitted));
    const alone = { ...a.remitFees, data: { ...a.remitFees.data, signedBy: undefined } };
    const recorded = plain(feesRemitted, { signedBy: { postal: a.postman.id } });
    unlessInsisted([accepted, feeCollected], alone, 'FieldRequired', recorded);
  });

  describe('for what is lost or damaged', () => {
    it('is paid once', () => {
      given(...underWay, a.lost)
        .when(a.payCompensation)
        .then(plain(a.compensated));
      given(...underWay, a.damaged, delivered)
        .when(a.payCompensation)
        .then(plain(a.compensated));
      given(...underWay, a.lost, a.compensated)
        .when(a.payCompensation)
        .thenNothing();
      given(...underWay, a.lost, a.compensated)
        .when({ ...a.payCompensation, data: { amount: 90_000, receiptNo: 'BT-2' } })
        .thenRefused('ShipmentNotInState');
    });
    it('is paid for nothing else', () =>
      given(...underWay, delivered)
        .when(a.insisting(a.payCompensation))
        .thenRefused('ShipmentNotInState'));
    it.each([
      [80_000, undefined],
      [79_999, 'CompensationTooLow'],
    ])('is four times what the carriage cost: %d đồng for 20,000', (amount, code) => {
      const command = { ...a.payCompensation, data: { ...a.payCompensation.data, amount } };
      const before = [...underWay, a.chargeCollected, a.lost];
      const recorded = plain(a.compensated, { amount });
      if (code) unlessInsisted(before, command, code, recorded);
      else
        given(...before)
          .when(command)
          .then(recorded);
    });
  });
});

describe('Papers beside the dossier', () => {
  const { supplementAccepted, papersArranged } = a;
  it('are collected where a supplement is waited for', () => {
    given().when(a.collectSupplement).then(plain(supplementAccepted));
    given(supplementAccepted).when(a.collectSupplement).thenNothing();
    const known = { ...a.collectSupplement.known, awaitsSupplement: false };
    given()
      .when(a.insisting({ ...a.collectSupplement, known }))
      .thenRefused('NoSupplementPending');
    const unsigned = { ...a.collectSupplement, data: { ...a.collectSupplement.data, waybillSignedBy: {} } };
    const recorded = plain(supplementAccepted, { waybillSignedBy: { postal: a.postman.id } });
    unlessInsisted([], unsigned, 'FieldRequired', recorded);
  });
  it('are sealed and handed over like a dossier, and said to be a supplement', () =>
    given(supplementAccepted, sealed)
      .when(a.signMinutes)
      .then(plain(minutesSigned, { content: 'supplement' })));
  it('go back from the counter that has them', () => {
    given().when(a.sendBack).then(plain(papersArranged));
    given(papersArranged).when(a.sendBack).thenNothing();
    given()
      .when(a.insisting(a.by(a.strangeClerk, a.sendBack)))
      .thenRefused('WrongUnit');
    unlessInsisted([], a.by(a.officerAtCounter, a.sendBack), 'WrongRole', papersArranged);
  });
  it('are said to be no result, to their end', () => {
    const content = { content: 'refused-papers' };
    const onTheWay = [papersArranged, plain(handedToPost, content)];
    given(papersArranged).when(a.handToPost).then(plain(handedToPost, content));
    given(...onTheWay)
      .when(a.deliver)
      .then(plain(delivered, content));
    given(...onTheWay)
      .when(a.reportLoss)
      .then(plain(a.lost, content));
    given(papersArranged).when(a.cancel).then(plain(a.cancelled, content));
    given(...onTheWay, a.returned)
      .when(a.takeBack)
      .then(plain(a.takenBack, content));
  });
  it('that are originals go back with the result, or are left behind by insisting', () => {
    const held = { ...a.handToPost, originals: ['birth-certificate', 'land-certificate'] };
    given(arranged).when(held).thenRefused('OriginalsLeft', { documents: 'birth-certificate, land-certificate' });
    const all = { ...held, data: { ...held.data, originals: held.originals } };
    given(arranged)
      .when(all)
      .then(plain(handedToPost, { originals: held.originals }));
    const some = { ...held, data: { ...held.data, originals: ['birth-certificate'] } };
    given(arranged).when(some).thenRefused('OriginalsLeft', { documents: 'land-certificate' });
    unlessInsisted([arranged], some, 'OriginalsLeft', plain(handedToPost, { originals: ['birth-certificate'] }));
  });
  it('that are originals are those that somebody took: the post, or the counter', () => {
    const sent = { ...a.handToPost, data: { ...a.handToPost.data, originals: ['land-certificate', 'diploma'] } };
    const taken = { ...sent, originals: ['land-certificate'], kept: ['diploma'] };
    given(arranged)
      .when(taken)
      .then(plain(handedToPost, { originals: ['land-certificate', 'diploma'] }));
    given(arranged)
      .when(a.insisting({ ...taken, kept: [] }))
      .thenRefused('OriginalNotTaken', { documents: 'diploma' });
    given(arranged, plain(handedToPost, { originals: ['land-certificate', 'diploma'] }))
      .when({ ...sent, originals: [], kept: [] })
      .thenNothing();
  });
});

describe('What is told on the way', () => {
  const handedOver = [accepted, sealed, minutesSigned];
  it('is the receipt slip, given to the post and brought to the applicant', () => {
    given(...handedOver)
      .when(a.giveReceipt)
      .then(plain(a.receiptGiven));
    given(...handedOver, a.receiptGiven)
      .when(a.giveReceipt)
      .thenNothing();
    given(...handedOver, a.receiptGiven)
      .when(a.bringReceipt)
      .then(plain(a.receiptBrought));
    given(...handedOver, a.receiptGiven, a.receiptBrought)
      .when(a.bringReceipt)
      .thenNothing();
  });
  it('is no slip that the post was not given, but may be its content', () => {
    given(...handedOver)
      .when(a.insisting(a.bringReceipt))
      .thenRefused('ShipmentNotInState');
    given(...handedOver)
      .when({ ...a.bringReceipt, data: { by: 'notice' } })
      .then(plain(a.receiptBrought, { by: 'notice' }));
  });
  it('is no slip before the minutes', () =>
    given(accepted, sealed).when(a.insisting(a.giveReceipt)).thenRefused('ShipmentNotInState', { status: 'sealed' }));
  it('is the delivery, to the sender, once', () => {
    given(...underWay, delivered)
      .when(a.notifyDelivery)
      .then(plain(a.deliveryNotified));
    given(...underWay, delivered, a.deliveryNotified)
      .when(a.notifyDelivery)
      .thenNothing();
    given(...underWay)
      .when(a.insisting(a.notifyDelivery))
      .thenRefused('ShipmentNotInState');
  });
  it('is force majeure, by whoever carries it', () => {
    given(...underWay)
      .when(a.reportForceMajeure)
      .then(plain(a.forceMajeure));
    given(...underWay, a.forceMajeure)
      .when(a.reportForceMajeure)
      .thenNothing();
    given(...underWay)
      .when(a.insisting(a.by(a.strangePostman, a.reportForceMajeure)))
      .thenRefused('WrongUnit');
  });
});
