import { z } from 'zod';
import { form } from './field-forms.ts';
import type { LocalDate } from './scalars.ts';

const dayMs = 86_400_000;
const parts = /^(\d{4})(?:Q([1-4])|-W(\d{2})|-(\d{2})(?:-(\d{2}))?)?$/;

/** The first and the last day of a period. */
export interface Days {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** `2022`, `2022Q1`, `2022-03`, `2022-W10` (ISO 8601) or `2022-03-15`; nothing for what no calendar has. */
export function daysOf(period: string): Days | undefined {
  const [matched, year = '', quarter, week, month, day] = parts.exec(period) ?? [];
  if (matched === undefined) return undefined;
  if (quarter !== undefined) return monthsOf(year, 3 * Number(quarter) - 2, 3);
  if (week !== undefined) return weekOf(year, Number(week));
  if (month === undefined) return monthsOf(year, 1, 12);
  if (day === undefined) return monthsOf(year, Number(month), 1);
  return dateOf(Date.parse(period)) === period ? { from: period, to: period } : undefined;
}

/** A day, an ISO week, a month, a quarter or a year. */
export const Period = z
  .string()
  .regex(parts, form('PeriodForm'))
  .refine((text) => daysOf(text) !== undefined, form('PeriodForm'))
  .meta({ id: 'Period', examples: ['2022Q1', '2022-03', '2022-W10', '2022', '2022-03-15'] });
export type Period = z.infer<typeof Period>;

function monthsOf(year: string, first: number, count: number): Days | undefined {
  if (first < 1 || first > 12) return undefined;
  const end = new Date(0);
  end.setUTCFullYear(Number(year), first - 1 + count, 0);
  return { from: `${year}-${String(first).padStart(2, '0')}-01`, to: dateOf(end.getTime()) };
}

/** The week with the year's fourth of January is its first; it begins on a Monday. */
function weekOf(year: string, week: number): Days | undefined {
  const fourth = Date.parse(`${year}-01-04`);
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * dayMs + (week - 1) * 7 * dayMs;
  const thursday = dateOf(monday + 3 * dayMs);
  if (week < 1 || !thursday.startsWith(year)) return undefined;
  return { from: dateOf(monday), to: dateOf(monday + 6 * dayMs) };
}

function dateOf(ms: number): string {
  return Number.isNaN(ms) ? '' : new Date(ms).toISOString().slice(0, 10);
}
