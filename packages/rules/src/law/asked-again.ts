import { z } from 'zod';
import type { AcrossMachine, KnownCourse } from './across-machine.ts';
import type { Course, CourseEnd, CourseRequest } from './course.ts';
import { EventName, ruleHead, WholeNumber } from './rule-head.ts';

/**
 * An act that may be done so often to a dossier, counted on where it was ended and taken up again: a refusal or a
 * withdrawal between two requests makes no new dossier of it. `after`: the ends that a resubmission goes on from. One
 * that its applicant made himself is an end for good. Acts are counted apart.
 */
export const AskedAgain = z.strictObject({
  ...ruleHead,
  template: z.literal('asked-again'),
  acts: z.array(EventName).min(1),
  most: WholeNumber,
  after: z.array(EventName).min(1),
});
type AskedAgain = z.infer<typeof AskedAgain>;

export const askedAgainFacts = ['act', 'count', 'most', 'other'] as const;

/** One breach for each request too many; those that are too many in one dossier alone are another rule's. */
export function askedAgain(rule: AskedAgain): AcrossMachine {
  const { acts, most } = rule;
  return ({ course, takenUp }) => {
    const { requests, submission, reception } = course;
    if (!requests || !submission || takenUp.length === 0) return [];
    const before = goneOnFrom(rule, course, takenUp);
    return acts.flatMap((act) => {
      const earlier = before.flatMap((one) => ofAct(one.course, act).map((request) => ({ ...one, request })));
      const [first] = earlier.toSorted((one, other) => one.request.position - other.request.position);
      if (!first) return [];
      return ofAct(course, act).flatMap((request, index) => {
        const count = earlier.length + index + 1;
        if (count <= most || index >= most) return [];
        const isReceived = reception !== undefined && reception.at <= request.at;
        return {
          positions: [first.request.position, ...first.links, request.position],
          ...{ certainAt: request.at, boundAt: isReceived ? reception.at : submission.at, by: request.by },
          facts: { act, count, most, other: first.dossier },
        };
      });
    });
  };
}

/** A dossier that is gone on with, and the ends and submissions between it and the one that goes on. */
interface GoneOn extends KnownCourse {
  readonly links: readonly number[];
}

/** Of the same procedure, and ended before the next one came: what is named beside that is taken for a slip. */
function goneOnFrom(rule: AskedAgain, course: Course, takenUp: readonly KnownCourse[]): readonly GoneOn[] {
  const found: GoneOn[] = [];
  let { submission: next } = course;
  for (const known of takenUp) {
    const { submission, end } = known.course;
    if (!next || !submission || !end || !isGoneOnFrom(rule, end) || end.at > next.at) break;
    if (submission.position >= next.position || submission.procedure !== next.procedure) break;
    found.push({ ...known, links: [...(found.at(-1)?.links ?? []), end.position, next.position] });
    next = submission;
  }
  return found;
}

function isGoneOnFrom({ after }: AskedAgain, { act, isApplicants }: CourseEnd): boolean {
  return after.includes(act) && !isApplicants;
}

function ofAct({ requests = [] }: Course, act: string): readonly CourseRequest[] {
  return requests.filter((request) => request.act === act);
}
