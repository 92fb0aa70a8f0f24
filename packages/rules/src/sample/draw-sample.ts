import { createHash } from 'node:crypto';

/** A dossier that may be drawn. `stratum` is empty where all are alike, `weight` a whole number from 1. */
export interface Member {
  readonly dossier: string;
  readonly stratum: string;
  readonly weight: number;
}

/**
 * Draws `size` dossiers, or all where there are fewer, in the order in which they are drawn. So that anybody can draw
 * them again, by hand if need be:
 *
 * - Each dossier has `weight` tickets. Ticket k is SHA-256 of the text `<seed>\n<dossier>\n<k>`, k from 1; a dossier's
 *   place is its smallest ticket. Within a stratum, those with the smallest places are drawn.
 * - Of each stratum as many as `quotas` says.
 */
export function drawSample(members: readonly Member[], size: number, seed: string): readonly string[] {
  const placed = members.map(({ dossier, stratum, weight }) => ({
    ...{ dossier, stratum },
    place: placeOf(dossier, weight, seed),
  }));
  const strata = Map.groupBy(placed, ({ stratum }) => stratum);
  const shares = quotas(new Map([...strata].map(([name, those]) => [name, those.length])), size);
  return [...strata]
    .flatMap(([name, those]) => those.sort(byPlace).slice(0, shares.get(name) ?? 0))
    .sort(byPlace)
    .map(({ dossier }) => dossier);
}

/**
 * How many are drawn of each stratum: one of each where that goes, and the rest in proportion to what is left, by the
 * largest remainder; of equal remainders the stratum whose name comes first.
 */
export function quotas(counts: ReadonlyMap<string, number>, size: number): ReadonlyMap<string, number> {
  const names = [...counts.keys()].sort();
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const wanted = Math.min(size, total);
  const each = wanted >= names.length ? 1 : 0;
  const [rest, left] = [wanted - each * names.length, total - each * names.length];
  const shares = names.map((name) => {
    const product = rest * ((counts.get(name) ?? 0) - each);
    return { name, share: left === 0 ? 0 : Math.floor(product / left), remainder: left === 0 ? 0 : product % left };
  });
  const missing = rest - shares.reduce((sum, { share }) => sum + share, 0);
  const more = new Set(
    [...shares]
      .sort((one, other) => other.remainder - one.remainder || compare(one.name, other.name))
      .slice(0, missing)
      .map(({ name }) => name),
  );
  return new Map(shares.map(({ name, share }) => [name, each + share + (more.has(name) ? 1 : 0)]));
}

/** SHA-256 of a line `<dossier> <weight> <stratum>` for each member, in the order of dossiers, in hex. */
export function populationHash(members: readonly Member[]): string {
  const hash = createHash('sha256');
  for (const { dossier, weight, stratum } of [...members].sort((one, other) => compare(one.dossier, other.dossier))) {
    hash.update(`${dossier} ${weight} ${stratum}\n`);
  }
  return hash.digest('hex');
}

function placeOf(dossier: string, weight: number, seed: string): string {
  let place = ticket(dossier, 1, seed);
  for (let number = 2; number <= weight; number++) {
    const next = ticket(dossier, number, seed);
    if (next < place) place = next;
  }
  return place;
}

function ticket(dossier: string, number: number, seed: string): string {
  return createHash('sha256').update(`${seed}\n${dossier}\n${number}`).digest('hex');
}

interface Placed {
  readonly place: string;
  readonly dossier: string;
}

function byPlace(one: Placed, other: Placed): number {
  return compare(one.place, other.place) || compare(one.dossier, other.dossier);
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
