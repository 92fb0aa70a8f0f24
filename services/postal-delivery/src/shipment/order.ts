import { refuse, type Said, unlessInsisted } from '@hoso/contracts';
import { type Instant, instantOf } from '@hoso/event-sourcing';
import { at, atCounter, notInState, saysTheSame } from './breaches.ts';
import type { ShipmentCommandOf } from './shipment-command.ts';
import type { Arranged, Begun, ShipmentEvent } from './shipment-state.ts';

/** How long after each attempt that nobody answered the next one comes, and how long after all later ones. */
const retriesAfterMs: readonly number[] = [2_000, 5_000, 15_000, 60_000, 5 * 60_000, 30 * 60_000];
const lastRetryAfterMs = 2 * 3_600_000;

/**
 * What waits is ordered from the carrier's own system; by policy once, by the counter again after it was refused. What
 * a carrier without a system carries is ordered nowhere.
 */
export function orderCarriage(command: ShipmentCommandOf<'OrderCarriage'>, state: Begun): readonly ShipmentEvent[] {
  const { actor, insist, placed } = command;
  const breach = actor.role === 'system' ? undefined : atCounter(command, state);
  if (state.direction !== 'to-applicant') return notInState(command, state);
  if (state.order || (state.orderRefused && actor.role === 'system')) return [];
  if (isTooEarly(command, state)) return [];
  if (state.status !== 'arranged') return actor.role === 'system' ? [] : notInState(command, state);
  if (!placed) return actor.role === 'system' ? [] : refuse('CarrierTakesNoOrders', { post: state.post ?? '–' });
  const insisted = unlessInsisted(insist, breach);
  const { carrier, order } = placed;
  const about = { ...at(command), carrier, order };
  if (placed.outcome === 'taken') {
    return [{ type: 'CarriageOrdered', data: { ...about, item: placed.item, ...insisted } }];
  }
  if (placed.outcome === 'unanswered') {
    const attempt = (state.orderUnanswered?.attempt ?? 0) + 1;
    const againAt = later(placed.triedAt, retriesAfterMs[attempt - 1] ?? lastRetryAfterMs);
    return [{ type: 'CarriageOrderUnanswered', data: { ...about, status: placed.status, attempt, againAt } }];
  }
  const data = { ...about, status: placed.status, because: placed.because };
  if (state.orderRefused && saysTheSame(state.orderRefused, data)) return [];
  return [{ type: 'CarriageOrderRefused', data: { ...data, ...insisted } }];
}

/** Whether the platform has asked before, and is to ask again later than this. */
export function isTooEarly(
  { actor, occurredAt }: Pick<Said, 'actor' | 'occurredAt'>,
  { orderUnanswered }: Pick<Arranged, 'orderUnanswered'>,
): boolean {
  return actor.role === 'system' && orderUnanswered !== undefined && occurredAt < orderUnanswered.againAt;
}

function later(at: Instant, ms: number): Instant {
  return instantOf(Date.parse(at) + ms);
}
