import {
  type DossierCode,
  type DossierId,
  DossierReceived,
  type Hands,
  handoverTypes,
  handsAfter,
  type HeldBy,
  type Judged,
} from '@hoso/contracts';
import {
  canonicalJson,
  type Envelope,
  type EventBody,
  type EventOf,
  eventCatalogue,
  instantOf,
  type Position,
  type Read,
  sha256Hex,
} from '@hoso/event-sourcing';
import { standingEvents } from '../history/standing-events.ts';
import {
  type AcrossJudge,
  type DossierEvent,
  type DossierFinding,
  type DossierJudge,
  type JudgedDossier,
  writtenOffIn,
} from '@hoso/rules';
import type { FindingIntent, RaisedFinding } from './finding.ts';

/**
 * A dossier as the rules have judged it up to some event and some moment: plain JSON, to be put away and gone on with.
 */
export interface Judgement {
  readonly dossier: DossierId;
  readonly about: About;
  readonly state: JudgedDossier;
  /** What is found in it only because of other dossiers. */
  readonly across: readonly DossierFinding[];
  /** What time it was by the log, milliseconds since 1970: of the last event's recording, or of the last tick. */
  readonly at: number;
  /** The last tick; 0 before the first. */
  readonly tickedAt: number;
}

/** What audit itself has to know of a dossier. */
export interface About {
  readonly code?: DossierCode;
  /** Through whose hands it has gone: who may read of it. */
  readonly hands?: Hands;
  /** The calendar that the dossier is bound to. */
  readonly calendar?: CalendarRef;
}

export interface CalendarRef {
  readonly id: string;
  readonly version: number;
}

/** An event of a dossier as rules see it, and as audit reads it where it says what audit itself has to know. */
export interface Happening {
  readonly seen: DossierEvent;
  readonly told?: Telling;
}

/**
 * These say who has the dossier, its code, its calendar. A log has millions of events: the others are read only once.
 */
const telling = eventCatalogue(...handoverTypes, DossierReceived);
type Telling = Read<EventOf<(typeof handoverTypes)[number] | typeof DossierReceived>>;

/** Nothing for an event that is of no dossier's history. `recordedAt`: milliseconds since 1970. */
export function happening(body: EventBody, position: Position, recordedAt: number): Happening | undefined {
  const known = standingEvents.types.get(body.type);
  if (!known) return undefined;
  const { type, stream, version, occurredAt, actor, schemaVersion } = body;
  const data = known.upcast(body.data, schemaVersion);
  const seen = { position, type, stream, version, occurredAt: Date.parse(occurredAt), recordedAt, actor, data };
  if (!telling.types.has(type)) return { seen };
  // It is in the newest shape already.
  const newest = { ...body, data, schemaVersion: known.version };
  const told = telling.read({ ...newest, position, recordedAt: instantOf(recordedAt) });
  return told ? { seen, told } : { seen };
}

/** The same of an event that was read whole. */
export function happeningOf(envelope: Envelope): Happening | undefined {
  return happening(envelope, envelope.position, Date.parse(envelope.recordedAt));
}

/** The calendar that a submission or a reception binds a dossier to. */
export function boundCalendar({ told }: Happening): CalendarRef | undefined {
  return told?.type === 'DossierReceived' || told?.type === 'DossierSubmitted' ? told.data.calendar : undefined;
}

export function unjudged(judge: DossierJudge, dossier: DossierId): Judgement {
  return { dossier, about: {}, state: judge.initial, across: nothingAcross, at: 0, tickedAt: 0 };
}

/** Always the same one: of most dossiers nothing is found because of others. */
const nothingAcross: readonly DossierFinding[] = [];

/** Whether the rules may take this event as it comes. Otherwise the dossier is to be judged from its beginning. */
export function isInOrder(judge: DossierJudge, judgement: Judgement, { seen }: Happening): boolean {
  return judge.inOrder(judgement.state, seen);
}

/** Spelled out and not spread: this is done for every event of a log. */
export function eat(judge: DossierJudge, judgement: Judgement, { seen, told }: Happening): Judgement {
  const { dossier, about, across, tickedAt } = judgement;
  const state = judge.eat(judgement.state, seen);
  const at = Math.max(judgement.at, seen.recordedAt);
  return { dossier, about: told ? aboutAfter(about, told) : about, state, across, at, tickedAt };
}

/** It is `at` by the log, and everything recorded before was eaten: what had to be there by then is missing. */
export function tick(judge: DossierJudge, judgement: Judgement, at: number): Judgement {
  const { dossier, about, across } = judgement;
  const state = judge.tick(judgement.state, at);
  return { dossier, about, state, across, at: Math.max(judgement.at, at), tickedAt: Math.max(judgement.tickedAt, at) };
}

/** How long an event may take from the store's clock to where followers can see it. */
export const onTheWayMs = 1_000;

/** What had become certain when an event was recorded then, as far as nothing could be on its way any more. */
export function timePassed(judge: DossierJudge, judgement: Judgement, recordedAtMs: number): Judgement {
  const at = recordedAtMs - onTheWayMs;
  const { wakeAt } = judgement.state;
  return wakeAt === undefined || wakeAt > at ? judgement : tick(judge, judgement, at);
}

/** A dossier's whole history up to now but for what was written off, in the order in which it is said to have been. */
export function judgeAnew(
  judge: DossierJudge,
  dossier: DossierId,
  history: readonly Happening[],
  tickedAt: number,
): Judgement {
  const isWrittenOff = writtenOffIn(history.map(({ seen }) => seen));
  const ordered = history
    .filter(({ seen }) => !isWrittenOff(seen))
    .toSorted(({ seen: one }, { seen: other }) => one.occurredAt - other.occurredAt || one.position - other.position);
  const judgement = ordered.reduce((before, event) => eat(judge, before, event), unjudged(judge, dossier));
  return tickedAt === 0 ? judgement : tick(judge, judgement, tickedAt);
}

/** What the rules say now and did not say before, and what they say no longer, as commands to audit's own log. */
export function changesOf(
  judge: Naming,
  before: Judgement,
  after: Judgement,
  position: number,
): readonly FindingIntent[] {
  return changes(judge, before.state.findings, after, after.state.findings, position);
}

/** The same of what they say because of other dossiers. `position`: the last event that this rests on. */
export function acrossChangesOf(
  judge: Naming,
  before: Judgement,
  after: Judgement,
  position: number,
): readonly FindingIntent[] {
  return changes(judge, before.across, after, after.across, position);
}

function changes(
  judge: Naming,
  before: readonly DossierFinding[],
  judgement: Judgement,
  after: readonly DossierFinding[],
  position: number,
): readonly FindingIntent[] {
  if (before === after) return [];
  const known = new Set(before.map((found) => findingId(judgement.dossier, found)));
  const judged = { position, at: instantOf(judgement.at) };
  const intents: FindingIntent[] = [];
  for (const found of after) {
    const id = findingId(judgement.dossier, found);
    if (!known.delete(id)) intents.push({ type: 'RaiseFinding', data: raised(judge, judgement, found, judged) });
  }
  for (const id of known) intents.push({ type: 'WithdrawFinding', data: { id, judged } });
  return intents;
}

/** Rule, version, dossier and evidence: whoever judges again comes to the same id. */
export function findingId(dossier: DossierId, found: DossierFinding): string {
  const { id, version } = found.ruleSet;
  return sha256Hex(canonicalJson([found.rule, id, version, dossier, found.positions])).slice(0, 32);
}

/** Whoever knows a finding's rule by its name. */
type Naming = Pick<DossierJudge | AcrossJudge, 'ruleOf'>;

export function raised(judge: Naming, judgement: Judgement, found: DossierFinding, judged: Judged): RaisedFinding {
  const { dossier } = judgement;
  const { code, hands } = judgement.about;
  const { rule, ruleSet, positions, certainAt, person, unit, lawful, facts } = found;
  const told = judge.ruleOf(found);
  if (!told) throw new Error(`${rule} of ${ruleSet.id} ${ruleSet.version} is not among the rules that judged`);
  const { name, article, severity } = told;
  return {
    ...{ rule, ruleSet, name, article, severity },
    id: findingId(dossier, found),
    dossier,
    ...(code === undefined ? {} : { code }),
    ...(person === undefined ? {} : { person }),
    ...(unit === undefined ? {} : { unit }),
    positions: [...positions],
    certainAt: instantOf(certainAt),
    lawful,
    facts,
    heldBy: heldBy(hands),
    judged,
  };
}

function aboutAfter(about: About, event: Telling): About {
  if (event.type === 'DossierReceived') return { ...about, code: event.data.code, calendar: event.data.calendar };
  const hands = handsAfter(about.hands, event);
  const calendar = event.type === 'DossierSubmitted' ? event.data.calendar : undefined;
  return { ...about, ...(hands ? { hands } : {}), ...(calendar ? { calendar } : {}) };
}

function heldBy(hands: Hands | undefined): HeldBy {
  const agency = hands?.agencies.at(-1);
  return { ...(hands ? { oneStop: hands.oneStop } : {}), ...(agency === undefined ? {} : { agency }) };
}
