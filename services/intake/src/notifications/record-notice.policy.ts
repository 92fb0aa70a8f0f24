import {
  type CommandType,
  NotificationSent,
  type NoticeTopic,
  NotifyEarlyResult,
  NotifyReAppointment,
  NotifyResult,
} from '@hoso/contracts';
import { eventCatalogue, type Policy } from '@hoso/event-sourcing';

/**
 * Whenever an applicant was told what the law wants told, his dossier says so: a result before its day (61 Đ20.4) or
 * on it (QĐ 45/2016 Đ8.4), a new date (61 Đ19.9). What the dossier no longer has any use of is refused there, and left
 * at that.
 */
export const recordNotice: Policy<typeof NotificationSent> = {
  name: 'record-notice',
  begins: 'head',
  events: eventCatalogue(NotificationSent),
  whenever: ({ data: { dossier, topic, means } }) =>
    (recorded[topic] ?? []).map(({ subject, name }) => ({ subject, type: name, dossierId: dossier, data: { means } })),
};

const recorded: Readonly<Partial<Record<NoticeTopic, readonly CommandType[]>>> = {
  're-appointed': [NotifyReAppointment],
  'early-result': [NotifyEarlyResult, NotifyResult],
  'result-ready': [NotifyResult],
  refused: [NotifyResult],
};
