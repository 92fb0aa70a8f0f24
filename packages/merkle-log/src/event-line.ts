import type { SealedEvent } from './event-digest.ts';
import { notProven } from './not-proven.ts';

/** A line of exported events: `{ "position", "recordedAt", "body" }`, the body as the very string that is stored. */
export function formatEventLine({ position, recordedAt, body }: SealedEvent): string {
  return JSON.stringify({ position, recordedAt: new Date(recordedAt).toISOString(), body });
}

/** Reads such a line. Throws `NotProven` naming it. */
export function parseEventLine(text: string, line: number): SealedEvent {
  const field = `line ${line}`;
  const { position, recordedAt, body } = membersOf(text, field);
  if (typeof position !== 'number' || !Number.isSafeInteger(position) || position < 1) {
    return notProven(field, 'position không phải số từ 1', 'its position is no number from 1');
  }
  const time = typeof recordedAt === 'string' ? epochMsOf(recordedAt) : Number.NaN;
  if (Number.isNaN(time)) {
    return notProven(field, 'recordedAt không phải thời điểm UTC đến mili giây', 'its recordedAt is no UTC instant');
  }
  if (typeof body !== 'string') return notProven(field, 'body không phải chuỗi', 'its body is no text');
  return { position, recordedAt: time, body };
}

/** How much of an instant the events of one minute share: `YYYY-MM-DDTHH:mm:`. */
const minuteLength = 17;
const restForm = /^([0-5]\d)\.(\d{3})Z$/;
let [minute, minuteMs] = ['', Number.NaN];

/** An instant in milliseconds; not a number for what is none. Most events stand in the minute of the one before. */
function epochMsOf(instant: string): number {
  const begins = instant.slice(0, minuteLength);
  if (begins !== minute) {
    const time = Date.parse(`${begins}00.000Z`);
    const isOne = !Number.isNaN(time) && new Date(time).toISOString() === `${begins}00.000Z`;
    [minute, minuteMs] = [begins, isOne ? time : Number.NaN];
  }
  const [, seconds, ms] = restForm.exec(instant.slice(minuteLength)) ?? [];
  return minuteMs + Number(seconds) * 1_000 + Number(ms);
}

interface Members {
  readonly position?: unknown;
  readonly recordedAt?: unknown;
  readonly body?: unknown;
}

function membersOf(text: string, field: string): Members {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Said below, as of any other value.
  }
  return notProven(field, 'không phải một sự kiện (JSON)', 'is no event in JSON');
}
