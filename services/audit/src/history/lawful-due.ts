import type { StandingEvent } from './standing-events.ts';

/** When a dossier is due by law (DOMAIN §4.4). */
export interface LawfulDue {
  readonly dueAt: string;
  /** What the clock gave, at reception or at the last restart. */
  readonly clockDueAt: string;
  /** The one extension that counts was made. */
  readonly extended: boolean;
}

/**
 * The clock's date; an earlier appointment binds; of the extensions only the first one counts, made before expiry and
 * with its slip. A restart of the clock voids them. Where the term has no unit there is no date by law.
 */
export function lawAfter(law: LawfulDue | undefined, event: StandingEvent): LawfulDue | undefined {
  switch (event.type) {
    case 'DossierReceived': {
      const { lawfulDueAt, dueAt } = event.data;
      if (lawfulDueAt === undefined) return undefined;
      return { dueAt: earlier(lawfulDueAt, dueAt), clockDueAt: lawfulDueAt, extended: false };
    }
    case 'ClockRestarted': {
      const { dueAt } = event.data;
      return dueAt === undefined ? undefined : { dueAt, clockDueAt: dueAt, extended: false };
    }
    case 'DueDateChanged': {
      if (law === undefined) return undefined;
      const { to, cause, slipRef } = event.data;
      const counts = cause === 'extension' && slipRef !== undefined && !law.extended && event.occurredAt <= law.dueAt;
      if (counts) return { ...law, dueAt: to, extended: true };
      // A date set wrong is set right, as far as the clock goes.
      if (cause === 'correction' && !law.extended) return { ...law, dueAt: earlier(to, law.clockDueAt) };
      return to < law.dueAt ? { ...law, dueAt: to } : law;
    }
    default:
      return law;
  }
}

function earlier(one: string, other: string): string {
  return one < other ? one : other;
}
