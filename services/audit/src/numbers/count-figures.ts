import {
  Figure,
  type FigureBasis,
  type FigureCounts,
  type FigureGroup,
  FigureKind,
  type FigureLine,
} from '@hoso/contracts';
import { stages } from './counted-row.ts';
import type { CountedRows } from './counted-rows.ts';
import { definitions, figuresOf } from './figure-definitions.ts';
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
  const sizes = by.map((group) => (isKind(group) ? rows.names[group].texts.length : spanSize));
  // Few combinations of figures occur: dossiers are counted by these, which are taken apart in the end.
  const groups = new Map<number, Map<number, number>>();
  eachCounted(rows, counting, (at, day) => {
    let key = 0;
    for (const [index, group] of by.entries()) {
      key = key * (sizes[index] ?? 1) + (isKind(group) ? rows.kind(at, group) : countsOf[group](day));
    }
    const marked = groups.get(key) ?? new Map<number, number>();
    if (marked.size === 0) groups.set(key, marked);
    const marks = rows.marks(at, counting.now);
    marked.set(marks, (marked.get(marks) ?? 0) + 1);
  });
  const total = noTally();
  const lines = Array.from(groups, ([key, marked]) => {
    const tally = noTally();
    for (const [marks, count] of marked) {
      for (const figure of figuresOf(marks)) {
        tally[figure] += count;
        total[figure] += count;
      }
    }
    return { of: namesOf(rows, by, sizes, key), counts: counts(tally) };
  });
  return { total: counts(total), lines: lines.sort((one, other) => compareLines(by, one, other)) };
}

/** The dossiers that a figure counts, by their ids. */
export function countedIn(rows: CountedRows, counting: Counting, figure: Figure): readonly string[] {
  const { holds } = definitions[figure];
  const ids: string[] = [];
  eachCounted(rows, counting, (at) => {
    if (holds(rows.row(at), counting.now)) ids.push(rows.ids[at] ?? '');
  });
  return ids.sort();
}

/** Where a line stands among the others, as a text that says so. */
export function cursorOf(by: readonly FigureGroup[], { of }: FigureLine): string {
  return by.map((group) => of[group] ?? '').join(' ');
}

/** Visits the dossiers that are counted, with the day on which each is. */
function eachCounted(rows: CountedRows, counting: Counting, visit: (at: number, day: number) => void): void {
  const { basis, fromDay, toDay, of, unit } = counting;
  const wanted = FigureKind.options.flatMap((kind) => {
    const name = of[kind];
    return name === undefined ? [] : [{ kind, number: rows.names[kind].find(name) ?? -1 }];
  });
  const own = unit && { oneStop: rows.names.oneStop.find(unit), agency: rows.names.agency.find(unit) };
  for (let at = 0; at < rows.size; at++) {
    const day = dayOf(rows, at, basis);
    if (!(day >= fromDay && day <= toDay)) continue;
    if (wanted.some(({ kind, number }) => rows.kind(at, kind) !== number)) continue;
    if (own && rows.kind(at, 'oneStop') !== own.oneStop && rows.kind(at, 'agency') !== own.agency) continue;
    visit(at, day);
  }
}

/** What was never received counts on the day of its submission, and nothing but a finished one counts as finished. */
function dayOf(rows: CountedRows, at: number, basis: FigureBasis): number {
  const stage = rows.number(at, 'stage');
  if (basis === 'finished') return stage === stages.finished ? rows.number(at, 'finishedDay') : Number.NaN;
  return rows.number(at, stage === stages.notReceived ? 'submittedDay' : 'receivedDay');
}

const kindNames = new Set<FigureGroup>(FigureKind.options);

/** More days than a log has; three of them multiply exactly. */
const spanSize = 100_000;

function isKind(group: FigureGroup): group is FigureKind {
  return kindNames.has(group);
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
