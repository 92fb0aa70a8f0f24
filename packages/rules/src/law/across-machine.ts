import type { Course } from './course.ts';
import type { LawBreach } from './law-machine.ts';

/** A dossier as far as it was followed. */
export interface KnownCourse {
  readonly dossier: string;
  readonly course: Course;
}

/** A dossier with those that a rule may have to look at beside it. */
export interface Beside extends KnownCourse {
  /** The one that its code was given to first, where that is another one. */
  readonly codeOf?: KnownCourse | undefined;
  /** What it takes up again, by its own word: the last one first, each named by the one before it. */
  readonly takenUp: readonly KnownCourse[];
}

/** A breach, and by the law of which moment it is one. */
export interface AcrossBreach extends LawBreach {
  readonly certainAt: number;
  /** That of the dossier's submission or of its reception. */
  readonly boundAt: number;
}

/**
 * A rule over dossiers at work. It depends on its argument only, so that it comes to the same whichever dossier was
 * heard of first.
 */
export type AcrossMachine = (beside: Beside) => readonly AcrossBreach[];
