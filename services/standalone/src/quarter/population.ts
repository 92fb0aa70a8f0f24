import type { Matter, Office } from '../demo/cast.ts';
import * as at from '../demo/places.ts';
import { chance } from './chance.ts';
import { type Kind, kindNames, kinds } from './kinds.ts';
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
  readonly channel: 'counter' | 'online';
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
  ['finance', 6, [at.householdBusiness, at.householdBusinessChange]],
  ['justice', 3, [at.civilCorrection]],
  ['environment', 2, [at.firstLandCertificate]],
  ['works', 1, [at.buildingPermit]],
];
const ofCommunes = [at.birth, at.death, at.maritalStatus, at.civilExtract, at.registerCopy];
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
/** Of all dossiers, each kind but lateness; at least one of each. */
const plantedShare = 0.002;
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
  /** Every dossier, in the order of reception. */
  inOrder(): Iterable<Planned>;
}

/** `scale`: more than 0, at most 1. */
export function population(seed: string, scale: number): Population {
  const openings = openingsBetween(from, to);
  const parts = quotas.map((quota) => drawn(quota, seed, scale, openings.length));
  const sum = (counted: (part: Drawn) => number): number => parts.reduce((all, part) => all + counted(part), 0);
  return {
    dossiers: sum(({ channels }) => channels.length),
    online: sum(({ channels }) => channels.filter((channel) => channel === 'online').length),
    late: sum(({ kindsOf }) => kindsOf.filter((kind) => kind !== undefined && kinds[kind].late).length),
    planted: sum(({ kindsOf }) => kindsOf.filter((kind) => kind !== undefined && kinds[kind].rules.length > 0).length),
    *inOrder() {
      for (const [day, opening] of openings.entries()) {
        const planned = parts.flatMap((part) => (part.ofDay[day] ?? []).map((index) => plan(part, index, opening)));
        yield* planned.sort((one, other) => one.receivedAt - other.receivedAt || (one.name < other.name ? -1 : 1));
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

function drawn(quota: Quota, seed: string, scale: number, days: number): Drawn {
  const { level } = quota;
  const count = scaled(quota.received, scale);
  const online = scaled(quota.online, scale);
  const channels = chance(seed, level, 'channels').shuffled(
    Array.from({ length: count }, (_, index) => (index < online ? ('online' as const) : ('counter' as const))),
  );
  const chosen = chance(seed, level, 'kinds').shuffled(kindsIn(quota, count, scale));
  const ofDay = Array.from({ length: days }, (): number[] => []);
  const { below } = chance(seed, level, 'days');
  for (let index = 0; index < count; index++) ofDay[below(days)]?.push(index);
  return { quota, seed, kindsOf: atTheirChannels(chosen, channels), channels, ofDay };
}

function plan({ quota, seed, kindsOf, channels }: Drawn, index: number, opening: number): Planned {
  const { level } = quota;
  const name = `${seed} ${level} ${index}`;
  const { happens, pick, below, next } = chance(name);
  const kind = kindsOf[index];
  const isLate = kind !== undefined && kinds[kind].late === true;
  const { office, matters } = weighted(placesFor(quota, kind, isLate && happens(slowShare)), next());
  const matter = pick(matters.filter((each) => fits(kind, each)));
  const [opens, closes] = pick(receiving);
  const isPosted = kind === undefined ? happens(returnedByPost) : kinds[kind].byPost === true;
  return {
    ...{ name, level, office, matter, kind },
    serial: serialOf(quota, index),
    channel: channels[index] ?? 'counter',
    receivedAt: opening + opens + below(closes - opens),
    returnBy: isPosted ? 'post' : 'counter',
  };
}

const placesKnown = new Map<string, readonly Place[]>();
/** Where a kind can be planted; only slow places, as far as there are any, if asked for. */
function placesFor({ level, places }: Quota, kind: Kind | undefined, slowOnly: boolean): readonly Place[] {
  const question = `${level} ${kind} ${slowOnly}`;
  const known = placesKnown.get(question);
  if (known) return known;
  const fitting = places.filter(({ matters }) => matters.some((matter) => fits(kind, matter)));
  const slow = fitting.filter(({ isSlow }) => isSlow);
  const found = slowOnly && slow.length > 0 ? slow : fitting;
  placesKnown.set(question, found);
  return found;
}

/** Its number among all dossiers of the quarter at scale 1. */
function serialOf(quota: Quota, index: number): number {
  return quotas.slice(0, quotas.indexOf(quota)).reduce((before, { received }) => before + received, index);
}

const fits = (kind: Kind | undefined, matter: Matter): boolean => kind === undefined || kinds[kind].fits(matter);

/** A kind or none for each of `count` dossiers: the late ones, then some of every other kind that the level takes. */
function kindsIn({ late, places }: Quota, count: number, scale: number): readonly (Kind | undefined)[] {
  const matters = places.flatMap((each) => each.matters);
  const taken = kindNames.filter((kind) => matters.some((matter) => fits(kind, matter)));
  const [lateness, others] = [taken.filter((kind) => kinds[kind].late), taken.filter((kind) => !kinds[kind].late)];
  const each = Math.max(1, scaled(count * plantedShare, 1));
  const lateOnes = Array.from({ length: scaled(late, scale) }, (_, index) => lateness[index % lateness.length]);
  const planted = [...lateOnes, ...others.flatMap((kind) => Array.from({ length: each }, () => kind))].slice(0, count);
  return [...planted, ...Array.from({ length: count - planted.length }, () => undefined)];
}

/** Kinds that need a counter change places with nothing planted at one. */
function atTheirChannels(
  chosen: readonly (Kind | undefined)[],
  channels: readonly Planned['channel'][],
): readonly (Kind | undefined)[] {
  const free = channels.flatMap((channel, index) =>
    channel === 'counter' && chosen[index] === undefined ? [index] : [],
  );
  const placed = [...chosen];
  for (const [index, kind] of chosen.entries()) {
    if (kind === undefined || !kinds[kind].atCounter || channels[index] === 'counter') continue;
    const other = free.pop();
    if (other !== undefined) placed[other] = kind;
    placed[index] = undefined;
  }
  return placed;
}

function weighted(places: readonly Place[], share: number): Place {
  const all = places.reduce((sum, { weight }) => sum + weight, 0);
  let left = share * all;
  for (const each of places) {
    left -= each.weight;
    if (left < 0) return each;
  }
  throw new Error('there is no such place');
}

/** What the rules are to find in a dossier. */
export function answerKey({ kind }: Planned): readonly string[] {
  return kind === undefined ? [] : kinds[kind].rules;
}
