import { type NotificationSummary, notificationEvents, type notificationTypes } from '@hoso/contracts';
import { type EventOf, instantOf, type Read, unreachable, type View } from '@hoso/event-sourcing';
import { givenUpAfterMs } from './notification.ts';

type NotificationHistory = Read<EventOf<(typeof notificationTypes)[number]>>;

/** Names of the view's indexes: a dossier's, oldest first; letters of a one-stop unit; who waits for an instant. */
export const notificationIndex = { dossier: 'dossier', letter: 'letter', wake: 'wake' } as const;

/** What applicants were told, or are to be. It holds nothing personal. */
export const notifications: View<NotificationSummary, (typeof notificationTypes)[number]> = {
  name: 'notifications',
  revision: 1,
  indexes: [
    { name: notificationIndex.dossier, of: ({ dossier, beganAt, notification }) => [dossier, beganAt, notification] },
    {
      name: notificationIndex.letter,
      of: ({ status, oneStop, beganAt }) => (status === 'letter' ? [oneStop, beganAt] : undefined),
    },
    { name: notificationIndex.wake, of: ({ nextAt }) => (nextAt === undefined ? undefined : [nextAt]) },
  ],
  events: notificationEvents,
  key: ({ data }) => data.notification,
  evolve: (summary, event) => {
    const next = summary ? evolve(summary, event) : begun(event);
    return next && { ...next, version: event.version };
  },
};

function begun(event: NotificationHistory): NotificationSummary | undefined {
  const { type, data, occurredAt: beganAt, version } = event;
  if (!('oneStop' in data)) return undefined;
  const { notification, dossier, oneStop, topic } = data;
  const about = { notification, dossier, oneStop, topic, beganAt, attempts: 0, version };
  switch (type) {
    case 'NotificationBegun':
      return sending({ ...about, status: 'sending' }, data.means, data.attempt, beganAt);
    case 'LetterMadeOut':
      return { ...about, status: 'letter', means: 'letter' };
    case 'NotificationNotSent':
      return { ...about, status: 'not-sent', because: data.because };
    default:
      return undefined;
  }
}

function evolve(summary: NotificationSummary, event: NotificationHistory): NotificationSummary {
  const { nextAt: _, ...rest } = summary;
  switch (event.type) {
    case 'NotificationBegun':
      return summary;
    case 'SendingBegun':
      return sending(rest, event.data.means, event.data.attempt, event.occurredAt);
    case 'NotificationSent': {
      const { means, reference, item } = event.data;
      const named = { ...(reference === undefined ? {} : { reference }), ...(item === undefined ? {} : { item }) };
      return { ...rest, status: 'sent', means, sentAt: event.occurredAt, ...named };
    }
    case 'NotificationFailed': {
      const { reason: failure, again } = event.data;
      if (!again) return { ...rest, status: 'failed', failure };
      return { ...rest, status: 'waiting', means: again.means, failure, nextAt: again.at };
    }
    case 'LetterMadeOut':
      return { ...rest, status: 'letter', means: 'letter' };
    case 'NotificationNotSent':
      return { ...rest, status: 'not-sent', because: event.data.because };
    default:
      return unreachable(event);
  }
}

/** Somebody looks after it if its sender does not come back. */
function sending(
  summary: NotificationSummary,
  means: 'email' | 'sms',
  attempts: number,
  since: string,
): NotificationSummary {
  return { ...summary, status: 'sending', means, attempts, nextAt: instantOf(Date.parse(since) + givenUpAfterMs) };
}
