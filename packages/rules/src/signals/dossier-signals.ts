import { type Course, evolveCourse, newCourse } from '../law/course.ts';
import { type DossierEvent, fieldOf, instantIn, textOf } from '../law/dossier-event.ts';
import { dateOfLocalDay, localDayAt } from '../law/local-time.ts';
import type { RuleFacts } from '../law/rule-facts.ts';
import { type SignalKind, signalParameters } from './signal-kinds.ts';

/** Somebody did what could have been a signal of a kind; `hit`: and it was one. */
export interface Sighting {
  readonly kind: SignalKind;
  readonly hit: boolean;
  /** Whether this chance was told of before, and now turns out to be a hit. */
  readonly late?: true;
  readonly unit: string;
  readonly person?: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly dossier: string;
  /** The events that show it. */
  readonly positions: readonly number[];
}

/** What signals remember of a dossier. */
export interface SignalledDossier {
  readonly course: Course;
  readonly pause: (Happened & { readonly dueAt: number }) | undefined;
  readonly asked: (Happened & { readonly termOver: number }) | undefined;
  readonly restarts: number;
  /** Said to be finished, and not yet shown not to have been. */
  readonly finish: (Happened & { readonly finishedAt: number; readonly case: unknown }) | undefined;
  /** The agencies that had it. */
  readonly agencies: readonly string[];
}

interface Happened {
  readonly by: By;
  readonly at: number;
  readonly position: number;
}

interface By {
  readonly unit: string;
  readonly person?: string;
}

export interface DossierSignals {
  readonly state: SignalledDossier;
  readonly sightings: readonly Sighting[];
}

export const unsignalled: SignalledDossier = {
  ...{ course: newCourse, pause: undefined, asked: undefined, restarts: 0, finish: undefined, agencies: [] },
};

const none: readonly Sighting[] = [];

/**
 * What an event adds, in the order in which events were recorded. Throws `UnreadableEvent` and `UnknownCalendar`. What
 * the platform records by itself is put down to whoever holds the dossier.
 */
export function signalsOf(
  before: SignalledDossier,
  dossier: string,
  event: DossierEvent,
  facts: RuleFacts,
): DossierSignals {
  const course = evolveCourse(before.course, event, facts);
  const by: By | undefined =
    event.actor.role === 'system' ? course.holder : { unit: event.actor.unit, person: event.actor.id };
  if (!by) return { state: { ...before, course }, sightings: none };
  const act: Act = { event, dossier, by, at: facts.logKind === 'imported' ? event.occurredAt : event.recordedAt };
  const watch = watches.get(event.type);
  const { sightings, ...change } = watch ? watch(before, act) : { sightings: none };
  const entry = facts.logKind === 'imported' || !isInOffice(event.actor) ? none : [recordedLate(act)];
  return { state: { ...before, ...change, course }, sightings: [...entry, ...sightings] };
}

/** Signals are about those who handle dossiers: neither about who applies in one, nor about the platform. */
export function isInOffice({ role }: DossierEvent['actor']): boolean {
  return role !== 'system' && role !== 'applicant';
}

/** An event with who is answerable for it, and when he did it. */
interface Act {
  readonly event: DossierEvent;
  readonly dossier: string;
  readonly by: By;
  readonly at: number;
}

type Change = Partial<Omit<SignalledDossier, 'course'>> & { readonly sightings: readonly Sighting[] };
type Watch = (before: SignalledDossier, act: Act) => Change;

const watches: ReadonlyMap<string, Watch> = new Map<string, Watch>([
  ['DueDateChanged', dateMoved],
  ['Paused', paused],
  ['Resumed', resumed],
  ['AppraisalSupplementRequested', askedFor],
  ['AppraisalSupplementReceived', restarted],
  ['ResultIssued', finished],
  ['RefusedAfterAppraisal', finished],
  ['ResultRecalled', finishedTooEarly],
  ['StepCompleted', finishedTooEarly],
  ['Verified', finishedTooEarly],
  ['TransferredToAgency', handedOver],
  ['ReturnedToOneStop', handedBack],
]);

function sighting(kind: SignalKind, hit: boolean, { dossier, by, at }: Act, ...positions: readonly number[]): Sighting {
  return { kind, hit, ...by, at, dossier, positions };
}

function recordedLate(act: Act): Sighting {
  const { occurredAt, recordedAt, position } = act.event;
  return sighting('recorded-late', recordedAt - occurredAt > signalParameters.recordedAfterMs, act, position);
}

function dateMoved({ course: { clock } }: SignalledDossier, act: Act): Change {
  const [to, cause] = [instantIn(act.event, 'to'), textOf(act.event, 'cause')];
  const current = clock?.current ?? clock?.original;
  // What the clock itself asks for is nobody's choice.
  if (current === undefined || to === undefined || to <= current || cause !== 'extension') return { sightings: none };
  const isLate = act.at >= current - signalParameters.movedWithinMs;
  return { sightings: [sighting('due-moved', isLate, act, act.event.position)] };
}

function paused({ course: { clock }, pause }: SignalledDossier, { by, at, event: { position } }: Act): Change {
  const dueAt = clock?.current ?? clock?.original;
  return pause || dueAt === undefined ? { sightings: none } : { pause: { by, at, position, dueAt }, sightings: none };
}

function resumed({ pause }: SignalledDossier, act: Act): Change {
  // It stands for another reason still.
  if (!pause || fieldOf(act.event, 'awaits') !== undefined) return { sightings: none };
  const { dueAt, at, position, by } = pause;
  const { pausedBeforeMs, resumedAfterMs } = signalParameters;
  const isAround = at >= dueAt - pausedBeforeMs && act.at >= dueAt && act.at <= dueAt + resumedAfterMs;
  const told = sighting('pause-around-expiry', isAround, { ...act, by }, position, act.event.position);
  return { pause: undefined, sightings: [told] };
}

function askedFor({ course: { clock } }: SignalledDossier, { by, at, event: { position } }: Act): Change {
  const dueAt = clock?.current ?? clock?.original;
  if (!clock || dueAt === undefined || dueAt <= clock.startAt) return { sightings: none };
  const termOver = (at - clock.startAt) / (dueAt - clock.startAt);
  return { asked: { by, at, position, termOver }, sightings: none };
}

function restarted({ asked, restarts }: SignalledDossier, act: Act): Change {
  if (!asked) return { restarts: restarts + 1, sightings: none };
  const isLate = asked.termOver >= signalParameters.termOver || restarts > 0;
  const told = sighting('supplement-restart', isLate, { ...act, by: asked.by }, asked.position, act.event.position);
  return { asked: undefined, restarts: restarts + 1, sightings: [told] };
}

function finished({ course: { clock } }: SignalledDossier, act: Act): Change {
  const { event, by, at } = act;
  const finishedAt = instantIn(event, 'finishedAt') ?? event.occurredAt;
  const dueAt = clock?.current ?? clock?.original;
  const isInTime = dueAt !== undefined && finishedAt <= dueAt;
  const isEnteredAfter = isInTime && at > dueAt && at - finishedAt > signalParameters.enteredAfterMs;
  const told = sighting('finished-too-early', isEnteredAfter, act, event.position);
  const finish = isEnteredAfter
    ? undefined
    : { by, at, position: event.position, finishedAt, case: fieldOf(event, 'case') };
  return { finish, sightings: [told] };
}

/** What was said to be finished was not: it is recalled, or a step of it comes after. */
function finishedTooEarly({ finish }: SignalledDossier, act: Act): Change {
  const { occurredAt, position } = act.event;
  // What another agency does in its own part says nothing of this one.
  const isOfIt = finish?.case === fieldOf(act.event, 'case');
  if (!finish || !isOfIt || occurredAt <= finish.finishedAt) return { sightings: none };
  const { by, at } = finish;
  const told = sighting('finished-too-early', true, { ...act, by, at }, finish.position, position);
  return { finish: undefined, sightings: [{ ...told, late: true }] };
}

function handedOver({ agencies }: SignalledDossier, act: Act): Change {
  const agency = textOf(act.event, 'agency') ?? '';
  // Once more to the one that has it is no going to and fro, but to any that had it before is.
  const isBack = agencies.at(-1) !== agency && agencies.includes(agency);
  const told = sighting('to-and-fro', isBack && isAtMonthsEnd(act.at), act, act.event.position);
  return { agencies: [...agencies.filter((one) => one !== agency), agency], sightings: [told] };
}

function handedBack(_: SignalledDossier, act: Act): Change {
  return { sightings: [sighting('to-and-fro', isAtMonthsEnd(act.at), act, act.event.position)] };
}

function isAtMonthsEnd(at: number): boolean {
  const day = localDayAt(at);
  return dateOfLocalDay(day).slice(0, 7) !== dateOfLocalDay(day + signalParameters.lastDays).slice(0, 7);
}
