import type { IndexScore, Score, ScoreRating } from '@hoso/contracts';
import { stages } from './counted-row.ts';
import type { CountedRows } from './counted-rows.ts';
import { countsOf, localDayOf, type Span, textsOf } from './local-days.ts';
import type { CountedPetition } from './petition-figures.view.ts';

/** Whom to score, over which days, told by which span. */
export interface Scoring {
  readonly of: 'agencies' | 'officers';
  readonly fromDay: number;
  readonly toDay: number;
  /** Without one, all days are one period. */
  readonly every?: Span | undefined;
  readonly period: string;
  readonly agency?: string | undefined;
  readonly officer?: string | undefined;
  /** Only of this unit. */
  readonly unit?: string | undefined;
}

/** Indices of TT 01/2018 Đ13 by whom they score (Đ15), and of those what events tell. */
export const indicesOf = {
  agencies: { all: [1, 2, 3, 4, 5, 6, 7, 8, 9], perDossier: [1, 2, 3] },
  officers: { all: [1, 2, 3, 4, 7], perDossier: [1, 2, 3] },
} as const;
const pointsMax = 2;

interface Sums {
  readonly agency: string;
  readonly officer: string;
  readonly period: string;
  dossiers: number;
  time: number;
  agencies: number;
  contacts: number;
  received: number;
  online: number;
  petitions: number;
  answered: number;
}

/** Petitions that fell due, and what time it is: one that may yet be answered in time says nothing. */
export interface PetitionsHandled {
  readonly petitions: readonly CountedPetition[];
  readonly now: number;
}

/** A score for everybody who finished, or received, anything; by agency, officer and period. */
export function scoreRows(rows: CountedRows, scoring: Scoring, handled?: PetitionsHandled): readonly Score[] {
  const { of: whom, every } = scoring;
  const sums = new Map<number, Sums>();
  const spanOf = (day: number): number => (every === undefined ? 0 : countsOf[every](day));
  const keyOf = (agency: number, officer: number, span: number): number =>
    (agency * rows.names.officer.texts.length + officer) * spanSize + span;
  const sumsAt = (at: number, day: number): Sums => {
    const agency = rows.kind(at, 'agency');
    const officer = whom === 'agencies' ? 0 : rows.kind(at, 'officer');
    const span = spanOf(day);
    const key = keyOf(agency, officer, span);
    const known = sums.get(key);
    if (known) return known;
    const made = {
      ...{ agency: rows.names.agency.texts[agency] ?? '', officer: rows.names.officer.texts[officer] ?? '' },
      period: every === undefined ? scoring.period : textsOf[every](span),
      ...{ dossiers: 0, time: 0, agencies: 0, contacts: 0, received: 0, online: 0, petitions: 0, answered: 0 },
    };
    sums.set(key, made);
    return made;
  };
  const online = rows.names.channel.find('online') ?? -1;
  const isWithin = (day: number): boolean => day >= scoring.fromDay && day <= scoring.toDay;
  for (const at of scoredAt(rows, scoring)) {
    const stage = rows.number(at, 'stage');
    const [finishedDay, receivedDay] = [rows.number(at, 'finishedDay'), rows.number(at, 'receivedDay')];
    if (stage === stages.finished && isWithin(finishedDay)) {
      const of = sumsAt(at, finishedDay);
      of.dossiers += 1;
      of.time += rows.number(at, 'time');
      of.agencies += rows.number(at, 'agencies');
      of.contacts += rows.number(at, 'contacts');
    }
    if (whom === 'agencies' && stage !== stages.notReceived && isWithin(receivedDay)) {
      const of = sumsAt(at, receivedDay);
      of.received += 1;
      if (rows.kind(at, 'channel') === online) of.online += 1;
    }
  }
  for (const { agency, day, isInTime } of handled ? settledBy(rows, handled) : []) {
    const of = sums.get(keyOf(agency, 0, spanOf(day)));
    if (whom === 'officers' || !of) continue;
    of.petitions += 1;
    if (isInTime) of.answered += 1;
  }
  return [...sums.values()]
    .sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1))
    .map((of) => scoreOf(whom, of));
}

/** Of which it is certain whether they were answered in time; each with the number of the agency that had to. */
function* settledBy(rows: CountedRows, { petitions, now }: PetitionsHandled) {
  for (const { unit, dueAt = '', answeredAt } of petitions) {
    const due = Date.parse(dueAt);
    const isInTime = answeredAt !== undefined && Date.parse(answeredAt) <= due;
    if (!isInTime && due >= now) continue;
    yield { agency: rows.names.agency.find(unit) ?? -1, day: localDayOf(due), isInTime };
  }
}

/** Where a score stands among the others, as a text that says so. */
export function placeOf({ agency, officer = '', period }: Pick<Score, 'agency' | 'officer' | 'period'>): string {
  return `${agency} ${officer} ${period}`;
}

/** More spans than a log has. */
const spanSize = 100_000;

/** The rows that somebody in particular decides. */
export function* scoredAt(rows: CountedRows, { of, agency, officer, unit }: Scoring): Iterable<number> {
  const wanted = [agency, unit].flatMap((name) => (name === undefined ? [] : [rows.names.agency.find(name) ?? -1]));
  const who = officer === undefined ? undefined : (rows.names.officer.find(officer) ?? -1);
  for (let at = 0; at < rows.size; at++) {
    const [own, his] = [rows.kind(at, 'agency'), rows.kind(at, 'officer')];
    if (own === 0 || (of === 'officers' && his === 0)) continue;
    if (wanted.every((number) => number === own) && (who === undefined || who === his)) yield at;
  }
}

function scoreOf(of: Scoring['of'], sums: Sums): Score {
  const { agency, officer, period, dossiers } = sums;
  const indices = indicesOf[of].all.map((index) => indexScore(index, sums));
  const known = indices.flatMap(({ score }) => (score === undefined ? [] : [score]));
  const atLeast = oneDecimal(known.reduce((sum, score) => sum + score, 0));
  const atMost = oneDecimal(atLeast + pointsMax * (indices.length - known.length));
  return {
    ...{ agency, ...(officer === '' ? {} : { officer }), period, dossiers, indices },
    ...{ atLeast, atMost, max: pointsMax * indices.length },
    ratings: ratingsBetween(of, atLeast, atMost),
  };
}

function indexScore(index: number, sums: Sums): IndexScore {
  const { dossiers, time, agencies, contacts, received, online, petitions, answered } = sums;
  const each = (points: number): IndexScore =>
    dossiers === 0 ? { index } : { index, score: oneDecimal(points / dossiers), points, dossiers };
  switch (index) {
    case 1:
      return each(time);
    case 2:
      return each(agencies);
    case 3:
      return each(contacts);
    case 8: {
      if (petitions === 0) return { index };
      const points = pointsOfAnswers(answered / petitions);
      return { index, score: points, points, dossiers: petitions };
    }
    case 9: {
      if (received === 0) return { index };
      const points = pointsOfShare(online / received);
      return { index, score: points, points, dossiers: received };
    }
    default:
      return { index };
  }
}

/** Đ13.9: of those received, at least 30 % online 2, at least 15 % 1. */
function pointsOfShare(share: number): number {
  if (share >= 0.3) return 2;
  return share >= 0.15 ? 1 : 0;
}

/** Đ13.8: of the petitions that fell due, all answered in time 2, at least 90 % 1. */
function pointsOfAnswers(share: number): number {
  if (share === 1) return 2;
  return share >= 0.9 ? 1 : 0;
}

/** Đ15: from how many points on. */
const ratings: Readonly<Record<Scoring['of'], readonly (readonly [ScoreRating, from: number])[]>> = {
  officers: [
    ['all-tasks', 5],
    ['most-tasks', 3.5],
    ['few-tasks', 0],
  ],
  agencies: [
    ['excellent', 15],
    ['good', 12],
    ['fair', 9],
    ['average', 6],
    ['weak', 0],
  ],
};

/** Every rating that some score between the two has, the best first. */
export function ratingsBetween(of: Scoring['of'], atLeast: number, atMost: number): ScoreRating[] {
  const steps = ratings[of];
  const best = steps.findIndex(([, from]) => atMost >= from);
  const worst = steps.findIndex(([, from]) => atLeast >= from);
  return steps.slice(best, worst + 1).map(([rating]) => rating);
}

export function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10;
}
