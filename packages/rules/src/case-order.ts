import type { RuleEvent } from './rule-event.ts';

/** One reading of a log from its beginning: eats every event in the order of the log. */
export interface Pass<Result> {
  readonly eat: (event: RuleEvent) => void;
  readonly finish: () => Result;
}

/** What one reading tells about a log before anything is judged; no more than this is kept of each case. */
export interface LogSurvey {
  readonly events: number;
  readonly cases: ReadonlyMap<string, CaseSurvey>;
  readonly activities: ReadonlySet<string>;
  readonly caseAttributes: ReadonlySet<string>;
}

export interface CaseSurvey {
  readonly events: number;
  /** Whether some event stands behind a later one, as where an officer enters something after the fact. */
  readonly isDisordered: boolean;
}

export const surveyLog = (): Pass<LogSurvey> => {
  const cases = new Map<string, { events: number; isDisordered: boolean; lastAt: number }>();
  const activities = new Set<string>();
  const caseAttributes = new Set<string>();
  let events = 0;
  return {
    eat: (event) => {
      events += 1;
      activities.add(event.activity);
      for (const name of Object.keys(event.caseAttributes ?? {})) caseAttributes.add(name);
      const seen = cases.get(event.case);
      if (seen === undefined) {
        cases.set(event.case, { events: 1, isDisordered: false, lastAt: event.at });
        return;
      }
      seen.events += 1;
      seen.isDisordered ||= event.at < seen.lastAt;
      seen.lastAt = event.at;
    },
    finish: () => ({ events, cases, activities, caseAttributes }),
  };
};

/** What is done with one case: its events in order, then its end. */
export interface CaseWalk {
  readonly eat: (event: RuleEvent) => void;
  readonly end: () => void;
}

/**
 * Hands the events of each case on in the order (time, then position in the log), while cases interleave as they like.
 * The survey of the same log tells where a case ends and which cases must be held back and sorted, so that only open
 * cases are kept. Throws where the log is not the one surveyed.
 */
export const inCaseOrder = (survey: LogSurvey, begin: (caseId: string) => CaseWalk): Pass<void> => {
  const open = new Map<string, OpenCase>();
  let left = survey.events;
  return {
    eat: (event) => {
      left -= 1;
      const entry = open.get(event.case) ?? openCase(survey, event.case, begin);
      entry.left -= 1;
      if (entry.held === undefined) entry.walk.eat(event);
      else entry.held.push(event);
      if (entry.left > 0) {
        open.set(event.case, entry);
        return;
      }
      open.delete(event.case);
      // The sort is stable: events of one instant stay in the order of the log.
      for (const held of entry.held?.sort((one, other) => one.at - other.at) ?? []) entry.walk.eat(held);
      entry.walk.end();
    },
    finish: () => {
      if (left !== 0) throw new Error('the log is not the one that was surveyed');
    },
  };
};

interface OpenCase {
  readonly walk: CaseWalk;
  readonly held: RuleEvent[] | undefined;
  left: number;
}

const openCase = ({ cases }: LogSurvey, caseId: string, begin: (caseId: string) => CaseWalk): OpenCase => {
  const surveyed = cases.get(caseId);
  if (surveyed === undefined) throw new Error(`case ${JSON.stringify(caseId)} was not there when the log was surveyed`);
  return { walk: begin(caseId), held: surveyed.isDisordered ? [] : undefined, left: surveyed.events };
};
