import type { Matter, Office } from '../demo/cast.ts';
import * as at from '../demo/places.ts';
import { chance } from './chance.ts';
import { fits, type Kind, kindNames, kindOf } from './kinds.ts';
import { openingsBetween } from './office-clock.ts';
import { communeCounters, type Division, districtCounters } from './province-units.ts';

/** What a quarter is to come to, at a level of government. */
interface Quota {
  readonly level: 'province' | 'district' | 'commune';
  readonly received: number;
  readonly online: number;
  readonly late: number;
  /** Where dossiers are received, and what for. */
  readonly places: readonly Place[];
}

/** A counter with an agency and the matters that are its own. */
interface Place {
  readonly office: Office;
  readonly matters: readonly Matter[];
  /** Of the level's dossiers, against the other places. */
  readonly weight: number;
  /** Whether it is one of those in which late dossiers concentrate. */
  readonly isSlow: boolean;
}

/** One dossier to be. */
export interface Planned {
  /** Unique among all seeds, levels and dossiers. */
  readonly name: string;
  /** Unique among the quarter's dossiers. */
  readonly serial: number;
  readonly level: Quota['level'];
  readonly office: Office;
  readonly matter: Matter;
  readonly channel: 'counter' | 'online' | 'post';
  readonly returnBy: 'counter' | 'post';
  /** When it is received. */
  readonly receivedAt: number;
  readonly kind: Kind | undefined;
}

const place = (office: Office, weight: number, matters: readonly Matter[], isSlow = false): Place => ({
  ...{ office, weight, matters, isSlow },
});
const slowDistricts = new Set(['ha-long', 'mong-cai', 'co-to']);
const ofDivisions: readonly (readonly [Division, weight: number, readonly Matter[]])[] = [
  ['finance', 7, [at.householdBusiness, at.householdBusinessChange]],
  ['justice', 3, [at.civilCorrection]],
  ['environment', 1, [at.firstLandCertificate]],
  ['works', 1, [at.buildingPermit]],
];
const ofCommunes = [
  at.birth,
  at.marriage,
  at.death,
  at.maritalStatus,
  at.civilExtract,
  at.registerCopy,
  at.certifiedCopy,
];
/** A ward has more people than a rural commune. */
const wardWeight = 2;

/**
 * The first quarter of 2022 in Quảng Ninh (DOMAIN §0.3). Online shares are 53, 80 and 40 % of what was received. How
 * many were late at the province's own level was not told: a hundredth is assumed, and part of no total. Late ones
 * concentrate in Hạ Long, Móng Cái and Cô Tô. How dossiers are shared out among counters and matters is assumed.
 */
const quotas: readonly Quota[] = [
  {
    ...{ level: 'province', received: 16_696, online: 8_849, late: 167 },
    places: [
      place(at.planning, 3, [at.company]),
      place(at.justice, 3, [at.criminalRecord]),
      place(at.environment, 3, [at.landChange, at.plotSplit]),
      place(at.police, 4, [at.passport]),
    ],
  },
  {
    ...{ level: 'district', received: 146_769, online: 117_415, late: 2_991 },
    places: districtCounters.flatMap(({ district, officeOf }) =>
      ofDivisions.map(([division, weight, matters]) =>
        place(officeOf(division), weight * district.weight, matters, slowDistricts.has(district.slug)),
      ),
    ),
  },
  {
    ...{ level: 'commune', received: 74_613, online: 29_845, late: 1_250 },
    places: communeCounters.map(({ district, kind, officeOf }) => {
      const weight = kind === 'phường' ? wardWeight : 1;
      return place(officeOf('justice'), weight, ofCommunes, slowDistricts.has(district.slug));
    }),
  },
];

/** Of the late ones. */
const slowShare = 0.8;
/** Of dossiers in which nothing is planted. */
const returnedByPost = 0.05;
const [from, to] = ['2022-01-01', '2022-03-31'];
const [minuteMs, hourMs] = [60_000, 3_600_000];
/** When counters receive, from a day's opening on: all that belongs to it fits in before the close. */
const receiving: readonly (readonly [from: number, to: number])[] = [
  [20 * minuteMs, 4 * hourMs],
  [6.75 * hourMs, 9 * hourMs],
];

export const levels = quotas.map(({ level }) => level);

/** Half up. */
export function scaled(count: number, scale: number): number {
  return Math.floor(count * scale + 0.5);
}

/** A quarter's dossiers. Memory holds some bytes of each, and what is planned for a day when it comes. */
export interface Population {
  readonly dossiers: number;
  readonly online: number;
  readonly late: number;
  /** With something that the rules are to find. */
  readonly planted: number;
  /** Every dossier, in the order of reception: those of a working day that has some, then those of the next. */
  byDay(): Iterable<readonly [Planned, ...Planned[]]>;
}

/** `scale`: more than 0, at most 1. */
export function population(seed: string, scale: number): Population {
  const openings = openingsBetween(from, to);
  const shares = sharesOf(scale);
  const parts = quotas.map((quota) => drawn(quota, shares, seed, scale, openings.length));
  const sum = (counted: (part: Drawn) => number): number => parts.reduce((all, part) => all + counted(part), 0);
  return {
    dossiers: sum(({ channels }) => channels.length),
    online: sum(({ channels }) => channels.filter((channel) => channel === 'online').length),
    late: sum(({ kindsOf }) => kindsOf.filter((kind) => kind !== undefined && kindOf(kind).late).length),
    planted: sum(({ kindsOf }) => kindsOf.filter((kind) => kind !== undefined && kindOf(kind).rules.length > 0).length),
    *byDay() {
      for (const [day, opening] of openings.entries()) {
        const planned = parts.flatMap((part) => (part.ofDay[day] ?? []).map((index) => plan(part, index, opening)));
        planned.sort((one, other) => one.receivedAt - other.receivedAt || (one.name < other.name ? -1 : 1));
        const [first, ...others] = planned;
        if (first) yield [first, ...others];
      }
    },
  };
}

/** What was drawn by lot for a level's dossiers, by their index. */
interface Drawn {
  readonly quota: Quota;
  readonly seed: string;
  readonly kindsOf: readonly (Kind | undefined)[];
  readonly channels: readonly Planned['channel'][];
  /** Those received on a working day, by its index. */
  readonly ofDay: readonly (readonly number[])[];
}

function drawn(quota: Quota, shares: Shares, seed: string, scale: number, days: number): Drawn {
  const { level } = quota;
  const count = scaled(quota.received, scale);
  const online = scaled(quota.online, scale);
  const channels = chance(seed, level, 'channels').shuffled(
    Array.from({ length: count }, (_, index) => (index < online ? ('online' as const) : ('counter' as const))),
  );
  const kindsOf = atTheirChannels(chance(seed, level, 'kinds').shuffled(kindsIn(quota, shares, scale)), channels);
  const ofDay = Array.from({ length: days }, (): number[] => []);
  const { below } = chance(seed, level, 'days');
  for (const [index, kind] of kindsOf.entries()) {
    const day = below(days);
    // There is no working day before the first.
    ofDay[kind !== undefined && kindOf(kind).fromDayBefore ? Math.max(day, 1) : day]?.push(index);
  }
  return { quota, seed, kindsOf, channels, ofDay };
}

function plan({ quota, seed, kindsOf, channels }: Drawn, index: number, opening: number): Planned {
  const { level } = quota;
  const name = `${seed} ${level} ${index}`;
  const { happens, pick, below, next } = chance(name);
  const kind = kindsOf[index];
  const isLate = kind !== undefined && kindOf(kind).late === true;
  const { office, matters } = weighted(placesFor(quota, kind, isLate && happens(slowShare)), next());
  const matter = pick(matters.filter((each) => fits(kind, each, office)));
  const [opens, closes] = pick(receiving);
  const own = kind === undefined ? undefined : kindOf(kind);
  return {
    ...{ name, level, office, matter, kind },
    serial: serialOf(quota, index),
    channel: own?.channel ?? channels[index] ?? 'counter',
    receivedAt: opening + opens + below(closes - opens),
    returnBy: own?.returnBy ?? (kind === undefined && happens(returnedByPost) ? 'post' : 'counter'),
  };
}

const placesKnown = new Map<string, readonly Place[]>();
/** Where a kind can be planted; only slow places, as far as there are any, if asked for. */
function placesFor({ level, places }: Quota, kind: Kind | undefined, slowOnly: boolean): readonly Place[] {
  const question = `${level} ${kind} ${slowOnly}`;
  const known = placesKnown.get(question);
  if (known) return known;
  const fitting = places.filter(({ matters, office }) => matters.some((matter) => fits(kind, matter, office)));
  const slow = fitting.filter(({ isSlow }) => isSlow);
  const found = slowOnly && slow.length > 0 ? slow : fitting;
  placesKnown.set(question, found);
  return found;
}

/** Its number among all dossiers of the quarter at scale 1. */
function serialOf(quota: Quota, index: number): number {
  return quotas.slice(0, quotas.indexOf(quota)).reduce((before, { received }) => before + received, index);
}

/** How many dossiers of each kind, but for the late ones, a level has. */
type Shares = ReadonlyMap<Kind, ReadonlyMap<Quota['level'], number>>;

/** Its share of each level's dossiers; where that is none of any, one of a level that has such matters. */
function sharesOf(scale: number): Shares {
  return new Map(
    kindNames.map((kind, turn) => {
      const takers = quotas.filter(({ places }) =>
        places.some(({ matters, office }) => matters.some((matter) => fits(kind, matter, office))),
      );
      const { share } = kindOf(kind);
      const counts = takers.map(({ level, received }) => [level, Math.floor(received * scale * share)] as const);
      const taker = takers.toSorted((one, other) => other.received - one.received)[turn % Math.min(2, takers.length)];
      const isThere = share === 0 || counts.some(([, count]) => count > 0);
      return [kind, new Map(isThere || !taker ? counts : [[taker.level, 1] as const])] as const;
    }),
  );
}

/** A kind or none for each of a level's dossiers: the late ones, then some of every other kind. */
function kindsIn(
  { level, late, received, places }: Quota,
  shares: Shares,
  scale: number,
): readonly (Kind | undefined)[] {
  const count = scaled(received, scale);
  const lateness = kindNames.filter(
    (kind) =>
      kindOf(kind).late && places.some(({ matters, office }) => matters.some((matter) => fits(kind, matter, office))),
  );
  const lateOnes = Array.from({ length: scaled(late, scale) }, (_, index) => lateness[index % lateness.length]);
  const others = [...shares].flatMap(([kind, levels]) => Array.from({ length: levels.get(level) ?? 0 }, () => kind));
  const planted = [...lateOnes, ...others].slice(0, count);
  return [...planted, ...Array.from({ length: count - planted.length }, () => undefined)];
}

/** Kinds that come by one way only change places with nothing special at it; what the post brings counts as paper. */
function atTheirChannels(
  chosen: readonly (Kind | undefined)[],
  channels: readonly Planned['channel'][],
): readonly (Kind | undefined)[] {
  const placed = [...chosen];
  const free = { online: freeAt('online'), counter: freeAt('counter') };
  function freeAt(way: Planned['channel']): number[] {
    return channels.flatMap((channel, index) => (channel === way && chosen[index] === undefined ? [index] : []));
  }
  for (const [index, kind] of chosen.entries()) {
    const own = kind === undefined ? undefined : kindOf(kind).channel;
    const way = own === 'post' ? 'counter' : own;
    if (way === undefined || channels[index] === way) continue;
    const other = free[way].pop();
    if (other !== undefined) placed[other] = kind;
    placed[index] = undefined;
  }
  return placed;
}

function weighted(places: readonly Place[], share: number): Place {
  let left = share * weightOf(places);
  for (const each of places) {
    left -= each.weight;
    if (left < 0) return each;
  }
  throw new Error('there is no such place');
}

function weightOf(places: readonly Place[]): number {
  return places.reduce((sum, { weight }) => sum + weight, 0);
}

/** How many dossiers each counter is to expect at scale 1, by the one-stop unit. */
export function expectedByCounter(): ReadonlyMap<string, number> {
  const expected = new Map<string, number>();
  for (const { received, places } of quotas) {
    const share = received / weightOf(places);
    for (const { office, weight } of places) {
      expected.set(office.oneStop, (expected.get(office.oneStop) ?? 0) + weight * share);
    }
  }
  return expected;
}

/** What the rules are to find in a dossier. */
export function answerKey({ kind }: Planned): readonly string[] {
  return kind === undefined ? [] : kindOf(kind).rules;
}
