import { type CourseClock, moved, paused, rested, restarted, startClock, wentOn, withSlip } from './course-clock.ts';
import type { DossierEvent } from './dossier-event.ts';
import {
  Assignment,
  Correction,
  DueDateChange,
  Extension,
  FullSupplement,
  Pause,
  Reception,
  read,
  Restart,
  Resumption,
  Scan,
  Submission,
  Transfer,
} from './readings.ts';
import type { RuleFacts } from './rule-facts.ts';

/** Something that happened, and which event says so. */
export interface Told {
  readonly position: number;
  readonly at: number;
}

/** What rules know of a dossier so far: plain JSON, whose size does not grow with the number of events. */
export interface Course {
  readonly submission?: CourseSubmission;
  /** What its applicant was asked to add, at reception or at appraisal, at most the first `requestsMax` times. */
  readonly requests?: readonly CourseRequest[];
  readonly reception?: CourseReception;
  readonly clock?: CourseClock;
  /** `case`: the handling of the agency that decides the dossier. */
  readonly transfer?: Told & { readonly agency: string; readonly case?: number };
  /** The first decision that nobody recalled. */
  readonly finish?: Told;
  /** Refused at reception, withdrawn or returned: nothing is owed any more. */
  readonly end?: CourseEnd;
  /** The first apology of the term that runs. */
  readonly apology?: Told;
  /** Who has the dossier. */
  readonly holder?: Responsible;
  /** Documents scanned before reception, or exempt from it, at most `scannedMax`; from then on `unscanned` tells. */
  readonly scanned: readonly string[];
}

/** A unit, and who in it. */
export interface Responsible {
  readonly unit: string;
  readonly person?: string;
}

export interface CourseSubmission extends Told {
  readonly procedure: string;
  readonly channel: string;
  readonly oneStop: string;
  /** The dossier that this one takes up again, as whoever submitted it says. */
  readonly resubmissionOf?: string;
}

export interface CourseRequest extends Told {
  readonly act: string;
  readonly by: Responsible;
}

export interface CourseEnd extends Told {
  readonly act: string;
  /** Of its applicant's own doing. */
  readonly isApplicants?: true;
}

/** What the dossier is bound to since its reception. */
export interface CourseReception extends Told {
  readonly by: string;
  readonly unit: string;
  readonly code: string;
  readonly startAt: number;
  readonly clerkMayProcess: boolean;
  readonly calendar: { readonly id: string; readonly version: number };
  readonly steps: readonly CourseStep[];
  /** The published list; and of it, what is needed. */
  readonly documents: readonly string[];
  readonly needed: readonly string[];
  /** Needed documents of which there is no scan yet. */
  readonly unscanned: readonly string[];
}

export interface CourseStep {
  readonly code: string;
  readonly role: string;
  /** The steps that may follow it; absent: the one after it in the list. */
  readonly next?: readonly string[] | undefined;
}

/** No published list is so long. Of a dossier with so many different scans it is not asked which are missing. */
const scannedMax = 500;
/** No rule lets anybody ask so often. */
const requestsMax = 20;

export const newCourse: Course = { scanned: [] };

/** Throws `UnreadableEvent`, and `UnknownCalendar` where the dossier is bound to a calendar that nobody has. */
export function evolveCourse(course: Course, event: DossierEvent, facts: RuleFacts): Course {
  const evolve = evolutions.get(event.type);
  return evolve ? evolve(course, event, facts) : course;
}

type Evolution = (course: Course, event: DossierEvent, facts: RuleFacts) => Course;

const evolutions: ReadonlyMap<string, Evolution> = new Map<string, Evolution>([
  ['DossierSubmitted', submitted],
  ['ScanStored', scanned],
  ['ScanExempted', scanned],
  ['DossierReceived', received],
  ['TransferredToAgency', transferred],
  ['OfficerAssigned', assigned],
  [
    'DueDateChanged',
    (course, event) => onClock(course, (clock) => moved(clock, event.occurredAt, read(DueDateChange, event))),
  ],
  ['ExtensionRequested', (course, event) => onClock(course, (clock) => withSlip(clock, read(Extension, event)))],
  ['SupplementRequested', asked],
  [
    'AppraisalSupplementRequested',
    (course, event) => onClock(asked(course, event), (clock) => paused(clock, event.occurredAt)),
  ],
  ['AppraisalSupplementReceived', fullySupplemented],
  ['ClockRestarted', clockRestarted],
  ['Paused', clockPaused],
  ['Resumed', clockResumed],
  ['Corrected', corrected],
  ['ApologyIssued', (course, event) => (course.apology ? course : { ...course, apology: told(event) })],
  ['ResultIssued', finished],
  ['RefusedAfterAppraisal', finished],
  ['ResultRecorded', finished],
  ['ResolvedAtOnce', finished],
  ['ResultRecalled', unfinished],
  ['ResultTakenBack', unfinished],
  ['ReturnedToOneStop', takenBack],
  ['ReceptionRefused', ended],
  ['AutoClosed', ended],
  ['DossierWithdrawn', ended],
  ['ResultReturned', ended],
]);

function told({ position, occurredAt }: DossierEvent): Told {
  return { position, at: occurredAt };
}

function submitted(course: Course, event: DossierEvent): Course {
  if (course.submission) return course;
  const { resubmissionOf, ...submission } = read(Submission, event);
  const again = resubmissionOf === undefined ? {} : { resubmissionOf };
  return {
    ...course,
    submission: { ...told(event), ...submission, ...again },
    holder: { unit: submission.oneStop },
  };
}

function asked(course: Course, event: DossierEvent): Course {
  const { requests = [], holder } = course;
  if (requests.length >= requestsMax) return course;
  const { id: person, role, unit } = event.actor;
  const by = role === 'system' && holder ? holder : { unit, person };
  return { ...course, requests: requests.concat({ ...told(event), act: event.type, by }) };
}

function scanned(course: Course, event: DossierEvent): Course {
  const { document } = read(Scan, event);
  const { reception } = course;
  if (!reception) {
    const isKnown = course.scanned.length >= scannedMax || course.scanned.includes(document);
    return isKnown ? course : { ...course, scanned: course.scanned.concat(document) };
  }
  if (!reception.unscanned.includes(document)) return course;
  return { ...course, reception: { ...reception, unscanned: reception.unscanned.filter((one) => one !== document) } };
}

function received(course: Course, event: DossierEvent, facts: RuleFacts): Course {
  if (course.reception) return course;
  const { documents, steps, dueAt, term, procedure, ...bound } = read(Reception, event);
  const needed = documents.flatMap((document) => (document.needed ? [document.code] : []));
  const listed = documents.map(({ code }) => code);
  const isUncounted = course.scanned.length >= scannedMax;
  const unscanned = isUncounted ? [] : needed.filter((code) => !course.scanned.includes(code));
  const { actor, position } = event;
  return {
    ...course,
    reception: {
      ...told(event),
      ...bound,
      by: actor.id,
      unit: actor.unit,
      steps,
      documents: listed,
      needed,
      unscanned,
    },
    clock: startClock({ term, calendar: bound.calendar, startAt: bound.startAt, dueAt, position }, facts),
    holder: { unit: actor.unit, person: actor.id },
    scanned: [],
  };
}

function transferred(course: Course, event: DossierEvent): Course {
  const { agency, case: handling } = read(Transfer, event);
  const transfer = { ...told(event), agency, ...(handling === undefined ? {} : { case: handling }) };
  return { ...course, transfer, holder: { unit: agency } };
}

function assigned(course: Course, event: DossierEvent): Course {
  return { ...course, holder: { unit: event.actor.unit, person: read(Assignment, event).officer } };
}

/** From a full supplement on the term runs anew; what was said about the old one is void. */
function fullySupplemented(course: Course, event: DossierEvent, facts: RuleFacts): Course {
  const { clock, apology, ...rest } = course;
  const { restartAt } = read(FullSupplement, event);
  if (!clock || restartAt <= clock.startAt) return course;
  return { ...rest, clock: restarted(clock, restartAt, event.position, facts) };
}

/** The date that was recorded for it. That nothing but a full supplement restarts a term is for a rule to say. */
function clockRestarted(course: Course, event: DossierEvent): Course {
  const { dueAt } = read(Restart, event);
  return dueAt === undefined ? course : onClock(course, (clock) => ({ ...clock, current: dueAt }));
}

/** Without a ground nothing stands still: only the recorded appointment moves when it is over. */
function clockPaused(course: Course, event: DossierEvent): Course {
  const { at, cause, groundRef } = read(Pause, event);
  return groundRef === undefined ? course : onClock(course, (clock) => rested(clock, at, cause));
}

function clockResumed(course: Course, event: DossierEvent, facts: RuleFacts): Course {
  const { at, cause, due } = read(Resumption, event);
  return onClock(course, (clock) => {
    const after = wentOn(clock, at, cause, facts);
    return due ? { ...after, current: due.dueAt } : after;
  });
}

/** An end that was none is none; a date that nobody moved is the one before. */
function corrected(course: Course, event: DossierEvent): Course {
  const { entry, dates } = read(Correction, event);
  const { end, ...open } = course;
  const after = end && end.act !== entry ? course : open;
  if (!dates) return after;
  const { dueAt: current, lawfulDueAt: lawful, extended: isExtended } = dates;
  return onClock(after, (clock) => ({ ...clock, current, isExtended, ...(lawful === undefined ? {} : { lawful }) }));
}

function finished(course: Course, event: DossierEvent): Course {
  return course.finish ? course : { ...course, finish: told(event) };
}

/** A result that was recalled is none: what comes after it is the first decision. */
function unfinished({ finish: _, ...course }: Course): Course {
  return course;
}

/** It was another agency's to decide. */
function takenBack(course: Course): Course {
  return course.submission ? { ...course, holder: { unit: course.submission.oneStop } } : course;
}

function ended(course: Course, event: DossierEvent): Course {
  if (course.end) return course;
  const isApplicants = event.actor.role === 'applicant' ? { isApplicants: true as const } : {};
  return { ...course, end: { ...told(event), act: event.type, ...isApplicants } };
}

function onClock(course: Course, change: (clock: CourseClock) => CourseClock): Course {
  return course.clock ? { ...course, clock: change(course.clock) } : course;
}
