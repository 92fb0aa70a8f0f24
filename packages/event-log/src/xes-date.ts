const FORM = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):?(\d\d))?$/;
const DAY_MS = 86_400_000;

/**
 * The instant that a date of XES (`xs:dateTime`) names, in whole milliseconds since 1970 UTC; finer digits are cut
 * off. Undefined where the text has another form or the date does not exist: 30 February, hour 25, second 60, an
 * offset past 14 h. Tolerated: a blank for the `T`, an offset without colon, `24:00:00`, and no offset at all, which
 * is read as UTC.
 */
export const instantOfXesDate = (text: string): number | undefined => {
  const match = FORM.exec(text.trim());
  if (match === null) return undefined;
  const part = (index: number): number => Number(match[index] ?? 0);
  const [year, month, day, minute, second] = [part(1), part(2), part(3), part(5), part(6)];
  const clockMs = ((part(4) * 60 + minute) * 60 + second) * 1000 + Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  if (minute > 59 || second > 59 || clockMs > DAY_MS) return undefined;
  const offsetMinutes = part(9) * 60 + part(10);
  if (part(10) > 59 || offsetMinutes > 14 * 60) return undefined;
  const eastMs = offsetMinutes * 60_000 * (match[8] === '-' ? -1 : 1);
  return daysSince1970(year, month, day) * DAY_MS + clockMs - eastMs;
};

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

const daysIn = (year: number, month: number): number => {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
};

/** Counted from 1 March, so that the leap day is a year's last; `Date.UTC` takes the years 1 to 99 for 1901 to 1999. */
const daysSince1970 = (year: number, month: number, day: number): number => {
  const marchYear = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + dayOfYear - 719_468;
};
