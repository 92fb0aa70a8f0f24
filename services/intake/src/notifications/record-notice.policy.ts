import { NotificationSent, NotifyEarlyResult, NotifyReAppointment } from '@hoso/contracts';
import { eventCatalogue, type Policy } from '@hoso/event-sourcing';

/**
 * Whenever an applicant was told what the law wants told, his dossier says so: an early result (61 Đ20.4), a new date
 * (61 Đ19.9). What the dossier no longer has any use of is refused there, and left at that.
 */
export const recordNotice: Policy<typeof NotificationSent> = {
  name: 'record-notice',
  begins: 'head',
  events: eventCatalogue(NotificationSent),
  whenever: ({ data: { dossier, topic, means } }) => {
    const command = commandOf(topic);
    return command ? [{ subject: command.subject, type: command.name, dossierId: dossier, data: { means } }] : [];
  },
};

function commandOf(topic: string): typeof NotifyEarlyResult | typeof NotifyReAppointment | undefined {
  if (topic === 'early-result') return NotifyEarlyResult;
  return topic === 're-appointed' ? NotifyReAppointment : undefined;
}
