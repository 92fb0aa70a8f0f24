import type { PetitionSettled, PetitionTied, Said } from '@hoso/contracts';
import { type Decider, type EventOf, type Happened, unreachable } from '@hoso/event-sourcing';
import type { PetitionBook, PetitionBookEvent } from './petition-state.ts';

type Entry =
  | { readonly type: 'TiePetition'; readonly data: EventOf<typeof PetitionTied>['data'] }
  | { readonly type: 'SettlePetition'; readonly data: EventOf<typeof PetitionSettled>['data'] };
export type PetitionBookCommand = Entry & Said;

/**
 * Which petitions are about a dossier: stream `petitionbook-<dossier>`, written with the petition's own.
 *
 * Decision: beside the dossier's stream. / Because a petition is nobody's step in the dossier: a clerk who has looked
 * at it must not find it changed under his hand. / Instead of: an event of the dossier's decider.
 */
export const petitionBook: Decider<PetitionBookCommand, PetitionBook, PetitionBookEvent> = {
  initial: new Map(),
  decide,
  evolve,
};

function decide(command: PetitionBookCommand, book: PetitionBook): readonly PetitionBookEvent[] {
  switch (command.type) {
    case 'TiePetition':
      return book.has(command.data.petition) ? [] : [{ type: 'PetitionTied', data: command.data }];
    case 'SettlePetition':
      return book.get(command.data.petition) === undefined ? [{ type: 'PetitionSettled', data: command.data }] : [];
    default:
      return unreachable(command);
  }
}

function evolve(book: PetitionBook, event: Happened<PetitionBookEvent>): PetitionBook {
  const outcome = event.type === 'PetitionSettled' ? event.data.outcome : undefined;
  return new Map(book).set(event.data.petition, outcome);
}
