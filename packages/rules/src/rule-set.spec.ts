import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readRuleSet } from './rule-set.ts';

const good = {
  id: 'receipt',
  version: 1,
  effectiveFrom: '2010-01-01',
  rules: [
    { id: 'R1', template: 'deadline', finishedAttribute: 'enddate', deadlineAttribute: 'deadline' },
    { id: 'R2', template: 'four-eyes', activities: ['Check', 'Determine'] },
    { id: 'R3', template: 'precedence', before: 'Determine', activity: 'Print' },
    { id: 'R4', template: 'response', activity: 'Confirm', then: 'Print' },
    { id: 'R5', template: 'temporal-profile', zeta: 0.5 },
  ],
};

const withRule = (rule: unknown) => ({ ...good, rules: [good.rules[2], rule] });

const withActivities = (...activities: readonly unknown[]) => withRule({ ...good.rules[1], activities });

/** Place and fault of each. */
function mistakesIn(file: unknown): readonly (readonly [path: string, code: string])[] {
  const reading = readRuleSet(file);
  if (reading.ok) return [];
  return reading.error.issues.flatMap((issue) => {
    const names = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    return names.map((path) => [path.map(String).join('.'), issue.code] as const);
  });
}

describe('A rule file', () => {
  it('is read with every template', () => {
    expect(readRuleSet(good)).toEqual({ ok: true, ruleSet: good });
  });

  it.each([
    ['nothing at all', undefined, '', 'invalid_type'],
    ['a list', [], '', 'invalid_type'],
    ['null', null, '', 'invalid_type'],
    ['no id', { ...good, id: undefined }, 'id', 'invalid_type'],
    ['a version in text', { ...good, version: '1' }, 'version', 'invalid_type'],
    ['half a version', { ...good, version: 1.5 }, 'version', 'invalid_type'],
    ['a date that does not exist', { ...good, effectiveFrom: '2011-02-29' }, 'effectiveFrom', 'invalid_format'],
    ['an instant for a date', { ...good, effectiveFrom: '2011-02-28T00:00:00Z' }, 'effectiveFrom', 'invalid_format'],
    ['a word it does not know', { ...good, rulez: [] }, 'rulez', 'unrecognized_keys'],
    ['no rules', { ...good, rules: [] }, 'rules', 'too_small'],
    ['a rule that is none', withRule('R2'), 'rules.1', 'invalid_type'],
    ['a rule without template', withRule({ id: 'R2' }), 'rules.1.template', 'invalid_union'],
    ['an unknown template', withRule({ id: 'R2', template: 'x' }), 'rules.1.template', 'invalid_union'],
    ['a number for a template', withRule({ id: 'R2', template: 7 }), 'rules.1.template', 'invalid_union'],
    ['a rule without id', withRule({ template: 'temporal-profile', zeta: 2 }), 'rules.1.id', 'invalid_type'],
    ['an id twice', withRule({ ...good.rules[4], id: 'R3' }), 'rules.1.id', 'custom'],
    ['an unknown parameter', withRule({ ...good.rules[4], z: 2 }), 'rules.1.z', 'unrecognized_keys'],
    ['a parameter left out', withRule({ ...good.rules[3], then: undefined }), 'rules.1.then', 'invalid_type'],
    ['an empty activity', withRule({ ...good.rules[3], then: '' }), 'rules.1.then', 'too_small'],
    ['one activity of two', withActivities('A'), 'rules.1.activities', 'too_small'],
    ['an activity of three', withActivities('A', 'B', 'C'), 'rules.1.activities', 'too_big'],
    ['a number for a name', withActivities('A', 7), 'rules.1.activities.1', 'invalid_type'],
    ['a negative zeta', withRule({ ...good.rules[4], zeta: -0.1 }), 'rules.1.zeta', 'too_small'],
    ['a zeta in text', withRule({ ...good.rules[4], zeta: '2' }), 'rules.1.zeta', 'invalid_type'],
    ['a zeta without end', withRule({ ...good.rules[4], zeta: 1 / 0 }), 'rules.1.zeta', 'invalid_type'],
  ])('with %s is refused, naming place and fault', (_, file, path, code) => {
    expect(mistakesIn(file)).toEqual([[path, code]]);
  });

  it('tells all its mistakes at once', () => {
    const mistakes = mistakesIn({
      ...good,
      version: 0,
      more: 1,
      rules: [{ id: '', template: 'response', activity: 1 }],
    });
    const paths = mistakes.map(([path]) => path);
    expect(paths.toSorted()).toEqual(['more', 'rules.0.activity', 'rules.0.id', 'rules.0.then', 'version']);
  });

  it('never makes the reader throw', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (file, rule) => {
        for (const value of [file, withRule(rule)]) {
          const reading = readRuleSet(value);
          expect(reading.ok || reading.error.issues.length > 0).toBe(true);
        }
      }),
    );
  });
});
