import {
  type Actor,
  type DossierId,
  type Hands,
  handoverTypes,
  handsAfter,
  type ListLetters,
  type ListNotifications,
  may,
  mayRead,
  mayReadApplicant,
  type Notices,
  type NotificationSummary,
  type QueryType,
  type ReadLetter,
  readingOf,
  refuse,
  requireAdmitted,
} from '@hoso/contracts';
import { eventCatalogue, type PageQuery, type StreamName, streamName } from '@hoso/event-sourcing';
import type { z } from 'zod';
import type { Fresh } from '../dossier/dossier-queries.ts';
import { mayReadPetition } from '../petition/petition-queries.ts';
import { storedHistory } from '../papers/paper-history.ts';
import { paperPlace } from '../papers/paper-queries.ts';
import type { NotificationState } from './notification.ts';
import { notificationIndex } from './notifications.view.ts';
import { causeOf, openNotice, type OpenNoticePorts } from './open-notice.ts';

/** Reads the view `notifications`. */
export interface NotificationReader {
  page(
    query: PageQuery,
    atLeast?: number,
  ): Promise<Fresh & { readonly items: NotificationSummary[]; readonly next?: string }>;
}

export interface NotificationQueryPorts extends OpenNoticePorts {
  readonly reader: NotificationReader;
  readonly notices: Pick<Notices, 'words'>;
  readonly openNotification: (stream: StreamName) => Promise<{ readonly state: NotificationState }>;
}

type Ask<Query> = Query extends QueryType<infer Question, infer _> ? z.output<Question> : never;
type Answer<Query> = Query extends QueryType<infer _, infer Told> ? z.output<Told> : never;

/** A dossier has a few: more than a page of them were never seen. */
const notificationsMax = 200;

/** What a dossier's applicant was told, or a petitioner. To who may not read the dossier there is no such one. */
export async function listNotifications(
  ports: NotificationQueryPorts,
  { id, atLeast }: Ask<typeof ListNotifications>,
  actor: Actor,
): Promise<Answer<typeof ListNotifications>> {
  if (!mayRead(actor, await handsOf(ports, id)) && !mayReadPetition(actor, await ports.openPetition(id))) {
    return refuse('DossierNotFound', { id });
  }
  const index = { index: notificationIndex.dossier, prefix: [id], order: 'ascending' } as const;
  return await ports.reader.page({ ...index, limit: notificationsMax }, atLeast);
}

/** Letters that wait at a one-stop unit: for its own people, and for who reads every dossier. */
export async function listLetters(
  { reader }: NotificationQueryPorts,
  { unit, limit, after, atLeast }: Ask<typeof ListLetters>,
  actor: Actor,
): Promise<Answer<typeof ListLetters>> {
  requireAdmitted(actor, may.readRegister);
  if (readingOf[actor.role].dossiers !== 'every' && actor.unit !== unit) refuse('WrongUnit', { unit });
  const page = { limit, order: 'ascending', ...(after === undefined ? {} : { after }) } as const;
  return await reader.page({ index: notificationIndex.letter, prefix: [unit], ...page }, atLeast);
}

/** What a letter says, opened anew each time; that it was opened is recorded first. Nothing of it is kept. */
export async function readLetter(
  ports: NotificationQueryPorts,
  { id, notification: name }: Ask<typeof ReadLetter>,
  actor: Actor,
): Promise<Answer<typeof ReadLetter>> {
  requireAdmitted(actor, may.readLetters);
  const hands = await handsOf(ports, id);
  if (!hands || !mayRead(actor, hands)) return refuse('DossierNotFound', { id });
  if (!mayReadApplicant(actor, hands)) return refuse('RoleNotAllowed', { role: actor.role });
  const { state } = await ports.openNotification(streamName('notification', name));
  if (state.status === 'none' || state.dossier !== id) {
    return refuse('NotificationNotFound', { notification: name });
  }
  const madeOutAt = state.status === 'letter' ? state.madeOutAt : state.status === 'over' && state.letter?.madeOutAt;
  const cause = madeOutAt ? await causeOf(ports, state.cause) : undefined;
  if (!madeOutAt || !cause) return refuse('LetterNotFound', { notification: name });
  const opened = await openNotice(ports, { dossier: id, cause }, actor, 'ReadLetter');
  if (opened === 'key-destroyed') return refuse('KeyDestroyed');
  if (!opened) return refuse('LetterNotFound', { notification: name });
  const { notice, applicant, about } = opened;
  // A petition's answer is nothing that a letter is made out of.
  if (about.procedure === undefined) return refuse('LetterNotFound', { notification: name });
  const { title, paragraphs } = ports.notices.words(notice);
  const { name: to, address } = applicant;
  return {
    content: {
      ...{ title, language: notice.language, paragraphs: [...paragraphs], dossier: id },
      ...(about.code === undefined ? {} : { code: about.code }),
      procedure: about.procedure,
      applicant: { name: to, ...(address === undefined ? {} : { address }) },
      ...{ place: paperPlace, at: madeOutAt, issuer: [notice.facts.oneStop] },
    },
  };
}

async function handsOf({ store }: NotificationQueryPorts, id: DossierId): Promise<Hands | undefined> {
  const stored = await storedHistory(store, id);
  return stored.reduce<Hands | undefined>((before, envelope) => {
    const event = handedOver.read(envelope);
    return event ? handsAfter(before, event) : before;
  }, undefined);
}

const handedOver = eventCatalogue(...handoverTypes);
