import type { LocalDate, TimeOfDay } from './instant.ts';

/** A day's office hours as [opening, closing] in order of time, not overlapping. None: nobody works. */
export type OfficeHours = readonly (readonly [TimeOfDay, TimeOfDay])[];

/** The hours of a day, and whether it counts as a day. Hours of a day that does not count still run for hour terms. */
export interface DayHours {
  readonly hours: OfficeHours;
  readonly countsAsDay?: boolean | undefined;
}

/** In order of ISO 8601: Monday is 1. */
export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof weekdays)[number];

/**
 * `holiday`, `compensatory` (a holiday on a rest day, made good: BLLĐ Đ111.3), `swappedRest` and `closure` (a storm)
 * have no office hours, `swappedWork` and `changedHours` those of a plain day: unless the special day gives its own.
 */
export const specialDayKinds = [
  'holiday',
  'compensatory',
  'swappedRest',
  'closure',
  'swappedWork',
  'changedHours',
] as const;
export type SpecialDayKind = (typeof specialDayKinds)[number];

/**
 * A date that differs from its weekday. `provisional`: not derived from law, to be confirmed; `source` says where it
 * is from.
 */
export interface SpecialDay {
  readonly date: LocalDate;
  readonly kind: SpecialDayKind;
  readonly name: { readonly vi: string; readonly en: string };
  readonly hours?: OfficeHours | undefined;
  readonly countsAsDay?: boolean | undefined;
  readonly provisional?: boolean | undefined;
  readonly source?: string | undefined;
}

/**
 * One version of a working calendar, as plain JSON. It answers for the years `knownFrom` … `knownTo`, and for no other
 * date.
 */
export interface Calendar {
  readonly id: string;
  readonly version: number;
  /** An IANA name. Its offset from UTC MUST be the same in all known years. */
  readonly timeZone: string;
  readonly knownFrom: number;
  readonly knownTo: number;
  /** The hours of a plain day, at least one interval; left out: `plainHours`. */
  readonly hours?: OfficeHours | undefined;
  /** Weekdays that differ from: Monday to Friday a plain day, Saturday and Sunday rest. */
  readonly week?: { readonly [day in Weekday]?: DayHours | undefined } | undefined;
  /** At most one for a date, in any order, all within the known years. */
  readonly specialDays: readonly SpecialDay[];
}

/** 8 hours a day. DOMAIN §4.3: those of another province, since Quảng Ninh's were not found. */
export const plainHours: OfficeHours = [
  ['07:00', '11:30'],
  ['13:30', '17:00'],
];

/** What a line of `hoso clock --batch` says instead of a whole calendar. */
export interface WeekdayCalendar {
  readonly holidays?: readonly LocalDate[] | undefined;
  /** Worked, whatever else is said of the date. */
  readonly workingDates?: readonly LocalDate[] | undefined;
  readonly hours?: OfficeHours | undefined;
}

/**
 * Monday to Friday without `holidays` and with `workingDates`; nothing is derived from either. Known from 1976 to
 * 2100.
 */
export function weekdayCalendar({ holidays = [], workingDates = [], hours }: WeekdayCalendar = {}): Calendar {
  const worked = new Set(workingDates);
  const rested = new Set(holidays).difference(worked);
  return {
    id: 'weekdays',
    version: 1,
    timeZone: 'Asia/Ho_Chi_Minh',
    // Vietnam's last change of offset was in 1975.
    knownFrom: 1976,
    knownTo: 2100,
    hours,
    specialDays: [
      ...[...rested].map((date) => ({ date, kind: 'holiday' as const, name: { vi: 'Ngày nghỉ', en: 'Holiday' } })),
      ...[...worked].map((date) => ({
        date,
        kind: 'swappedWork' as const,
        name: { vi: 'Ngày làm việc', en: 'Working date' },
      })),
    ],
  };
}
