import { refuse, requireSystem, unlessInsisted } from '@hoso/contracts';
import { canonicalJson } from '@hoso/event-sourcing';
import { atCounter, notInState } from './at-counter.ts';
import { heldOriginals } from './counter-book.ts';
import { notScanned } from './digitisation.ts';
import type { DossierCommandOf } from './dossier-command.ts';
import { partOf, recordPart } from './dossier-sharing.ts';
import type { Begun, DossierEvent } from './dossier-state.ts';

/** The agency has decided: the result lies at the counter, or waits there for the post. */
export function recordResult(command: DossierCommandOf<'RecordResult'>, state: Begun): readonly DossierEvent[] {
  const { actor, data } = command;
  requireSystem(actor);
  const part = partOf(state, data.case);
  if (part) return recordPart(part, data.outcome, data.finishedAt);
  if (state.status === 'finished' && state.case === data.case && state.outcome === data.outcome) return [];
  const isOpen = state.status === 'in-process' || 'open' in state;
  if (!isOpen || state.case !== data.case) return notInState(command, state);
  const { finishedAt } = data;
  const { returnBy, oneStop } = state.submission;
  const recorded: DossierEvent = { type: 'ResultRecorded', data: { ...data, returnBy } };
  if (returnBy !== 'post') return [recorded];
  return [recorded, { type: 'ResultReadyToReturn', data: { by: returnBy, oneStop, finishedAt } }];
}

/**
 * T12i: the counter decides itself, where the result is given on the spot (61 Đ17.4) or one-stop staff may resolve it
 * (61 Đ17.5). It is handed over as any other result.
 */
export function resolveAtOnce(command: DossierCommandOf<'ResolveAtOnce'>, state: Begun): readonly DossierEvent[] {
  const { data, insist, occurredAt: finishedAt } = command;
  const breach = atCounter(command, state);
  if (state.status === 'finished' && state.atOnce && canonicalJson(state.atOnce) === canonicalJson(data)) return [];
  if (state.status !== 'received') return notInState(command, state);
  const { immediate, clerkMayProcess, procedure } = state.reception;
  const { returnBy, oneStop } = state.submission;
  const insisted = unlessInsisted(
    insist,
    breach,
    immediate || clerkMayProcess ? undefined : { code: 'NotAtOnce', params: { code: procedure.code } },
    notScanned(state),
  );
  const resolved: DossierEvent = { type: 'ResolvedAtOnce', data: { ...data, finishedAt, returnBy, ...insisted } };
  if (returnBy !== 'post') return [resolved];
  return [resolved, { type: 'ResultReadyToReturn', data: { by: returnBy, oneStop, finishedAt } }];
}

/** A result that the post has is nobody else's to hand over. Originals go back with it at the latest (61 Đ20.2). */
export function returnResult(command: DossierCommandOf<'ReturnResult'>, state: Begun): readonly DossierEvent[] {
  const { data, insist } = command;
  const breach = atCounter(command, state);
  if (state.status === 'returned' && state.to === data.to && state.note === data.note) return [];
  if (state.status !== 'finished') return notInState(command, state);
  if (state.byPost === 'under-way') refuse('ShipmentUnderWay');
  const by = state.submission.returnBy === 'online' ? 'online' : 'counter';
  const held = heldOriginals(state.book).join(', ');
  const insisted = unlessInsisted(
    insist,
    breach,
    held === '' ? undefined : { code: 'OriginalsHeld', params: { documents: held } },
  );
  return [{ type: 'ResultReturned', data: { by, ...data, ...insisted } }];
}

/** The post has delivered it, at the command's own instant, and what the counter gave it of originals. */
export function recordReturned(command: DossierCommandOf<'RecordReturned'>, state: Begun): readonly DossierEvent[] {
  const { actor, data } = command;
  requireSystem(actor);
  if (state.status === 'returned' && state.by === 'post' && state.to === data.to) return [];
  if (state.status !== 'finished' || state.byPost !== 'under-way') return notInState(command, state);
  const { to, originals = [] } = data;
  const held = heldOriginals(state.book);
  const documents = originals.filter((document) => held.includes(document));
  const returned: DossierEvent = { type: 'ResultReturned', data: { by: 'post', to } };
  return documents.length === 0 ? [returned] : [returned, { type: 'OriginalsReturned', data: { documents } }];
}

/** The post has it no longer: the counter may hand it over, and keeps the originals that came back with it. */
export function recordNotDelivered(
  command: DossierCommandOf<'RecordNotDelivered'>,
  state: Begun,
): readonly DossierEvent[] {
  const { actor, data } = command;
  requireSystem(actor);
  if (state.status === 'finished' && state.byPost === data.because) return [];
  if (state.status !== 'finished' || state.byPost !== 'under-way') return notInState(command, state);
  const { originals = [], ...told } = data;
  const ended: DossierEvent = { type: 'ResultNotDelivered', data: told };
  return originals.length === 0 ? [ended] : [ended, { type: 'OriginalsTaken', data: { documents: originals } }];
}
