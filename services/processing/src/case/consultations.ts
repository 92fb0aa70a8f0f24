import type { ConsultationAnswered, ConsultationLateReported, ConsultationRequested } from '@hoso/contracts';
import { type EventOf, type Happened, type Instant, type Personal, unreachable } from '@hoso/event-sourcing';

/** Another agency was asked, by its place in the order of asking. */
export interface Consultation
  extends Pick<EventOf<typeof ConsultationRequested>['data'], 'agency' | 'content' | 'dueAt'> {
  readonly answer?: { readonly answer: Personal<string>; readonly document: Personal<string> | undefined };
  readonly answeredAt?: Instant;
  readonly isReported?: true;
  readonly isReminded?: true;
}

type AboutConsultation = EventOf<
  typeof ConsultationRequested | typeof ConsultationAnswered | typeof ConsultationLateReported
>;

export function consulted(
  before: readonly Consultation[],
  event: Happened<AboutConsultation>,
): readonly Consultation[] {
  const { consultation } = event.data;
  const change = (more: Partial<Consultation>) => changed(before, consultation, more);
  switch (event.type) {
    case 'ConsultationRequested': {
      const { agency, content, dueAt } = event.data;
      return [...before, { agency, content, dueAt }];
    }
    case 'ConsultationAnswered': {
      const { answer, document } = event.data;
      return change({ answer: { answer, document }, answeredAt: event.occurredAt });
    }
    case 'ConsultationLateReported':
      return change({ isReported: true });
    default:
      return unreachable(event);
  }
}

/** The same with more known of one. */
export function changed(
  all: readonly Consultation[],
  consultation: number | undefined,
  more: Partial<Consultation>,
): readonly Consultation[] {
  return all.map((one, index) => (index + 1 === consultation ? { ...one, ...more } : one));
}
