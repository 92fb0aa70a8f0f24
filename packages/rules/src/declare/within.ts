import { z } from 'zod';

const FORM =
  /^P(?=.)(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?=\d)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:[.,](\d{1,3}))?S)?)?$/;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * A duration of ISO 8601 that has one length: weeks, days of 24 hours, hours, minutes, seconds. Years and months have
 * none and are refused, as is anything finer than a millisecond.
 */
export const Within = z.string().regex(FORM, 'DurationForm');

/** Its length in milliseconds; without one there is no bound. The text MUST be a `Within`. */
export const withinMs = (text: string | undefined): number => {
  if (text === undefined) return Number.POSITIVE_INFINITY;
  const [, weeks, days, hours, minutes, seconds, fraction = ''] = FORM.exec(text) ?? [];
  const count = (digits: string | undefined): number => Number(digits ?? 0);
  const whole = count(weeks) * 7 * DAY + count(days) * DAY + count(hours) * HOUR + count(minutes) * MINUTE;
  return whole + count(seconds) * SECOND + Number(fraction.padEnd(3, '0'));
};

/** How an expectation says its bound. */
export const inTime = (within: string | undefined): string => (within === undefined ? '' : ` within ${within}`);

/** The bound as a fact, where there is one. */
export const boundFact = (within: string | undefined): { readonly within?: string } =>
  within === undefined ? {} : { within };
