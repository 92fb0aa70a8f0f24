import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { WhatIf } from '@hoso/contracts';
import { type LogShelf, logShelf } from '../../test/log-shelf.ts';
import { dossierId, record, told } from '../../test/story.ts';
import { whatIf } from './what-if.ts';

const second = {
  ...told.supplementRequested,
  at: '2022-03-16T05:00:00.000Z',
  data: { ...told.supplementRequested.data, count: 2 },
};
const inForce = JSON.parse(readFileSync(new URL('../../../../rules/nd61-2018.json', import.meta.url), 'utf8'));
const forChecks = JSON.parse(readFileSync(new URL('../../../../rules/receipt-declare.json', import.meta.url), 'utf8'));
const only = (id: string, changes: object = {}) => ({
  ...{ id: 'draft', version: 7, effectiveFrom: '2031-01-01' },
  rules: [{ ...inForce.rules.find((rule: { readonly id: string }) => rule.id === id), ...changes }],
});

let shelf: LogShelf;
beforeEach(async () => {
  // Entered as it happened, so that nothing is late.
  shelf = logShelf(Date.parse('2022-03-14T05:00:00.000Z'));
  await record(shelf.main, [told.submitted, told.scanned, told.supplementRequested]);
  shelf.setClock(Date.parse(second.at));
  await record(shelf.main, [second]);
});
afterEach(() => shelf.close());

const asked = async (ask: object) => WhatIf.answer.parse(await whatIf(shelf, WhatIf.ask.parse(ask)));

describe('Another law', () => {
  it('finds what it finds whatever its dates, told by rule, unit and person, beside what stays', async () => {
    // Not even one request is allowed, and nothing else is judged.
    const found = await asked({ rules: only('V09', { most: 0 }) });
    expect(found).toMatchObject({ ruleSet: { id: 'draft', version: 7 }, dossiers: 1, same: 1 });
    expect(found.items.map(({ change, rule, dossier, positions }) => [change, rule, dossier, positions])).toEqual([
      ['gained', 'V09', dossierId, [4]],
    ]);
    expect(found.byUnit).toMatchObject([{ unit: 'ha-long-one-stop', gained: found.gained, lost: found.lost }]);
    expect(found.byPerson).toMatchObject([{ unit: 'ha-long-one-stop', person: 'clerk-0701' }]);
  });

  it('that is the same finds the same', async () => {
    expect(await asked({ rules: only('V09') })).toMatchObject({ same: 1, gained: 0, lost: 0, items: [], byUnit: [] });
  });

  it('that lacks a rule loses what that found, and records nothing of it', async () => {
    const before = await (await shelf.auditLogs.of('main')).store.head();
    expect(await asked({ rules: only('V15') })).toMatchObject({
      ...{ same: 0, gained: 0, lost: 1 },
      items: [{ change: 'lost', rule: 'V09', name: { vi: expect.any(String), en: expect.any(String) } }],
    });
    expect(await (await shelf.auditLogs.of('main')).store.head()).toBe(before);
  });

  it('is compared over a span of days, both in it', async () => {
    const lost = async (span: object) => (await asked({ rules: only('V15'), ...span })).lost;
    expect(await lost({ from: '2022-03-16', to: '2022-03-16' })).toBe(1);
    expect(await lost({ from: '2022-03-17' })).toBe(0);
    // What was not recorded by then is not known.
    expect(await asked({ rules: only('V15'), to: '2022-03-15' })).toMatchObject({ lost: 0, completeUpTo: 4 });
    await expect(asked({ rules: only('V15'), from: '2022-03-02', to: '2022-03-01' })).rejects.toMatchObject({
      code: 'PeriodInvalid',
    });
  });

  it('is told one by one up to a limit, and counted whole', async () => {
    expect(await asked({ rules: only('V15'), limit: 0 })).toMatchObject({ lost: 1, items: [] });
  });

  it.each([
    ['no object', 7, /^Must be an object/, 'Phải là một đối tượng'],
    ['no rules', { ...only('V09'), rules: [] }, /^rules: Must not be empty/, 'rules: Không được để trống'],
    ['a rule of no template', only('V09', { template: 'luck' }), /^rules\[0\]\.template: /, 'không phải mẫu quy tắc'],
    [
      'a number that is none',
      only('V09', { most: 'two' }),
      /^rules\[0\]\.most: Must be a number, not a text/,
      'Phải là một số, không phải một văn bản',
    ],
    ['a number too small', only('V09', { most: -1 }), /^rules\[0\]\.most: Must be at least/, 'Ít nhất là '],
    ['a rule without its article', only('V09', { article: undefined }), /\.article: /, 'Thiếu trường bắt buộc'],
    ['a severity that is none', only('V09', { severity: 'X' }), /\.severity: /, 'Phải là một trong: H, M, L'],
    ['an id that is none', only('V09', { id: 'luck' }), /\.id: /, 'không phải mã quy tắc của danh mục'],
    ['a day that is none', { ...only('V09'), effectiveFrom: '30/2' }, /^effectiveFrom: /, 'Ngày có thật'],
    [
      'a parameter that no law has',
      only('V09', { most: { of: 'nd61-2018', parameter: 'luck' } }),
      /\[0\]\.most: luck/,
      'nd61-2018 không quy định luck',
    ],
    [
      'words about what it does not know',
      only('V09', { lawful: { vi: '{luck}', en: 'x' } }),
      /\.lawful\.vi: \{luck\}/,
      '{luck} không phải dữ kiện của',
    ],
    [
      'more than it may hold',
      { ...only('V09'), effectiveUntil: '2031-01-01' },
      /^effectiveUntil: /,
      'không có trường này',
    ],
    [
      'a broken pattern',
      only('V21', { forms: [{ name: 'x', pattern: '(', from: '2019-01-06' }] }),
      /\.pattern: /,
      'thiếu nhóm',
    ],
    [
      'rules for `hoso audit check`',
      forChecks,
      /^this is a file for `hoso audit check`; [^;]*$/,
      'đây là tệp quy tắc của',
    ],
    ['no bottom', JSON.parse(`${'['.repeat(9_000)}${']'.repeat(9_000)}`), /nested too deeply/, 'lồng nhau quá sâu'],
  ])('with %s is refused by path and reason, in both languages', async (_, rules, reason, vietnamese) => {
    await expect(asked({ rules })).rejects.toMatchObject({
      ...{ code: 'RulesInvalid' },
      params: { reason: expect.stringMatching(reason), reasonVi: expect.stringContaining(vietnamese) },
    });
  });
});
