import { invalidFieldsOf } from '@hoso/contracts';
import {
  clockEventTypes,
  dueAt,
  isWorkingTimeError,
  termModes,
  termUnits,
  weekdayCalendar,
  type WorkingCalendar,
  workingCalendar,
  workingTimeErrorText,
} from '@hoso/working-time';
import { z } from 'zod';

/** RFC 3339: with any offset, and down to milliseconds. */
const instantForm = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;
const exactForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

const Line = z.strictObject({
  startAt: z.string(),
  term: z.strictObject({
    unit: z.enum(termUnits),
    amount: z.number().optional(),
    mode: z.enum(termModes).optional(),
  }),
  events: z
    .array(z.strictObject({ type: z.enum(clockEventTypes), at: z.string(), ground: z.string().optional() }))
    .default([]),
  calendar: z
    .strictObject({
      holidays: z.array(z.string()).optional(),
      workingDates: z.array(z.string()).optional(),
      hours: z.array(z.tuple([z.string(), z.string()])).optional(),
    })
    .optional(),
});
type Line = z.output<typeof Line>;

export type BatchAnswer = { readonly dueAt: string } | { readonly paused: true } | { readonly error: string };

const plain = workingCalendar(weekdayCalendar());
/** Lines of one file mostly share their calendar. */
const calendars = new Map<string, WorkingCalendar>();
const calendarsMax = 256;

/**
 * Answers one line of `hoso clock --batch`: when the term is due, that it is paused, or what is wrong with the line.
 * `text` is undefined where the line is longer than one may be.
 */
export function answerLine(text: string | undefined, lang: 'vi' | 'en'): BatchAnswer {
  if (text === undefined) return { error: lang === 'vi' ? 'dòng quá dài' : 'the line is too long' };
  if (text.trim() === '') return { error: lang === 'vi' ? 'dòng trống' : 'the line is blank' };
  const line = jsonOf(text);
  if (line === undefined) return { error: lang === 'vi' ? 'dòng không phải JSON' : 'the line is no JSON' };
  const read = Line.safeParse(line);
  if (!read.success) return { error: faultsOf(read.error, lang) };
  try {
    const { startAt, term, events, calendar } = read.data;
    const due = dueAt(
      calendarOf(calendar),
      term,
      exactInstant(startAt),
      events.map((event) => ({ ...event, at: exactInstant(event.at) })),
    );
    return due.status === 'due' ? { dueAt: due.dueAt } : { paused: true };
  } catch (error) {
    if (!isWorkingTimeError(error)) throw error;
    return { error: `${error.code}: ${workingTimeErrorText(error)[lang]}` };
  }
}

/** What a schema found, in one line of one language. */
export function faultsOf(error: z.ZodError, lang: 'vi' | 'en'): string {
  return invalidFieldsOf(error)
    .map((fault) => (fault.field === '' ? fault[lang] : `${fault.field}: ${fault[lang]}`))
    .join('; ');
}

/** Undefined is no JSON: no text of JSON means it. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function calendarOf(given: Line['calendar']): WorkingCalendar {
  if (!given) return plain;
  const key = JSON.stringify(given);
  const known = calendars.get(key);
  if (known) return known;
  const made = workingCalendar(weekdayCalendar(given));
  if (calendars.size >= calendarsMax) calendars.clear();
  calendars.set(key, made);
  return made;
}

/** The one form that the clock takes; what is no instant of any form is left to the clock to refuse. */
function exactInstant(text: string): string {
  if (exactForm.test(text)) return text;
  const [, date] = instantForm.exec(text) ?? [];
  // Date.parse rolls 30 February over into March.
  if (date === undefined || new Date(`${date}T00:00:00Z`).toISOString().slice(0, date.length) !== date) return text;
  const epochMs = Date.parse(text);
  return Number.isNaN(epochMs) ? text : new Date(epochMs).toISOString();
}
