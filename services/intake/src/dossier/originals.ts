import { refuse, unlessInsisted } from '@hoso/contracts';
import { atCounter, ended, notInState } from './at-counter.ts';
import { heldOriginals } from './counter-book.ts';
import type { DossierCommandOf } from './dossier-command.ts';
import type { Begun, DossierEvent } from './dossier-state.ts';

/** Kept to be compared or copied (61 Đ20.2). */
export function takeOriginals(command: DossierCommandOf<'TakeOriginals'>, state: Begun): readonly DossierEvent[] {
  const { data, insist } = command;
  const breach = atCounter(command, state);
  const held = heldOriginals(state.book);
  const documents = [...new Set(data.documents)].filter((document) => !held.includes(document));
  if (documents.length === 0) return [];
  if (ended(state)) return notInState(command, state);
  return [{ type: 'OriginalsTaken', data: { documents, ...unlessInsisted(insist, breach) } }];
}

/** At any time, also after the end of a dossier: somebody's paper is never kept. */
export function returnOriginals(command: DossierCommandOf<'ReturnOriginals'>, state: Begun): readonly DossierEvent[] {
  const { data, insist } = command;
  const breach = atCounter(command, state);
  const { originals } = state.book;
  const strange = data.documents.filter((code) => !originals.some(({ document }) => document === code));
  if (strange.length > 0) refuse('OriginalNotTaken', { documents: strange.join(', ') });
  const held = heldOriginals(state.book);
  const documents = [...new Set(data.documents)].filter((document) => held.includes(document));
  if (documents.length === 0) return [];
  return [{ type: 'OriginalsReturned', data: { documents, ...unlessInsisted(insist, breach) } }];
}
