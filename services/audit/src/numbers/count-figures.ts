import {
  Figure,
  type FigureBasis,
  type FigureCounts,
  type FigureGroup,
  FigureKind,
  type FigureLine,
} from '@hoso/contracts';
import { type CountedRow, type CountedRows, stages } from './counted-rows.ts';
import { definitions } from './figure-definitions.ts';
import { countsOf, textsOf } from './local-days.ts';

/** Which dossiers are counted. Days are local, both included. */
export interface Counting {
  readonly basis: FigureBasis;
  readonly fromDay: number;
  readonly toDay: number;
  readonly of: Readonly<Partial<Record<FigureKind, string | undefined>>>;
  /** Only those that this unit received or decides. */
  readonly unit?: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

type Tally = Record<Figure, number>;

/** A line for each group that has any, in the order of what they are of; and all together. */
export function countFigures(
  rows: CountedRows,
  counting: Counting,
  by: readonly FigureGroup[],
): { readonly total: FigureCounts; readonly lines: readonly FigureLine[] } {
  const total = noTally();
  const groups = new Map<number, Tally>();
  const sizes = by.map((group) => (isKind(group) ? rows.names[group].texts.length : spanSize));
  for (const { at, row, day } of counted(rows, counting)) {
    let key = 0;
    for (const [index, group] of by.entries()) {
      key = key * (sizes[index] ?? 1) + (isKind(group) ? rows.kind(at, group) : countsOf[group](day));
    }
    const tally = groups.get(key) ?? noTally();
    groups.set(key, tally);
    for (const figure of Figure.options) {
      if (!definitions[figure].holds(row, counting.now)) continue;
      tally[figure] += 1;
      total[figure] += 1;
    }
  }
  const lines = Array.from(groups, ([key, tally]) => ({ of: namesOf(rows, by, sizes, key), counts: counts(tally) }));
  return { total: counts(total), lines: lines.sort((one, other) => compareLines(by, one, other)) };
}

/** The dossiers that a figure counts, by their ids. */
export function countedIn(rows: CountedRows, counting: Counting, figure: Figure): readonly string[] {
  const { holds } = definitions[figure];
  const ids: string[] = [];
  for (const { at, row } of counted(rows, counting)) if (holds(row, counting.now)) ids.push(rows.ids[at] ?? '');
  return ids.sort();
}

/** Where a line stands among the others, as a text that says so. */
export function cursorOf(by: readonly FigureGroup[], { of }: FigureLine): string {
  return by.map((group) => of[group] ?? '').join(' ');
}

interface Counted {
  readonly at: number;
  readonly row: CountedRow;
  /** The day on which it is counted. */
  readonly day: number;
}

function* counted(rows: CountedRows, { basis, fromDay, toDay, of, unit }: Counting): Iterable<Counted> {
  const wanted = FigureKind.options.flatMap((kind) => {
    const name = of[kind];
    return name === undefined ? [] : [{ kind, number: rows.names[kind].find(name) ?? -1 }];
  });
  const own =
    unit === undefined ? undefined : { oneStop: rows.names.oneStop.find(unit), agency: rows.names.agency.find(unit) };
  for (let at = 0; at < rows.size; at++) {
    if (!wanted.every(({ kind, number }) => rows.kind(at, kind) === number)) continue;
    if (own && rows.kind(at, 'oneStop') !== own.oneStop && rows.kind(at, 'agency') !== own.agency) continue;
    const row = rows.row(at);
    const day = dayOf(row, basis);
    if (day >= fromDay && day <= toDay) yield { at, row, day };
  }
}

/** What was never received counts on the day of its submission, and nothing but a finished one counts as finished. */
function dayOf({ stage, submittedDay, receivedDay, finishedDay }: CountedRow, basis: FigureBasis): number {
  if (basis === 'finished') return stage === stages.finished ? finishedDay : Number.NaN;
  return stage === stages.notReceived ? submittedDay : receivedDay;
}

/** More days than a log has; three of them multiply exactly. */
const spanSize = 100_000;

function isKind(group: FigureGroup): group is FigureKind {
  return FigureKind.safeParse(group).success;
}

function namesOf(
  rows: CountedRows,
  by: readonly FigureGroup[],
  sizes: readonly number[],
  key: number,
): FigureLine['of'] {
  let left = key;
  const names: [string, string][] = [];
  for (const [index, group] of [...by.entries()].reverse()) {
    const size = sizes[index] ?? 1;
    const number = left % size;
    left = Math.floor(left / size);
    const name = isKind(group) ? rows.names[group].texts[number] : textsOf[group](number);
    if (name) names.unshift([group, name]);
  }
  return Object.fromEntries(names);
}

function compareLines(by: readonly FigureGroup[], one: FigureLine, other: FigureLine): number {
  return cursorOf(by, one) < cursorOf(by, other) ? -1 : 1;
}

function noTally(): Tally {
  return {
    ...{ dossiers: 0, finished: 0, early: 0, onTime: 0, late: 0, inProcess: 0, inTerm: 0, overdue: 0, paused: 0 },
    ...{ withdrawn: 0, earlyByOriginal: 0, onTimeByOriginal: 0, lateByOriginal: 0, overdueByOriginal: 0 },
    ...{ lateByLaw: 0, overdueByLaw: 0, notReceived: 0, excluded: 0 },
  };
}

/** A rate has four decimals, as it is published (DOMAIN §6.4). */
function counts(tally: Tally): FigureCounts {
  const { late, finished } = tally;
  return { ...tally, ...(finished === 0 ? {} : { lateRate: Math.round((1_000_000 * late) / finished) / 10_000 }) };
}
