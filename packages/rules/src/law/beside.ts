import type { Beside, KnownCourse } from './across-machine.ts';
import type { Course } from './course.ts';

/** Nobody is sent home so often; who names a longer row than this is judged by the end of it. */
export const takenUpMax = 20;

/**
 * Each of some dossiers with those beside it. Among them MUST be whichever was given its code first, and what it takes
 * up again, `takenUpMax` back.
 */
export function besideEach(courses: ReadonlyMap<string, Course>): (dossier: string) => Beside | undefined {
  const first = firstOfCodes(courses);
  const known = (dossier: string | undefined): KnownCourse | undefined => {
    const course = dossier === undefined ? undefined : courses.get(dossier);
    return dossier === undefined || !course ? undefined : { dossier, course };
  };
  return (dossier) => {
    const one = known(dossier);
    if (!one) return undefined;
    const { reception } = one.course;
    const holder = reception && first.get(reception.code);
    const takenUp: KnownCourse[] = [];
    for (let next = known(takenUpBy(one)); next && takenUp.length < takenUpMax; next = known(takenUpBy(next))) {
      takenUp.push(next);
    }
    return { ...one, takenUp, ...(holder && holder.dossier !== dossier ? { codeOf: holder } : {}) };
  };
}

function takenUpBy({ course }: KnownCourse): string | undefined {
  return course.submission?.resubmissionOf;
}

/** Who has a code first is whoever the log says it of first: no later event changes that. */
function firstOfCodes(courses: ReadonlyMap<string, Course>): ReadonlyMap<string, KnownCourse> {
  const first = new Map<string, KnownCourse & { readonly position: number }>();
  for (const [dossier, course] of courses) {
    const { code, position } = course.reception ?? { code: '', position: 0 };
    const before = first.get(code);
    if (position > 0 && (!before || position < before.position)) first.set(code, { dossier, course, position });
  }
  return first;
}
