import type { Law, ProcedureVersion } from '@hoso/contracts';
import { describe, expect, it } from '@jest/globals';
import * as a from '../../test/dossier-stories.ts';
import { law2022, unit2022 } from '../../test/laws.ts';
import { specification } from '@hoso/event-sourcing/testing';
import { dossier } from './dossier.ts';
import { termInForce, variantOf } from './term-in-force.ts';

const divided: ProcedureVersion = {
  ...a.procedure,
  variants: [
    {
      code: 'gift',
      name: { vi: 'Tặng cho', en: 'A gift' },
      terms: { counter: { unit: 'workingDays', amount: 1 } },
      documents: [{ code: 'deed', name: 'Hợp đồng', form: 'certified', needed: true }],
    },
  ],
};
const inHours: Law = {
  ...law2022,
  parameters: { workingDaysMode: { value: 'workingHours', source: 'a province' } },
};
const given = specification(dossier);

describe('The term in force', () => {
  it('is the channel’s, unless the case has its own for it', () => {
    const gift = variantOf(divided, 'gift');
    expect(termInForce(divided, undefined, 'counter', law2022)).toEqual({ unit: 'workingDays', amount: 3 });
    expect(termInForce(divided, gift, 'counter', law2022)).toEqual({ unit: 'workingDays', amount: 1 });
    expect(termInForce(divided, gift, 'online', law2022)).toEqual({ unit: 'workingDays', amount: 3 });
    expect(termInForce(divided, gift, 'post', law2022)).toBeUndefined();
  });
  it('ends with the hours of its days where the law has it so, and the term does not say otherwise', () => {
    const term = { unit: 'workingDays', amount: 3 } as const;
    expect(termInForce(a.procedure, undefined, 'counter', inHours)).toEqual({ ...term, mode: 'workingHours' });
    const said = { ...a.procedure, terms: { counter: { ...term, mode: 'dayEnd' } } } as const;
    expect(termInForce(said, undefined, 'counter', inHours)).toEqual({ ...term, mode: 'dayEnd' });
    const same = { ...a.procedure, terms: { counter: { unit: 'sameDay' } } } as const;
    expect(termInForce(same, undefined, 'counter', inHours)).toEqual({ unit: 'sameDay' });
  });
});

describe('A dossier at reception', () => {
  const facts = { procedure: divided, calendar: a.calendar, law: law2022, unit: unit2022, code: a.code };
  it('is bound to the case that the clerk names, to its term and its documents', () =>
    given(a.submitted)
      .when({ ...a.receive, facts, data: { variant: 'gift' } })
      .then({
        type: 'DossierReceived',
        data: {
          ...a.received.data,
          variant: 'gift',
          term: { unit: 'workingDays', amount: 1 },
          documents: divided.variants?.[0]?.documents ?? [],
          lawfulDueAt: '2022-03-16T10:00:00.000Z',
          dueAt: '2022-03-16T10:00:00.000Z',
        },
      }));
  it('is not received in a case that its procedure does not tell apart', () =>
    given(a.submitted)
      .when({ ...a.receive, facts, data: { variant: 'sale' } })
      .thenRefused('VariantUnknown', { code: divided.code, variant: 'sale' }));
});
