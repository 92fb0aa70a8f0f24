import type { Course, Responsible } from './course.ts';
import type { DossierEvent } from './dossier-event.ts';

/**
 * A rule at work: pure, and the same live and years later. What it remembers of a dossier are the sightings that it
 * answers, plain JSON; everything else it takes from the dossier's course.
 */
export interface LawMachine {
  /** The types of the events that it looks at. */
  readonly types: readonly string[] | 'all';
  /** What an event adds, and the breaches that it proves. */
  readonly eat: (seen: Seen, moment: Moment) => LawStep;
  /** What must happen, and until when. Once an instant has passed, the absence is a breach. MUST depend on its
   * arguments only. */
  readonly awaits?: (seen: Seen, course: Course) => readonly Awaited[];
}

/** An event with the dossier's course before and after it. */
export interface Moment {
  readonly event: DossierEvent;
  readonly before: Course;
  readonly after: Course;
  /** What every rule of the set remembered before the event. */
  readonly remembered: Readonly<Record<string, Seen>>;
}

/** Something that a rule has to remember: which event told it, what about, and an instant. */
export interface Sighting {
  readonly position: number;
  readonly key: string;
  readonly at: number;
  /** How many there were, where that matters; when it was recorded, and by whom, likewise. */
  readonly count?: number;
  /** Up to when something is awaited because of it. */
  readonly until?: number;
  readonly recordedAt?: number;
  readonly by?: Responsible;
}
export type Seen = readonly Sighting[];

export interface LawStep {
  readonly seen: Seen;
  readonly breaches: readonly LawBreach[];
}

/** The names and numbers of a breach. Instants are text, exactly `YYYY-MM-DDTHH:mm:ss.sssZ`. */
export type BreachFacts = Readonly<Record<string, string | number>>;

export interface LawBreach {
  /** The events that prove it, in any order. */
  readonly positions: readonly number[];
  /** When it could be known; when the event happened where absent. */
  readonly certainAt?: number;
  /** Who is responsible, where it is not the event's actor. */
  readonly by?: Responsible;
  readonly facts: BreachFacts;
}

/** Something may happen up to and with this instant; from then on it is missing. */
export interface Awaited {
  readonly until: number;
  readonly positions: readonly number[];
  /** Who is responsible, where it is not whoever holds the dossier then. */
  readonly by?: Responsible;
  /** Asked for where it is missing only: what is awaited is looked at after every event. */
  readonly facts: () => BreachFacts;
}

const none: readonly LawBreach[] = [];
/** What a rule remembers before it has seen anything. */
export const nothingSeen: Seen = [];
/** Made once: most rules have seen nothing of most dossiers. */
const stillNothing: LawStep = { seen: nothingSeen, breaches: none };
/** Always the same one: what is awaited is looked at after every event. */
export const nothingAwaited: readonly Awaited[] = [];

/** The step of an event that proves nothing. */
export function lawfully(seen: Seen): LawStep {
  return seen === nothingSeen ? stillNothing : { seen, breaches: none };
}

export function breaching(seen: Seen, breach: LawBreach): LawStep {
  return { seen, breaches: [breach] };
}

/** What is awaited because of the sightings that say until when. */
export function awaitedFor(seen: Seen, factsOf: (sighting: Waiting) => BreachFacts): readonly Awaited[] {
  if (seen.length === 0) return nothingAwaited;
  return seen.filter(isWaiting).map((sighting) => ({
    until: sighting.until,
    positions: [sighting.position],
    facts: () => factsOf(sighting),
  }));
}

export type Waiting = Sighting & Required<Pick<Sighting, 'until'>>;

function isWaiting(sighting: Sighting): sighting is Waiting {
  return sighting.until !== undefined;
}
