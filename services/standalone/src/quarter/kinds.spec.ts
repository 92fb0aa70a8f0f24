import { describe, expect, it } from '@jest/globals';
import { kindNames, kindOf } from './kinds.ts';

const rulesOf = kindNames.map((kind) => ({ kind, rules: kindOf(kind).rules }));
const withRule = (rule: string) => rulesOf.filter(({ rules }) => rules.includes(rule));

/** DOMAIN §7.1: decidable, and plantable in the first quarter of 2022. */
const plantable = Array.from({ length: 50 }, (_, index) => `V${String(index + 1).padStart(2, '0')}`).filter(
  (rule) => !['V43', 'V44', 'V46', 'V49', 'V50'].includes(rule),
);

describe('What can be special about a dossier', () => {
  it.each(plantable)('breaks %s now and then', (rule) => expect(withRule(rule).length).toBeGreaterThan(0));

  it('breaks nothing that cannot be broken', () => {
    const broken = new Set(rulesOf.flatMap(({ rules }) => rules));
    expect([...broken].filter((rule) => !plantable.includes(rule))).toEqual([]);
  });

  it('is lawful in a third of them, at least', () => {
    const lawful = rulesOf.filter(({ rules }) => rules.length === 0);
    expect(lawful.length / rulesOf.length).toBeGreaterThan(1 / 3);
  });

  it.each([
    ['V15', 'V01'],
    ['V26', 'V30'],
  ])('breaks with %s %s, too', (rule, implied) => {
    expect(withRule(rule).filter(({ rules }) => !rules.includes(implied))).toEqual([]);
  });

  it.each([
    ['V26', 'V22'],
    ['V33', 'V34'],
  ])('breaks with %s never %s', (rule, excluded) => {
    expect(withRule(rule).filter(({ rules }) => rules.includes(excluded))).toEqual([]);
  });

  it('is late without an apology, unless it was apologised for', () => {
    const apologised = ['late after an extension'];
    const late = withRule('V01').filter(({ kind }) => !apologised.includes(kind));
    expect(late.filter(({ rules }) => !rules.includes('V02'))).toEqual([]);
    expect(kindNames.filter((kind) => kindOf(kind).late && !kindOf(kind).rules.includes('V01'))).toEqual([]);
  });

  it('comes by post where the post brought it there', () => {
    const ofCollection = ['V32', 'V33', 'V34', 'V37', 'V41'].flatMap((rule) => withRule(rule));
    expect(ofCollection.filter(({ kind }) => kindOf(kind).channel !== 'post')).toEqual([]);
    expect(withRule('V42').filter(({ kind }) => kindOf(kind).returnBy !== 'post')).toEqual([]);
  });
});
