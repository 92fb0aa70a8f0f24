import { describe, expect, it } from '@jest/globals';
import * as a from '../../test/dossier-stories.ts';
import { lawParametersIn, readLawRuleSet } from '../index.ts';

const head = { name: { vi: 'Trễ', en: 'Late' }, article: 'NĐ 61/2018', severity: 'H', lawful: { vi: 'x', en: 'x' } };
const ruleSet = (id: string, most: unknown) => ({ id, parameters: { reassignmentsMax: { value: most, source: 'x' } } });
const file = (most: unknown) => ({
  ...{ id: 'nd61-2018', version: 1, effectiveFrom: '2018-06-21' },
  rules: [{ id: 'V47', ...head, template: 'reassigned-at-most', act: 'TransferredToAgency', most }],
});
const reference = { of: 'nd61-2018', parameter: 'reassignmentsMax' };

describe('A number in a rule file', () => {
  it("is the registry's, where the file refers to it", () => {
    const reading = readLawRuleSet(file(reference), lawParametersIn([ruleSet('nd61-2018', 3), ruleSet('nd1-2030', 5)]));
    expect(reading).toEqual(readLawRuleSet(file(3)));
    expect(reading).toMatchObject({ ok: true, ruleSet: { rules: [{ most: 3 }] } });
  });

  it('is checked as any other', () =>
    expect(readLawRuleSet(file(reference), lawParametersIn([ruleSet('nd61-2018', '15:00')]))).toMatchObject({
      ok: false,
      issues: [{ path: 'rules[0].most' }],
    }));

  it.each([
    [
      'is missing where no rule set says it',
      [ruleSet('nd1-2030', 5)],
      'reassignmentsMax is nothing that nd61-2018 says',
      'nd61-2018 không quy định reassignmentsMax',
    ],
    [
      'is none where versions say several, which need rule files of their own dates',
      [ruleSet('nd61-2018', 3), ruleSet('nd61-2018', 2)],
      'the versions of nd61-2018 say different things of reassignmentsMax',
      'các phiên bản của nd61-2018 quy định reassignmentsMax khác nhau',
    ],
  ])('%s', (_, ruleSets, reason, reasonVi) =>
    expect(readLawRuleSet(file(reference), lawParametersIn(ruleSets))).toEqual({
      ok: false,
      issues: [{ path: 'rules[0].most', reason, reasonVi }],
    }),
  );

  it.each(a.shippedSets)('of the shipped $id is what the law says', ({ rules }) => {
    const numbers = rules.flatMap((rule) =>
      rule.id === 'V17' || rule.id === 'V38' || rule.id === 'V10' ? [rule] : [],
    );
    expect(numbers).toMatchObject([
      { id: 'V10', workingDays: 3 },
      { id: 'V17', counter: { sameDayUntil: '15:00', minutesAfterOpening: 60 }, online: { workingMinutes: 15 } },
      { id: 'V38', invitations: 2, workingDaysApart: 2 },
    ]);
  });
});
