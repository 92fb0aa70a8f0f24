import { type NotificationSummary, SendAgain } from '@hoso/contracts';
import type { TimePolicy } from '@hoso/event-sourcing';
import { notificationIndex, notifications } from './notifications.view.ts';

/**
 * Whenever what could not be sent is to be tried again, or whoever was sending it does not come back, it is gone on
 * with.
 */
export const notificationRetries: TimePolicy<NotificationSummary> = {
  name: 'notification-retries',
  view: notifications,
  index: notificationIndex.wake,
  whenever: ({ notification, dossier, attempts, nextAt }, now) =>
    nextAt === undefined || nextAt > now
      ? []
      : [
          {
            ...{ subject: SendAgain.subject, type: SendAgain.name, dossierId: dossier, at: nextAt },
            data: { notification, attempt: attempts + 1 },
          },
        ],
};
