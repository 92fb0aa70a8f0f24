import { describe, expect, it } from '@jest/globals';
import { procedure } from '../../test/dossier-stories.ts';
import { publishedFee } from './published-fee.ts';

describe('The published fee', () => {
  it.each<[string, object, number | undefined]>([
    ['is what the procedure says', { fee: { amount: 8_000 } }, 8_000],
    ['is nothing known where the province has yet to say it', { fee: { note: 'HĐND' } }, undefined],
    ['is nothing where it is free', { fee: { amount: 0 } }, 0],
    ['differs by channel', { fee: { amount: 10_000, byChannel: { counter: 20_000 } } }, 20_000],
    ['is fee and charge together', { fee: { amount: 8_000 }, charge: { amount: 2_000 } }, 10_000],
    ['is not known where the charge is not', { fee: { amount: 8_000 }, charge: {} }, undefined],
    [
      'is the variant’s own',
      { fee: { amount: 8_000 }, variants: [{ code: 'split', name: procedure.name, terms: {}, fee: { amount: 5 } }] },
      5,
    ],
  ])('%s', (_, says, fee) => expect(publishedFee({ ...procedure, ...says }, 'counter', 'split')).toBe(fee));
});
