import { notificationOf, NotifyApplicant } from '@hoso/contracts';
import type { Policy } from '@hoso/event-sourcing';
import { isTold, toldEvents, type toldTypes } from './told-events.ts';

/**
 * Whenever something happens to a dossier that its applicant is to know, he is told. The notification's id follows from
 * the event's, so that whatever is delivered again is told once.
 */
export const notifyApplicant: Policy<(typeof toldTypes)[number]> = {
  name: 'notify-applicant',
  begins: 'head',
  events: toldEvents,
  whenever: (event) => {
    const { id, stream, version, dossierId } = event;
    if (!isTold(event) || dossierId === undefined) return [];
    const data = { notification: notificationOf(id), cause: { stream, version } };
    return [{ subject: NotifyApplicant.subject, type: NotifyApplicant.name, dossierId, data }];
  },
};
