import type { DueInstants } from '@hoso/contracts';
import type { Instant } from '@hoso/event-sourcing';
import { type ClockEvent, movedByPause, type WorkingCalendar } from '@hoso/working-time';
import type { Received } from './dossier-state.ts';
import { lawfulDue, withinCalendar } from './lawful-due.ts';
import { groundedSpans, type Span } from './pauses.ts';

/**
 * Where the due instants lie once the clock runs again, having stood since then (DOMAIN §4.4). What the clock gave is
 * what it gives now; an earlier date on the slip, and an extension, move on by the working days that the clock stood. A
 * pause without a ground moves the recorded appointment alone. Nothing where the term has no unit. Refuses
 * `TermBeyondCalendar`.
 */
export function dueAfterPauses(
  calendar: WorkingCalendar,
  { reception, restart, originalDueAt, dueAt, law, pauses }: Received,
  standstill: Span,
): DueInstants | undefined {
  const { term, startAt } = reception;
  if (law === undefined || term.unit === 'unstated') return undefined;
  const begunAt = restart?.at ?? startAt;
  const stood = since(begunAt, standstill);
  const spans = groundedSpans(pauses)
    .map((span) => since(begunAt, span))
    .filter(({ from, to }) => from < to);
  const clock = lawfulDue(calendar, term, begunAt, spans.flatMap(clockEvents)) ?? law.clockDueAt;
  const now = spans.filter(({ from }) => from >= stood.from);
  const moved = (at: Instant, by: readonly Span[]): Instant => {
    if (at === law.clockDueAt && by === now) return clock;
    return by.reduce(
      (one, span) => withinCalendar(calendar, () => movedByPause(calendar, { term, startAt: begunAt }, one, span)),
      at,
    );
  };
  const lawful = moved(law.dueAt, now);
  const [first, ...more] = now;
  const isWhollyGrounded = first?.from === stood.from && first.to === stood.to && more.length === 0;
  return {
    originalDueAt: moved(originalDueAt, now),
    dueAt: moved(dueAt, isWhollyGrounded ? now : [stood]),
    lawfulDueAt: law.extended || lawful < clock ? lawful : clock,
    clockDueAt: clock,
  };
}

function since(begunAt: Instant, { from, to }: Span): Span {
  return { from: from < begunAt ? begunAt : from, to: to < begunAt ? begunAt : to };
}

function clockEvents({ from, to }: Span): readonly ClockEvent[] {
  return [
    { type: 'pause', at: from },
    { type: 'resume', at: to },
  ];
}
