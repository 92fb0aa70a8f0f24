import { refuse, requireSystem } from '@hoso/contracts';
import { notInState } from './at-counter.ts';
import type { DossierCommandOf } from './dossier-command.ts';
import type { Begun, DossierEvent } from './dossier-state.ts';

/** It is another agency's to decide: from here it is transferred anew (T20). Its clock runs on. */
export function takeDossierBack(command: DossierCommandOf<'TakeDossierBack'>, state: Begun): readonly DossierEvent[] {
  const { actor, data } = command;
  requireSystem(actor);
  if (state.status === 'received' && state.cases >= data.case) return [];
  if (state.status !== 'in-process' || state.case !== data.case) return notInState(command, state);
  return [{ type: 'DossierTakenBack', data }];
}

/** The agency recalled its result, which nobody has in hand (T21). */
export function takeResultBack(command: DossierCommandOf<'TakeResultBack'>, state: Begun): readonly DossierEvent[] {
  const { actor, data } = command;
  requireSystem(actor);
  if (state.status === 'in-process' && state.case === data.case) return [];
  if (state.status !== 'finished' || state.case !== data.case) return notInState(command, state);
  if (state.byPost === 'under-way') return refuse('ShipmentUnderWay');
  return [{ type: 'ResultTakenBack', data }];
}
