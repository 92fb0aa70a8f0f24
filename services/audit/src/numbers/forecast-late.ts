import type { DossierAtRisk, ForecastDay } from '@hoso/contracts';
import { stages } from './counted-row.ts';
import type { CountedRows } from './counted-rows.ts';
import { dateOfDay, localDayOf } from './local-days.ts';

/** Of whom, and how far. */
export interface Forecasting {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly days: number;
  readonly agency?: string | undefined;
  readonly officer?: string | undefined;
  readonly procedure?: string | undefined;
  readonly unit?: string | undefined;
}

/** A dossier that falls due within the days, by its place among the rows. */
export interface AtRisk extends Pick<DossierAtRisk, 'probability' | 'sample' | 'like'> {
  readonly at: number;
  readonly dueAt: number;
}

/** So many finished dossiers that were as near to their date make a probability; of fewer, more are taken. */
const sampleMin = 30;
/** Nine tenths of a normal distribution lie within so many of its deviations. */
const deviations = 1.645;

/**
 * What falls due within the next days, the likeliest to be late first. Of the finished dossiers like it (of its agency
 * and procedure; if those are too few, of its procedure; else all) those count that were not finished either when they
 * were as near to their date as it is now: of these, the share that came out late.
 */
export function forecastLate(rows: CountedRows, forecasting: Forecasting): readonly AtRisk[] {
  const { now, days, agency, officer, procedure, unit } = forecasting;
  const finished = slacksOf(rows);
  const wanted = (
    [
      ['agency', agency],
      ['agency', unit],
      ['officer', officer],
      ['procedure', procedure],
    ] as const
  ).flatMap(([kind, name]) => (name === undefined ? [] : [{ kind, number: rows.names[kind].find(name) ?? -1 }]));
  const until = localDayOf(now) + days;
  const found: AtRisk[] = [];
  for (let at = 0; at < rows.size; at++) {
    if (rows.number(at, 'stage') !== stages.inProcess || rows.number(at, 'paused') === 1) continue;
    const currentDueAt = rows.number(at, 'currentDueAt');
    if (!(currentDueAt > now) || localDayOf(currentDueAt) > until) continue;
    if (!wanted.every(({ kind, number }) => rows.kind(at, kind) === number)) continue;
    found.push({ at, dueAt: currentDueAt, ...riskOf(finished, rows, at, currentDueAt - now) });
  }
  return found.sort((one, other) => other.probability - one.probability || one.dueAt - other.dueAt);
}

/** Day by day: what falls due, how much of it is expected late, and between which numbers with nine in ten chances. */
export function forecastDays(found: readonly AtRisk[], { now, days }: Forecasting): readonly ForecastDay[] {
  const today = localDayOf(now);
  const byDay = Map.groupBy(found, ({ dueAt }) => localDayOf(dueAt));
  return Array.from({ length: days + 1 }, (_, ahead) => {
    const due = byDay.get(today + ahead) ?? [];
    const mean = due.reduce((sum, { probability }) => sum + probability, 0);
    const spread = deviations * Math.sqrt(due.reduce((sum, { probability: p }) => sum + p * (1 - p), 0));
    return {
      ...{ day: dateOfDay(today + ahead), due: due.length, expectedLate: Math.round(mean * 100) / 100 },
      ...{ from: Math.max(0, Math.floor(mean - spread)), to: Math.min(due.length, Math.ceil(mean + spread)) },
    };
  });
}

/** How long before their date finished dossiers were done, ascending; and how many of them were late. */
interface Slacks {
  readonly sorted: Float64Array;
  readonly late: number;
}

interface Finished {
  readonly all: Slacks;
  readonly byProcedure: ReadonlyMap<number, Slacks>;
  readonly byBoth: ReadonlyMap<number, Slacks>;
}

const agenciesMax = 1_000_000;
const bothOf = (rows: CountedRows, at: number): number =>
  rows.kind(at, 'procedure') * agenciesMax + rows.kind(at, 'agency');

function slacksOf(rows: CountedRows): Finished {
  const all: number[] = [];
  const byProcedure = new Map<number, number[]>();
  const byBoth = new Map<number, number[]>();
  const add = (to: Map<number, number[]>, key: number, slack: number): void => {
    const known = to.get(key);
    if (known) known.push(slack);
    else to.set(key, [slack]);
  };
  for (let at = 0; at < rows.size; at++) {
    const slack = rows.number(at, 'slack');
    if (rows.number(at, 'stage') !== stages.finished || Number.isNaN(slack)) continue;
    all.push(slack);
    add(byProcedure, rows.kind(at, 'procedure'), slack);
    add(byBoth, bothOf(rows, at), slack);
  }
  const each = (groups: Map<number, number[]>) => new Map(Array.from(groups, ([key, of]) => [key, sorted(of)]));
  return { all: sorted(all), byProcedure: each(byProcedure), byBoth: each(byBoth) };
}

function sorted(slacks: readonly number[]): Slacks {
  const ascending = Float64Array.from(slacks).sort();
  return { sorted: ascending, late: countBelow(ascending, 0) };
}

function riskOf(
  { all, byProcedure, byBoth }: Finished,
  rows: CountedRows,
  at: number,
  remaining: number,
): Pick<AtRisk, 'probability' | 'sample' | 'like'> {
  const likes = [
    ['agency-procedure', byBoth.get(bothOf(rows, at))],
    ['procedure', byProcedure.get(rows.kind(at, 'procedure'))],
    ['all', all],
  ] as const;
  for (const [like, of] of likes) {
    const sample = of ? countBelow(of.sorted, remaining) : 0;
    if (!of || (sample < sampleMin && like !== 'all')) continue;
    return { like, sample, probability: sample === 0 ? 0 : Math.round((10_000 * of.late) / sample) / 10_000 };
  }
  return { like: 'all', sample: 0, probability: 0 };
}

/** How many are smaller. */
function countBelow(ascending: Float64Array, limit: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
