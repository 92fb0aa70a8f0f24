const dayMs = 86_400_000;
/** The province is seven hours ahead of UTC, all year. */
const aheadMs = 7 * 3_600_000;
/** 1970-01-01 was a Thursday; weeks begin on Mondays. */
const daysFromMonday = 3;

/** Days since 1970-01-01, by the province's dates. */
export function localDayOf(epochMs: number): number {
  return Math.floor((epochMs + aheadMs) / dayMs);
}

/** The instant at which a local day begins, and the one at which it is over. */
export function startOfDay(day: number): string {
  return new Date(day * dayMs - aheadMs).toISOString();
}

export function endOfDay(day: number): string {
  return startOfDay(day + 1);
}

export function dayOfDate(date: string): number {
  return Date.parse(date) / dayMs;
}

export function dateOfDay(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** Which week, month, quarter or year a day lies in, as a number that counts them. */
export const countsOf = {
  day: (day: number) => day,
  week: (day: number) => Math.floor((day + daysFromMonday) / 7),
  month: (day: number) => monthOf(day),
  quarter: (day: number) => Math.floor(monthOf(day) / 3),
  year: (day: number) => Math.floor(monthOf(day) / 12),
} as const;
export type Span = keyof typeof countsOf;

/** A counted day, week … as a period reads: `2022-03-15`, `2022-W10`, `2022-03`, `2022Q1`, `2022`. */
export const textsOf: Readonly<Record<Span, (count: number) => string>> = {
  day: dateOfDay,
  week: (count) => {
    const thursday = count * 7 - daysFromMonday + 3;
    const year = new Date(thursday * dayMs).getUTCFullYear();
    const first = countsOf.week(dayOfDate(`${year}-01-04`));
    return `${year}-W${String(count - first + 1).padStart(2, '0')}`;
  },
  month: (count) => `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`,
  quarter: (count) => `${Math.floor(count / 4)}Q${(count % 4) + 1}`,
  year: String,
};

/** Days are few and asked for again and again. */
const months = new Map<number, number>();

function monthOf(day: number): number {
  const known = months.get(day);
  if (known !== undefined) return known;
  const date = new Date(day * dayMs);
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth();
  months.set(day, month);
  return month;
}
