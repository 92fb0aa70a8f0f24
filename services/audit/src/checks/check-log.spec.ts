import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CheckReport, ListDeviations } from '@hoso/contracts';
import { type LogShelf, logShelf, xes } from '../../test/log-shelf.ts';
import { importXes } from '../imports/import-xes.ts';
import { checkLog, listDeviations } from './check-log.ts';
import { textsOf } from './rule-events.ts';

const day = (count: number) => `2022-01-${String(count).padStart(2, '0')}T00:00:00Z`;
const file = xes(
  {
    name: 'late',
    attributes: { end: day(9), due: day(8) },
    events: [
      ['Receive', day(1), 'An'],
      ['Sign', day(2), 'An'],
    ],
  },
  {
    name: 'in time',
    attributes: { end: day(7), due: day(8) },
    events: [
      ['Receive', day(1), 'An'],
      ['Sign', day(2), 'Binh'],
    ],
  },
  {
    name: 'unsigned',
    attributes: { due: day(8) },
    events: [
      ['Receive', day(1), 'An'],
      ['Archive', day(3), 'An'],
    ],
  },
  {
    name: 'disordered',
    events: [
      ['Sign', day(5), 'An'],
      ['Receive', day(4), 'An'],
    ],
  },
);
const rules = {
  id: 'town',
  version: 3,
  effectiveFrom: '2022-01-01',
  rules: [
    { id: 'D', template: 'deadline', finishedAttribute: 'end', deadlineAttribute: 'due' },
    { id: 'E', template: 'four-eyes', activities: ['Receive', 'Sign'] },
    { id: 'P', template: 'precedence', before: 'Receive', activity: 'Sign' },
    { id: 'R', template: 'response', activity: 'Receive', then: 'Sign' },
    { id: 'N', template: 'precedence', before: 'Receive', activity: 'Seal' },
  ],
};

let shelf: LogShelf;
beforeEach(async () => {
  shelf = logShelf();
  await importXes(shelf, { log: 'town', upload: shelf.upload(file) });
});
afterEach(() => shelf.close());

const page = (ask: Readonly<Record<string, unknown>> = {}) =>
  listDeviations(shelf.logs, ListDeviations.ask.parse({ log: 'town', rules, ...ask }));

describe('A check of an imported log', () => {
  it('counts cases by rule, and neither the log itself nor its opening', async () => {
    const report = CheckReport.parse(await checkLog(shelf.logs, { log: 'town', rules }));
    expect(report).toEqual({
      ...{ log: 'town', ruleSet: { id: 'town', version: 3 }, cases: 4, events: 8, completeUpTo: 9 },
      rules: [
        { id: 'D', template: 'deadline', applies: 2, kept: 1, broken: 1, findings: 1 },
        { id: 'E', template: 'four-eyes', applies: 3, kept: 1, broken: 2, findings: 2 },
        { id: 'P', template: 'precedence', applies: 3, kept: 3, broken: 0, findings: 0 },
        { id: 'R', template: 'response', applies: 4, kept: 3, broken: 1, findings: 1 },
        { id: 'N', template: 'precedence', applies: 0, kept: 0, broken: 0, findings: 0 },
      ],
      warnings: [expect.stringContaining('"Seal"')],
    });
  });
  it('shows each deviation with the events that prove it', async () => {
    const { items, completeUpTo } = await page({ rule: 'D' });
    expect(completeUpTo).toBe(9);
    expect(items).toEqual([{ rule: 'D', case: 'late', positions: [expect.any(Number)], detail: expect.any(String) }]);
    expect(items[0]?.detail).toContain(day(9));
  });
  it('tells deviations page by page, none twice and none left out', async () => {
    const whole = await page();
    expect(whole.items.length).toBe(4);
    expect(whole.next).toBeUndefined();
    const paged = [];
    for (let after: string | undefined = '0'; after !== undefined; ) {
      const { items, next }: Awaited<ReturnType<typeof page>> = await page({ limit: 1, after });
      paged.push(...items);
      after = next;
    }
    expect(paged).toEqual(whole.items);
  });
  it('reads attributes within attributes by their path', () =>
    expect(
      textsOf([
        { key: 'place', type: 'container', value: '', children: [{ key: 'ward', type: 'string', value: 'Bạch Đằng' }] },
        { key: '__proto__', type: 'string', value: 'odd' },
        { key: 'twice', type: 'string', value: 'one' },
        { key: 'twice', type: 'string', value: 'two' },
      ]),
    ).toEqual(
      Object.fromEntries([
        ['place/ward', 'Bạch Đằng'],
        ['__proto__', 'odd'],
        ['twice', 'two'],
      ]),
    ));
});

describe('A check that cannot be', () => {
  const [rule] = rules.rules;
  it.each<[string, unknown, RegExp]>([
    ['no rule file', 'rules', /^Must be an object/],
    ['nothing at all', undefined, /^Required and missing/],
    ['a version that is none', { ...rules, version: 'one' }, /^version: Must be a number, not a text/],
    ['a date that does not exist', { ...rules, effectiveFrom: '2022-02-30' }, /^effectiveFrom: A date that exists/],
    [
      'an unknown template',
      { ...rules, rules: [{ ...rule, template: 'sixth-sense' }] },
      /^rules\[0\]\.template: Must be one of: deadline, four-eyes/,
    ],
    ['an unknown parameter', { ...rules, rules: [{ ...rule, zeta: 2 }] }, /^rules\[0\]\.zeta: Unknown field/],
    [
      'a parameter left out',
      { ...rules, rules: [{ id: 'X', template: 'temporal-profile' }] },
      /^rules\[0\]\.zeta: Required and missing/,
    ],
    ['an id used twice', { ...rules, rules: [rule, rule] }, /^rules\[1\]\.id: Another rule has this id/],
    ['no rule', { ...rules, rules: [] }, /^rules: Must not be empty/],
  ])('names path and reason: %s', async (_, mistaken, reason) => {
    const refused = {
      code: 'RulesInvalid',
      params: {
        reason: expect.stringMatching(reason),
        reasonVi: expect.stringMatching(/^(.*: )?(Phải|Ngày|Trường|Thiếu|Quy|Không)/),
      },
    };
    await expect(checkLog(shelf.logs, { log: 'town', rules: mistaken })).rejects.toMatchObject(refused);
    await expect(page({ rules: mistaken })).rejects.toMatchObject(refused);
  });
  it('names a rule that the file does not have', async () => {
    await expect(page({ rule: 'Z' })).rejects.toMatchObject({ code: 'RulesInvalid' });
  });
  it('says so of a log that is not there, or that a rule learns from in vain', async () => {
    await expect(checkLog(shelf.logs, { log: 'city', rules })).rejects.toMatchObject({ code: 'LogNotFound' });
    const learning = { id: 'T', template: 'temporal-profile', zeta: 1, learnedFrom: 'city' };
    await expect(checkLog(shelf.logs, { log: 'town', rules: { ...rules, rules: [learning] } })).rejects.toMatchObject({
      ...{ code: 'LogNotFound', params: { log: 'city' } },
    });
  });
});
