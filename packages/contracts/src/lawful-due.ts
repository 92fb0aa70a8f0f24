import type { EventOf, Instant } from '@hoso/event-sourcing';
import type { Corrected } from './dossier-corrections.ts';
import type { Resumed } from './dossier-pauses.ts';
import type { DossierReceived } from './dossier-received.ts';
import type { ClockRestarted, DueDateChanged } from './intake.ts';

/** When a dossier is due by law (DOMAIN §4.4). */
export interface LawfulDue {
  readonly dueAt: Instant;
  /** What the clock gave: at reception, at the last restart, after the last pause. */
  readonly clockDueAt: Instant;
  /** The one extension that counts was made. */
  readonly extended: boolean;
}

/** The events that move it. */
type Dated = EventOf<
  typeof DossierReceived | typeof ClockRestarted | typeof DueDateChanged | typeof Resumed | typeof Corrected
> & {
  readonly occurredAt: Instant;
};

/**
 * The clock's date; an earlier appointment binds; of the extensions only the first one counts, made before expiry and
 * with its slip. A restart of the clock voids them, a pause that has a ground moves all of it. Where the term has no
 * unit there is no date by law.
 */
export function lawAfter(law: LawfulDue | undefined, event: Dated): LawfulDue | undefined {
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
    case 'Resumed': {
      const { due } = event.data;
      return due && law ? { ...law, dueAt: due.lawfulDueAt, clockDueAt: due.clockDueAt } : law;
    }
    case 'Corrected': {
      const { dates } = event.data;
      if (dates?.lawfulDueAt === undefined || dates.clockDueAt === undefined) return law;
      return { dueAt: dates.lawfulDueAt, clockDueAt: dates.clockDueAt, extended: dates.extended };
    }
    case 'DueDateChanged':
      return law && changed(law, event);
  }
}

function changed(law: LawfulDue, { data, occurredAt }: Extract<Dated, { readonly type: 'DueDateChanged' }>): LawfulDue {
  const { to, cause, slipRef } = data;
  const counts = cause === 'extension' && slipRef !== undefined && !law.extended && occurredAt <= law.dueAt;
  if (counts) return { ...law, dueAt: to, extended: true };
  // A date set wrong is set right, as far as the clock goes.
  if (cause === 'correction' && !law.extended) return { ...law, dueAt: earlier(to, law.clockDueAt) };
  return to < law.dueAt ? { ...law, dueAt: to } : law;
}

function earlier(one: Instant, other: Instant): Instant {
  return one < other ? one : other;
}
