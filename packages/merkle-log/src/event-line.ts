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
  const time = typeof recordedAt === 'string' ? Date.parse(recordedAt) : Number.NaN;
  if (Number.isNaN(time) || new Date(time).toISOString() !== recordedAt) {
    return notProven(field, 'recordedAt không phải thời điểm UTC đến mili giây', 'its recordedAt is no UTC instant');
  }
  if (typeof body !== 'string') return notProven(field, 'body không phải chuỗi', 'its body is no text');
  return { position, recordedAt: time, body };
}

function membersOf(text: string, field: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return { ...value };
  } catch {
    // Said below, as of any other value.
  }
  return notProven(field, 'không phải một sự kiện (JSON)', 'is no event in JSON');
}
