import { type Corrected, refuse, unlessInsisted } from '@hoso/contracts';
import { canonicalJson, type EventOf } from '@hoso/event-sourcing';
import { atCounter } from './at-counter.ts';
import { heldOriginals, total } from './counter-book.ts';
import type { DossierCommandOf } from './dossier-command.ts';
import type { Begun, DossierEvent } from './dossier-state.ts';
import { entryOf, without } from './evolve-dossier.ts';

type Correction = EventOf<typeof Corrected>['data'];

/** A mistaken entry is written off by another one; nothing is ever changed. */
export function correctEntry(command: DossierCommandOf<'CorrectEntry'>, state: Begun): readonly DossierEvent[] {
  const { data, insist } = command;
  const breach = atCounter(command, state);
  const { of, why } = data;
  if (state.trail.corrected.includes(of)) return [];
  if (of > state.trail.version) refuse('EntryNotFound', { of });
  const entry = entryOf(state, of) ?? refuse('EntryNotCorrectable', { of });
  const told = changes(state, without(state, of));
  return [{ type: 'Corrected', data: { of, entry, why, ...told, ...unlessInsisted(insist, breach) } }];
}

/** What is otherwise without it. */
function changes(before: Begun, after: Begun): Pick<Correction, 'status' | 'dates' | 'counter'> {
  const [status, dates, counter] = [statusOf(after), datesOf(after), counterOf(after)];
  return {
    ...(status === undefined || after.status === before.status ? {} : { status }),
    ...(dates === undefined || canonicalJson(dates) === canonicalJson(datesOf(before) ?? {}) ? {} : { dates }),
    ...(canonicalJson(counter) === canonicalJson(counterOf(before)) ? {} : { counter }),
  };
}

function statusOf({ status }: Begun): Correction['status'] {
  const known = ['registered', 'supplement-requested', 'received', 'in-process', 'finished'] as const;
  return known.find((one) => one === status);
}

function datesOf(state: Begun): Correction['dates'] {
  if (!('reception' in state)) return undefined;
  const { originalDueAt, dueAt, law } = state;
  const lawful = law ? { lawfulDueAt: law.dueAt, clockDueAt: law.clockDueAt } : {};
  return { originalDueAt, dueAt, ...lawful, extended: law?.extended ?? false };
}

function counterOf({ book }: Begun): NonNullable<Correction['counter']> {
  return {
    scans: book.scans.map(({ document, sha256 }) => ({ document, sha256 })),
    originals: [...heldOriginals(book)],
    feesCharged: total(book.charges),
    feesPaid: total(book.payments),
  };
}
