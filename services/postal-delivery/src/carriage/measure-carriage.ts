import type { CarriageMeasure, ShipmentSummary } from '@hoso/contracts';
import type { Instant } from '@hoso/event-sourcing';
import { dueAt, isWorkingTimeError, localTimeOf, type WorkingCalendar } from '@hoso/working-time';

/** What is measured of a shipment: how long it took, and how long the receipt slip of a dossier did. */
export type Measured = Pick<ShipmentSummary, 'measured' | 'slipMeasured'>;

/**
 * A shipment against its term (TT 17/2017 Đ7), by local dates: J is the day on which the post got it, n counts working
 * days. A dossier is there once the minutes are signed; a result once it is delivered, and one that is fetched at a
 * post office once its recipient was invited. What is under way is measured up to `now`.
 */
export function measureCarriage(summary: ShipmentSummary, calendar: WorkingCalendar, now: Instant): Measured {
  const { carriage, direction, beganAt, handedOverAt, slipBroughtAt, content, status } = summary;
  if (!carriage || status === 'lost') return {};
  const isExcused = summary.forceMajeure;
  const measure = (from: Instant, days: number, until: Instant | undefined): CarriageMeasure | undefined =>
    known(() => measured({ from, days, until, now, isExcused }, calendar));
  if (direction === 'to-applicant') {
    return handedOverAt === undefined
      ? {}
      : present({ measured: measure(handedOverAt, carriage.days, broughtAt(summary)) });
  }
  const slipMeasured = content === undefined ? measure(beganAt, carriage.slipDays, slipBroughtAt) : undefined;
  return present({ measured: measure(beganAt, carriage.days, handedOverAt), slipMeasured });
}

/** When the post had done its part; with what nobody took, at the first invitation. */
function broughtAt({ deliverAt, deliveredAt, invitations, status }: ShipmentSummary): Instant | undefined {
  const isAnnounced = deliverAt === 'post-office' || status === 'returning' || status === 'taken-back';
  const announced = isAnnounced ? invitations.map(({ at }) => at) : [];
  return [...announced, ...(deliveredAt === undefined ? [] : [deliveredAt])].sort()[0];
}

interface Leg {
  readonly from: Instant;
  readonly days: number;
  readonly until: Instant | undefined;
  readonly now: Instant;
  readonly isExcused: boolean;
}

function measured({ from, days, until, now, isExcused }: Leg, calendar: WorkingCalendar): CarriageMeasure {
  const dueOn = workingDayAfter(calendar, from, days);
  const last = localTimeOf(calendar, until ?? now).date;
  const isLate = last > dueOn;
  const inTime = until === undefined ? 'under-way' : 'in-time';
  const late = isExcused ? 'excused' : 'late';
  return {
    from: localTimeOf(calendar, from).date,
    dueOn,
    ...(until === undefined ? {} : { endedOn: last }),
    outcome: isLate ? late : inTime,
  };
}

function present(measures: { readonly [Name in keyof Measured]?: CarriageMeasure | undefined }): Measured {
  const { measured: itself, slipMeasured } = measures;
  return { ...(itself ? { measured: itself } : {}), ...(slipMeasured ? { slipMeasured } : {}) };
}

/** The date of the n-th working day after an instant's own date. */
function workingDayAfter(calendar: WorkingCalendar, from: Instant, days: number): string {
  if (days === 0) return localTimeOf(calendar, from).date;
  const due = dueAt(calendar, { unit: 'workingDays', amount: days }, from);
  return localTimeOf(calendar, due.status === 'due' ? due.dueAt : from).date;
}

/** In years that no calendar knows nothing is measured. */
function known<Answer>(measure: () => Answer): Answer | undefined {
  try {
    return measure();
  } catch (error) {
    if (isWorkingTimeError(error) && error.code === 'DateOutsideKnownYears') return undefined;
    throw error;
  }
}
