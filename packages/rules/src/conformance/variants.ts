import { inCaseOrder, type LogSurvey, type Pass } from '../case-order.ts';

/** The ways that cases took through their activities. */
export interface Variants {
  readonly cases: number;
  readonly events: number;
  /** How many ways there are, and how many of them one case alone took. */
  readonly distinct: number;
  readonly single: number;
  /** The most frequent first; those that are as frequent in the order in which the log first comes to their end. */
  readonly variants: readonly Variant[];
}

export interface Variant {
  readonly activities: readonly string[];
  /** How many cases took it. */
  readonly count: number;
  /** The first of them. */
  readonly example: string;
}

/** More activities than any log of people's work has. */
const activitiesMax = 2 ** 22;

/**
 * Cases with the same activities in the same order (time, then position in the log) are one variant. In memory is the
 * tree of all beginnings, a few numbers each; an open case is one place in it. `most`: how many variants are told.
 */
export const variantsOf = (survey: LogSurvey, most = Number.POSITIVE_INFINITY): Pass<Variants> => {
  if (survey.activities.size > activitiesMax) throw new RangeError(`more than ${activitiesMax} activities`);
  const names = [...survey.activities];
  const numbers = new Map(names.map((name, number) => [name, number]));
  // The beginning that a beginning goes on from, the activity that it goes on with, and where it is found again.
  const [parents, lasts, places] = [[0], [0], new Map<number, number>()];
  const goOn = (place: number, activity: number): number => {
    const key = place * activitiesMax + activity;
    const known = places.get(key);
    if (known !== undefined) return known;
    lasts.push(activity);
    const next = parents.push(place) - 1;
    places.set(key, next);
    return next;
  };
  const ends = new Map<number, { count: number; readonly example: string }>();
  const ordered = inCaseOrder(survey, (caseId) => {
    let place = 0;
    return {
      eat: ({ activity }) => {
        place = goOn(place, numbers.get(activity) ?? 0);
      },
      end: () => {
        const seen = ends.get(place);
        if (seen === undefined) ends.set(place, { count: 1, example: caseId });
        else seen.count += 1;
      },
    };
  });
  const wayTo = (end: number): readonly string[] => {
    const way: string[] = [];
    for (let place = end; place !== 0; place = parents[place] ?? 0) way.push(names[lasts[place] ?? 0] ?? '');
    return way.reverse();
  };
  return {
    eat: ordered.eat,
    finish: () => {
      ordered.finish();
      // The sort is stable.
      const byCount = [...ends].sort(([, one], [, other]) => other.count - one.count);
      return {
        cases: survey.cases.size,
        events: survey.events,
        distinct: byCount.length,
        single: byCount.filter(([, { count }]) => count === 1).length,
        variants: byCount.slice(0, most).map(([end, seen]) => ({ activities: wayTo(end), ...seen })),
      };
    },
  };
};
