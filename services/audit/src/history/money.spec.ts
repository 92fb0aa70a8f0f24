import { describe, expect, it } from '@jest/globals';
import { told } from '../../test/story.ts';
import { moneyAfter } from './money.ts';
import type { StandingEvent } from './standing-events.ts';

const at = { place: 'Bưu cục Hạ Long', dossier: 'd', shipment: 1 };

function moneyIn(...events: readonly object[]) {
  // Only what is told of an event decides; its envelope does not.
  return moneyAfter(events.map((event) => Object.assign({}, event) as StandingEvent));
}

describe('The money of a dossier', () => {
  it('is nothing where none was spoken of', () => {
    expect(moneyIn(told.submitted, told.received)).toBeUndefined();
  });

  it('is what was charged, paid, and paid with a receipt', () => {
    const charged = { type: 'FeeCharged', data: { amount: 75_000, payableAt: 'reception', total: 75_000 } };
    const paid = { type: 'FeePaid', data: { payment: 1, amount: 50_000, means: 'cash' } };
    const more = { type: 'FeePaid', data: { payment: 2, amount: 25_000, means: 'online' } };
    const receipt = { type: 'FeeReceiptIssued', data: { payment: 1, receiptNo: 'BL 1' } };
    const nothing = { collected: 0, remitted: 0, compensated: 0 };
    expect(moneyIn(charged, paid, more, receipt, receipt)).toEqual({
      ...{ charged: 75_000, paid: 75_000, receipted: 50_000, ...nothing },
    });
  });

  it('is what the post has collected for the agency, and remitted; its own carriage is not', () => {
    const collected = { type: 'FeeCollected', data: { ...at, purpose: 'procedure', amount: 75_000 } };
    const carriage = { type: 'FeeCollected', data: { ...at, purpose: 'carriage', amount: 30_000 } };
    const remitted = { type: 'FeesRemitted', data: { ...at, amount: 60_000 } };
    const compensated = { type: 'CompensationPaid', data: { ...at, amount: 500_000 } };
    expect(moneyIn(carriage)).toBeUndefined();
    expect(moneyIn(collected, carriage, remitted, compensated)).toEqual({
      ...{ charged: 0, paid: 0, receipted: 0, collected: 75_000, remitted: 60_000, compensated: 500_000 },
    });
  });
});
