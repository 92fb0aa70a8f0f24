import { refuse, unlessInsisted } from '@hoso/contracts';
import { at, atCounter, notInState, saysTheSame } from './breaches.ts';
import type { ShipmentCommandOf } from './shipment-command.ts';
import type { Begun, ShipmentEvent } from './shipment-state.ts';

/**
 * What waits is ordered from the carrier's own system; by policy once, by the counter again after it was refused. What
 * a carrier without a system carries is ordered nowhere.
 */
export function orderCarriage(command: ShipmentCommandOf<'OrderCarriage'>, state: Begun): readonly ShipmentEvent[] {
  const { actor, insist, placed } = command;
  const breach = actor.role === 'system' ? undefined : atCounter(command, state);
  if (state.direction !== 'to-applicant') return notInState(command, state);
  if (state.order || (state.orderRefused && actor.role === 'system')) return [];
  if (state.status !== 'arranged') return actor.role === 'system' ? [] : notInState(command, state);
  if (!placed) return actor.role === 'system' ? [] : refuse('CarrierTakesNoOrders', { post: state.post ?? '–' });
  const insisted = unlessInsisted(insist, breach);
  const { carrier, order } = placed;
  const about = { ...at(command), carrier, order };
  if (placed.outcome === 'taken') {
    return [{ type: 'CarriageOrdered', data: { ...about, item: placed.item, ...insisted } }];
  }
  const data = { ...about, status: placed.status, because: placed.because };
  if (state.orderRefused && saysTheSame(state.orderRefused, data)) return [];
  return [{ type: 'CarriageOrderRefused', data: { ...data, ...insisted } }];
}
