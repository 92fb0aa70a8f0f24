import { expectedByCounter, type Population } from './population.ts';

/** A part of a quarter that is simulated by itself. */
export interface Shard {
  /** From 0. */
  readonly index: number;
  readonly of: number;
}

/**
 * The dossiers of a shard's counters: a counter's numbers are given out in one place.
 *
 * Decision: a province is shared out by counters, the busiest ones first, each to the shard with the least to do. /
 * Because nothing that is done about a dossier looks at another one but for the numbers of its counter and day. /
 * Instead of by dossier, or by district: Hạ Long alone has a sixth of them.
 */
export function dossiersOf(planned: Population, { index, of }: Shard): Pick<Population, 'byDay'> {
  if (of === 1) return planned;
  const shardOf = sharedOut(of);
  return {
    *byDay() {
      for (const day of planned.byDay()) {
        const [first, ...others] = day.filter(({ office }) => shardOf.get(office.oneStop) === index);
        if (first) yield [first, ...others];
      }
    },
  };
}

function sharedOut(shards: number): ReadonlyMap<string, number> {
  const loads = Array.from({ length: shards }, () => 0);
  const shardOf = new Map<string, number>();
  for (const [counter, expected] of [...expectedByCounter()].sort(([, one], [, other]) => other - one)) {
    const lightest = loads.indexOf(Math.min(...loads));
    loads[lightest] = (loads[lightest] ?? 0) + expected;
    shardOf.set(counter, lightest);
  }
  return shardOf;
}
