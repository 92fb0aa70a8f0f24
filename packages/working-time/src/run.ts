import { epochMsOf, type Instant } from './instant.ts';
import { WorkingTimeError } from './working-time-error.ts';

export const clockEventTypes = ['pause', 'resume', 'restart'] as const;

/** What happened to a running term. `ground` is not read by the clock; the day ledger shows it. */
export interface ClockEvent {
  readonly type: (typeof clockEventTypes)[number];
  readonly at: Instant;
  readonly ground?: string | undefined;
}

/** The half-open interval in which nothing runs; `toMs` is Infinity while it lasts. `event` counts from 1. */
export interface Pause {
  readonly fromMs: number;
  readonly toMs: number;
  readonly event: number;
}

/** The clock from its start, or from a restart. `pauses` are in order of time and do not overlap. */
export interface Run {
  readonly startMs: number;
  readonly pauses: readonly Pause[];
}

/**
 * The start and every restart begin a run; the last one decides. An earlier run stands still from the restart that
 * dropped it, which is a pause without end.
 *
 * Throws `InvalidInstant`, `UnknownEventType`, `EventBeforeStart`, `EventsOutOfOrder`, `AlreadyPaused`, `NotPaused`,
 * each naming the event by its place, counted from 1. This holds for events after the term has run out, too.
 */
export function runsOf(
  startAt: Instant,
  events: readonly ClockEvent[],
): {
  readonly earlier: readonly Run[];
  readonly last: Run;
} {
  const earlier: Run[] = [];
  let startMs = epochMsOf(startAt);
  let pauses: Pause[] = [];
  let paused: Pause | undefined;
  let lastMs = startMs;
  for (const [index, { type, at }] of events.entries()) {
    const event = index + 1;
    const atMs = epochMsOf(at);
    if (atMs < lastMs) throw new WorkingTimeError(index === 0 ? 'EventBeforeStart' : 'EventsOutOfOrder', { event, at });
    lastMs = atMs;
    switch (type) {
      case 'pause':
        if (paused) throw new WorkingTimeError('AlreadyPaused', { event, at });
        paused = { fromMs: atMs, toMs: Number.POSITIVE_INFINITY, event };
        break;
      case 'resume':
        if (!paused) throw new WorkingTimeError('NotPaused', { event, at });
        pauses.push({ ...paused, toMs: atMs });
        paused = undefined;
        break;
      case 'restart':
        pauses.push(paused ?? { fromMs: atMs, toMs: Number.POSITIVE_INFINITY, event });
        earlier.push({ startMs, pauses });
        startMs = atMs;
        pauses = [];
        paused = undefined;
        break;
      default:
        throw new WorkingTimeError('UnknownEventType', { event, type: String(type) });
    }
  }
  if (paused) pauses.push(paused);
  return { earlier, last: { startMs, pauses } };
}

/** When the last pause that has no end began; Infinity where none has. */
export function stoppedFromMs(pauses: readonly Pause[]): number {
  const last = pauses.at(-1);
  return last?.toMs === Number.POSITIVE_INFINITY ? last.fromMs : Number.POSITIVE_INFINITY;
}

/** The pause that holds the clock at an instant, if any. */
export function pauseAt(pauses: readonly Pause[], epochMs: number): Pause | undefined {
  return pauses.find(({ fromMs, toMs }) => fromMs <= epochMs && epochMs < toMs);
}
