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

describe('A rule file', () => {
  it('is read with every template', () => {
    expect(readRuleSet(good)).toEqual({ ok: true, ruleSet: good });
  });

  it.each([
    ['nothing at all', undefined, '', 'is missing'],
    ['a list', [], '', 'received array'],
    ['null', null, '', 'received null'],
    ['no id', { ...good, id: undefined }, 'id', 'is missing: expected string'],
    ['a version in text', { ...good, version: '1' }, 'version', 'expected number, received string'],
    ['half a version', { ...good, version: 1.5 }, 'version', 'expected int'],
    ['a date that does not exist', { ...good, effectiveFrom: '2011-02-29' }, 'effectiveFrom', 'Invalid ISO date'],
    ['an instant for a date', { ...good, effectiveFrom: '2011-02-28T00:00:00Z' }, 'effectiveFrom', 'Invalid ISO date'],
    ['a word it does not know', { ...good, rulez: [] }, 'rulez', 'is unknown here'],
    ['no rules', { ...good, rules: [] }, 'rules', 'Too small'],
    ['a rule that is none', withRule('R2'), 'rules[1]', 'expected object, received string'],
    ['a rule without template', withRule({ id: 'R2' }), 'rules[1].template', 'is missing; the templates are deadline,'],
    ['an unknown template', withRule({ id: 'R2', template: 'x' }), 'rules[1].template', 'is "x", which is no template'],
    [
      'a number for a template',
      withRule({ id: 'R2', template: 7 }),
      'rules[1].template',
      'is not a name; the templates are',
    ],
    ['a rule without id', withRule({ template: 'temporal-profile', zeta: 2 }), 'rules[1].id', 'is missing'],
    ['an id twice', withRule({ ...good.rules[4], id: 'R3' }), 'rules[1].id', '"R3" is used by another rule'],
    ['an unknown parameter', withRule({ ...good.rules[4], z: 2 }), 'rules[1].z', 'is unknown here'],
    ['a parameter left out', withRule({ ...good.rules[3], then: undefined }), 'rules[1].then', 'is missing'],
    ['an empty activity', withRule({ ...good.rules[3], then: '' }), 'rules[1].then', 'Too small'],
    ['one activity of two', withRule({ ...good.rules[1], activities: ['A'] }), 'rules[1].activities', 'Too small'],
    [
      'an activity of three',
      withRule({ ...good.rules[1], activities: ['A', 'B', 'C'] }),
      'rules[1].activities',
      'Too big',
    ],
    [
      'a number for a name',
      withRule({ ...good.rules[1], activities: ['A', 7] }),
      'rules[1].activities[1]',
      'received number',
    ],
    ['a negative zeta', withRule({ ...good.rules[4], zeta: -0.1 }), 'rules[1].zeta', 'Too small'],
    ['a zeta in text', withRule({ ...good.rules[4], zeta: '2' }), 'rules[1].zeta', 'received string'],
    [
      'a zeta without end',
      withRule({ ...good.rules[4], zeta: Number.POSITIVE_INFINITY }),
      'rules[1].zeta',
      'Invalid input',
    ],
  ])('with %s is refused, naming place and reason', (_, file, path, reason) => {
    expect(readRuleSet(file)).toEqual({ ok: false, issues: [{ path, reason: expect.stringContaining(reason) }] });
  });

  it('tells all its mistakes at once', () => {
    const reading = readRuleSet({
      ...good,
      version: 0,
      more: 1,
      rules: [{ id: '', template: 'response', activity: 1 }],
    });
    const paths = reading.ok ? [] : reading.issues.map(({ path }) => path);
    expect(paths.toSorted()).toEqual(['more', 'rules[0].activity', 'rules[0].id', 'rules[0].then', 'version']);
  });

  it('never makes the reader throw', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (file, rule) => {
        for (const value of [file, withRule(rule)]) {
          const reading = readRuleSet(value);
          expect(reading.ok || reading.issues.length > 0).toBe(true);
        }
      }),
    );
  });
});
