import { type Course, evolveCourse, newCourse } from './course.ts';
import { type DossierEvent, fieldOf } from './dossier-event.ts';
import { compileLaw, type Law, lawKey, type WorkingRule } from './law.ts';
import { type BreachFacts, type LawBreach, nothingSeen, type Seen } from './law-machine.ts';
import type { LawRule, LawRuleSet } from './law-rule-set.ts';
import { lawfulWords } from './lawful-words.ts';
import { localDateAt } from './local-time.ts';
import type { RuleFacts } from './rule-facts.ts';
import type { Words } from './rule-head.ts';
import { writesOff } from './written-off.ts';

/** One breach of one rule, with its evidence. */
export interface DossierFinding {
  readonly rule: string;
  /** Whose rule it is: it has the rule's name, article and severity. */
  readonly ruleSet: { readonly id: string; readonly version: number; readonly effectiveFrom: string };
  /** The events that prove it, ascending. */
  readonly positions: readonly number[];
  /** When it could first be known: milliseconds since 1970. */
  readonly certainAt: number;
  /** Who is responsible: for an act who did it, for an absence who held the dossier at `certainAt`. */
  readonly person?: string;
  readonly unit?: string;
  readonly lawful: Words;
  readonly facts: BreachFacts;
}

/** A dossier with what was found in it: plain JSON, so that a follower can put it away between two events. */
export interface JudgedDossier {
  /** In the order in which they were found. */
  readonly findings: readonly DossierFinding[];
  /** The next instant at which an absence could become certain: tick then, earlier ticks change nothing. */
  readonly wakeAt?: number;
  /** What happened up to here is settled: an event that stands earlier was entered late. */
  readonly settledTo: number;
  /** The place of the last event among those of its instant. */
  readonly last?: { readonly at: number; readonly position: number };
  /** The rule set by which it is judged. */
  readonly law?: string;
  readonly course: Course;
  /** What each rule remembers. */
  readonly seen: Readonly<Record<string, Seen>>;
}

export interface DossierJudge {
  readonly initial: JudgedDossier;
  /**
   * Eats the dossier's next event in the order (occurredAt, position): callers MUST ask `inOrder` first. Throws
   * `UnreadableEvent` and `UnknownCalendar`.
   */
  eat(state: JudgedDossier, event: DossierEvent): JudgedDossier;
  /**
   * Nothing that happened up to `at` is unknown any more: what was awaited by then and did not come is missing. The
   * same state, the very object, where nothing was.
   */
  tick(state: JudgedDossier, at: number): JudgedDossier;
  /**
   * Whether `eat` may take this event next. False: the caller judges the dossier's whole history anew, in order and
   * without what was written off (`writtenOffIn`).
   */
  inOrder(state: JudgedDossier, event: DossierEvent): boolean;
  /** The rule that a finding names; `undefined` where this judge was not given its rule set. */
  ruleOf(finding: Pick<DossierFinding, 'rule' | 'ruleSet'>): LawRule | undefined;
}

const initial: JudgedDossier = { findings: [], settledTo: Number.MIN_SAFE_INTEGER, course: newCourse, seen: {} };

/**
 * A judge by these rule sets: a dossier by the one in force at its reception, what happened before by the one in force
 * at its submission, or when the post took it over; local dates. Where none is in force nothing is judged.
 */
export function compileLawRules(sets: readonly LawRuleSet[], facts: RuleFacts): DossierJudge {
  const laws = sets.map((set) => compileLaw(set, facts)).sort(byBeginning);
  const known = new Map(laws.map((law) => [law.key, law]));
  const lawOf = (state: JudgedDossier) => (state.law === undefined ? undefined : known.get(state.law));
  const lawFor = (state: JudgedDossier, event: DossierEvent) => {
    if (!binds(state, event)) return lawOf(state);
    const date = localDateAt(event.occurredAt);
    return laws.findLast(({ set }) => set.effectiveFrom <= date);
  };
  const tick: DossierJudge['tick'] = (state, at) => settle(state, at, lawOf(state));
  return {
    initial,
    eat: (state, event) => {
      const settled = tick(state, event.occurredAt - 1);
      return eat(settled, event, lawFor(settled, event), facts);
    },
    tick,
    inOrder: ({ settledTo, last, law }, { occurredAt, position, type }) =>
      !writesOff({ type }) &&
      occurredAt > settledTo &&
      (last === undefined || occurredAt > last.at || position > last.position) &&
      (law === undefined || known.has(law)),
    ruleOf: ({ rule, ruleSet }) => known.get(lawKey(ruleSet))?.rules.find(({ id }) => id === rule)?.rule,
  };
}

/** Whether the law of this event's day is the dossier's from now on: its first event, its submission, its reception. */
function binds({ last, course: { submission, reception } }: JudgedDossier, { type }: DossierEvent): boolean {
  if (reception) return false;
  return last === undefined || type === 'DossierReceived' || (type === 'DossierSubmitted' && !submission);
}

/** The order in which sets came into force. */
export function byBeginning({ set: one }: Pick<Law, 'set'>, { set: other }: Pick<Law, 'set'>): number {
  if (one.effectiveFrom !== other.effectiveFrom) return one.effectiveFrom < other.effectiveFrom ? -1 : 1;
  return one.version - other.version;
}

/** Makes certain, one after the other, the absences whose limit is not after `upTo`. */
function settle(state: JudgedDossier, upTo: number, law: Law | undefined): JudgedDossier {
  let settled = state;
  while (law && settled.wakeAt !== undefined && settled.wakeAt <= upTo) settled = wake(settled, settled.wakeAt, law);
  return settled;
}

function wake(state: JudgedDossier, at: number, law: Law): JudgedDossier {
  const { course, seen, findings, wakeAt, ...rest } = state;
  const found = law.waiting.flatMap((rule) => {
    const missing = rule.awaits(seen[rule.id] ?? nothingSeen, course).filter(({ until }) => until === at);
    if (missing.length === 0 || !rule.isInScope(course)) return [];
    return missing.map(({ positions, facts, by = course.holder }) =>
      findingOf(rule, { positions, facts: facts(), certainAt: at }, by),
    );
  });
  const wakeNext = nextAbsence(seen, course, at, law);
  const settled = { ...rest, course, seen, findings: findings.concat(found), settledTo: at };
  return wakeNext === undefined ? settled : { ...settled, wakeAt: wakeNext };
}

function eat(state: JudgedDossier, event: DossierEvent, law: Law | undefined, facts: RuleFacts): JudgedDossier {
  const { occurredAt: at, position, actor, type } = event;
  const before = state.course;
  const isOwn = isOfDossier(before, event);
  const after = isOwn ? evolveCourse(before, event, facts) : before;
  let seen = law?.key === state.law ? state.seen : {};
  let { findings } = state;
  const moment = { event, before, after, remembered: seen };
  for (const rule of (isOwn && law?.watching(type)) || []) {
    const own = seen[rule.id] ?? nothingSeen;
    const step = rule.eat(own, moment);
    if (step.seen !== own) seen = { ...seen, [rule.id]: step.seen };
    if (step.breaches.length === 0 || !rule.isInScope(after)) continue;
    // What the platform itself records is answered for by whoever holds the dossier.
    const by = actor.role === 'system' ? after.holder : { unit: actor.unit, person: actor.id };
    findings = findings.concat(
      step.breaches.map((breach) => findingOf(rule, { certainAt: at, ...breach }, breach.by ?? by)),
    );
  }
  const settledTo = Math.max(state.settledTo, at - 1);
  const last = { at, position };
  if (!law) return { findings, settledTo, last, course: after, seen };
  // Where nothing has changed, what is awaited is what was: `state` is settled up to this event.
  const isSame = after === before && seen === state.seen;
  const wakeAt = isSame ? state.wakeAt : nextAbsence(seen, after, settledTo, law);
  // Spelled out, and made once: this is done for every event of a log.
  return wakeAt === undefined
    ? { findings, settledTo, last, law: law.key, course: after, seen }
    : { findings, wakeAt, settledTo, last, law: law.key, course: after, seen };
}

/**
 * What an agency does that has the dossier, and not what one does that has a part of it, with steps and a term of its
 * own, or that has it no longer.
 */
function isOfDossier({ transfer }: Course, event: DossierEvent): boolean {
  if (transfer?.case === undefined || !event.stream.startsWith('case-')) return true;
  return fieldOf(event, 'case') === transfer.case;
}

/** The first instant after `settledTo` at which something awaited would be missing. */
function nextAbsence(
  seen: JudgedDossier['seen'],
  course: Course,
  settledTo: number,
  { waiting }: Law,
): number | undefined {
  let wakeAt: number | undefined;
  for (const { id, awaits } of waiting) {
    for (const { until } of awaits(seen[id] ?? nothingSeen, course)) {
      if (until > settledTo && (wakeAt === undefined || until < wakeAt)) wakeAt = until;
    }
  }
  return wakeAt;
}

/** What a breach comes to, in the words of its rule. */
export function findingOf(
  { rule, ruleSet, words }: Pick<WorkingRule, 'ruleSet' | 'words'> & { readonly rule: Pick<LawRule, 'id' | 'lawful'> },
  { positions, certainAt, facts }: LawBreach & { readonly certainAt: number },
  by: Course['holder'],
): DossierFinding {
  return {
    rule: rule.id,
    ruleSet,
    positions: [...new Set(positions)].sort((one, other) => one - other),
    certainAt,
    ...by,
    lawful: lawfulWords(rule.lawful, facts, words),
    facts,
  };
}
