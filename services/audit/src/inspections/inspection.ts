import {
  type CommandOf,
  type inspectionCommands,
  may,
  missing,
  refuse,
  requireAdmitted,
  requireUnit,
  type Role,
  type Said,
  type SampleDrawn,
  unlessInsisted,
} from '@hoso/contracts';
import { canonicalJson, type Decider, type EventOf, unreachable } from '@hoso/event-sourcing';
import { evolveInspection, type InspectionEvent, type InspectionState, type Opened } from './inspection-state.ts';

/** What an inspection may be asked to do, as its senders say it. */
export type InspectionIntent = CommandOf<(typeof inspectionCommands)[number]>;

/** An event of the log that is named as evidence; `exists` is false past its head. */
export interface Evidence {
  readonly position: number;
  readonly exists: boolean;
  readonly dossier?: string | undefined;
}

/** What each intent is decided by, beside itself and the inspection. */
interface Facts {
  readonly DrawSample: { readonly sample: EventOf<typeof SampleDrawn>['data'] };
  readonly RecordInspectionFinding: { readonly evidence: readonly Evidence[] };
}
type Informed<Intent extends InspectionIntent> = Intent extends { readonly type: infer Type extends keyof Facts }
  ? Intent & Facts[Type]
  : Intent;

export type InspectionCommand = Informed<InspectionIntent> & Said & { readonly inspection: string };
type CommandOfType<Type extends InspectionIntent['type']> = Extract<InspectionCommand, { readonly type: Type }>;

/** An inspection: stream `inspection-<id>` of audit's own log. */
export const inspection: Decider<InspectionCommand, InspectionState, InspectionEvent> = {
  initial: { status: 'none' },
  decide,
  evolve: evolveInspection,
};

function decide(command: InspectionCommand, state: InspectionState): readonly InspectionEvent[] {
  if (command.type === 'OpenInspection') return open(command, state);
  const opened = found(command, state);
  switch (command.type) {
    case 'AnnounceInspection':
      requireConducting(command, opened);
      return opened.announced ? [] : [{ type: 'InspectionAnnounced', data: {} }];
    case 'DrawSample':
      return draw(command, opened);
    case 'AnswerChecklist':
      return answer(command, opened);
    case 'RecordInspectionFinding':
      return recordFinding(command, opened);
    case 'ReplyToFinding':
      return reply(command, opened);
    case 'OrderMeasure':
      return order(command, opened);
    case 'ReportMeasure':
      return report(command, opened);
    case 'FollowUpMeasure':
      return followUp(command, opened);
    case 'CloseInspection':
      return close(command, opened);
    case 'RecordPack': {
      requireConducting(command, opened);
      const isKnown = opened.packs.some(({ sha256 }) => sha256 === command.data.sha256);
      return isKnown ? [] : [{ type: 'PackMade', data: command.data }];
    }
    default:
      return unreachable(command);
  }
}

const heads: readonly Role[] = ['head', 'one-stop-head'];

function open(command: CommandOfType<'OpenInspection'>, state: InspectionState): readonly InspectionEvent[] {
  const { actor, data } = command;
  requireAdmitted(actor, may.conduct);
  const isSelf = heads.includes(actor.role);
  if (isSelf && canonicalJson(data.units ?? []) !== canonicalJson([actor.unit])) {
    refuse('OwnUnitOnly', { unit: actor.unit });
  }
  const opened = { ...data, conductedBy: actor.unit, ...(isSelf ? { self: true as const } : {}) };
  if (state.status !== 'none') {
    const { by: _, at: __, ...before } = state.opened;
    return canonicalJson(before) === canonicalJson(opened) ? [] : refuse('InspectionAlreadyOpened');
  }
  if (data.to < data.from) refuse('ScopeInvalid', { from: data.from, to: data.to });
  return [{ type: 'InspectionOpened', data: opened }];
}

/** Before the population is read, which takes its time: whether this may be drawn at all. */
export function requireMayDraw(
  command: Pick<CommandOfType<'DrawSample'>, 'actor' | 'occurredAt' | 'insist' | 'inspection' | 'type' | 'data'>,
  state: InspectionState,
): Opened {
  const opened = found(command, state);
  requireConducting(command, opened);
  requireOpen(command, opened);
  if ((command.data.method === 'stratified') !== (command.data.stratifyBy !== undefined)) refuse('StrataRequired');
  if (opened.sample) unlessInsisted(command.insist, { code: 'SampleAlreadyDrawn' });
  return opened;
}

/** Drawing until it suits is what inspectors must not do: a second sample takes a reason, and the first one stays. */
function draw(command: CommandOfType<'DrawSample'>, state: Opened): readonly InspectionEvent[] {
  const { sample, insist } = command;
  if (state.sample) {
    const { by: _, at: __, insisted: ___, ...before } = state.sample;
    if (canonicalJson(before) === canonicalJson(sample)) return [];
  }
  requireMayDraw(command, state);
  if (sample.population === 0) refuse('PopulationEmpty', { upTo: sample.upTo });
  const again = state.sample ? ({ code: 'SampleAlreadyDrawn' } as const) : undefined;
  return [{ type: 'SampleDrawn', data: { ...sample, ...unlessInsisted(insist, again) } }];
}

function answer(command: CommandOfType<'AnswerChecklist'>, state: Opened): readonly InspectionEvent[] {
  requireConducting(command, state);
  const { data } = command;
  const { checklist } = state.opened;
  // A checklist whose key is gone cannot be counted any more.
  if (checklist === undefined || (Array.isArray(checklist) && data.item > checklist.length)) {
    refuse('ChecklistItemUnknown', { item: data.item });
  }
  const before = state.checks.find(({ item, dossier }) => item === data.item && dossier === data.dossier);
  if (before && isSaid(before, data)) return [];
  requireOpen(command, state);
  return [{ type: 'ChecklistAnswered', data }];
}

function recordFinding(command: CommandOfType<'RecordInspectionFinding'>, state: Opened): readonly InspectionEvent[] {
  requireConducting(command, state);
  const { data, evidence, insist } = command;
  const { positions = [], ...rest } = data;
  const stated = { ...rest, unit: inspectedUnit(data.unit, state), positions: [...new Set(positions)].sort(byNumber) };
  if (state.findings.some((one) => isSaid(one, stated, 'finding', 'insisted', 'reply'))) return [];
  requireOpen(command, state);
  requireAhead('replyDueAt', data.replyDueAt, command);
  for (const { position, exists, dossier } of evidence) {
    if (!exists) refuse('EvidenceUnknown', { position });
    if (data.dossier !== undefined && dossier !== data.dossier) {
      refuse('EvidenceOfAnother', { position, dossier: data.dossier });
    }
  }
  const insisted = unlessInsisted(insist, missing('positions', data.positions));
  return [{ type: 'InspectionFindingRecorded', data: { finding: state.findings.length + 1, ...stated, ...insisted } }];
}

function reply(command: CommandOfType<'ReplyToFinding'>, state: Opened): readonly InspectionEvent[] {
  const { actor, data, occurredAt } = command;
  requireTold(command, state);
  const about =
    state.findings.find(({ finding }) => finding === data.finding) ??
    refuse('FindingNotFound', { finding: data.finding });
  requireUnit(actor, about.unit);
  if (about.reply && isSaid(about.reply, data, 'late')) return [];
  requireOpen(command, state);
  const late = about.replyDueAt !== undefined && occurredAt > about.replyDueAt ? { late: true as const } : {};
  return [{ type: 'FindingReplied', data: { ...data, ...late } }];
}

function order(command: CommandOfType<'OrderMeasure'>, state: Opened): readonly InspectionEvent[] {
  requireConducting(command, state);
  const { data } = command;
  const about = state.findings.find(({ finding }) => finding === data.finding);
  if (data.finding !== undefined && !about) refuse('FindingNotFound', { finding: data.finding });
  const ordered = { ...data, unit: data.unit ?? about?.unit ?? inspectedUnit(undefined, state) };
  inspectedUnit(ordered.unit, state);
  if (state.measures.some((one) => isSaid(one, ordered, 'measure', 'reported', 'followedUp'))) return [];
  requireOpen(command, state);
  requireAhead('dueAt', data.dueAt, command);
  return [{ type: 'MeasureOrdered', data: { measure: state.measures.length + 1, ...ordered } }];
}

function report(command: CommandOfType<'ReportMeasure'>, state: Opened): readonly InspectionEvent[] {
  const { actor, data, occurredAt } = command;
  requireTold(command, state);
  const about = measureOf(data.measure, state);
  requireUnit(actor, about.unit);
  if (about.reported && isSaid(about.reported, data, 'late')) return [];
  const late = occurredAt > about.dueAt ? { late: true as const } : {};
  return [{ type: 'MeasureReported', data: { ...data, ...late } }];
}

/** Also after the conclusion: whether it was followed shows later. */
function followUp(command: CommandOfType<'FollowUpMeasure'>, state: Opened): readonly InspectionEvent[] {
  requireConducting(command, state);
  const { data } = command;
  const about = measureOf(data.measure, state);
  if (about.followedUp && isSaid(about.followedUp, data)) return [];
  return [{ type: 'MeasureFollowedUp', data }];
}

function close(command: CommandOfType<'CloseInspection'>, state: Opened): readonly InspectionEvent[] {
  requireConducting(command, state);
  const { data, insist, occurredAt } = command;
  if (state.closed && isSaid(state.closed, data, 'insisted')) return [];
  requireOpen(command, state);
  const awaited = state.findings.filter(({ reply: said, replyDueAt = '' }) => !said && occurredAt <= replyDueAt);
  const insisted = unlessInsisted(
    insist,
    state.sample ? undefined : { code: 'SampleNotDrawn' },
    awaited.length === 0
      ? undefined
      : { code: 'RepliesAwaited', params: { findings: awaited.map(({ finding }) => finding).join(', ') } },
    missing('conclusion', data.conclusion),
  );
  return [{ type: 'InspectionClosed', data: { ...data, ...insisted } }];
}

type About = Pick<InspectionCommand, 'actor' | 'occurredAt' | 'inspection'>;

function found({ inspection: id }: About, state: InspectionState): Opened {
  return state.status === 'none' ? refuse('InspectionNotFound', { id }) : state;
}

/** To whom it is not open yet, there is none. */
function requireTold({ actor, inspection: id }: About, state: Opened): void {
  requireAdmitted(actor, may.replyToInspection);
  if (!knowsOf(actor, state)) refuse('InspectionNotFound', { id });
}

/** Whether somebody may know of it: inspectors, and heads of units that it is about, once it is open to them. */
export function knowsOf({ role, unit }: { readonly role: string; readonly unit: string }, state: Opened): boolean {
  if (role === 'inspector') return true;
  const { conductedBy, units } = state.opened;
  return unit === conductedBy || (state.announced && (units === undefined || units.includes(unit)));
}

function requireConducting(about: About, state: Opened): void {
  const { actor, inspection: id } = about;
  requireAdmitted(actor, may.conduct);
  if (!knowsOf(actor, state)) refuse('InspectionNotFound', { id });
  if (!conducts(actor, state)) refuse('NotYourInspection', { unit: state.opened.conductedBy });
}

/** People of the unit that opened it: inspectors, or heads where it looks at itself. */
export function conducts(
  { role, unit }: { readonly role: string; readonly unit: string },
  { opened }: Pick<Opened, 'opened'>,
): boolean {
  const isOne = opened.self ? heads.some((head) => head === role) : role === 'inspector';
  return isOne && unit === opened.conductedBy;
}

/** Refuses what is closed, and what is said to have happened before it was opened. */
function requireOpen({ occurredAt }: About, { status, opened }: Opened): void {
  if (status !== 'open') refuse('InspectionEnded');
  if (occurredAt < opened.at) refuse('BeforeReception', { occurredAt, last: opened.at });
}

/** Nobody keeps a term that was over when it was set. */
function requireAhead(field: string, term: string | undefined, { occurredAt }: About): void {
  if (term !== undefined && term <= occurredAt) refuse('TermInPast', { field, term, occurredAt });
}

function inspectedUnit(unit: string | undefined, { opened: { units } }: Opened): string {
  const [only, another] = units ?? [];
  const listed = { units: units?.join(', ') ?? '*' };
  const named = unit ?? (another === undefined ? only : undefined) ?? refuse('InspectedUnitRequired', listed);
  return units === undefined || units.includes(named) ? named : refuse('UnitNotInspected', { unit: named, ...listed });
}

function measureOf(measure: number, state: Opened) {
  return state.measures.find((one) => one.measure === measure) ?? refuse('MeasureNotFound', { measure });
}

/** Whether the same was said before, whoever said it; what the decider adds is left aside. */
function isSaid(before: object, said: object, ...added: readonly string[]): boolean {
  const leftOut = new Set(['by', 'at', ...added]);
  const kept = Object.fromEntries(
    Object.entries(before).filter(([name, value]) => !leftOut.has(name) && value !== undefined),
  );
  return canonicalJson(kept) === canonicalJson(said);
}

const byNumber = (one: number, other: number): number => one - other;
