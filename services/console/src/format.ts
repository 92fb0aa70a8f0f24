import type { Language } from './language.ts';

const zone = 'Asia/Ho_Chi_Minh';
/** Vietnam has kept one offset since 1975. */
const offset = '+07:00';
const offsetMs = 7 * 3_600_000;

const locales: Readonly<Record<Language, string>> = { vi: 'vi-VN', en: 'en-GB' };
const formats = new Map<string, Intl.DateTimeFormat>();

/** Date and time of day in the province, to the minute. */
export function momentText(instant: string, language: Language): string {
  return formatter(language, 'minute').format(new Date(instant));
}

/** The same to the second. */
export function exactText(instant: string, language: Language): string {
  return formatter(language, 'second').format(new Date(instant));
}

/** A date in the province. */
export function dateText(instant: string, language: Language): string {
  return formatter(language, 'day').format(new Date(instant));
}

export function numberText(value: number, language: Language): string {
  return value.toLocaleString(locales[language]);
}

/** What a `datetime-local` field holds for an instant: the province's time, to the minute. */
export function fieldOf(epochMs: number): string {
  return new Date(epochMs + offsetMs).toISOString().slice(0, 16);
}

/** The instant of a `datetime-local` field; nothing where it is empty or half filled. */
export function instantOfField(text: string): string | undefined {
  const epochMs = Date.parse(`${text}:00${offset}`);
  return Number.isNaN(epochMs) ? undefined : new Date(epochMs).toISOString();
}

const times = {
  day: {},
  minute: { hour: '2-digit', minute: '2-digit' },
  second: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
} as const;

function formatter(language: Language, to: keyof typeof times): Intl.DateTimeFormat {
  const key = `${language} ${to}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locales[language], {
    timeZone: zone,
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    ...times[to],
  });
  formats.set(key, made);
  return made;
}
