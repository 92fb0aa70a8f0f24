import { compileRule } from './case-run.ts';
import { type CaseWalk, inCaseOrder, type LogSurvey, type Pass, surveyLog } from './case-order.ts';
import type { Breach, Finding } from './machine.ts';
import type { RuleEvent } from './rule-event.ts';
import type { Rule, RuleSet } from './rule-set.ts';
import { profileLearner, type TemporalProfile } from './temporal-profile.ts';
import { doubtTally, neverOccurring, type Warning } from './warnings.ts';

/** How one rule fared. `applies`, `kept` and `broken` count cases, `findings` single deviations. */
export interface RuleOutcome {
  readonly id: string;
  readonly applies: number;
  readonly kept: number;
  readonly broken: number;
  readonly findings: number;
}

export interface Judgement {
  readonly cases: number;
  readonly events: number;
  /** In the order of the rule set. */
  readonly rules: readonly RuleOutcome[];
  readonly warnings: readonly Warning[];
}

export interface JudgeLogOptions {
  /** Told each finding when its case has got that far; cases interleave as in the log. */
  readonly onFinding?: (finding: Finding) => void;
  /** What is usual; learned from the log itself where a rule needs it and none is given. */
  readonly profile?: TemporalProfile;
  /** What is usual in the logs that rules name by `learnedFrom`. */
  readonly profiles?: ReadonlyMap<string, TemporalProfile>;
}

/**
 * Judges a whole log. `read` is called two or three times (survey, learn where a rule needs a profile, judge), and
 * MUST give the same events in the same order each time: a caller with a growing log reads up to a fixed position.
 */
export const judgeLog = async (
  ruleSet: RuleSet,
  read: () => AsyncIterable<RuleEvent> | Iterable<RuleEvent>,
  options: JudgeLogOptions = {},
): Promise<Judgement> => {
  const survey = await through(read(), surveyLog());
  const learns = options.profile === undefined && ruleSet.rules.some(learnsHere);
  const profile = learns ? await through(read(), learnProfile(survey)) : (options.profile ?? []);
  return through(read(), compileRuleSet(ruleSet, { ...options, survey, profile }));
};

const learnsHere = (rule: Rule): boolean =>
  rule.template === 'temporal-profile' && rule.learnedFrom === undefined && rule.profile === undefined;

/** What is usual in a log, to be used on the same log or on another one. */
export const learnProfile = (survey: LogSurvey): Pass<TemporalProfile> => {
  const learner = profileLearner();
  const ordered = inCaseOrder(survey, () => ({ eat: learner.learnCase(), end: () => undefined }));
  return {
    eat: ordered.eat,
    finish: () => {
      ordered.finish();
      return learner.profile();
    },
  };
};

export interface JudgeOptions {
  /** Of the very log that is to be judged. */
  readonly survey: LogSurvey;
  /** What is usual; nothing deviates from an empty one. */
  readonly profile: TemporalProfile;
  /** What is usual in the logs that rules name by `learnedFrom`; it MUST have each of them. */
  readonly profiles?: ReadonlyMap<string, TemporalProfile>;
  readonly onFinding?: (finding: Finding) => void;
}

/** Eats a log in its order, event by event, and at its end tells how every rule fared. */
export type Judge = Pass<Judgement>;

export const compileRuleSet = (ruleSet: RuleSet, options: JudgeOptions): Judge => {
  const { survey, onFinding = () => undefined } = options;
  const benches = ruleSet.rules.map((rule) => ruleBench(rule, profileFor(rule, options), onFinding));
  const ordered = inCaseOrder(survey, (caseId) => {
    const walks = benches.map((bench) => bench.begin(caseId));
    return {
      eat: (event) => {
        for (const walk of walks) walk.eat(event);
      },
      end: () => {
        for (const walk of walks) walk.end();
      },
    };
  });
  return {
    eat: ordered.eat,
    finish: () => {
      ordered.finish();
      return {
        cases: survey.cases.size,
        events: survey.events,
        rules: benches.map((bench) => bench.outcome()),
        warnings: benches.flatMap((bench) => bench.warnings(survey)),
      };
    },
  };
};

const profileFor = (rule: Rule, { profile, profiles }: JudgeOptions): TemporalProfile => {
  if (rule.template !== 'temporal-profile') return profile;
  if (rule.profile !== undefined) return rule.profile;
  if (rule.learnedFrom === undefined) return profile;
  const learned = profiles?.get(rule.learnedFrom);
  if (learned === undefined) throw new Error(`rule ${rule.id}: no profile of the log ${rule.learnedFrom} was given`);
  return learned;
};

/** Where the cases of one rule are judged and counted. */
interface RuleBench {
  readonly begin: (caseId: string) => CaseWalk;
  readonly outcome: () => RuleOutcome;
  readonly warnings: (survey: LogSurvey) => readonly Warning[];
}

const ruleBench = (rule: Rule, profile: TemporalProfile, onFinding: (finding: Finding) => void): RuleBench => {
  const start = compileRule(rule, profile);
  const doubts = doubtTally(rule.id);
  let [applies, broken, findings] = [0, 0, 0];
  const begin = (caseId: string): CaseWalk => {
    const run = start();
    let found = 0;
    const tell = (breaches: readonly Breach[]): void => {
      found += breaches.length;
      for (const breach of breaches) onFinding({ rule: rule.id, case: caseId, ...breach });
    };
    return {
      eat: (event) => tell(run.eat(event)),
      end: () => {
        const ending = run.end();
        tell(ending.breaches);
        doubts.add(caseId, ending.doubts);
        if (ending.applies) applies += 1;
        if (found > 0) broken += 1;
        findings += found;
      },
    };
  };
  const outcome = (): RuleOutcome => ({ id: rule.id, applies, kept: applies - broken, broken, findings });
  const warnings = (survey: LogSurvey) => [...neverOccurring(rule, survey), ...doubts.warnings()];
  return { begin, outcome, warnings };
};

const through = async <Result>(
  events: AsyncIterable<RuleEvent> | Iterable<RuleEvent>,
  pass: Pass<Result>,
): Promise<Result> => {
  for await (const event of events) pass.eat(event);
  return pass.finish();
};
