import { z } from 'zod';
import { form } from './field-forms.ts';
import { Line, LocalDate, Slug, Words } from './scalars.ts';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, form('TimeOfDayForm'));
const hours = z.array(z.tuple([time, time])).max(6);
const dayHours = z.strictObject({ hours, countsAsDay: z.boolean().optional() });

export const calendarContent = {
  timeZone: z
    .string()
    .max(40)
    .regex(/^[A-Za-z0-9_+/-]+$/, form('TimeZoneForm')),
  knownFrom: z.int().min(1976).max(2100),
  knownTo: z.int().min(1976).max(2100),
  hours: hours.min(1).optional(),
  week: z
    .strictObject({
      monday: dayHours.optional(),
      tuesday: dayHours.optional(),
      wednesday: dayHours.optional(),
      thursday: dayHours.optional(),
      friday: dayHours.optional(),
      saturday: dayHours.optional(),
      sunday: dayHours.optional(),
    })
    .optional(),
  specialDays: z
    .array(
      z.strictObject({
        date: LocalDate,
        kind: z.enum(['holiday', 'compensatory', 'swappedRest', 'closure', 'swappedWork', 'changedHours']),
        name: Words,
        hours: hours.optional(),
        countsAsDay: z.boolean().optional(),
        provisional: z.boolean().optional(),
        source: Line.optional(),
      }),
    )
    .max(2_000),
};

/** A version of a working calendar: `Calendar` of working-time, as data. */
export const CalendarVersion = z
  .strictObject({ id: Slug, version: z.int().min(1), ...calendarContent })
  .meta({ id: 'CalendarVersion' });
export type CalendarVersion = z.infer<typeof CalendarVersion>;

/** The calendar by which the province's offices work: dossiers are bound to its newest version. */
export const officeCalendarId = 'quang-ninh';
