import { RegisterUnit, type Role } from '@hoso/contracts';
import { commandsOf, seedCommands } from '@hoso/registry';
import type { z } from 'zod';
import type { Office } from '../demo/cast.ts';
import { type Commune, communesOf, type District, districts } from './quang-ninh-2022.ts';

type Content = z.infer<typeof RegisterUnit.data>;

const source =
  'Name of 2022 as public address data has it; that of a division follows usage; sub-code and staff are illustrative';
const kindInEnglish = {
  'thành phố': 'city',
  'thị xã': 'town',
  huyện: 'district',
  phường: 'ward',
  'thị trấn': 'township',
  xã: 'commune',
} as const;
/** What a district's divisions are called, by what stands at the end of their ids. */
const divisions = {
  finance: { vi: 'Phòng Tài chính - Kế hoạch', en: 'Finance and Planning Division' },
  justice: { vi: 'Phòng Tư pháp', en: 'Justice Division' },
  environment: { vi: 'Phòng Tài nguyên và Môi trường', en: 'Natural Resources and Environment Division' },
  works: { vi: 'Phòng Kinh tế và Hạ tầng', en: 'Economy and Infrastructure Division' },
} as const;
export type Division = keyof typeof divisions;

const shipped = new Map(
  seedCommands()
    .filter(({ type }) => type === RegisterUnit.name)
    .map(({ data }) => RegisterUnit.data.parse(data))
    .map((unit) => [unit.id, unit] as const)
    // The first of its registrations is that of 2022.
    .toReversed(),
);
/** Sub-codes of districts that are shipped go up to 24, their communes' own numbers up to 11. */
const [firstDistrictCode, firstCommuneCode] = [25, 12];
let officerNumber = 30_000;

function officers(...roles: readonly Role[]): Content['officers'] {
  return roles.map((role) => {
    officerNumber += 1;
    return { id: `${role === 'one-stop-head' ? 'head' : role}-${officerNumber}`, role, from: '2019-01-06' };
  });
}

const added = new Map<string, Content>();
/** The unit of this id: the one that is shipped, or else one that is added. */
function unitOf(id: string, content: () => Omit<Content, 'id' | 'source'>): string {
  if (!shipped.has(id) && !added.has(id)) added.set(id, { id, source, ...content() });
  return id;
}

function named(vi: string, en: string, { kind, name }: District | Commune) {
  return { vi: `${vi} ${kind} ${name}`, en: `${en} of ${name} ${kindInEnglish[kind]}` };
}

/** A one-stop unit with the agencies behind it. */
export interface Counter {
  readonly district: District;
  readonly kind: District['kind'] | Commune['kind'];
  readonly oneStop: string;
  readonly officeOf: (division: Division) => Office;
}

function districtCounter(district: District, index: number): Counter {
  const oneStop = `${district.slug}-one-stop`;
  const known = shipped.get(oneStop)?.agencies;
  const agencyOf = (division: Division): string => {
    const id = `${district.slug}-${division}`;
    // What is shipped has fewer divisions: its office takes what none of them does.
    if (known) return known.includes(id) ? id : `${district.slug}-office`;
    return unitOf(id, () => ({
      ...{ name: named(divisions[division].vi, divisions[division].en, district), kind: 'agency', level: 'district' },
      ...{ agencies: [], officers: officers('head', 'officer', 'officer') },
    }));
  };
  const all: readonly Division[] = ['finance', 'justice', 'environment', 'works'];
  const agencies = all.map(agencyOf);
  const post = unitOf(`${district.slug}-post`, () => ({
    ...{ name: named('Bưu điện', 'Post office', district), kind: 'post', level: 'district' },
    ...{ agencies: [], officers: officers('postal', 'postal') },
  }));
  unitOf(oneStop, () => ({
    ...{ name: named('Trung tâm Hành chính công', 'One-stop centre', district), kind: 'one-stop', level: 'district' },
    ...{ identifier: `000.00.${firstDistrictCode + index}.H49`, agencies: [...new Set(agencies)], post },
    officers: officers('one-stop-head', 'clerk', 'clerk', 'clerk'),
  }));
  return { district, kind: district.kind, oneStop, officeOf: (division) => ({ oneStop, agency: agencyOf(division) }) };
}

function communeCounter(district: District, code: string, commune: Commune, index: number): Counter {
  const namesake = shipped.get(`${commune.slug}-one-stop`);
  const isShipped = namesake?.level === 'commune' && namesake.name.vi.includes(district.name);
  const slug = isShipped ? commune.slug : `${district.slug}-${commune.slug}`;
  const [oneStop, agency] = [`${slug}-one-stop`, `${slug}-committee`];
  const there = { vi: `, ${district.kind} ${district.name}`, en: `, ${district.name} ${kindInEnglish[district.kind]}` };
  const content = (vi: string, en: string) => {
    const name = named(vi, en, commune);
    return { name: { vi: name.vi + there.vi, en: name.en + there.en }, level: 'commune' as const };
  };
  unitOf(agency, () => ({
    ...content('UBND', "People's Committee"),
    ...{ kind: 'agency', agencies: [], officers: officers('head', 'officer') },
  }));
  unitOf(oneStop, () => ({
    ...content('Bộ phận Một cửa', 'One-stop unit'),
    ...{ kind: 'one-stop', identifier: `000.${firstCommuneCode + index}.${code}.H49`, agencies: [agency] },
    ...{ officers: officers('one-stop-head', 'clerk'), post: `${district.slug}-post` },
  }));
  return { district, kind: commune.kind, oneStop, officeOf: () => ({ oneStop, agency }) };
}

export const districtCounters: readonly Counter[] = districts.map(districtCounter);
export const communeCounters: readonly Counter[] = districtCounters.flatMap(({ district, oneStop }) => {
  const code = (shipped.get(oneStop) ?? added.get(oneStop))?.identifier?.split('.')[2] ?? '';
  return communesOf(district).map((commune, index) => communeCounter(district, code, commune, index));
});

/** Every unit that takes part. */
export const provinceUnits: ReadonlyMap<string, Content> = new Map([...shipped, ...added]);
/** What registers those that are not shipped. */
export const unitCommands = commandsOf({ calendars: [], units: [...added.values()], procedures: [], ruleSets: [] });
