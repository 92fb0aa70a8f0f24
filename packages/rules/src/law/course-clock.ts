import { dueAt, movedByPause, type Term, termModes, termUnits } from '@hoso/working-time';
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
  /** An appraisal supplement is waited for, or it stands on a ground of the law: nothing runs. */
  readonly isPaused: boolean;
  /** Whether that extension was made. There is one, also where the term runs anew. */
  readonly isExtended: boolean;
  /** The pauses of the law since it began to run, in order and without overlaps. */
  readonly pauses?: readonly { readonly from: number; readonly to: number }[];
  /** It stands on a ground of the law, for these causes; with what it gave until then. */
  readonly rest?: {
    readonly from: number;
    readonly causes: readonly string[];
    readonly kept: Pick<CourseClock, 'computed' | 'original' | 'lawful'>;
  };
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
  const { slip, pauses, rest, ...kept } = stopped(clock);
  const due = computedDue(clock.term, clock.calendar, at, facts);
  const anew = { ...kept, startAt: at, position, isPaused: false };
  return due === undefined ? anew : { ...anew, computed: due, original: due, lawful: due };
}

/** An appraisal supplement is waited for. A term that has run out is not saved by it. */
export function paused(clock: CourseClock, at: number): CourseClock {
  return clock.lawful === undefined || at >= clock.lawful ? clock : stopped(clock);
}

/** A pause that has a ground. A term that has run out is not saved by it; one that stands already goes on standing. */
export function rested(clock: CourseClock, at: number, cause: string): CourseClock {
  const { rest, term, startAt, computed, original, lawful } = clock;
  if (rest) return { ...clock, rest: { ...rest, causes: [...rest.causes.filter((one) => one !== cause), cause] } };
  if (lawful === undefined || computed === undefined || original === undefined) return clock;
  // From the very close of its last day on a term in days has not run out; one in hours has.
  if (at > lawful || (at === lawful && isInHours(term))) return clock;
  return {
    ...stopped(clock),
    rest: { from: Math.max(at, startAt), causes: [cause], kept: { computed, original, lawful } },
  };
}

/**
 * A cause has fallen away. Once none is left the term runs on: what the clock alone gave is what it gives now, an
 * earlier date on the slip and an extension move on by the working days of the pause.
 */
export function wentOn(clock: CourseClock, at: number, cause: string, facts: RuleFacts): CourseClock {
  const { rest, term, calendar, startAt, pauses: earlier = [], ...others } = clock;
  if (!rest || term === 'unstated') return clock;
  const causes = rest.causes.filter((one) => one !== cause);
  if (causes.length > 0) return { ...clock, rest: { ...rest, causes } };
  const { computed, original, lawful } = rest.kept;
  const pause = { from: instantText(rest.from), to: instantText(Math.max(rest.from, at)) };
  const run = { term, startAt: instantText(startAt) };
  const pauses = [...earlier, { from: rest.from, to: Math.max(rest.from, at) }];
  const anew = { ...others, term, calendar, startAt, pauses, isPaused: false };
  const now = computedDue(term, calendar, startAt, facts, pauses);
  if (now === undefined) return anew;
  const moved = (due: number | undefined): number | undefined => {
    if (due === undefined || due === computed) return now;
    return withinKnownYears(() => Date.parse(movedByPause(calendarOf(facts, calendar), run, instantText(due), pause)));
  };
  const [originalNow, lawfulNow] = [moved(original), moved(lawful)];
  if (originalNow === undefined || lawfulNow === undefined) return anew;
  const binding = clock.isExtended ? lawfulNow : Math.min(lawfulNow, now);
  return { ...anew, computed: now, original: originalNow, lawful: binding };
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
  pauses: NonNullable<CourseClock['pauses']> = [],
): number | undefined {
  if (term === 'unstated') return undefined;
  const events = pauses.flatMap(({ from, to }) => [
    { type: 'pause' as const, at: instantText(from) },
    { type: 'resume' as const, at: instantText(to) },
  ]);
  const due = withinKnownYears(() => dueAt(calendarOf(facts, calendar), term, instantText(startAt), events));
  return due?.status === 'due' ? Date.parse(due.dueAt) : undefined;
}

function isInHours(term: CourseClock['term']): boolean {
  return term !== 'unstated' && (term.unit === 'workingHours' || term.mode === 'workingHours');
}

/** A term in a unit that the clock does not know is not judged, never guessed (DOMAIN §7.1). */
function termOf({ unit: said, amount, mode: saidMode }: ClockStart['term']): CourseClock['term'] {
  const unit = termUnits.find((one) => one === said);
  const mode = termModes.find((one) => one === saidMode);
  if (!unit) return 'unstated';
  return { unit, ...(amount === undefined ? {} : { amount }), ...(mode ? { mode } : {}) };
}
