import { type Envelope, eventCatalogue } from '@hoso/event-sourcing';
import { findingEventTypes, PersonalDataRead } from './audit-events.ts';
import { inspectionEventTypes } from './inspection-events.ts';
import { dossierEventTypes } from './intake.ts';
import { notificationTypes } from './notifications.ts';
import { shipmentEventTypes } from './postal-events.ts';
import { caseEventTypes } from './case-events.ts';
import type { Words } from './scalars.ts';
import { auditWords } from './words/audit-words.ts';
import { caseWords } from './words/case-words.ts';
import { dossierWords } from './words/dossier-words.ts';
import { inspectionEventWords } from './words/inspection-event-words.ts';
import { notificationWords } from './words/notification-words.ts';
import { petitionWords } from './words/petition-words.ts';
import { petitionBookTypes, petitionEventTypes } from './petitions.ts';
import { postalWords } from './words/postal-words.ts';
import { otherEventTypes, otherWords } from './words/other-words.ts';
import type { DataByName, WordingsOf } from './words/wording.ts';

/** What an event is called, and what it says, in a line. */
export interface EventWords {
  readonly name: Words;
  readonly words: Words;
}

const auditEventTypes = [...findingEventTypes, ...inspectionEventTypes, PersonalDataRead] as const;
const types = [
  ...dossierEventTypes,
  ...caseEventTypes,
  ...shipmentEventTypes,
  ...petitionEventTypes,
  ...petitionBookTypes,
  ...auditEventTypes,
  ...notificationTypes,
  ...otherEventTypes,
] as const;
const known = eventCatalogue(...types);
type KnownType = (typeof types)[number];
const wordings: WordingsOf<KnownType> = {
  ...dossierWords,
  ...caseWords,
  ...postalWords,
  ...petitionWords,
  ...auditWords,
  ...inspectionEventWords,
  ...notificationWords,
  ...otherWords,
};

/**
 * An event in words, in both languages; older shapes are read as the newest. A type that this process does not know is
 * called by its own name. Nothing personal is in it.
 */
export function wordsOf(envelope: Envelope): EventWords {
  const event = known.read(envelope);
  return event ? inWords(event.type, event.data) : { name: same(envelope.type), words: same(envelope.type) };
}

/** What every type of event is called. */
export const eventNames: ReadonlyMap<string, Words> = new Map(
  Object.entries(wordings).map(([type, { name }]) => [type, name]),
);

function inWords<Name extends keyof DataByName<KnownType>>(type: Name, data: DataByName<KnownType>[Name]): EventWords {
  const { name, say } = wordings[type];
  const [vi, en] = say(data);
  return { name, words: { vi: lineOf(vi) || name.vi, en: lineOf(en) || name.en } };
}

function same(text: string): Words {
  return { vi: text, en: text };
}

const lineMax = 300;

/**
 * A `Line` of what may have come with somebody else's records. Shortened by code points: half a character is none.
 */
function lineOf(text: string): string {
  const line = text
    .toWellFormed()
    .replaceAll(/\p{Cc}+/gu, ' ')
    .normalize('NFC')
    .trim();
  return line.length <= lineMax ? line : `${[...line].slice(0, lineMax / 2 - 1).join('')}…`;
}
