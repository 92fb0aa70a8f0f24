import { readFileSync } from 'node:fs';
import type { RuleSetVersion } from '@hoso/contracts';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { Seed } from '../seed.ts';
import { boundRefs, lawOf, ruleSetsInForce } from './law.ts';
import type { RuleSetDocument } from './rule-sets.view.ts';

const file = readFileSync(new URL('../../../../rules/rule-sets.json', import.meta.url), 'utf8');
const shipped = Seed.shape.ruleSets.parse(JSON.parse(file));
const documents: readonly RuleSetDocument[] = Array.from(
  Map.groupBy(shipped, ({ id }) => id),
  ([id, versions]) => ({ id, versions: versions.map((one, at) => ({ version: at + 1, ...one })) }),
);
const law = (on: string, sector?: string) => lawOf(ruleSetsInForce(documents, on, sector));
const refs = (on: string, sector?: string) =>
  law(on, sector)?.bound.ruleSets.map(({ id, version }) => `${id}.${version}`);

describe('The law that is shipped', () => {
  it.each([
    ['2018-06-20', undefined],
    ['2018-06-21', ['qd45-2016.1', 'nd61-2018.1']],
    ['2019-01-06', ['qd45-2016.1', 'nd61-2018.2']],
    ['2021-12-05', ['qd45-2016.1', 'nd61-2018.3']],
    ['2021-12-06', ['qd45-2016.1', 'nd61-2018.4']],
    ['2025-06-30', ['qd45-2016.1', 'nd61-2018.5']],
    ['2025-07-01', ['qd45-2016.1', 'nd118-2025.1']],
    ['2025-09-15', ['qd45-2016.1', 'nd118-2025.2']],
    ['2026-01-25', ['qd45-2016.1', 'nd118-2025.3']],
    ['2026-08-05', ['qd45-2016.1', 'nd118-2025.4']],
  ])('in force on %s is %j', (on, expected) => expect(refs(on)).toEqual(expected));

  it.each([
    ['2022-03-15', 'tt01-2018', 'tt01-2018', ['province', 'district', 'commune'], false],
    ['2025-08-01', 'tt01-2018', 'tt01-2018', ['province', 'commune'], false],
    ['2025-12-01', 'tt03-2025', 'tt01-2018', ['province', 'commune'], true],
    ['2026-03-16', 'tt03-2025', 'tt04-2025', ['province', 'commune'], true],
  ] as const)('of %s has forms %s, codes %s, levels %j', (on, set, codes, levels, stop) => {
    const { forms, codeFormat, parameters } = law(on) ?? none();
    expect([forms.value.set, codeFormat.value]).toEqual([set, codes]);
    expect(parameters.levels?.value).toEqual(levels);
    expect(parameters.stopOnlyBeforeDecision?.value).toBe(stop);
    expect(forms.value.list.length).toBe(set === 'tt01-2018' ? 6 : 7);
    expect(forms.value.list.some(({ kind }) => kind === 'stop-notice')).toBe(set === 'tt03-2025');
  });

  it('has a sector’s rules before the general ones, and for that sector alone', () => {
    expect(refs('2026-03-16', 'karaoke')).toEqual(['qd45-2016.1', 'nd118-2025.3', 'nd297-2025.1']);
    expect(refs('2026-03-16', 'fishery')).toEqual(refs('2026-03-16'));
    expect(law('2026-03-16', 'karaoke')?.parameters).toMatchObject({
      autoCloseDays: { value: 15 },
      lastMinutesNextDay: { value: 60 },
    });
    const general = law('2026-03-16')?.parameters;
    expect([general?.autoCloseDays, general?.lastMinutesNextDay?.value]).toEqual([undefined, 0]);
    expect(refs('2022-03-16', 'karaoke')).toEqual(refs('2022-03-16'));
  });

  it('says of every parameter, form and ground where it was read, and of guesses that they are', () => {
    const Sourced = z.looseObject({ source: z.string().min(5) });
    for (const { parameters, forms, codeFormat, grounds, instruments } of shipped) {
      const said = [...Object.values(parameters), forms, codeFormat, ...grounds, ...instruments];
      for (const one of said) if (one !== undefined) Sourced.parse(one);
    }
    const guessed = law('2022-03-15')?.parameters.transferMinutesAfterOpening?.source;
    expect(guessed).toContain('Assumed by the platform');
    expect(law('2022-03-15')?.parameters.financialObligationPauses?.source).toContain('General knowledge');
    expect(law('2026-03-15')?.systemOwner?.source).toContain('Unknown');
  });
});

describe('The law that versions say together', () => {
  const source = 'a test';
  const one = (id: string, effectiveFrom: string, more: Partial<RuleSetVersion> = {}): RuleSetVersion => ({
    ...{ id, version: 1, name: { vi: 'a', en: 'b' }, effectiveFrom, scope: { kind: 'general' }, instruments: [] },
    ...{ parameters: {}, grounds: [], source, assumed: [] },
    ...more,
  });
  const forms: RuleSetVersion['forms'] = { value: { set: 'tt01-2018', list: [] }, source };
  const codeFormat: RuleSetVersion['codeFormat'] = { value: 'tt01-2018', source };
  const most = (value: number): Partial<RuleSetVersion> => ({ parameters: { reappointmentsMax: { value, source } } });

  it('is none without forms or codes', () => {
    expect(lawOf([])).toBeUndefined();
    expect(lawOf([one('aa', '2020-01-01', { forms })])).toBeUndefined();
    expect(lawOf([one('aa', '2020-01-01', { codeFormat })])).toBeUndefined();
  });
  it('is that of the later one, whatever their order, and of the sector’s', () => {
    const early = one('bb', '2020-01-01', { forms, codeFormat, ...most(1) });
    const late = one('aa', '2021-01-01', most(2));
    const sector = one('cc', '2019-01-01', { scope: { kind: 'sector', sectors: ['karaoke'] }, ...most(3) });
    expect(lawOf([late, early])?.parameters.reappointmentsMax?.value).toBe(2);
    expect(lawOf([sector, late, early])?.parameters.reappointmentsMax?.value).toBe(3);
    expect(lawOf([sector, late, early])).toEqual(lawOf([early, late, sector]));
  });
  it('is named by its versions', () =>
    expect(boundRefs('nd61-2018.4,nd297-2025.12')).toEqual([
      { id: 'nd61-2018', version: 4 },
      { id: 'nd297-2025', version: 12 },
    ]));
});

function none(): never {
  throw new Error('there is no law on that day');
}
