import { eventCatalogue, eventType, uuidV8 } from '@hoso/event-sourcing';
import { z } from 'zod';
import { Insisted } from './actor.ts';
import { AtLeast, commandType, listOf, queryType } from './command-type.ts';
import { ItemNumber } from './item-number.ts';
import { LetterContent, NoticeTopic, NotificationMeans, SendingFailure } from './notices.ts';
import { DossierId, Instant, PageLimit, StreamName, UnitId, Uuid } from './scalars.ts';

const subject = 'intake.commands.notification';

/** The event that is told of, by its place. */
export const NoticeCause = z.strictObject({ stream: StreamName, version: z.int().min(1) });
export type NoticeCause = z.infer<typeof NoticeCause>;

/** Tells the applicant of an event, once: the notification's id follows from the event's. Sent by policy. */
export const NotifyApplicant = commandType(
  'NotifyApplicant',
  subject,
  z.strictObject({ notification: Uuid, cause: NoticeCause }),
);
/** Goes on with what could not be sent, or whose sender is gone. `attempt`: the one that it begins. Sent by time. */
export const SendAgain = commandType(
  'SendAgain',
  subject,
  z.strictObject({ notification: Uuid, attempt: z.int().min(2) }),
);
/** A letter that was made out is on its way: the counter has printed and posted it. */
export const PostLetter = commandType(
  'PostLetter',
  subject,
  z.strictObject({ notification: Uuid, item: ItemNumber.optional() }),
);
export const notificationCommands = [NotifyApplicant, SendAgain, PostLetter] as const;

// ---- what happens to a notification: its stream `notification-<id>`. Contacts, and what is said, stand nowhere in it.

const about = { dossier: DossierId, notification: Uuid, topic: NoticeTopic };
const attempt = { means: z.enum(['email', 'sms']), attempt: z.int().min(1) };

/** What would be sent is about to be: whoever finds this finds that somebody is at it. `then`: what is left to try. */
export const NotificationBegun = eventType(
  'NotificationBegun',
  z.strictObject({
    ...about,
    oneStop: UnitId,
    cause: NoticeCause,
    ...attempt,
    then: z.array(NotificationMeans),
  }),
);
export const SendingBegun = eventType('SendingBegun', z.strictObject({ ...about, ...attempt }));
/** It was handed over. `reference`: whoever took it calls it that. */
export const NotificationSent = eventType(
  'NotificationSent',
  z.strictObject({
    ...about,
    means: NotificationMeans,
    attempt: z.int().min(1).optional(),
    reference: z.string().min(1).max(200).optional(),
    item: ItemNumber.optional(),
    insisted: Insisted.optional(),
  }),
);
/** It was not taken. `again`: when and how it is tried next; without it nothing more is, or a letter is made out. */
export const NotificationFailed = eventType(
  'NotificationFailed',
  z.strictObject({
    ...about,
    ...attempt,
    reason: SendingFailure,
    status: z.int().optional(),
    again: z.strictObject({ means: z.enum(['email', 'sms']), at: Instant }).optional(),
  }),
);
/** A letter waits to be printed and posted. */
export const LetterMadeOut = eventType(
  'LetterMadeOut',
  z.strictObject({ ...about, oneStop: UnitId, cause: NoticeCause }),
);
/** `too-late`: it happened so long ago that it would mislead. */
export const NotSentBecause = z.enum(['no-contact', 'key-destroyed', 'too-late']).meta({ id: 'NotSentBecause' });
/** Nobody is told. */
export const NotificationNotSent = eventType(
  'NotificationNotSent',
  z.strictObject({ ...about, oneStop: UnitId, cause: NoticeCause, because: NotSentBecause }),
);
export const notificationTypes = [
  NotificationBegun,
  SendingBegun,
  NotificationSent,
  NotificationFailed,
  LetterMadeOut,
  NotificationNotSent,
] as const;
export const notificationEvents = eventCatalogue(...notificationTypes);

// ---- what one may ask

export const NotificationStatus = z
  .enum(['sending', 'waiting', 'letter', 'sent', 'failed', 'not-sent'])
  .meta({ id: 'NotificationStatus' });
export type NotificationStatus = z.infer<typeof NotificationStatus>;

/** What an applicant was told, or is to be. Nothing personal is in it. */
/** The notification that an event gives rise to: a repeated event is told once. */
export function notificationOf(eventId: string): string {
  return uuidV8('notification', eventId);
}

export const NotificationSummary = z
  .strictObject({
    notification: Uuid,
    dossier: DossierId,
    oneStop: UnitId,
    topic: NoticeTopic,
    status: NotificationStatus,
    beganAt: Instant,
    /** As it was sent, or as it is tried. */
    means: NotificationMeans.optional(),
    attempts: z.int(),
    sentAt: Instant.optional(),
    reference: z.string().optional(),
    item: ItemNumber.optional(),
    /** Why the last attempt failed. */
    failure: SendingFailure.optional(),
    because: NotSentBecause.optional(),
    /** When it is tried next, unless it is over by then. */
    nextAt: Instant.optional(),
    version: z.int(),
  })
  .meta({ id: 'NotificationSummary' });
export type NotificationSummary = z.infer<typeof NotificationSummary>;

/** What a dossier's applicant was told, oldest first. */
export const ListNotifications = queryType(
  'ListNotifications',
  'intake.queries.notifications',
  z.strictObject({ id: DossierId, ...AtLeast }),
  listOf(NotificationSummary),
);
/** Letters of a one-stop unit that wait to be printed and posted, oldest first. */
export const ListLetters = queryType(
  'ListLetters',
  'intake.queries.letters',
  z.strictObject({
    unit: UnitId,
    limit: PageLimit.default(50),
    after: z.string().max(500).optional(),
    ...AtLeast,
  }),
  listOf(NotificationSummary),
);
/** What a letter says, opened for its counter. The edge sets it as a PDF. */
export const ReadLetter = queryType(
  'ReadLetter',
  'intake.queries.letter',
  z.strictObject({ id: DossierId, notification: Uuid }),
  z.strictObject({ content: LetterContent }),
);
