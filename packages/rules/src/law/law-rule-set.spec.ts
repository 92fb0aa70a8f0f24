import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as a from '../../test/dossier-stories.ts';
import { compileLawRules, readLawRuleSet } from '../index.ts';

const head = {
  name: { vi: 'Trễ', en: 'Late' },
  article: 'NĐ 61/2018 Đ19.9',
  severity: 'H',
  lawful: { vi: 'Trước {lawfulDueAt}', en: 'By {lawfulDueAt}' },
};
const late = { id: 'V01', ...head, template: 'finished-by-due', decisions: ['ResultIssued'] };
const apology = { id: 'V02', ...head, template: 'apology-by-due', lawful: { vi: 'x', en: 'x' } };
const form = { name: 'N', pattern: '(?<date>\\d{6})', from: '2019-01-06' };
const code = { id: 'V21', ...head, template: 'code-form', lawful: { vi: 'x', en: 'x' }, forms: [form] };
const recorded = {
  id: 'V26',
  ...head,
  lawful: { vi: 'x', en: 'x' },
  template: 'recorded-late',
  hours: 24,
  over: ['V01', 'V10'],
  due: 'V01',
  scans: 'V18',
};
const setOf = (...rules: readonly unknown[]) => ({ id: 'nd61-2018', version: 1, effectiveFrom: '2018-06-21', rules });

describe('A rule set of law', () => {
  it('is read', () => expect(readLawRuleSet(setOf(late, apology, code))).toMatchObject({ ok: true }));

  it.each<[string, unknown, string, string]>([
    ['that is no object', 'x', '', 'expected object'],
    ['without a bottom', JSON.parse(`${'['.repeat(50)}${']'.repeat(50)}`), '[0]'.repeat(31), 'is nested too deeply'],
    ['with an id in capitals', { ...setOf(late), id: 'ND61' }, 'id', 'is not lower-case words'],
    ['with a day that does not exist', { ...setOf(late), effectiveFrom: '2018-02-30' }, 'effectiveFrom', 'Invalid'],
    ['with a rule twice', setOf(late, late), 'rules[1].id', 'is used by another rule'],
    ['with a rule of no catalogue', setOf({ ...late, id: 'late' }), 'rules[0].id', 'is not a rule of the catalogue'],
    [
      'with a template of logs',
      setOf({ ...late, template: 'four-eyes' }),
      'rules[0].template',
      'is no template; the templates are act-within, ',
    ],
    ['with a parameter too many', setOf({ ...late, days: 3 }), 'rules[0].days', 'is unknown here'],
    ['with one too few', setOf({ ...late, decisions: undefined }), 'rules[0].decisions', 'received undefined'],
    [
      'with an act that is no event',
      setOf({ ...late, decisions: ['result issued'] }),
      'rules[0].decisions[0]',
      'is not the name of an event',
    ],
    ['with a severity of its own', setOf({ ...late, severity: 'X' }), 'rules[0].severity', 'Invalid option'],
    ['in one language', setOf({ ...late, name: { vi: 'Trễ' } }), 'rules[0].name.en', 'received undefined'],
    [
      'with words about something else',
      setOf({ ...late, lawful: { ...head.lawful, en: 'By {limitAt}' } }),
      'rules[0].lawful.en',
      '{limitAt} is no fact of finished-by-due; they are finishedAt, lawfulDueAt, lateMs',
    ],
    ['with a scope of nothing', setOf({ ...late, scope: { channels: [] } }), 'rules[0].scope.channels', 'Too small'],
    [
      'with a broken pattern',
      setOf({ ...code, forms: [{ ...form, pattern: '(?<date>' }] }),
      'rules[0].forms[0].pattern',
      'Invalid regular expression',
    ],
    [
      'with a pattern without a date',
      setOf({ ...code, forms: [{ ...form, pattern: 'x' }] }),
      'rules[0].forms[0].pattern',
      'has no group (?<date>',
    ],
  ])('%s is refused, naming place and reason', (_, file, path, reason) => {
    const reading = readLawRuleSet(file);
    expect(reading).toMatchObject({ ok: false, issues: [{ path, reason: expect.stringContaining(reason) }] });
    // In words of our own in both languages, or with what was found, for whoever has words for that.
    const told = reading.ok ? [] : reading.issues;
    expect(told.map(({ reasonVi, issue }) => (reasonVi ?? issue?.code ?? '') !== '')).toEqual([true]);
  });

  it('whose rules build on rules that it lacks is refused, naming each', () => {
    const none = (id: string) => ({
      reason: `${id} is no rule of this set`,
      reasonVi: `${id} không phải quy tắc của bộ này`,
    });
    expect(readLawRuleSet(setOf(late, recorded))).toEqual({
      ok: false,
      issues: [
        { path: 'rules[1].over[1]', ...none('V10') },
        { path: 'rules[1].scans', ...none('V18') },
      ],
    });
  });

  it('never makes the reader throw', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (file, rule) => {
        for (const value of [file, setOf(rule), setOf({ ...late, lawful: rule }), setOf({ ...code, forms: [rule] })]) {
          const reading = readLawRuleSet(value);
          expect(reading.ok || reading.issues.length > 0).toBe(true);
        }
      }),
    );
  });
});

describe('The rule sets of this repository', () => {
  it('hold the same rules, each with the law of its time', () => {
    const [old, now] = a.shippedSets;
    // That a stop comes before the decision is said by TT 03/2025 first.
    expect(now?.rules.map(({ id }) => id).filter((id) => id !== 'V44')).toEqual(old?.rules.map(({ id }) => id));
    expect(old?.rules.map(({ article }) => article).join()).not.toContain('NĐ 118/2025');
    expect(now?.rules.map(({ article }) => article).join()).not.toContain('NĐ 61/2018');
  });

  it('hold the whole catalogue, V01 to V50: as a rule, or with the reason why no event decides it', () => {
    const catalogue = Array.from({ length: 50 }, (_, index) => `V${String(index + 1).padStart(2, '0')}`);
    const [, now] = a.shippedSets;
    const rules = now?.rules.map(({ id }) => id) ?? [];
    const undecided = now?.undecided.map(({ id }) => id) ?? [];
    expect([...rules, ...undecided].sort()).toEqual(catalogue);
    expect(undecided).toEqual(['V43', 'V46', 'V49']);
  });

  it('are in force one after the other, whatever order they are given in', () => {
    const judge = compileLawRules(a.shippedSets.toReversed(), a.facts);
    const twice = [
      a.submitted('2025-06-30 08:00'),
      a.supplementRequested('2025-06-30 09:00'),
      a.supplementRequested('2025-06-30 09:01'),
    ];
    expect(a.judged(a.placed(twice), undefined, judge).findings).toMatchObject([{ ruleSet: { id: 'nd61-2018' } }]);
  });
});
