export { type CaseSurvey, type CaseWalk, inCaseOrder, type LogSurvey, type Pass, surveyLog } from './case-order.ts';
export { type CaseRun, compileRule } from './case-run.ts';
export { Deadline, type DeadlineState, deadline } from './deadline.ts';
export { FourEyes, type FourEyesState, fourEyes } from './four-eyes.ts';
export { findInstant } from './instant.ts';
export {
  compileRuleSet,
  type Judge,
  type Judgement,
  type JudgeLogOptions,
  type JudgeOptions,
  judgeLog,
  learnProfile,
  type RuleOutcome,
} from './judge.ts';
export type { Breach, Doubt, Ending, Finding, Machine, Step } from './machine.ts';
export {
  type ActivityCount,
  type DirectlyFollows,
  directlyFollows,
  type FollowsEdge,
} from './conformance/directly-follows.ts';
export { type MapWords, mapSvg } from './conformance/map-svg.ts';
export { type MapEdge, type MapNode, type ProcessMap, processMap } from './conformance/process-map.ts';
export {
  type Arc,
  type PetriNet,
  type Place,
  type ProcessStep,
  processNet,
  type Transition,
} from './conformance/petri-net.ts';
export { type ProfilePair, profilePairs } from './conformance/profile-pairs.ts';
export {
  compileNet,
  fitnessOf,
  type LogReplay,
  type Misfit,
  type ReplayNet,
  replayTokens,
  type TokenCounts,
  type TraceReplay,
} from './conformance/token-replay.ts';
export { type Variant, type Variants, variantsOf } from './conformance/variants.ts';
export { Coexistence, coexistence, RespondedExistence, respondedExistence } from './declare/coexistence.ts';
export { Absence, ExactlyOne, Existence, Init, init, occurrence } from './declare/occurrence.ts';
export { AlternatePrecedence, ChainPrecedence, Precedence, precedence } from './declare/precedence.ts';
export { AlternateResponse, ChainResponse, Response, response } from './declare/response.ts';
export { performers, ResourceRule, RoleRule } from './performers.ts';
export type { RuleEvent } from './rule-event.ts';
export { Rule, RuleSet, type RuleSetReading, readRuleSet } from './rule-set.ts';
export { type Bounds, boundsOf, type Durations } from './temporal-bounds.ts';
export {
  type ProfileLearner,
  profileLearner,
  type TemporalProfile,
  TemporalProfileRule,
  type TemporalProfileState,
  temporalProfile,
} from './temporal-profile.ts';
export type { NeverOccurs, NotAnInstant, Warning } from './warnings.ts';
export {
  type AcrossJudge,
  changesLinks,
  compileAcrossRules,
  type DossierLinks,
  linksOf,
} from './law/across-judge.ts';
export type { Beside, KnownCourse } from './law/across-machine.ts';
export { besideEach, takenUpMax } from './law/beside.ts';
export type { AcrossRule } from './law/across-rules.ts';
export type { LawRuleSetIssue } from './law/law-file.ts';
export type { Course } from './law/course.ts';
export type { DossierEvent } from './law/dossier-event.ts';
export { compileLawRules, type DossierFinding, type DossierJudge, type JudgedDossier } from './law/dossier-judge.ts';
export { type LawParameters, lawParametersIn } from './law/law-parameters.ts';
export { LawRule, LawRuleSet, type LawRuleSetReading, readLawRuleSet } from './law/law-rule-set.ts';
export { UnreadableEvent } from './law/readings.ts';
export { type RuleFacts, UnknownCalendar } from './law/rule-facts.ts';
export { writtenOffIn } from './law/written-off.ts';
export { drawSample, type Member, populationHash, quotas } from './sample/draw-sample.ts';
export { type BulkClosings, bulkClosings } from './signals/bulk-closings.ts';
export {
  type DossierSignals,
  type SignalledDossier,
  type Sighting,
  signalsOf,
  unsignalled,
} from './signals/dossier-signals.ts';
export { type SignalKind, signalKinds, signalParameters, signalWords } from './signals/signal-kinds.ts';
export { type SignalRow, type SignalScope, SignalTally, surprise } from './signals/signal-tally.ts';
