import type { AcrossMachine, Beside } from './across-machine.ts';
import { type AcrossRule, compileAcrossRule } from './across-rules.ts';
import { type Course, newCourse } from './course.ts';
import { byBeginning, type DossierFinding, findingOf } from './dossier-judge.ts';
import { scopeOf } from './law.ts';
import type { LawRuleSet } from './law-rule-set.ts';
import { localDateAt } from './local-time.ts';

/** By what a dossier may have to do with others. */
export interface DossierLinks {
  /** The code that it was given. */
  readonly code?: string;
  /** The dossier that it takes up again. */
  readonly resubmissionOf?: string;
  /** It was ended without a result: another one may take it up again. */
  readonly isLeft: boolean;
}

/** Judges a dossier beside others, by the same rule sets as `compileLawRules`. */
export interface AcrossJudge {
  /** What a dossier breaks only because of others. A pure function: callers MUST ask anew where one of them changed. */
  findingsOf(beside: Beside): readonly DossierFinding[];
  /** The rule that such a finding names; `undefined` where this judge was not given its rule set. */
  ruleOf(finding: Pick<DossierFinding, 'rule' | 'ruleSet'>): AcrossRule | undefined;
}

interface WorkingAcrossRule {
  readonly rule: AcrossRule;
  readonly machine: AcrossMachine;
  readonly isInScope: (course: Course) => boolean;
}

export function compileAcrossRules(sets: readonly LawRuleSet[]): AcrossJudge {
  const laws = sets
    .map((set) => ({ set, ruleSet: referenceTo(set), rules: set.acrossDossiers.map(compiled) }))
    .sort(byBeginning);
  const lawAt = (at: number) => laws.findLast(({ set }) => set.effectiveFrom <= localDateAt(at));
  return {
    findingsOf: (beside) =>
      laws.flatMap((law) =>
        law.rules.flatMap(({ rule, machine, isInScope }) => {
          if (!isInScope(beside.course)) return [];
          const breaches = machine(beside).filter(({ boundAt }) => lawAt(boundAt) === law);
          const { ruleSet, set } = law;
          return breaches.map((breach) => findingOf({ rule, ruleSet, words: set.words }, breach, breach.by));
        }),
      ),
    ruleOf: ({ rule, ruleSet: { id, version } }) =>
      sets.find((set) => set.id === id && set.version === version)?.acrossDossiers.find((one) => one.id === rule),
  };
}

/** What joins a dossier to others, as far as it was followed. */
export function linksOf({ submission, reception, end }: Course): DossierLinks {
  return {
    ...(reception ? { code: reception.code } : {}),
    ...(submission?.resubmissionOf === undefined ? {} : { resubmissionOf: submission.resubmissionOf }),
    isLeft: end !== undefined && end.act !== 'ResultReturned',
  };
}

/** Whether rules over several dossiers may come to something else by what happened between two moments of one. */
export function changesLinks(before: Course | undefined, after: Course): boolean {
  return before !== after && factsOf(before).some((position, index) => position !== factsOf(after)[index]);
}

function factsOf({ submission, reception, end, requests = [] }: Course = newCourse): readonly (number | undefined)[] {
  const places = [submission, reception, end].map((one) => one?.position);
  return [...places, requests.length, ...requests.map(({ position }) => position)];
}

function compiled(rule: AcrossRule): WorkingAcrossRule {
  const isInScope = scopeOf(rule);
  return {
    rule,
    machine: compileAcrossRule(rule),
    // What a counter does is its own, whichever agency has the dossier by now.
    isInScope: ({ transfer: _, ...course }) => isInScope(course),
  };
}

function referenceTo({ id, version, effectiveFrom }: LawRuleSet): DossierFinding['ruleSet'] {
  return { id, version, effectiveFrom };
}
