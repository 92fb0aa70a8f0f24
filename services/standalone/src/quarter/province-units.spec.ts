import { describe, expect, it } from '@jest/globals';
import { communeCounters, districtCounters, provinceUnits, unitCommands } from './province-units.ts';
import { communesOf, districts } from './quang-ninh-2022.ts';

describe('Quảng Ninh in 2022', () => {
  it('has 13 districts: 4 cities, 2 towns and 7 rural districts', () => {
    const count = (kind: string): number => districts.filter((each) => each.kind === kind).length;
    expect(['thành phố', 'thị xã', 'huyện'].map(count)).toEqual([4, 2, 7]);
  });

  it('has 177 communes: 72 wards, 7 townships and 98 rural communes, none twice in a district', () => {
    const communes = districts.flatMap((district) => communesOf(district).map((each) => ({ district, ...each })));
    const count = (kind: string): number => communes.filter((each) => each.kind === kind).length;
    expect(['phường', 'thị trấn', 'xã'].map(count)).toEqual([72, 7, 98]);
    expect(new Set(communes.map(({ district, slug }) => `${district.slug} ${slug}`)).size).toBe(177);
  });

  const counters = [...districtCounters, ...communeCounters];

  it('has a counter for each, with an identifier of its own, staff, a post office and its agencies', () => {
    const units = counters.map(({ oneStop }) => provinceUnits.get(oneStop));
    expect(units).toHaveLength(13 + 177);
    expect(units.filter((unit) => unit?.kind !== 'one-stop')).toEqual([]);
    expect(new Set(units.map((unit) => unit?.identifier)).size).toBe(13 + 177);
    for (const { oneStop, officeOf } of counters) {
      const unit = provinceUnits.get(oneStop);
      const { agency } = officeOf('works');
      expect(unit?.agencies).toContain(agency);
      expect(provinceUnits.get(agency)?.officers.map(({ role }) => role)).toEqual(
        expect.arrayContaining(['head', 'officer']),
      );
      expect(provinceUnits.get(unit?.post ?? '')?.kind).toBe('post');
    }
  });

  it('knows nobody twice', () => {
    const officers = [...provinceUnits.values()].flatMap((unit) => unit.officers.map(({ id }) => id));
    expect(new Set(officers).size).toBe(officers.length);
  });

  it('registers what is not shipped, and nothing that is', () => {
    expect(provinceUnits.get('co-to-thi-tran-co-to-one-stop')?.name.vi).toBe(
      'Bộ phận Một cửa thị trấn Cô Tô, huyện Cô Tô',
    );
    expect(unitCommands.filter(({ id }) => id === 'ha-long-one-stop' || id === 'tran-phu-one-stop')).toEqual([]);
    expect(new Set(unitCommands.map(({ id }) => id)).size).toBe(unitCommands.length);
  });
});
