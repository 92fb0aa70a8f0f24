import {
  type BoundCarriage,
  type CarriageTerms,
  type CarriageTermsPublished,
  type CommandOf,
  type LocalDate,
  type PublishCarriageTerms,
  publicPostId,
  refuse,
  type Said,
} from '@hoso/contracts';
import { canonicalJson, type Decider, type EventOf, type StreamName, streamName } from '@hoso/event-sourcing';

type CarriageTermsCommand = CommandOf<typeof PublishCarriageTerms> & Said;

/**
 * What the platform ships, as TT 17/2017 Đ7 has it. Without districts, since 01/07/2025, a province has to publish its
 * own: none was found.
 */
export const shippedTerms: CarriageTerms = {
  id: publicPostId,
  version: 1,
  effectiveFrom: '2017-08-15',
  legs: [
    leg('intra-district', 'Nội huyện', 'Within a district', 1),
    leg('inter-district', 'Liên huyện trong tỉnh', 'Between districts of a province', 2),
    leg('inter-province-major', 'Liên tỉnh, thành phố đặc biệt, loại I', 'To cities of special and first class', 3),
    leg('inter-province', 'Liên tỉnh khác', 'Between other provinces', 4),
  ],
  areas: [],
  source: 'TT 17/2017/TT-BTTTT Đ7. Areas for which the carrier sets terms of its own were not found',
};

/** Every version, the shipped one first. */
export type CarriageTermsState = readonly CarriageTerms[];

/** The terms of carriage and their versions, stream `carriageterms-public-post`. */
export const carriageTerms: Decider<
  CarriageTermsCommand,
  CarriageTermsState,
  EventOf<typeof CarriageTermsPublished>
> = {
  initial: [shippedTerms],
  decide: ({ actor, data }, versions) => {
    if (actor.role !== 'registrar') refuse('RoleNotAllowed', { role: actor.role });
    const { version: count = 0, ...newest } = versions.at(-1) ?? {};
    if (canonicalJson(newest) === canonicalJson(data)) return [];
    const effectiveFrom = versions.at(-1)?.effectiveFrom ?? '';
    if (data.effectiveFrom < effectiveFrom) refuse('EffectiveTooEarly', { effectiveFrom });
    const twice = repeatedIn([...data.legs.map(({ leg: name }) => name), ...data.areas.map(({ area }) => area)]);
    if (twice !== undefined) {
      refuse('CarriageTermsInvalid', { reason: `${twice} stands there twice`, reasonVi: `${twice} có hai lần` });
    }
    return [{ type: 'CarriageTermsPublished', data: { version: count + 1, ...data } }];
  },
  evolve: (versions, { data }) => [...versions, data],
};

export const carriageTermsStream: StreamName = streamName('carriageterms', publicPostId);

/** The terms that bind what the post gets on a day. Refuses legs and areas that they do not know. */
export function boundCarriage(
  versions: CarriageTermsState,
  { leg: name, area }: { readonly leg: string; readonly area?: string | undefined },
  on: LocalDate,
): BoundCarriage | undefined {
  const terms = versions.findLast(({ effectiveFrom }) => effectiveFrom <= on);
  if (!terms) return undefined;
  const known = (names: readonly string[]): string => names.join(', ') || '–';
  const distance =
    terms.legs.find((one) => one.leg === name) ??
    refuse('LegUnknown', { leg: name, known: known(terms.legs.map((one) => one.leg)) });
  const bound = { leg: name, terms: terms.version };
  if (area === undefined) return { ...bound, days: distance.days, slipDays: distance.slipDays };
  const own =
    terms.areas.find((one) => one.area === area) ??
    refuse('AreaUnknown', { area, known: known(terms.areas.map((one) => one.area)) });
  return { ...bound, area, days: own.days, slipDays: own.slipDays };
}

/** With the receipt slip it is there and back again. */
function leg(name: string, vi: string, en: string, days: number): CarriageTerms['legs'][number] {
  return { leg: name, name: { vi, en }, days, slipDays: 2 * days };
}

function repeatedIn(names: readonly string[]): string | undefined {
  return names.find((name, index) => names.indexOf(name) !== index);
}
