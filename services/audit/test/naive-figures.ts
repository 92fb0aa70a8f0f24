import type { Figure } from '@hoso/contracts';
import type { Envelope } from '@hoso/event-sourcing';
import { isOverdue, notYet, type Standing, stand } from '../src/history/dossier-state.ts';
import { stateAt } from '../src/history/replay.ts';
import { standingEvents } from '../src/history/standing-events.ts';

const dayOf = (instant: string): string => new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, 10);

/** What one dossier counts as, told from its events alone, as a person would who reads DOMAIN §6.1 and a replay. */
export function naiveFigures(events: readonly Envelope[], now: string): ReadonlySet<Figure> {
  const state = stateAt(events, now);
  const last = (type: string) => events.findLast((event) => event.type === type);
  const found = new Set<Figure>();
  const { status, dueAt, originalDueAt, lawfulDueAt } = state;
  if (!last('DossierReceived')) {
    found.add('notReceived');
    if (status === 'registered' || status === 'refused-at-reception') found.add('excluded');
    return found;
  }
  found.add('dossiers');
  const finishedAt =
    status === 'finished' || status === 'returned'
      ? (state.finishedAt ?? events.find(({ type }) => type === 'ResultReturned')?.occurredAt)
      : undefined;
  if (status === 'withdrawn') found.add('withdrawn');
  else if (finishedAt !== undefined) {
    found.add('finished');
    const compare = (due: string | undefined): 'early' | 'onTime' | 'late' => {
      if (due === undefined) return 'onTime';
      if (finishedAt > due) return 'late';
      return dayOf(finishedAt) < dayOf(due) ? 'early' : 'onTime';
    };
    found.add(compare(dueAt));
    found.add(`${compare(originalDueAt)}ByOriginal`);
    if (compare(lawfulDueAt) === 'late') found.add('lateByLaw');
  } else {
    found.add('inProcess');
    found.add(state.overdue ? 'overdue' : 'inTerm');
    const { stoppedAt } = events.flatMap((event) => standingEvents.read(event) ?? []).reduce<Standing>(stand, notYet);
    const isPast = (due: string | undefined) => due !== undefined && isOverdue({ dueAt: due, stoppedAt }, now);
    if (isPast(originalDueAt)) found.add('overdueByOriginal');
    if (isPast(lawfulDueAt)) found.add('overdueByLaw');
    if (/supplement-requested|obligation|stopped/.test(status)) found.add('paused');
  }
  return found;
}
