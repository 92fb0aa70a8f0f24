import {
  type Actor,
  daysOf,
  type ListScoredDossiers,
  refuse,
  type ScoredDossier,
  type ShowScores,
} from '@hoso/contracts';
import { instantOf } from '@hoso/event-sourcing';
import type { z } from 'zod';
import { type CountedDocument, leadOf } from './counted-dossier.ts';
import { type CountedRow, finishedAtOf, kindsOf, pointsOf, stages } from './counted-row.ts';
import type { Fresh } from './followed-rows.ts';
import { dayOfDate } from './local-days.ts';
import { placeOf, scoredAt, scoreRows, type Scoring } from './score-rows.ts';
import { scoreLegend, unknownIndices } from './score-words.ts';
import { type FigurePorts, unitToldTo } from './show-figures.ts';

/** TT 01/2018/TT-VPCP is in force since. */
const inForceFrom = '2019-01-06';

/** Refuses `MeasureNotInForce` and `RoleNotAllowed`. People of a unit are told of their own. */
export async function showScores(
  ports: FigurePorts,
  ask: z.output<typeof ShowScores.ask>,
  actor: Actor,
): Promise<z.output<typeof ShowScores.answer>> {
  const { days, scoring } = scoringOf(ask, ask.of, actor);
  const counted = await ports.rows(ask.atLeast);
  const due = ask.of === 'agencies' ? await ports.petitions(scoring.fromDay, scoring.toDay, ask.atLeast) : undefined;
  const fresh = due ? leastFresh(counted.fresh, due.fresh) : counted.fresh;
  const handled = due && { petitions: due.petitions, now: ports.clock() };
  const all = scoreRows(counted.rows, { ...scoring, every: ask.every }, handled);
  const { after = '' } = ask;
  const left = all.filter((score) => placeOf(score) > after);
  const items = left.slice(0, ask.limit);
  const last = items.at(-1);
  const next = last === undefined || left.length === items.length ? {} : { next: placeOf(last) };
  const unknown = unknownIndices.filter(({ index }) => ask.of === 'agencies' || index === 4 || index === 7);
  const legend = scoreLegend.filter(({ name }) => ask.of === 'agencies' || (name !== '8' && name !== '9'));
  return { items, ...fresh, ...next, ...days, at: instantOf(ports.clock()), legend, unknown };
}

function leastFresh(one: Fresh, other: Fresh): Fresh {
  return {
    completeUpTo: Math.min(one.completeUpTo, other.completeUpTo),
    lagMs: Math.max(one.lagMs, other.lagMs),
    held: [...new Set([...one.held, ...other.held])],
  };
}

const pointsBy = {
  1: ({ time }: CountedRow) => time,
  2: ({ agencies }: CountedRow) => agencies,
  3: ({ contacts }: CountedRow) => contacts,
} as const;

function isPerDossier(index: number): index is keyof typeof pointsBy {
  return index in pointsBy;
}

/** Refuses `MeasureNotInForce` and `RoleNotAllowed`. No single dossier has points of the other indices. */
export async function listScoredDossiers(
  ports: FigurePorts,
  ask: z.output<typeof ListScoredDossiers.ask>,
  actor: Actor,
): Promise<z.output<typeof ListScoredDossiers.answer>> {
  const { scoring } = scoringOf(ask, ask.officer === undefined ? 'agencies' : 'officers', actor);
  const { rows, fresh } = await ports.rows(ask.atLeast);
  const { index, points: wanted, after = '', limit } = ask;
  if (index !== undefined && !isPerDossier(index)) return refuse('IndexNotPerDossier', { index });
  if (index === undefined && wanted !== undefined) return refuse('PointsOfIndex');
  const ids: string[] = [];
  let points = 0;
  for (const at of scoredAt(rows, scoring)) {
    const row = rows.row(at);
    if (row.stage !== stages.finished || row.finishedDay < scoring.fromDay || row.finishedDay > scoring.toDay) continue;
    const given = index === undefined ? row.time + row.agencies + row.contacts : pointsBy[index](row);
    if (wanted !== undefined && given !== wanted) continue;
    ids.push(rows.ids[at] ?? '');
    points += given;
  }
  const left = ids.sort().filter((id) => id > after);
  const page = left.slice(0, limit);
  const found = await Promise.all(page.map((id) => ports.find(id)));
  const items = found.flatMap(({ document }) => (document ? scored(document) : []));
  const last = page.at(-1);
  const next = last === undefined || left.length === page.length ? {} : { next: last };
  return { items, ...fresh, ...next, at: instantOf(ports.clock()), count: ids.length, points };
}

function scoringOf(
  { period, agency, officer }: Pick<z.output<typeof ShowScores.ask>, 'period' | 'agency' | 'officer'>,
  of: Scoring['of'],
  actor: Actor,
) {
  const unit = unitToldTo(actor);
  const days = daysOf(period);
  if (!days || days.to < inForceFrom) return refuse('MeasureNotInForce', { measure: 'TT 01/2018', from: inForceFrom });
  const [fromDay, toDay] = [dayOfDate(days.from), dayOfDate(days.to)];
  return { days: { from: days.from, to: days.to }, scoring: { of, fromDay, toDay, period, agency, officer, unit } };
}

function scored(document: CountedDocument): readonly ScoredDossier[] {
  const finishedAt = finishedAtOf(document);
  if (finishedAt === undefined) return [];
  const { dossier, standing, handlings, asked } = document;
  const { agency, officer } = kindsOf(document);
  const lead = leadOf(document);
  const parts = handlings
    .toSorted((one, other) => Number(other === lead) - Number(one === lead))
    .flatMap(({ case: _, finishedAt: done, ...part }) => (done === undefined ? [] : [{ ...part, finishedAt: done }]));
  return [
    {
      dossier,
      ...(standing.code === undefined ? {} : { code: standing.code }),
      ...(agency === undefined ? {} : { agency }),
      ...(officer === undefined ? {} : { officer }),
      ...pointsOf(document, finishedAt),
      finishedAt,
      ...(standing.originalDueAt === undefined ? {} : { originalDueAt: standing.originalDueAt }),
      supplements: asked.length,
      parts,
    },
  ];
}
