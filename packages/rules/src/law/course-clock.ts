import { dueAt, type Term, termModes, termUnits } from '@hoso/working-time';
import { instantText } from './local-time.ts';
import { calendarOf, type RuleFacts, withinKnownYears } from './rule-facts.ts';

/**
 * The three due instants of a dossier (DOMAIN §4.4), recomputed from its own events. `original`, `lawful` and
 * `computed` are absent while the term is paused, and where it is not known how long it is: then nothing is judged by
 * them.
 */
export interface CourseClock {
  readonly term: Term | 'unstated';
  readonly calendar: { readonly id: string; readonly version: number };
  /** When the term began to run, or ran anew. */
  readonly startAt: number;
  /** The event that made it run. */
  readonly position: number;
  /** What the clock alone gives. */
  readonly computed?: number;
  /** The first appointment, set anew by a restart. */
  readonly original?: number;
  /** The appointment as last recorded. */
  readonly current?: number;
  /** What binds: the clock, an earlier appointment, and the first extension that was made in time and with its slip. */
  readonly lawful?: number;
  /** An appraisal supplement is waited for: nothing runs. */
  readonly isPaused: boolean;
  /** Whether that extension was made. There is one, also where the term runs anew. */
  readonly isExtended: boolean;
  /** The last slip that asked for a later date. */
  readonly slip?: { readonly ref: string; readonly until: number };
}

export interface ClockStart {
  readonly term: { readonly unit: string; readonly amount?: number | undefined; readonly mode?: string | undefined };
  readonly calendar: CourseClock['calendar'];
  readonly startAt: number;
  /** What the receipt slip says. */
  readonly dueAt: number | undefined;
  readonly position: number;
}

export function startClock({ term: stated, dueAt: slip, ...start }: ClockStart, facts: RuleFacts): CourseClock {
  const term = termOf(stated);
  const current = slip === undefined ? {} : { current: slip };
  const computed = computedDue(term, start.calendar, start.startAt, facts);
  const clock = { ...start, term, ...current, isPaused: false, isExtended: false };
  if (computed === undefined) return clock;
  const original = slip ?? computed;
  return { ...clock, computed, original, lawful: Math.min(computed, original) };
}

/** A full supplement: the whole term runs again, and what was agreed on the old one is void (61 Đ19.4). */
export function restarted(clock: CourseClock, at: number, position: number, facts: RuleFacts): CourseClock {
  const { slip, ...kept } = stopped(clock);
  const due = computedDue(clock.term, clock.calendar, at, facts);
  const anew = { ...kept, startAt: at, position, isPaused: false };
  return due === undefined ? anew : { ...anew, computed: due, original: due, lawful: due };
}

/** An appraisal supplement is waited for. A term that has run out is not saved by it. */
export function paused(clock: CourseClock, at: number): CourseClock {
  return clock.lawful === undefined || at >= clock.lawful ? clock : stopped(clock);
}

/** A slip asks for a later date. */
export function withSlip(
  clock: CourseClock,
  { slip, newDueAt }: { readonly slip: string; readonly newDueAt?: number | undefined },
): CourseClock {
  return newDueAt === undefined ? clock : { ...clock, slip: { ref: slip, until: newDueAt } };
}

interface DateMoved {
  readonly to: number;
  readonly cause: string;
  readonly slipRef?: string | undefined;
}

/**
 * The recorded date moves. It binds where it is the first extension, before expiry and no further than its slip says.
 */
export function moved(clock: CourseClock, at: number, { to, cause, slipRef }: DateMoved): CourseClock {
  const { lawful, current, isExtended, slip } = clock;
  const isExtension = cause === 'extension' && slipRef !== undefined && to > (current ?? to);
  if (!isExtension || isExtended || lawful === undefined || at >= lawful) return { ...clock, current: to };
  const until = slip && slip.ref === slipRef ? Math.min(to, slip.until) : to;
  // Back to the lawful date is no extension yet.
  return until <= lawful ? { ...clock, current: to } : { ...clock, current: to, lawful: until, isExtended: true };
}

function stopped({ computed, original, lawful, ...clock }: CourseClock): CourseClock {
  return { ...clock, isPaused: true };
}

function computedDue(
  term: CourseClock['term'],
  calendar: CourseClock['calendar'],
  startAt: number,
  facts: RuleFacts,
): number | undefined {
  if (term === 'unstated') return undefined;
  const due = withinKnownYears(() => dueAt(calendarOf(facts, calendar), term, instantText(startAt)));
  return due?.status === 'due' ? Date.parse(due.dueAt) : undefined;
}

/** A term in a unit that the clock does not know is not judged, never guessed (DOMAIN §7.1). */
function termOf({ unit: said, amount, mode: saidMode }: ClockStart['term']): CourseClock['term'] {
  const unit = termUnits.find((one) => one === said);
  const mode = termModes.find((one) => one === saidMode);
  if (!unit) return 'unstated';
  return { unit, ...(amount === undefined ? {} : { amount }), ...(mode ? { mode } : {}) };
}
